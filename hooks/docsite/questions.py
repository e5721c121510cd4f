"""Everything that only IRIS can settle, by guide: questions of the data and of the pages' text.

A page asks in a block `/// confirm`; data asks beside the row that it concerns. Every question has one entry,
with the reading that is printed until it is answered and a link to where it stands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docsite import intake
from docsite.hl7 import questions as hl7
from docsite.hl7.view import View
from docsite.links.suggest import relative_address
from docsite.messages import questions as messages
from docsite.project import Project
from docsite.render import render

FENCE = "open-questions"

_BLOCK = re.compile(
    r"""^[ \t]*/{3,}[ \t]*confirm\b[^\n]*\n
    (?P<options>(?:[ \t]+\w[^\n]*\n)*)
    (?P<text>.*?)
    ^[ \t]*/{3,}[ \t]*$""",
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
_ID = re.compile(r"\bid:[ \t]*(?P<id>[\w-]+)")
_SEVERAL = "HL7: several messages"
_CODES = "HL7: codes"


@dataclass(frozen=True)
class Entry:
    """A question, what is printed until it is answered, and its places as words and links."""

    id: str
    topic: str
    questions: tuple[str, ...]
    reading: str = ""
    others: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Guide:
    """A guide and its questions; `id` is its address on the page."""

    id: str
    title: str
    entries: tuple[Entry, ...]

    @property
    def count(self) -> int:
        """How many questions it has: an entry may ask several."""
        return sum(len(entry.questions) for entry in self.entries)


def show(view: View, project: Project) -> str:
    """Return all questions as HTML."""
    found: dict[str, list[Entry]] = {}
    for title, entry in (
        *_of_pages(view, project),
        *_of_fields(view, project),
        *_of_hl7(view),
        *_of_json(view, project),
    ):
        found.setdefault(title, []).append(entry)
    guides = [
        Guide(f"guide-{number}", title, tuple(each)) for number, (title, each) in enumerate(found.items(), 1)
    ]
    return render(view.templates, "open-questions.html", guides=guides, view=view)


def _of_pages(view: View, project: Project) -> Iterator[tuple[str, Entry]]:
    for path, (title, address) in project.pages.items():
        source = project.sources.get(path)
        if source is None or "confirm" not in source.text or path not in project.files:
            continue
        for match in _BLOCK.finditer(source.prose):
            options = source.text[match.start("options") : match.end("options")]
            text = source.text[match.start("text") : match.end("text")]
            anchor = _ID.search(options)
            link = relative_address(address, view.address) + (f"#{anchor['id']}" if anchor else "")
            yield title, Entry("", "", tuple(_items(text)), places=((title, link),))


def _items(text: str) -> Iterator[str]:
    """Yield the questions of a block: its list items, or its paragraphs."""
    for paragraph in re.split(r"\n[ \t]*(?=[-*][ \t])|\n[ \t]*\n", text.strip()):
        yield " ".join(paragraph.lstrip("-* \t").split())


def _of_fields(view: View, project: Project) -> Iterator[tuple[str, Entry]]:
    for name, table in project.intakes.items():
        page = next((path for path in project.pages if _shows(project, path, name)), "")
        link = relative_address(project.files[page].address, view.address) if page else ""
        for field in table.fields:
            if field.confirm:
                place = (field.name, f"{link}#{field.id}" if page else "")
                yield table.title, Entry("", field.name, (field.confirm,), places=(place,))


def _shows(project: Project, page: str, name: str) -> bool:
    """Return whether a page has the table of a CSV file."""
    source = project.sources.get(page)
    fences = source.fences() if source and f"```{intake.FENCE}" in source.text else ()
    return any(fence.info == intake.FENCE and fence.content.strip() == name for fence in fences)


def _of_hl7(view: View) -> Iterator[tuple[str, Entry]]:
    for asked in hl7.asked(view.book):
        question = asked.question
        names = {message.message for message, _, _ in asked.places}
        title = f"HL7: {next(iter(names))}" if len(names) == 1 else _SEVERAL if names else _CODES
        places = [
            (f"{row or key}" if len(names) == 1 else f"{row or key} of {message.message}", link)
            for message, key, row in asked.places
            if key and (link := view.row(message, key, row) if row else view.segment(message, key))
        ]
        if question.table:
            places = [(view.book.tables[question.table].title, view.codes(question.table))]
        entry = Entry(
            question.id,
            question.topic,
            (question.question,),
            question.reading,
            question.others,
            tuple(places),
        )
        yield title, entry


def _of_json(view: View, project: Project) -> Iterator[tuple[str, Entry]]:
    for asked in messages.asked(project.messages):
        page = project.pages.get(asked.page)
        link = f"{relative_address(page[1], view.address)}#{asked.anchor}" if page else ""
        question = asked.question
        entry = Entry("", question.topic, (question.question,), question.reading, (), ((asked.about, link),))
        yield "Messages in JSON", entry
