"""Slips of Markdown that readers would see: each is a problem at its place, and what the site can read is none."""

import re
from pathlib import Path
from typing import Any

import pytest
from docsite.pages import blocks, markup
from docsite.pages.built_text import BuiltText
from docsite.sources import fixes
from docsite.sources.source import Source

from tests.support.mini_sites import Outcome, build

RULES = (
    *("conflict-marker", "duplicate-anchor", "extra-cell", "glued-block", "missing-alt", "open-block"),
    *("open-element", "open-fence", "repeated-heading", "second-title", "shallow-indent", "unknown-block"),
    *("unknown-element", "unknown-language", "unread-abbreviation", "unread-attribute", "unread-include"),
    *("missing-include", "unread-link", "unread-markup"),
)
OURS: list[Any] = [
    *("abbr", "attr_list", "def_list", "md_in_html", "tables", "pymdownx.highlight", "pymdownx.superfences"),
    *("pymdownx.blocks.details", {"pymdownx.blocks.tab": {"alternate_style": True}}),
    {"pymdownx.blocks.admonition": {"types": ["note", "warning", {"name": "confirm"}]}},
    {"pymdownx.snippets": {"base_path": ["docs"], "check_paths": True}},
]
ALL: list[Any] = [
    *("admonition", "footnotes", "pymdownx.details", "pymdownx.emoji", "pymdownx.tasklist", "pymdownx.tilde"),
    *("pymdownx.mark", "pymdownx.magiclink", "pymdownx.caret", "smarty"),
    {"pymdownx.tabbed": {"alternate_style": True}},
    *OURS,
]

BROKEN = {
    # name: (page below its heading, which has lines 1 and 2; what is told as line:column rule)
    "fence": ('```json\n{"a": 1}\n\nMore `code`.\n', ["3:1 open-fence"]),
    "fence that eats a code span": ("```json\ntext `code` here\n", ["3:1 open-fence"]),
    "fence closed by other ticks": ("```json\nx\n~~~\n", ["3:1 open-fence"]),
    "language": ("```jsom\nx\n```\n\n~~~ {.pyhton}\nx\n~~~\n", ["3:1 unknown-language", "7:1 unknown-language"]),
    "block": ("/// warning\nText.\n\n## More\n", ["3:1 open-block"]),
    "block in a block": ("//// note\n/// warning\nText.\n////\n", ["4:1 open-block"]),
    "end of no block": ("Text.\n\n///\n", ["5:1 unknown-block"]),
    "type": ("/// warnin\nText.\n///\n\nMore.\n", ["3:1 unknown-block"]),
    "types in each other": ("//// noet\n/// warnin\nText.\n///\n////\n", ["3:1 unknown-block"]),
    "admonition": ('!!! note "Look `x`"\n    Text.\n', ["3:1 unknown-block"]),
    "details": ("???+ note\n    Text.\n", ["3:1 unknown-block"]),
    "tab": ('=== "A"\n    Text.\n', ["3:1 unknown-block"]),
    "alert": ("> [!NOTE]\n> Text.\n", ["3:3 unknown-block"]),
    "list": ("Text:\n- a\n- b\n", ["4:1 glued-block"]),
    "list of code": ("Text:\n* `a` is **b**\n", ["4:1 glued-block"]),
    "list that is right elsewhere": ("## B\n\n- c\n- a\n\nText:\n- a\n\n## C\n\nMore:\n\n- c\n- a\n", ["9:1 glued-block"]),
    "list in a quote": ("> Text:\n> - a\n", ["4:3 glued-block"]),
    "numbered list": ("Text:\n1. a\n2. b\n", ["4:1 glued-block"]),
    "list in an item": ("- a\n\n    Text:\n    - b\n", ["6:5 glued-block"]),
    "table": ("Text:\n| a | b |\n|---|---|\n| 1 | 2 |\n", ["4:1 glued-block"]),
    "flat list": ("- a\n  - b\n  - c\n- d\n", ["4:3 shallow-indent"]),
    "flat list in a numbered one": ("1. a\n   - b\n2. c\n", ["4:4 shallow-indent"]),
    "code behind an item": ("1. a\n\n   ```sh\n   x\n   ```\n\n2. b\n", ["5:4 shallow-indent"]),
    "paragraph behind an item": ("1. a\n\n   More.\n\n2. b\n", ["5:4 shallow-indent"]),
    "cell": ("| a | b |\n|---|---|\n| 1 | 2 | lost |\n", ["5:11 extra-cell"]),
    "cell of code": ("| a | b |\n|---|---|\n| 1 | 2 | `x` |\n| 3 | 4 |\n", ["5:11 extra-cell"]),
    "placeholder": ("Use <client-guid>, <your name> and <GUID>.\n", [f"3:{at} unknown-element" for at in (5, 20, 36)]),
    "element": ("<div>\nText.\n\nMore.\n", ["3:1 open-element"]),
    "element in an element": ("<div><b>x</div>\n", ["3:6 open-element"]),
    "conflict": ("<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> other\n", ["3:1 conflict-marker"]),
    "curly include": ("--8<-- “x.txt”\n", ["3:1 unread-include"]),
    "bare include": ("--8<-- x.txt\n", ["3:1 unread-include"]),
    "include with a semicolon": (';--8<-- "x.txt"\n', ["3:1 unread-include"]),
    "include in code": ("```text\n--8<-- “x.txt”\n```\n", ["4:1 unread-include"]),
    "gap": ("[x] (page.md) and [see] (a note)\n", ["3:3 unread-link"]),
    "open link": ("[x](page.md and more.\n", ["3:1 unread-link"]),
    "link in HTML": ("<div>[x](page.md)</div>\n", ["3:6 unread-link"]),
    "wiki": ("[[page]]\n", ["3:1 unread-link"]),
    "image": ("![](data:,x)\n\n<img src='data:,x'>\n", ["3:1 missing-alt", "5:1 missing-alt"]),
    "heading": ("## A\n\n## A\n", ["5:1 repeated-heading"]),
    "anchor": ("## A { #x }\n\n## B { #x }\n", ["5:9 duplicate-anchor"]),
    "title": ("# U\n", ["3:1 second-title"]),
    "abbreviation": ("*[EMR]: record\n* [ADT]: admission\n", ["4:1 unread-abbreviation"]),
    "abbreviation without colon": ("*[PAC] text\n", ["3:1 unread-abbreviation"]),
    "attributes": ("## A { #id\n\nText.\n", ["3:6 unread-attribute"]),
    "attribute without value": ("## A { id }\n\nText.\n", ["3:6 unread-attribute"]),
    "attribute without value in an item": ("- a { id }\n", ["3:5 unread-attribute"]),
    "attribute without value in a cell": ("| a |\n|---|\n| b { id } |\n", ["5:5 unread-attribute"]),
    "attribute without value of a link": ("[a](index.md){ id .x }\n", ["3:14 unread-attribute"]),
    "attributes of a block": ("/// note | T\nattrs: {id: x}\n\nMore.\n///\n", ["4:1 unread-attribute"]),
    "attributes with two blanks": ("/// note | T\n  attrs: {id: x}\n\nMore.\n///\n", ["4:3 unread-attribute"]),
    "attributes after a blank line": (
        "/// note | T\n\n    attrs: {id: x}\n\nMore.\n///\n", ["5:5 unread-attribute"]
    ),
    "fence without a language": ("```\nx\n```\n", ["3:1 unknown-language"]),
    "first mark of a conflict": ("<<<<<<< HEAD\nOne.\n=======\nTwo.\n", ["3:1 conflict-marker"]),
    "last mark of a conflict": ("Two.\n>>>>>>> other\n", ["4:1 conflict-marker"]),
    "two conflicts": (
        "<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> other\n\n<<<<<<< HEAD\nOne.\n",
        ["3:1 conflict-marker", "9:1 conflict-marker"],
    ),
    "include of no file": ('--8<-- "y.txt"\n', ["3:9 missing-include"]),
    "include of no section": ('--8<-- "x.txt:no"\n', ["3:14 missing-include"]),
    "include of nothing": ('--8<-- ""\n', ["3:1 unread-include"]),
    "include of lines of nothing": ('--8<-- ":1:2"\n', ["3:1 missing-include"]),
    "includes in a block": ("--8<--\nx.txt\n  z.txt\n--8<--\n", ["5:3 missing-include"]),
    "include in an item": ("- a\n\n    --8<-- 'y.txt:3:4'\n", ["5:13 missing-include"]),
    "strong": ("Text **open and more.\n", ["3:6 unread-markup"]),
    "other markup": ("~~x~~ ==x== :smile: [^1]\n", [f"3:{at} unread-markup" for at in (1, 7, 13, 21)]),
    "task": ("- [ ] todo\n", ["3:3 unread-markup"]),
    "address": ("See https://example.com/x.\n", ["3:5 unread-markup"]),
}  # fmt: skip

READ = {
    # what the extensions of `ALL` read
    "admonition": '!!! note "Look"\n    Text.\n\n??? note\n    Text.\n\n=== "A"\n    Text.\n',
    "markup": "~~x~~ ==x== :smile: [^1] https://example.com/x\n\n- [ ] todo\n\n[^1]: note\n",
    "blocks": "//// note\n/// warning | Title\n    attrs: {id: x}\n\nText.\n///\n////\n\n/// details | D\nx\n///\n",
    "lists": "Text:\n\n- a\n    - b\n\n        More.\n\n1. c\n\n    ```sh\n    x\n    ```\n\n2. d\n",
    "no lists": "A range from 1\n2026 was long - and so on\n*emphasis* at the start\n\nx\n**strong**\n",
    "definition": "Term\n:   - a\n    - b\n",
    "tables": "| a | b |\n|---|---|\n| `x | y` | 2 |\n| a \\| b | 2 |\n| 1 |\n| 1 | 2 | |\n",
    "elements": "<div markdown>\n\nText <b>x</b> <br> <kbd>a</kbd> <a-b></a-b> <me@example.com>\n\n</div>\n\n<p>x\n",
    "drawing": "<svg viewBox='0 0 1 1'><path d='M0 0'/><foo></svg>\n\n<!-- <b> **x** [a](b.md -->\n",
    "code": "`<x> **y [[z]]`\n\n    !!! note\n    --8<-- x\n\n```md\n/// x\n- a\n  - b\n;--8<-- \"x\"\n```\n",
    "links": "[a] [b](index.md) f(x)[1](2) [array[0]](index.md) x**2 **/*.md\n",
    "headings": "## A\n\n### X\n\n## B\n\n### X\n\n## C { #c } \n",
    "abbreviations": "*[EMR]: record\n\n* [EMR](index.md): a link\n",
    "nested quotes": "> a\n>>>>>>> b\n",
    "braces": "`a`, {id: 1} and { name } and f({ id })\n\n| { a } |\n|---|\n| { b } |\n",
    "quotes": "> Text\n\n> - a\n> - b\n",
}  # fmt: skip


def pages(texts: dict[str, str]) -> dict[str, str]:
    return {f"docs/{number}.md": f"# T\n\n{text}" for number, text in enumerate(texts.values())}


def built(root: Path, texts: dict[str, str], extensions: list[Any]) -> Outcome:
    files = {"docs/index.md": "# Home\n", "docs/x.txt": "x\n", **pages(texts)}
    extra = {"docsite": {"rules": dict.fromkeys(RULES, "problem")}}
    return build(root, files, markdown_extensions=extensions, extra=extra)


def told(outcome: Outcome, number: int) -> list[str]:
    found = (re.match(rf"docs/{number}\.md:(\d+:\d+): .*( \[)([\w-]+)\]$", each) for each in outcome.lines)
    return [f"{match[1]} {match[3]}" for match in found if match and match[3] in RULES]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return built(tmp_path_factory.mktemp("broken"), {name: text for name, (text, _) in BROKEN.items()}, OURS)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return built(tmp_path_factory.mktemp("read"), READ, ALL)


@pytest.mark.parametrize("name", BROKEN)
def test_a_slip_is_one_problem_at_its_place(broken: Outcome, name: str) -> None:
    assert told(broken, list(BROKEN).index(name)) == BROKEN[name][1]


@pytest.mark.parametrize("name", READ)
def test_what_the_site_reads_is_no_problem(read: Outcome, name: str) -> None:
    assert told(read, list(READ).index(name)) == []


FIXED = {
    "Text:\n- a\n- b\n": "Text:\n\n- a\n- b\n",
    "> Text:\n> - a\n": "> Text:\n> \n> - a\n",
    "Text:\n| a | b |\n|---|---|\n": "Text:\n\n| a | b |\n|---|---|\n",
    "- a\n  - b\n  - c\n- d\n": "- a\n    - b\n    - c\n- d\n",
    "1. a\n\n   ```sh\n   x\n   ```\n\n2. b\n": "1. a\n\n    ```sh\n    x\n    ```\n\n2. b\n",
    "Use <client-guid>.\n": "Use `<client-guid>`.\n",
    "--8<-- “x.txt”\n": '--8<-- "x.txt"\n',
    "[x] (index.md)\n": "[x](index.md)\n",
    "*[EMR]: record\n* [ADT]: admission\n": "*[EMR]: record\n*[ADT]: admission\n",
    "## A { #id\n": "## A { #id }\n",
    "/// warnin\nText.\n///\n": "/// warning\nText.\n///\n",
    "```jsom\n{}\n```\n": "```json\n{}\n```\n",
    "See https://example.com/x.\n": "See <https://example.com/x>.\n",
}


def test_a_fix_does_what_the_message_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "problems.json"
    monkeypatch.setenv(fixes.VARIABLE, str(file))
    built(tmp_path, dict(zip(FIXED, FIXED, strict=True)), OURS)
    for fix in fixes.make(fixes.load(file), tmp_path):
        fixes.write(fix, tmp_path)

    texts = [(tmp_path / path).read_text("utf-8") for path in pages(dict(zip(FIXED, FIXED, strict=True)))]
    assert texts == [f"# T\n\n{text}" for text in FIXED.values()]


def test_a_slip_in_an_included_file_is_told_there_once(tmp_path: Path) -> None:
    texts = dict.fromkeys(("a", "b"), '--8<-- "part.md"\n')
    files = {"docs/index.md": "# Home\n", **pages(texts), "docs/part.md": "Text:\n- a\n"}
    outcome = build(tmp_path, files, markdown_extensions=OURS, exclude_docs="part.md\n")

    (line,) = outcome.lines
    assert line.startswith("docs/part.md:2:1: '- a' is shown as text, because there is no blank line before")


def test_what_settings_include_and_does_not_exist_is_told_on_the_pages(tmp_path: Path) -> None:
    snippets = {"base_path": ["docs"], "check_paths": True, "auto_append": ["no.txt"]}
    outcome = build(
        tmp_path, {"docs/index.md": "# Home\n"}, markdown_extensions=[{"pymdownx.snippets": snippets}]
    )

    assert outcome.lines == [
        "docs/index.md:1:1: there is no file 'no.txt' to include. Correct or remove it. [missing-include]"
    ]


def test_a_missing_include_names_the_file_that_is_meant(tmp_path: Path) -> None:
    files = {
        "docs/index.md": '# Home\n\n--8<-- "a/sampel.txt"\n\n--8<-- "b/other.txt"\n\n--8<-- "a/nothing.txt"\n',
        "docs/a/sample.txt": "x\n",
        "docs/c/other.txt": "x\n",
        "docs/a/b.txt": "x\n",
    }
    outcome = build(tmp_path, files, markdown_extensions=OURS)

    assert outcome.lines == [
        (
            "docs/index.md:3:9: there is no file 'a/sampel.txt' to include. Did you mean 'a/sample.txt'? "
            "[missing-include]"
        ),
        (
            "docs/index.md:5:9: there is no file 'b/other.txt' to include. Did you mean 'c/other.txt'? "
            "[missing-include]"
        ),
        "docs/index.md:7:9: there is no file 'a/nothing.txt' to include. Correct or remove it. [missing-include]",
    ]


def test_a_site_that_does_not_check_its_includes_has_them_left_out(tmp_path: Path) -> None:
    extensions = [{"pymdownx.snippets": {"base_path": ["docs"]}}]
    outcome = build(
        tmp_path, {"docs/index.md": '# Home\n\n--8<-- "no.txt"\n'}, markdown_extensions=extensions
    )

    assert outcome.lines == []


def test_blocks_and_languages_are_those_of_the_extensions() -> None:
    assert markup.dialect([], {}) == blocks.Dialect((), frozenset())
    own = {"pymdownx.blocks.admonition": {"types": ["note", {"name": "confirm"}]}}
    known = markup.dialect(["pymdownx.blocks.admonition", "pymdownx.blocks.tab", "pymdownx.highlight"], own)
    assert (known.blocks, "json" in known.fences) == (("note", "confirm", "tab"), True)
    assert not markup.dialect(["pymdownx.highlight"], {"pymdownx.highlight": {"use_pygments": False}}).fences


def test_a_page_that_was_not_rendered_from_its_text_is_not_accused() -> None:
    page = BuiltText("<p>Something else</p>")

    assert (
        list(markup.check(Source("a.md", "Text:\n- a\n\n!!! note\n\n[[x]]\n"), page, blocks.Dialect())) == []
    )
