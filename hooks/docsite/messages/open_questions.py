"""Everything that only IRIS can settle, by guide: questions of the data and of the pages' text.

A page asks in a block `/// confirm`; data asks beside the row that it concerns. Every question has one entry,
with the reading that is printed until it is answered and a link to what it concerns.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docsite.addresses import relative_address
from docsite.messages.library import Library
from docsite.messages.linker import QUESTIONS, Linker
from docsite.messages.question import Concern, Question
from docsite.messages.sample import RowKey
from docsite.render import render
from docsite.sources.paths import DocsPath, SitePath
from docsite.sources.source import Source

Pages = Mapping[DocsPath, tuple[str, SitePath]]
"""Title and site path of each page by path below docs/."""

_BLOCK = re.compile(
    r"""^[ \t]*/{3,}[ \t]*confirm\b[^\n]*\n
    (?P<options>(?:[ \t]+\w[^\n]*\n)*)
    (?P<text>.*?)
    (?:(?P<end>^[ \t]*/{3,}[ \t]*$)|\Z)""",
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
_ID = re.compile(r"\bid:[ \t]*(?P<id>[\w-]+)")


@dataclass(frozen=True)
class Entry:
    """A question, or several that a page asks together, with the links to what they concern."""

    question: Question
    questions: tuple[str, ...]
    links: tuple[str, ...]


@dataclass(frozen=True)
class Guide:
    """A guide and its questions; `id` is its anchor on the page that lists them, `page` the link to that."""

    id: str
    title: str
    page: str
    entries: tuple[Entry, ...]

    @property
    def count(self) -> int:
        """How many questions it has."""
        return sum(len(entry.questions) for entry in self.entries)


def show(
    linker: Linker[Any], library: Library, sources: Mapping[DocsPath, Source], pages: Pages, folder: str
) -> str:
    """Return the questions of a folder as HTML, or all counts and the questions that no other page lists."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for page, title, entry in (*_of_pages(linker, sources, pages), *_of_data(linker, library, pages)):
        found.setdefault((linker.folder(page), title), []).append(entry)
    guides = [
        Guide(f"guide-{number}", title, linker.link(QUESTIONS, own, "").partition("#")[0], tuple(each))
        for number, ((own, title), each) in enumerate(found.items(), 1)
    ]
    own = linker.link(QUESTIONS, folder, "").partition("#")[0]
    listed = [guide for guide in guides if guide.page == own]
    counted = listed if folder else guides
    return render(linker.templates, "open-questions.html", counted=counted, listed=listed, linker=linker)


Found = tuple[str | None, str, Entry]
"""The page that a question belongs to, if one shows it, the heading that it is listed under, and the question."""


def asked(source: Source) -> list[tuple[str, str]]:
    """Return options and text of each block of a page that asks."""
    if "confirm" not in source.text:
        return []
    return [
        (source.text[slice(*match.span("options"))], source.text[slice(*match.span("text"))])
        for match in _BLOCK.finditer(source.prose)
        if match["end"] is not None
    ]


def _of_pages(linker: Linker[Any], sources: Mapping[DocsPath, Source], pages: Pages) -> Iterator[Found]:
    for path, (title, address) in pages.items():
        source = sources.get(path)
        for options, text in asked(source) if source else ():
            anchor = _ID.search(options)
            link = relative_address(address, linker.address) + (f"#{anchor['id']}" if anchor else "")
            question = Question(concerns=(Concern(title, RowKey("", "", "")),))
            yield path, title, Entry(question, tuple(_items(text)), (link,))


def _items(text: str) -> Iterator[str]:
    """Yield the questions of a block: its list items, or its paragraphs."""
    for paragraph in re.split(r"\n[ \t]*(?=[-*][ \t])|\n[ \t]*\n", text.strip()):
        yield " ".join(paragraph.lstrip("-* \t").split())


def _of_data(linker: Linker[Any], library: Library, pages: Pages) -> Iterator[Found]:
    for known in library.formats.values():
        for question in known.format.questions(known.reference):
            page = linker.shown_on.get(question.home)
            title = pages[page][0] if page and page in pages else known.format.title
            links = tuple(linker.link(*each.row) for each in question.concerns)
            yield page, question.title or title, Entry(question, (question.question,), links)
