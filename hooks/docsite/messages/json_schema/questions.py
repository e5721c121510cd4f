"""All questions to IRIS about messages, each with the place on a page where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from docsite.messages.json_schema.question import Question
from docsite.messages.json_schema.reference import Book


@dataclass(frozen=True)
class Asked:
    """A question, what it is about, its page below docs/, empty where none shows it, and its anchor.

    `id` is an address that it may have where all questions stand together.
    """

    id: str
    question: Question
    about: str
    page: str
    anchor: str


def asked(book: Book) -> Iterator[Asked]:
    """Yield every question once, those of objects first."""
    for key, table in book.tables.items():
        page = book.pages.get(("json-object", " ".join(filter(None, key))), "")
        if table.question:
            yield Asked(f"{key.document}-{table.id}", table.question, table.title, page, table.id)
        for row in table.rows:
            if row.question:
                about = f"{table.title}.{row.name}"
                yield Asked(f"{key.document}-{row.id}", row.question, about, page, row.id)
    for enumeration in book.enumerations.values():
        if enumeration.question:
            page = book.pages.get(("json-enumeration", enumeration.name), "")
            asked_id = f"{enumeration.document}-{enumeration.id}"
            yield Asked(asked_id, enumeration.question, enumeration.name, page, enumeration.id)
    for form in book.forms.values():
        if form.question:
            page = book.pages.get(("json-forms", form.document), "")
            yield Asked(f"{form.document}-{form.id}", form.question, form.name, page, form.id)
