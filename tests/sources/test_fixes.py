"""`python -m docsite fix`: suggestions put into the files, and every other byte left as it is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from docsite import __main__ as shell
from docsite.sources import fixes
from docsite.sources.problems import Problem, problem

from tests.support.mini_sites import Files, configuration, write
from tests.support.project import ROOT

PAGE = "---\ntitel: A\nnav_order: '2'\nreviewed: '2026-01-31'\n---\n\n[b](B.md) and ![](Pic.png)\n"
SITE: Files = {
    "docs/index.md": (
        "---\ntitle: Results: ORU\n---\n\n[one](a.md#nedds) [one](b.md)\n\n<a href='B.md'>b</a>\n\n[two]: B.md\n[two]\n"
    ),
    "docs/a.md": PAGE + "\n## Needs\n",
    "docs/b.md": '# B\n\n--8<-- "part.txt"\n',
    "docs/pic.png": b"",
    "part.txt": "See [a](A.md).\n",
}
SETTINGS = {
    "theme": "mkdocs",
    "exclude_docs": "/parts/\n",
    "nav": ["index.md", {"B": "b.md"}, "A.md"],
    "markdown_extensions": [{"pymdownx.snippets": {"base_path": ["."]}}],
}


def run(root: Path, *arguments: str) -> tuple[int, list[str], str]:
    """Return exit status, lines and errors of the command, run in a folder."""
    ran = subprocess.run(
        [sys.executable, "-m", "docsite", "fix", *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stdout.splitlines(), ran.stderr


def texts(root: Path) -> dict[str, str]:
    files = [*root.rglob("*.md"), root / "mkdocs.yml", root / "part.txt"]
    return {file.relative_to(root).as_posix(): file.read_text("utf-8") for file in files}


def test_a_build_has_links_to_fix_too(tmp_path: Path) -> None:
    write(tmp_path, configuration(SITE, SETTINGS))
    before = texts(tmp_path)
    status, lines, errors = run(tmp_path, "--build")

    assert (status, lines, errors) == (0, ["Fixed 11 problems in 4 files."], "")
    after = texts(tmp_path)
    assert after["docs/index.md"] == (
        '---\ntitle: "Results: ORU"\n---\n\n[one](a.md#needs) [one](b.md)\n\n'
        "<a href='b/'>b</a>\n\n[two]: b.md\n[two]\n"
    )
    assert after["docs/a.md"] == (
        "---\ntitle: A\nnav_order: 2\nreviewed: 2026-01-31\n---\n\n[b](b.md) and ![](pic.png)\n\n## Needs\n"
    )
    assert after["part.txt"] == "See [a](a.md).\n"
    assert after["docs/b.md"] == before["docs/b.md"]
    assert after["mkdocs.yml"] == before["mkdocs.yml"].replace("- A.md", "- a.md")


def test_without_a_build_the_sources_are_fixed_and_what_is_left_is_reported(tmp_path: Path) -> None:
    write(tmp_path, configuration({**SITE, "docs/c.md": "---\nlayout: x\n---\n"}, SETTINGS))
    status, lines, errors = run(tmp_path)

    assert (status, errors) == (1, "")
    assert lines == [
        "Fixed 4 problems in 2 files.",
        "docs/c.md:2:1: unknown key 'layout'. Remove it. [unknown-key]",
        "1 problem in 1 file.",
    ]
    assert "[b](B.md)" in texts(tmp_path)["docs/a.md"]


def test_a_diff_shows_the_changes_and_writes_nothing(tmp_path: Path) -> None:
    write(tmp_path, configuration(SITE, SETTINGS))
    before = texts(tmp_path)

    assert run(tmp_path, "--diff", "docs/a.md") == (
        1,
        [
            *("--- a/docs/a.md", "+++ b/docs/a.md", "@@ -1,7 +1,7 @@", " ---"),
            *("-titel: A", "-nav_order: '2'", "-reviewed: '2026-01-31'"),
            *("+title: A", "+nav_order: 2", "+reviewed: 2026-01-31"),
            *(" ---", " ", " [b](B.md) and ![](Pic.png)"),
        ],
        "",
    )
    assert texts(tmp_path) == before


def test_a_site_that_cannot_be_built_is_reported(tmp_path: Path) -> None:
    write(tmp_path, configuration(SITE, {"theme": "no-such-theme"}))
    status, lines, errors = run(tmp_path, "--build")

    assert (status, lines) == (2, [])
    assert errors.startswith("docsite: MkDocs does not build the site.\n")
    assert "Traceback" not in errors


@pytest.mark.parametrize("begin", ["", "\ufeff"], ids=["plain", "mark"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_bytes_outside_of_an_edit_stay(tmp_path: Path, begin: str, end: str) -> None:
    text = begin + PAGE.replace("\n", end) + "\x0cé\u2028😀  "
    rules = {"byte-order-mark": "ignore", "carriage-return": "ignore"}
    write(
        tmp_path,
        configuration({"docs/index.md": text}, {"theme": "mkdocs", "extra": {"docsite": {"rules": rules}}}),
    )

    assert shell.main(["fix", "--config", str(tmp_path / "mkdocs.yml")]) == 0
    expected = text.replace("titel", "title").replace("'2'", "2").replace("'2026-01-31'", "2026-01-31")
    assert (tmp_path / "docs/index.md").read_bytes() == expected.encode()


def meant(line: int, column: int, found: str, suggestion: str, path: str = "a.md") -> Problem:
    name = "unknown-key.other-key"
    return problem(path, line, column, name, key=found, found=found, suggestion=suggestion)


def test_an_edit_that_meets_another_is_left(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("one two three\n")
    once = [meant(1, 1, "one", "1"), meant(1, 5, "two three", "23"), meant(1, 5, "two three", "23")]
    (fix,) = fixes.make([*once, meant(1, 9, "three", "3"), meant(1, 1, "one", "I")], tmp_path)

    assert fix.after == "1 23\n"
    assert len(fix.fixed) == 3
    assert [(each.column, reason) for each, reason in fix.left] == [
        (1, "another fix changes the same text"),
        (9, "another fix changes the same text"),
    ]


def test_a_text_that_has_changed_is_left(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("one\n")
    (fix,) = fixes.make([meant(1, 1, "two", "2"), meant(7, 1, "one", "1")], tmp_path)

    assert fix.after == fix.before
    assert [reason for _, reason in fix.left] == [
        "the text is not 'two' any more",
        "the text is not 'one' any more",
    ]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("latin.md", "the file is not UTF-8"),
        ("gone.md", "it is not a file of this project"),
        ("../outside.md", "it is not a file of this project"),
    ],
)
def test_a_file_that_cannot_be_changed_is_left(tmp_path: Path, path: str, reason: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "latin.md").write_bytes(b"caf\xe9\n")
    (tmp_path / "outside.md").write_text("one\n")
    (fix,) = fixes.make([meant(1, 1, "one", "1", path)], root)
    fixes.write(fix, root)

    assert [each for _, each in fix.left] == [reason]
    assert fixes.diff(fix) == ""
    assert (root / "latin.md").read_bytes() == b"caf\xe9\n"
    assert (tmp_path / "outside.md").read_text() == "one\n"


def test_a_file_keeps_its_mode_and_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("one")
    (tmp_path / "a.md").chmod(0o640)
    (tmp_path / "b.md").symlink_to("a.md")
    (fix,) = fixes.make([meant(1, 1, "one", "1", "b.md")], tmp_path)
    fixes.write(fix, tmp_path)

    assert (tmp_path / "b.md").is_symlink()
    assert (tmp_path / "a.md").read_text() == "1"
    assert (tmp_path / "a.md").stat().st_mode & 0o777 == 0o640
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.md", "b.md"]
    assert fixes.diff(fix).splitlines()[2:] == [
        *("@@ -1 +1 @@", "-one", "\\ No newline at end of file", "+1", "\\ No newline at end of file")
    ]


def test_problems_come_through_a_file_as_they_are(tmp_path: Path) -> None:
    found = [meant(1, 2, "a", "b"), problem("x.md", 3, 4, "empty-link", found="c", found_at=(5, 6))]
    fixes.save(found, tmp_path / "problems.json")
    read = fixes.load(tmp_path / "problems.json")

    assert read == found
    assert [(each.suggestion, each.found, each.found_at) for each in read] == [
        ("b", "a", None),
        (None, "c", (5, 6)),
    ]
