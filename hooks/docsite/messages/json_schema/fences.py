"""Fences that show messages: what each shows, and what is wrong with what it asks for.

`json-object`, `json-enumeration`, `json-forms` and `json-required` name what to show. A `json` fence whose
text is that of a sample is shown as the sample; a whole message that is not belongs into a file.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from docsite.messages.json_schema import tables
from docsite.messages.json_schema.reference import FENCES, Book
from docsite.messages.json_schema.samples import FOLDER
from docsite.messages.json_schema.spec import Key
from docsite.messages.json_schema.tables import View
from docsite.sources.problems import Problem, remedy
from docsite.sources.source import Fence, Source

SHOWS: Mapping[str, Callable[[View, str], str]] = {
    "json-object": tables.table,
    "json-enumeration": tables.enumeration,
    "json-forms": tables.forms,
    "json-required": tables.required,
}

_NAMES = re.compile(r'"(\w+)"\s*:')
_WHOLE = (
    {"ClientGuid", "OrderControlCode"},
    {"ClientGuid", "LocalId", "Site"},
    {"ResultObjectType", "TransactionId"},
)
"""Properties by which an order, a grading and an event or result are known for whole messages."""


def sample(view: View, text: str) -> str | None:
    """Return the sample whose text this is as HTML, or None where it is no sample's."""
    path = view.book.texts.get(text.strip())
    return tables.message(view, view.book.samples[path]) if path else None


def check(book: Book, source: Source, fence: Fence) -> Iterator[Problem]:
    """Yield what is wrong with a fence of a page."""
    name = fence.info.partition(" ")[0]
    if name in FENCES and book.catalog.is_whole:
        yield from _check_names(book, source, fence, name, " ".join(fence.content.split()))
    elif name == "json" and _is_whole(fence.content):
        message = (
            f"a whole message in the page. Move it to docs/{FOLDER}/ and include it, so that it is checked."
        )
        yield source.problem(fence.start, "pasted-sample", message)


def _check_names(book: Book, source: Source, fence: Fence, name: str, body: str) -> Iterator[Problem]:
    document, _, thing = body.partition(" ")
    messages = {key.document for key in book.tables if not key.name}
    documents = {key.document for key in book.tables}
    objects = {key.name for key in book.tables if key.document == document and key.name}
    match name:
        case "json-enumeration" if body not in book.enumerations:
            fact, found, known = f"there is no list '{body}'", body, set(book.enumerations)
        case "json-required" if body not in messages:
            fact, found, known = f"there is no message schema '{body}'", body, messages
        case "json-forms" if body not in (forms := {form.document for form in book.forms.values()}):
            fact, found, known = f"there are no forms in a schema '{body}'", body, forms
        case "json-object" if document not in documents:
            fact, found, known = f"there is no schema '{document}' with objects", document, documents
        case "json-object" if Key(document, thing) not in book.tables:
            fact, found, known = f"there is no object '{thing}' in {document}", thing, objects
        case _:
            return
    yield source.problem(
        fence.start, "unknown-table", f"{fact}. {remedy(found, known, 'See docs/schemas/.')}"
    )


def _is_whole(text: str) -> bool:
    names = set(_NAMES.findall(text))
    return text.lstrip().startswith("{") and any(marks <= names for marks in _WHOLE)
