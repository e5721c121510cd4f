"""The headings of a page's Markdown, as Python-Markdown reads them, and their levels.

Headings in code, in front matter, in HTML and in files that a page includes are not the page's own. Neither is one
that is indented, as in a list: without its list, Markdown reads it as code.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from markdown.util import BLOCK_LEVEL_ELEMENTS

from docsite.sources.code_spans import blank
from docsite.sources.problems import Problem
from docsite.sources.source import Source
from docsite.sources.wording import short

_BLOCKS = "|".join(tag for tag in BLOCK_LEVEL_ELEMENTS if tag != "hr")  # that one has no end
_HTML = re.compile(
    rf"<!--.*?(?:-->|\Z)|^ {{0,3}}<({_BLOCKS})\b(?![^<>]*\smarkdown\b)[^<>]*>.*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE | re.MULTILINE,
)
"""HTML that Markdown leaves as it is; as in Python-Markdown, what is never closed goes on to the end."""

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_MARKS = re.compile(r"#{1,6}")
_UNDERLINE = re.compile(r"[=-]+ *\n?")
_INDENT = ("    ", "\t")


class Heading(NamedTuple):
    """A heading: the offset at which it begins, its level, and its text."""

    offset: int
    level: int
    text: str


def check(source: Source) -> Iterator[Problem]:
    """Yield a problem for each heading that is more than one level below the one before it."""
    for before, heading in pairwise(headings(source)):
        if heading.level > before.level + 1:
            values = {"heading": short(heading.text), "level": heading.level, "before": before.level}
            marks = "#" * (before.level + 1)
            yield source.problem(heading.offset, "heading-level", **values, marks=marks)


def headings(source: Source) -> Iterator[Heading]:
    """Yield the headings of a page's Markdown in order."""
    text = blank(source.unfenced, (match.span() for match in _HTML.finditer(source.unfenced, source.body)))
    above, begins_block = "", True  # `above` is the line before, if it can be underlined
    for match in _LINE.finditer(text, source.body):
        line = match[0]
        marks = _MARKS.match(line)
        is_underline = bool(above and _UNDERLINE.fullmatch(line))
        if marks:
            yield Heading(match.start(), marks.end(), _text(line[marks.end() :]))
        elif is_underline:
            yield Heading(match.start() - len(above), 1 if line[0] == "=" else 2, above.strip())
        ends_block = bool(marks) or is_underline or not line.strip()
        above = line if begins_block and not ends_block and not line.startswith(_INDENT) else ""
        begins_block = ends_block


def _text(line: str) -> str:
    """Return the text of a heading without closing marks and attributes."""
    text = line.strip()
    return (
        (text[: text.rfind("{")] if text.endswith("}") and "{" in text else text).strip().rstrip("#").strip()
    )
