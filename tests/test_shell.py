"""`python -m docsite`: what a build says of the sources, without MkDocs."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from docsite.__main__ import main

from tests.support.mini_sites import Files, Mini, configuration, write
from tests.support.project import ROOT

FAULTY: Files = {
    "docs/index.md": "---\ntitle: Home\nnav_order: x\n---\n\n```routing\n```\n",
    "docs/a.md": "---\ntitle: A: b\n---\n\n[gone](gone.md)\n",
    "docs/b/README.md": "# Left out\n",
    "docs/b/index.md": "---\ndescripton: d\nredirect_from: [/a/, ../x/]\n---\n",
    "docs/specs/csv/bad.yml": "title: T\n",
    "docs/latin.md": b"caf\xe9\n",
    "docs/parts/part.md": "---\nlayout: x\n---\n",
    "docs/templates/t.md": "---\ntitle: {{ x }}\n---\n",
    "docs/.hidden.md": "---\nlayout: x\n---\n",
    "docs/draft.md": "---\nlayout: x\n---\n",
    "docs/allowed.md": (
        "---\ntitle: Allowed\n# allow: unknown-key \u2014 the old tool reads it\nlayout: x\n---\n\n"
        "<!-- allow: missing-page \u2014 it comes next week -->\n[x](y.md)\n"
    ),
}
SETTINGS = {"exclude_docs": "/parts/\n", "draft_docs": "draft.md", "theme": "mkdocs"}


Shell = Callable[..., tuple[int, list[str], str]]


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Return a function that runs the command in a folder and returns its exit status, lines and errors."""

    def run(root: Path, *arguments: str) -> tuple[int, list[str], str]:
        monkeypatch.chdir(root)
        status = main(arguments)
        output, errors = capsys.readouterr()
        return status, output.splitlines(), errors

    return run


def test_it_says_what_a_build_says(mini: Mini, shell: Shell) -> None:
    outcome = mini(FAULTY, **SETTINGS)
    status, lines, errors = shell(outcome.root)

    needs_a_build = ("[missing-page]",)
    assert (status, errors) == (1, "")
    assert lines[:-1] == [each for each in outcome.lines if not each.endswith(needs_a_build)]
    assert lines[-1] == "10 problems in 6 files. 'make fix' can fix 2."


def test_it_prints_the_problems_of_the_files_that_are_named(tmp_path: Path, shell: Shell) -> None:
    write(tmp_path, configuration(FAULTY, SETTINGS))

    assert (
        shell(tmp_path, "docs/b", "docs/allowed.md")[1][-1] == "4 problems in 2 files. 'make fix' can fix 1."
    )
    assert shell(tmp_path / "docs/specs", "csv/bad.yml", "--config", "../../mkdocs.yml") == (
        1,
        [
            "docs/specs/csv/bad.yml:1:1: the file has no 'description'. Add it: one sentence. [missing-key]",
            "docs/specs/csv/bad.yml:1:1: the file has no 'fields'. Add it: the fields. [missing-key]",
            "2 problems in 1 file.",
        ],
        "",
    )
    assert shell(tmp_path, "docs/allowed.md", "mkdocs.yml") == (0, [], "")


def test_a_note_does_not_fail(tmp_path: Path, shell: Shell) -> None:
    settings = {"extra": {"docsite": {"rules": {"unknown-key": "note"}}}}
    write(tmp_path, configuration({"docs/index.md": "---\nlayout: x\n---\n"}, settings))
    status, lines, _ = shell(tmp_path)

    assert status == 0
    assert lines[-1] == "1 note in 1 file."


def test_wrong_settings_are_reported(tmp_path: Path, shell: Shell) -> None:
    write(tmp_path, {"docs/index.md": "# Home\n"})
    assert shell(tmp_path)[0] == 2

    write(tmp_path, {"mkdocs.yml": "site_name: A: b\n"})
    message = (
        "mkdocs.yml:1:13: mkdocs.yml is not YAML: second ':' in 'site_name: A: b'. Put the value in quotes."
    )
    assert shell(tmp_path) == (
        1,
        [f"{message} [invalid-yaml]", "1 problem in 1 file. 'make fix' can fix 1."],
        "",
    )

    write(tmp_path, {"mkdocs.yml": "extra:\n  docsite:\n    rules:\n      mising-key: note\n"})
    line = "mkdocs.yml:4:7: unknown key 'mising-key'. Did you mean 'missing-key'? [unknown-key]"
    assert shell(tmp_path) == (1, [line, "1 problem in 1 file. 'make fix' can fix 1."], "")


def test_the_docs_folder_is_that_of_the_settings(tmp_path: Path, shell: Shell) -> None:
    settings = "docs_dir: !ENV [NO_SUCH_NAME, pages]\nplugins: !!python/name:x.y\nuse_directory_urls: false\n"
    settings += "extra: {docsite: {redirects: true}}\n"
    write(tmp_path, {"mkdocs.yml": settings, "pages/a/b.md": "---\nredirect_from: [/a/b.html]\n---\n"})
    message = "'/a/b/' is the address of 'pages/a/b.md'. Remove it, or rename that file."

    assert shell(tmp_path)[1][0] == f"pages/a/b.md:2:17: {message} [redirect-over-page]"


def test_a_commit_can_have_its_sources_checked() -> None:
    described = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    ((hook,),) = (each["hooks"] for each in described["repos"])

    assert [bool(re.match(hook["files"], path)) for path in ("docs/a/b.md", "mkdocs.yml", "README.md")] == [
        True,
        True,
        False,
    ]
    assert hook["entry"].endswith(".venv/bin/python -m docsite")


def test_it_does_without_mkdocs() -> None:
    code = "import runpy, sys; sys.modules['mkdocs'] = None; runpy.run_module('docsite', run_name='__main__')"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}

    subprocess.run([sys.executable, "-c", code, "README.md"], cwd=ROOT, env=environment, check=True)
