"""Everything that only IRIS can settle, by guide: questions of the data and of the pages' text.

A page asks in a block `/// confirm`; data asks beside the row that it concerns. Every question has one entry,
with the reading that is printed until it is answered and a link to where it stands.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docsite.addresses import relative_address
from docsite.messages.csv_files import fields
from docsite.messages.hl7 import questions as hl7
from docsite.messages.hl7.linker import HOME, View
from docsite.messages.hl7.spec import Message
from docsite.messages.json_schema import questions as messages
from docsite.project import Project
from docsite.render import render

FENCE = "open-questions"

Pages = Mapping[str, tuple[str, str]]
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
class Place:
    """Where a question stands: a name, its link, and what tells it from others of the name."""

    name: str
    link: str
    more: str = ""


@dataclass(frozen=True)
class Entry:
    """A question, what is printed until it is answered, and its places."""

    id: str
    topic: str
    questions: tuple[str, ...]
    reading: str = ""
    others: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Guide:
    """A guide and its questions; `id` is its address on the page that lists them, `page` the link to that."""

    id: str
    title: str
    page: str
    entries: tuple[Entry, ...]

    @property
    def count(self) -> int:
        """How many questions it has: an entry may ask several."""
        return sum(len(entry.questions) for entry in self.entries)


def show(view: View, project: Project, folder: str) -> str:
    """Return the questions of a folder as HTML, or all counts and the questions that no other page lists."""
    pages = project.pages
    found: dict[tuple[str, str], list[Entry]] = {}
    for page, otherwise, entry in (
        *_of_pages(view, project, pages),
        *_of_fields(view, project, pages),
        *_of_hl7(view),
        *_of_json(view, project, pages),
    ):
        title = pages[page][0] if page in pages else otherwise
        found.setdefault((view.folder(page), title), []).append(entry)
    guides = [
        Guide(f"guide-{number}", title, view.link(FENCE, own, "").partition("#")[0], tuple(each))
        for number, ((own, title), each) in enumerate(found.items(), 1)
    ]
    own = view.link(FENCE, folder, "").partition("#")[0]
    listed = [guide for guide in guides if guide.page == own]
    return render(
        view.templates,
        "open-questions.html",
        counted=listed if folder else guides,
        listed=listed,
        view=view,
    )


Found = tuple[str, str, Entry]
"""The page that has a question, the title of its guide where there is none, and the question."""


def _of_pages(view: View, project: Project, pages: Pages) -> Iterator[Found]:
    for path, (title, address) in pages.items():
        source = project.sources.get(path)
        if source is None or "confirm" not in source.text or path not in project.files:
            continue
        for match in _BLOCK.finditer(source.prose):
            if match["end"] is None:
                continue
            options = source.text[match.start("options") : match.end("options")]
            text = source.text[match.start("text") : match.end("text")]
            anchor = _ID.search(options)
            link = relative_address(address, view.address) + (f"#{anchor['id']}" if anchor else "")
            yield path, title, Entry("", "", tuple(_items(text)), places=(Place(title, link),))


def _items(text: str) -> Iterator[str]:
    """Yield the questions of a block: its list items, or its paragraphs."""
    for paragraph in re.split(r"\n[ \t]*(?=[-*][ \t])|\n[ \t]*\n", text.strip()):
        yield " ".join(paragraph.lstrip("-* \t").split())


def _of_fields(view: View, project: Project, pages: Pages) -> Iterator[Found]:
    for name, table in project.intakes.items():
        page = next((path for path in pages if _shows(project, path, name)), "")
        link = relative_address(project.files[page].address, view.address) if page else ""
        for field in table.fields:
            if field.confirm:
                place = Place(field.name, f"{link}#{field.id}" if page else "")
                yield page, table.title, Entry("", field.name, (field.confirm,), places=(place,))


def _shows(project: Project, page: str, name: str) -> bool:
    """Return whether a page has the table of a CSV file."""
    source = project.sources.get(page)
    fences = source.fences() if source and f"```{fields.FENCE}" in source.text else ()
    return any(fence.info == fields.FENCE and fence.content.strip() == name for fence in fences)


def _of_hl7(view: View) -> Iterator[Found]:
    for asked in hl7.asked(view.book):
        question = asked.question
        names = {message.id: message.message for message, _, _ in asked.places}
        alone = next(iter(names)) if len(names) == 1 else ""
        fence = ("codes", question.table) if question.table else ("hl7-structure", alone)
        page = view.book.pages.get(fence, "" if question.table else HOME)
        places = [
            Place(row or message.segments[key].label, link, _more(message, key, row, alone))
            for message, key, row in asked.places
            if key and (link := view.row(message, key, row) if row else view.segment(message, key))
        ]
        if question.table:
            places = [Place(view.book.tables[question.table].title, view.codes(question.table))]
        asks = (question.question,)
        entry = Entry(question.id, question.topic, asks, question.reading, question.others, tuple(places))
        yield page, "HL7 messages", entry


def _more(message: Message, key: str, row: str, alone: str) -> str:
    """Return the variant of a row, and the message if the question concerns others too."""
    kind = message.segments[key].kind if row else ""
    return (f" ({kind})" if kind else "") + ("" if alone else f" of {message.message}")


def _of_json(view: View, project: Project, pages: Pages) -> Iterator[Found]:
    for asked in messages.asked(project.messages):
        page = pages.get(asked.page)
        link = f"{relative_address(page[1], view.address)}#{asked.anchor}" if page else ""
        question = asked.question
        entry = Entry(
            "", question.topic, (question.question,), question.reading, (), (Place(asked.about, link),)
        )
        yield asked.page, "Messages in JSON", entry
