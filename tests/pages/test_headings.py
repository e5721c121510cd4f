"""Headings of a page's Markdown are found with their levels, and a level that is skipped is a problem."""

import pytest
from docsite.pages import headings
from docsite.sources.problems import line
from docsite.sources.source import Source

LEVELS = {
    "ATX": ("# A\n\n## B\n\n### C\n", [1, 2, 3]),
    "ATX with closing marks": ("## A ##\n", [2]),
    "ATX without a blank": ("#A\n", [1]),
    "ATX within a paragraph": ("text\n## A\ntext\n", [2]),
    "ATX that is code": ("## `code`\n", [2]),
    "ATX on the last line": ("## A", [2]),
    "seven marks": ("####### A\n", [6]),
    "escaped": ("\\# A\n", []),
    "setext": ("A\n=\n\nB\n---\n", [1, 2]),
    "setext that is code": ("`A`\n---\n", [2]),
    "setext below another heading": ("# A\nB\n---\n", [1, 2]),
    "underline below a heading": ("# A\n---\n", [1]),
    "underline below a second line": ("text\ntext\n---\n", []),
    "rule": ("text\n\n---\n\ntext\n", []),
    "table": ("a | b\n--- | ---\nc | d\n", []),
    "fence": ("```md\n# A\n\n### B\n```\n", []),
    "indented code": ("text\n\n    # A\n\n    B\n    ---\n", []),
    "comment": ("<!--\n# A\n-->\n", []),
    "HTML": ("<div>\n# A\n\n## B\n</div>\n\n## C\n", [2]),
    "HTML with a heading": ("<h4>A</h4>\n\n## B\n", [2]),
    "HTML with Markdown": ('<div class="x" markdown>\n\n## A\n\n</div>\n', [2]),
    "HTML that is never closed": ("# A\n\n<div>\n\n### B\n", [1]),
    "HTML within a line": ("<b>A</b>\n\n## B\n", [2]),
    "snippet": ('--8<-- "other.md"\n\n## A\n', [2]),
}

SKIPS = {
    "by two": ("# A\n\n### B\n", ["3:1"]),
    "after setext": ("A\n---\n\n#### B\n", ["4:1"]),
    "after front matter": ("---\ntitle: A\n# not one\n---\n## A\n\n#### B\n", ["7:1"]),
    "twice": ("# A\n\n### B\n\n##### C\n", ["3:1", "5:1"]),
    "of a heading in HTML": ("## A\n\n<h3>B</h3>\n\n#### C\n", ["5:1"]),
    "first heading": ("### A\n\n#### B\n", []),
    "back up": ("# A\n\n## B\n\n### C\n\n## D\n\n### E\n", []),
    "no heading": ("text\n", []),
}


@pytest.mark.parametrize(("text", "levels"), LEVELS.values(), ids=LEVELS)
def test_levels(text: str, levels: list[int]) -> None:
    assert [each.level for each in headings.headings(Source("docs/a.md", text))] == levels


@pytest.mark.parametrize(("text", "places"), SKIPS.values(), ids=SKIPS)
def test_skipped_levels(text: str, places: list[str]) -> None:
    problems = headings.check(Source("docs/a.md", text))

    assert [f"{each.line}:{each.column}" for each in problems] == places


def test_the_message_has_the_text_alone() -> None:
    (problem,) = headings.check(Source("docs/a.md", "# A\n\n### B `c` ### { #b }\n"))

    assert line(problem) == (
        "docs/a.md:3:1: heading 'B `c`' has level 3, but the heading before it has level 1."
        " Begin it with '##', or add a heading of that level before it. [heading-level]"
    )
