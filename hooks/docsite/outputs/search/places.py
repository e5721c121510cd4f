"""Pages and sections that data files for the search name, and those among them that search does not have."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docsite.links.suggest import close_names, offered
from docsite.outputs.search.passages import Passage
from docsite.sources.paths import DocsPath
from docsite.sources.problems import Problem
from docsite.sources.suggestions import Names
from docsite.sources.yaml_text import Document, Step


@dataclass(frozen=True)
class Place:
    """A page, or a section of one, and where it is named.

    Attributes:
        document: The data file, and `steps` the value in it.
        text: The page and perhaps `#` and the section, as they are written.
        page: The page, None where the site has none of that name.
    """

    document: Document
    steps: tuple[Step, ...]
    text: str
    page: DocsPath | None

    @property
    def name(self) -> str:
        """The page as it is written."""
        return self.text.partition("#")[0]

    @property
    def section(self) -> str:
        """The anchor; empty for the page itself."""
        return self.text.partition("#")[2]

    def problem(self, name: str, part: str, /, **values: Any) -> Problem:
        """Return a problem at the page or section as it is written, which a suggestion replaces."""
        source, start = self.document.source, self.document.places[self.steps]
        end = start + len(self.text) + len("''")
        before = self.text.removesuffix(part) if part == self.section else ""
        at = source.text.find(self.text, start, end)
        if at < 0:  # written in another way, as with an escape
            return self.document.problem(self.steps, name, **values, found="")
        at += len(before)
        return source.problem(at, name, **values, **source.found(at, part))


def unknown_pages(
    places: Iterable[Place], searched: Collection[DocsPath], meant: Callable[[str], str | None]
) -> Iterator[Problem]:
    """Yield a problem for each page that search does not have; `meant` returns the page that a wrong name means."""
    for place in places:
        if place.page is None:
            values = {"page": place.name, "suggestion": meant(place.name)}
            yield place.problem("unknown-section.page", place.name, **values)
        elif place.page not in searched:
            yield place.problem("unknown-section.left-out", place.name, page=place.page)


def unknown_sections(
    places: Iterable[Place], pages: Mapping[DocsPath, Sequence[Passage]], unsure: Collection[DocsPath]
) -> Iterator[Problem]:
    """Yield a problem for each section that search does not have; `unsure` are pages that may have more of them."""
    for place in places:
        if place.page is None or place.page not in pages or place.page in unsure:
            continue
        anchors = {passage.anchor for passage in pages[place.page]}
        if place.section not in anchors:
            close = close_names(Names(frozenset(anchors - {""})), place.section)
            values = {"page": place.page, "section": place.section, **offered(close)}
            yield place.problem("unknown-section.section", place.section, **values)
