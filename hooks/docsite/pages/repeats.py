"""What a page says twice, or in two ways: headings, titles, anchors; and images that say nothing."""

import re
from collections.abc import Iterator, Sequence

from docsite.pages.built_text import BuiltText
from docsite.pages.front_matter import FrontMatter
from docsite.pages.headings import Heading, headings
from docsite.sources.problems import Problem
from docsite.sources.source import Source
from docsite.sources.wording import short

_MARKS = re.compile(r"[`*\\“”]|<[^<>]*>|!?\[([^\[\]]*)\]\([^()]*\)|&(?:amp);")
_ID = re.compile(r"\{:?[^{}\n]*?#(?P<id>[\w.:-]+)[^{}\n]*\}|\bid=[\"']?(?P<html>[^\s\"'<>]+)")
_IMAGE = re.compile(r"!(?P<alt>\[[ \t]*\])[(\[]|<img\b(?![^<>]*\balt\b)(?P<rest>[^<>]*)>", re.IGNORECASE)

_CURLY = "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f"  # around a title they are a fault of their own


def check(source: Source, front_matter: FrontMatter) -> Iterator[Problem]:
    """Yield what is wrong with the headings of a page among each other, and with its title."""
    found = list(headings(source))
    yield from _repeated(source, found)
    tops = [heading for heading in found if heading.level == 1]
    for heading in tops[1:]:
        yield source.problem(heading.offset, "second-title", heading=short(heading.text))
    if tops and front_matter.title and _plain(tops[0].text) != _plain(front_matter.title.strip(_CURLY)):
        values = {"heading": short(tops[0].text), "title": short(front_matter.title)}
        yield source.problem(tops[0].offset, "other-title", **values)


def _plain(text: str) -> str:
    return " ".join(_MARKS.sub(lambda match: match[1] or ("&" if match[0][0] == "&" else ""), text).split())


def _repeated(source: Source, found: Sequence[Heading]) -> Iterator[Problem]:
    """Yield a problem for each heading that another one of its own section has repeated."""
    above: list[tuple[int, set[str]]] = [(0, set())]
    for heading in found:
        while above[-1][0] > heading.level:
            above.pop()
        if above[-1][0] < heading.level:
            above.append((heading.level, set()))
        seen = above[-1][1]
        if heading.text in seen:
            yield source.problem(heading.offset, "repeated-heading", heading=short(heading.text))
        seen.add(heading.text)


def check_shown(source: Source, page: BuiltText) -> Iterator[Problem]:
    """Yield a problem for each anchor that a page has twice, and for each image without a text."""
    seen: set[str] = set()
    for match in _ID.finditer(source.plain, source.body):
        name = match["id"] or match["html"]
        if name in seen and len(re.findall(rf'\bid="{re.escape(name)}"', page.elements)) > 1:
            yield source.problem(
                match.start("id" if match["id"] else "html"), "duplicate-anchor", anchor=short(name)
            )
        seen.add(name)
    for match in _IMAGE.finditer(source.plain, source.body):
        case = "markdown" if match["alt"] else "html"
        yield source.problem(match.start(), f"missing-alt.{case}")
