"""Other plugins and hooks beside ours: pages that they add, at any event, are pages as all others."""

import re
from pathlib import Path

import pytest

from tests.support import examples, places
from tests.support.mini_sites import Mini, build, complete, made
from tests.support.project import ROOT

HEAD = """\
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

LATE = "# Late\\n\\n## Part\\n\\n[home](index.md#home) [gone](gone.md)\\n"
"""
ON_FILES = """
def on_files(files, config):
    files.append(File.generated(config, "late.md", content=LATE))
"""
ON_NAV = """
def on_nav(nav, config, files):
    files.append(File.generated(config, "late.md", content=LATE))
    Page("Late", files.get_file_from_path("late.md"), config)
"""
ON_ENV = """
def on_env(env, config, files):
    file = File.generated(config, "late.md", content=LATE)
    page = Page("Late", file, config)
    files.append(file)
    page.read_source(config)
    page.render(config, files)
"""
FROM_A_FILE = """
def on_nav(nav, config, files):
    file = File("late.md", config.docs_dir, config.site_dir, config.use_directory_urls)
    files.append(file)
    Page("Late", file, config)
def on_files(files, config):
    files.remove(files.get_file_from_path("late.md"))
"""
WITHOUT_FILE = """
def on_nav(nav, config, files):
    file = File("late.md", config.docs_dir, config.site_dir, config.use_directory_urls)
    files.append(file)
    Page("Late", file, config)
def on_page_read_source(page, config):
    return LATE if page.file.src_uri == "late.md" else None
"""
HOME = "# Home\n\n[late](late/#part) [no](late/#no)\n"
EVERYTHING = {"docsite": {"search": True, "markdown": True, "rules": {"orphan-page": "problem"}}}
GONE = "link to 'gone.md', which does not exist. Correct or remove it. [missing-page]"
LINK = (
    "docs/index.md:3:20: link to 'late/#no', but 'late/' has no anchor 'no'. Correct it, or "
    "give a heading that id. [missing-anchor]"
)


@pytest.mark.parametrize(
    ("hook", "place"),
    [
        (ON_FILES, "docs/late.md:5:23"),
        (ON_NAV, "docs/late.md:5:23"),
        (ON_ENV, "docs/late.md:5:23"),
        (WITHOUT_FILE, "docs/late.md:5:23"),
    ],
)
@pytest.mark.parametrize("extra", [{}, EVERYTHING])
def test_the_links_of_a_page_that_a_plugin_adds_are_checked(
    mini: Mini, hook: str, place: str, extra: dict[str, object]
) -> None:
    files = {"docs/index.md": HOME, "plugin.py": HEAD + hook}
    outcome = mini(files, hooks=[str(ROOT / "hooks" / "main.py"), "plugin.py"], extra=extra)

    assert outcome.lines == [LINK, f"{place}: {GONE}"]


def test_a_file_of_an_author_may_come_late(mini: Mini) -> None:
    late = "---\ntitle: Late\n---\n# Late\n\n## Part\n\n[gone](gone.md)\n"
    files = {"docs/index.md": HOME, "docs/late.md": late, "plugin.py": HEAD + FROM_A_FILE}
    outcome = mini(files, hooks=["plugin.py", str(ROOT / "hooks" / "main.py")])

    assert outcome.lines == [LINK, f"docs/late.md:8:1: {GONE}"]


COUNTED = """\
from pathlib import Path

from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor


def count(what):
    with Path(__file__).with_name("ran.txt").open("a") as file:
        file.write(f"{what}\\n")


def fence(source, *_, **__):
    count("fence")
    return '<a href="#">List</a>[int], dict[str][int]'


class Counting(Preprocessor):
    def run(self, lines):
        count("extension")
        return lines


class Own(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Counting(md), "counting", 1)


def on_config(config):
    config.markdown_extensions.append(Own())
    own = config.mdx_configs.setdefault("pymdownx.superfences", {})
    own.setdefault("custom_fences", []).append({"name": "run", "class": "run", "format": fence})
"""
FENCE = "# Home\n\n```run\n[x](lost.md)\n```\n"


@pytest.mark.parametrize("first", [True, False])
def test_what_others_run_while_a_page_is_rendered_runs_once(mini: Mini, first: bool) -> None:
    files = {
        "docs/index.md": f"{FENCE}\n[x](gone.md) and [a][b]\n",
        "docs/right.md": f"{FENCE}\n[a][b] with a definition.\n\n[b]: index.md\n",
        "plugin.py": COUNTED,
    }
    ours = str(ROOT / "hooks" / "main.py")
    hooks = [ours, "plugin.py"] if first else ["plugin.py", ours]
    outcome = mini(files, hooks=hooks, markdown_extensions=["pymdownx.superfences"])

    assert outcome.lines == [
        f"docs/index.md:7:1: {GONE}",
        (
            "docs/index.md:7:18: '[a][b]' has no definition, so it is shown as text."
            " Add a line '[b]: address'. [undefined-reference]"
        ),
    ]
    assert sorted((outcome.root / "ran.txt").read_text("utf-8").split()) == ["extension"] * 2 + ["fence"] * 2


CASES = examples.sections(Path(__file__).with_name("plugins.md").read_text("utf-8"))


@pytest.mark.parametrize("name", CASES)
def test_a_site_with_a_plugin_comes_out_the_same_and_only_what_is_broken_is_reported(
    tmp_path: Path, name: str
) -> None:
    expected, files = [], {}
    for path, text in examples.files(CASES[name]).items():
        files[path], marks = places.unmarked(text)
        expected += [f"{path}:{mark.line}:{mark.column} {mark.rule}" for mark in marks]
    for part in CASES[name]:
        expected += part.text.splitlines() if part.language == "places" else []
    settings = f"site_name: Mini\n{files['mkdocs.yml']}"
    bare = build(tmp_path / "bare", {**files, "mkdocs.yml": settings}, strict=False)
    hooked = build(tmp_path / "hooked", complete(dict(files)))
    found = [re.sub(r"^(\S+:\d+:\d+): .* \[([\w-]+)\]$", r"\1 \2", line) for line in hooked.lines]

    assert sorted(found) == sorted(expected), hooked.lines
    assert made(bare.site) == made(hooked.site)
