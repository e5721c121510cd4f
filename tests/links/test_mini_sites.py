"""Links of mini sites: the place and the rule of every fault, and silence where there is none.

The cases are `links/pages.md` and `links/sites.md`. In their texts `⟦rule⟧` stands where a problem of
the rule is expected; it is taken out before the build. What a fence cannot hold is written here.
"""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.support import examples, places
from tests.support.mini_sites import Files, Mini, Outcome, build, complete

Found = set[tuple[str, int, int, str]]

CASES = Path(__file__).parent
PAGES = {
    name: examples.files(parts)["page.md"]
    for name, parts in examples.sections((CASES / "pages.md").read_text("utf-8")).items()
}
SITES = {
    name: examples.files(parts)
    for name, parts in examples.sections((CASES / "sites.md").read_text("utf-8")).items()
}
LINE = re.compile(r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): .* \[(?P<rule>[\w-]+)\]")

# What the pages may link to
TARGETS: Files = {
    "docs/index.md": "# Home\n\n## Who it is for\n",
    "docs/guide/index.md": "# Guide\n\n## Set up\n\n<a name='old-name'></a>\n\n<p id='Mixed-Case'>x</p>\n",
    "docs/guide/setup.md": "# Setup\n\n## What's new?\n\n<h2 id='größe'>x</h2>\n\n<div id='a b'>x</div>\n",
    "docs/a b.md": "# With a blank\n",
    "docs/notes/café.md": "# Café\n",
    "docs/with(brackets).md": "# Brackets\n",
    "docs/under_score.md": "# Underscore\n",
    "docs/assets/pic.png": b"png",
    "docs/assets/Logo.SVG": b"<svg/>",
    "docs/assets/manual.pdf": b"pdf",
    "docs/assets/two words.png": b"png",
    "docs/static.html": "<title>x</title><h1 id='top-of-it'>Static</h1><a name='named'></a>",
    "docs/plain/page.html": "<h1>Plain</h1>",
    "snippets/right.txt": "[a](../guide/setup.md)\n",
}
EXTENSIONS: list[Any] = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    {"toc": {"permalink": True}},
    "pymdownx.betterem",
    "pymdownx.blocks.admonition",
    "pymdownx.blocks.caption",
    "pymdownx.blocks.details",
    "pymdownx.blocks.html",
    "pymdownx.blocks.tab",
    "pymdownx.caret",
    "pymdownx.critic",
    "pymdownx.details",
    {"pymdownx.highlight": {"anchor_linenums": True}},
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.mark",
    "pymdownx.smartsymbols",
    {"pymdownx.snippets": {"base_path": ["docs", "snippets"], "check_paths": True}},
    "pymdownx.superfences",
    {"pymdownx.tabbed": {"alternate_style": True}},
    "pymdownx.tasklist",
    "pymdownx.tilde",
    "smarty",
]
LINKS_ALONE = {"docsite": {"rules": {"unread-link": "ignore"}}}
"""Links that are shown as text are the subject of `tests/pages/test_markup.py`."""

KINDS: dict[str, dict[str, Any]] = {
    "mkdocs": {"theme": {"name": "mkdocs"}},
    "readthedocs": {"theme": {"name": "readthedocs"}, "site_url": "https://example.org/"},
    "material": {"theme": {"name": "material"}, "site_url": "https://example.org/base/path/"},
    "files": {"theme": {"name": "mkdocs"}, "use_directory_urls": False},
}


def marked(files: Files) -> tuple[dict[str, str | bytes], Found]:
    """Return the files without the marks of expected problems, and what is expected."""
    clean: dict[str, str | bytes] = {}
    expected: Found = set()
    for path, content in files.items():
        text, marks = places.unmarked(content) if isinstance(content, str) else (content, [])
        expected |= {(path, place.line, place.column, place.rule) for place in marks}
        clean[path] = text
    return clean, expected


def found(outcome: Outcome) -> Found:
    """Return what a build told; a line that is no problem's, or a problem told twice, fails."""
    matches = [(LINE.fullmatch(line), line) for line in outcome.lines]
    assert [line for match, line in matches if not match] == []
    places = [(m["path"], int(m["line"]), int(m["column"]), m["rule"]) for m, _ in matches if m]
    assert len(set(places)) == len(places), outcome.lines
    return set(places)


def told(where: Found, path: str) -> list[tuple[int, int, str]]:
    """Return what is told of one file, in order."""
    return sorted(each[1:] for each in where if each[0] == path)


def place(name: str) -> str:
    """Return the path of the page that a case is."""
    return f"docs/cases/{re.sub(r'[^a-zA-Z]+', '-', name)}.md"


def fits(kind: str, text: str) -> bool:
    """Return whether a case can be built in a kind of site: HTML has to write addresses as they are built."""
    return kind != "files" or "../../" not in text


@pytest.fixture(scope="module", params=KINDS)
def whole(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Found, Found, str]:
    """Build all pages as one site, and return what was found, what is expected, and the kind of site."""
    kind: str = request.param
    files, expected = marked({place(name): text for name, text in PAGES.items() if fits(kind, text)})
    root = tmp_path_factory.mktemp("links")
    outcome = build(
        root, {**TARGETS, **files}, markdown_extensions=EXTENSIONS, extra=LINKS_ALONE, **KINDS[kind]
    )
    if kind == "material":  # there an absolute path leads out
        lines = {path: str(text).split("\n") for path, text in files.items()}
        expected = {
            (
                path,
                line,
                column,
                "outside-site" if lines[path][line - 1][column:].startswith("p](/") else rule,
            )
            for path, line, column, rule in expected
        }
    return found(outcome), expected, kind


@pytest.mark.parametrize("name", PAGES)
def test_page(whole: tuple[Found, Found, str], name: str) -> None:
    if fits(whole[2], PAGES[name]):
        assert told(whole[0], place(name)) == told(whole[1], place(name))


def test_nothing_else_is_told(whole: tuple[Found, Found, str]) -> None:
    assert sorted(whole[0] - whole[1]) == []


@pytest.mark.parametrize("name", SITES)
def test_site(tmp_path: Path, name: str) -> None:
    files, expected = marked(SITES[name])
    outcome = build(tmp_path, complete(files))
    places = found(outcome)
    for path in sorted({each[0] for each in places | expected}):
        assert told(places, path) == told(expected, path), path


# What a fence cannot hold

MARKED_BYTES = {
    "a byte order mark": "\ufeff---\ntitle: x\n---\n\ntext ⟦missing-page⟧[a](gone.md)\n",
    "line ends of Windows": (
        "---\r\ntitle: x\r\n---\r\n\r\ntext ⟦missing-page⟧[a](gone.md)\r\n\r\n"
        "[b]\r\n\r\n⟦missing-page⟧[b]: gone.md\r\n"
    ),
    "a byte order mark and line ends of Windows": "\ufeff# x\r\n\r\n⟦missing-page⟧[a](gone.md)\r\n",
    "other characters that end lines elsewhere": "a\u2028b\x0bc\x0cd\x85e ⟦missing-page⟧[a](gone.md)\n",
    "no line end": "⟦missing-page⟧[a](gone.md) text ⟦missing-page⟧[b](gone.md)",
    "tabs": "*\ta\t⟦missing-page⟧[b](gone.md)\n",
    "characters beyond the basic plane": "😀 \U0001f469\u200d\U0001f469 ⟦missing-page⟧[b](gone.md)\n",
    "blanks at the end and empty lines at the start": "\n\n\n   ⟦missing-page⟧[b](gone.md)   \n\n\n",
}


@pytest.mark.parametrize("name", MARKED_BYTES)
def test_position(mini: Mini, name: str) -> None:
    files, expected = marked({"docs/index.md": MARKED_BYTES[name]})
    expected = {
        (path, line, column - (line == 1 and "\ufeff" in MARKED_BYTES[name]), rule)
        for path, line, column, rule in expected
    }
    levels = {"byte-order-mark": "ignore", "carriage-return": "ignore"}
    assert found(mini(files, extra={"docsite": {"rules": levels}})) == expected


def test_a_strict_build_fails_with_a_problem_and_not_with_a_note(mini: Mini) -> None:
    assert not mini({"docs/index.md": "[a][b]\n"}).failed
    assert mini({"docs/index.md": "[a](b.md)\n"}).failed


def test_two_builds_in_one_process_tell_the_same(mini: Mini) -> None:
    files = {"docs/index.md": "[a](b.md)\n", "docs/README.md": "# Readme\n", "docs/part.md": "x\n"}
    assert mini(files).lines == mini(files).lines
