"""The places of a page's links in its source, found by rendering the page once more with markers.

Each place where a link may begin gets a marker; those whose marker comes out of the renderer in a link are
links, all others are code, comments or prose. So the renderer itself decides, not a second parser of
Markdown, and one rendering finds all links of a page. Only pages with a fault are rendered again.
"""

import html
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from docsite.links import markers, references
from docsite.links.html_links import Link, links, parse
from docsite.links.markers import MARKER, Mark
from docsite.links.rendering import Renderer
from docsite.sources.paths import DocsPath
from docsite.sources.source import Source


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
    return Places(_links(rendering.html, found, values), [*_undefined(rendering.html, found)])


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


def _undefined(text: str, found: list[_Numbered]) -> Iterator[Place]:
    """Yield the references whose text comes out as it is written."""
    marks = [each.mark for each in found]
    for number in sorted(references.undefined(text, [mark.reference for mark in marks])):
        yield Place(
            found[number].source, marks[number].begins, marks[number].begins, marks[number].reference, True
        )
