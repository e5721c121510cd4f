"""The places of a page's links in its source, found by rendering the page once more with markers.

Each place where a link may begin gets a marker; those whose marker comes out of the renderer in a link are
links, all others are code, comments or prose. So the renderer itself decides, not a second parser of
Markdown, and one rendering finds all links of a page. Only pages with a fault are rendered again.
"""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from docsite.links import markers
from docsite.links.html_links import Link, links, parse
from docsite.links.markers import MARKER, Mark
from docsite.links.rendering import Renderer
from docsite.sources.paths import DocsPath
from docsite.sources.source import Source

_CODE = re.compile(
    r"<(pre|code|script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE
)
_TAG = re.compile(r"<[^>]*(?:>|\Z)")
_IMAGE = re.compile(r"<img[^<>]*>\[")


class Place(NamedTuple):
    """Where a link is: file, offsets of the link and of its target, how that is written, and whether as Markdown."""

    source: Source
    offset: int
    target: int
    written: str
    is_markdown: bool


@dataclass(frozen=True)
class Places:
    """Places of a page's links by the link in the built page, and of references that are shown as text."""

    links: Mapping[Link, list[Place]] = field(default_factory=dict)
    undefined: list[Place] = field(default_factory=list)


class _Numbered(NamedTuple):
    source: Source
    mark: Mark


def in_html(source: Source) -> Places:
    """Return the places of the links of an HTML file."""
    found = [_Numbered(source, mark) for mark in markers.find(source, is_markdown=False)]
    text = markers.put(source.text, [each.mark for each in found], 0)
    return Places(_links(text, found, {}))


def in_page(
    source: Source,
    path: DocsPath,
    rewritten: Mapping[str, str],
    renderer: Renderer,
    read: Callable[[Path], Source],
) -> Places:
    """Return the places of the links of a Markdown page and of the files that it includes.

    `rewritten` is what MkDocs made of its links, `read` gives an included
    file.
    """
    found: list[_Numbered] = []

    def marked(each: Source) -> str:
        own = markers.find(each)
        text = markers.put(each.text, own, len(found))
        found.extend(_Numbered(each, mark) for mark in own)
        return text

    lead = source.text[: source.body]
    rendering = renderer.render(path, marked(source)[len(lead) :], lambda file: marked(read(file)))
    targets = {
        int(match["number"]): MARKER.sub("", each)
        for each in rendering.targets
        if (match := MARKER.search(each))
    }
    values = {number: rewritten[each] for number, each in targets.items() if each in rewritten}
    return Places(_links(rendering.html, found, values), _undefined(rendering.html, found))


def _links(text: str, found: list[_Numbered], rewritten: Mapping[int, str]) -> dict[Link, list[Place]]:
    """Return places by link; `rewritten` gives the value in the built page by the number of a marker."""
    places: dict[Link, dict[int, Place]] = {}
    for link in links(text, parse(text)):
        match = MARKER.search(link.value)
        if match and int(match["number"]) < len(found):
            number = int(match["number"])
            source, mark = found[number]
            written = MARKER.sub("", link.value).strip()
            built = html.unescape(rewritten[number]).strip() if number in rewritten else written
            place = Place(source, mark.begins, mark.marker, written, mark.is_markdown)
            places.setdefault(link._replace(value=built), {}).setdefault(number, place)
    return {link: [each for _, each in sorted(by_number.items())] for link, by_number in places.items()}


def _undefined(text: str, found: list[_Numbered]) -> list[Place]:
    """Return the references whose text comes out as it is written."""
    shown = _TAG.sub("\0", _CODE.sub("", text))
    numbers = {int(match["number"]) for match in re.finditer(rf"{MARKER.pattern}(?=!?\[)", shown)}
    for match in re.finditer(rf"{MARKER.pattern}(?:\0[^\0\[]*){{1,6}}(?<=\0)(?P<rest>\[[^\[\]\0]*\])", shown):
        number = int(match["number"])  # the text alone may be a reference that is defined
        if number < len(found) and found[number].mark.reference.endswith(f"]{html.unescape(match['rest'])}"):
            numbers.add(number)
    return [
        Place(source, mark.begins, mark.begins, mark.reference, True)
        for number, (source, mark) in enumerate(found)
        if mark.reference and number in numbers
    ]


def may_show_references(text: str) -> bool:
    """Return whether a page's HTML shows what may be a reference without a definition."""
    if "</a>[" in text or ("<img" in text and _IMAGE.search(text)):
        return True  # perhaps a text that is defined, and a name that is not
    return "][" in text and "][" in _TAG.sub("", _CODE.sub("", text))
