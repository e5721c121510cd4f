"""The places of a text at which a link may begin, and the same text with a numbered marker in each of them.

A marker stands where the target begins, so it comes out of the renderer as part of the link, if a link it is.
A place that is none (code, a comment, prose) costs nothing, as its marker is looked for in links alone.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from docsite.links.html_links import candidates
from docsite.sources.source import Source

MARKER = re.compile(r"docsiteprobe(?P<number>\d+)z")

_INLINE = re.compile(r"\]\(\s*(?:<(?=[^<>]*>\s*[\"')]))?")
_DEFINITION = re.compile(
    r"^[ \t>]*(?:(?:[*+-]|\d+[.)])[ \t]+)*(?P<label>\[)(?!\^)[^\[\]]*\]:[ \t]*(?:\n[ \t>]*)?<?(?=\S)",
    re.MULTILINE,
)
_AUTOMATIC = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]*://[^<>\n]*|[^<>\s!@]+@[^<>\s@]+)(?=>)")
_ATTRIBUTE = re.compile(
    r"(?<![\w:.-])(?:xlink:href|href|src|poster|data|formaction|action|(?P<refresh>content)|(?P<set>srcset|imagesrcset))"
    r"\s*=\s*(?P<quote>[\"']?)",
    re.IGNORECASE,
)
_BARE = re.compile(r"<[A-Za-z][^<>]*?\s(?P<name>href|src)(?=[\s/>])(?!\s*=)", re.IGNORECASE)
_REFRESH = re.compile(r"\s*[\d.]+(?:\s*[;,]\s*|\s+)(?:url\s*=\s*)?[\"']?", re.IGNORECASE)
_STYLE = re.compile(r"(?<![\w-])url\(\s*(?:[\"']|&quot;|&apos;|&#3[49];)?", re.IGNORECASE)
_BRACKET = re.compile(r"(?:\\.)|(?P<gap>\n[ \t>]*\n)|(?P<open>!?\[)|(?P<close>\])", re.DOTALL)
_REFERENCE = re.compile(r"\]\[(?!\^)(?P<name>[^\[\]]*)\](?!\()")


class Mark(NamedTuple):
    """A place where a link may begin.

    Attributes:
        marker: Offset at which the marker goes.
        begins: Offset that is told: of the bracket, the attribute's name, the address itself.
        is_markdown: Whether the link is Markdown's own rather than HTML.
        lead: What has to stand before the marker.
        reference: A reference link's own text, as it may be one without a definition.
    """

    marker: int
    begins: int
    is_markdown: bool
    lead: str = ""
    reference: str = ""


def find(source: Source, is_markdown: bool = True) -> list[Mark]:
    """Return the marks of a text in order; a source that is HTML has no Markdown links."""
    found = [*_attributes(source.text, source.body)]
    if is_markdown:
        found += _markdown(source)
    return sorted(found)


def put(text: str, marks: Iterable[Mark], number: int) -> str:
    """Return the text with markers, numbered from `number` on."""
    pieces, position = [], 0
    for count, mark in enumerate(marks, number):
        pieces += [text[position : mark.marker], mark.lead, f"docsiteprobe{count}z"]
        position = mark.marker
    return "".join([*pieces, text[position:]])


def _markdown(source: Source) -> Iterator[Mark]:
    text, start = source.text, source.body
    openings = {**_openings(text, start), **_openings(source.prose, start)}
    for match in _INLINE.finditer(text, start):
        yield Mark(match.end(), openings.get(match.start(), match.start()), True)
    for match in _DEFINITION.finditer(text, start):
        yield Mark(match.end(), match.start("label"), True)
    for match in _AUTOMATIC.finditer(text, start):
        yield Mark(match.end(), match.start(), True)
    for match in _REFERENCE.finditer(source.prose, start):
        begins = openings.get(match.start())
        written = text[begins : match.end()] if begins is not None else ""
        before = text[begins - 1 : begins] if begins else ""
        is_text = written.lstrip("![").startswith("^") or re.match(r"[\w\])]", before)
        if begins is not None and not is_text and (match["name"].strip() or match["name"] == ""):
            yield Mark(begins, begins, True, reference=written)


def _attributes(text: str, start: int) -> Iterator[Mark]:
    end = start
    for match in _ATTRIBUTE.finditer(text, start):
        if match.start() < end:  # in the value of a srcset
            continue
        if match["set"]:
            end = _value_end(text, match)
            for number, candidate in enumerate(candidates(text[match.end() : end])):
                place = match.end() + candidate.start("url")
                yield Mark(place, place if number else match.start(), False)
        elif match["refresh"]:
            if refresh := _REFRESH.match(text, match.end()):
                yield Mark(refresh.end(), match.start(), False)
        else:
            yield Mark(match.end(), match.start(), False)
    for match in _BARE.finditer(text, start):
        yield Mark(match.end(), match.start("name"), False, lead="=")
    for match in _STYLE.finditer(text, start):
        yield Mark(match.end(), match.start(), False)


def _value_end(text: str, match: re.Match[str]) -> int:
    if match["quote"]:
        end = text.find(match["quote"], match.end())
        return end if end >= 0 else len(text)
    unquoted = re.compile(r"[^\s>]*").match(text, match.end())
    return unquoted.end() if unquoted else match.end()


def _openings(text: str, start: int) -> dict[int, int]:
    """Return where the bracket that opens stands, with the `!` of an image, for each bracket that closes."""
    openings: dict[int, int] = {}
    opened: list[int] = []
    for match in _BRACKET.finditer(text, start):
        if match["gap"]:
            opened.clear()
        elif match["open"]:
            opened.append(match.start())
        elif match["close"] and opened:
            openings[match.start()] = opened.pop()
    return openings
