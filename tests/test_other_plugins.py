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
