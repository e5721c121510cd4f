"""All questions to IRIS about HL7 messages and codes, each once, with the places that it concerns."""

from collections.abc import Iterator
from dataclasses import dataclass

from docsite.messages.hl7.reference import Book
from docsite.messages.hl7.spec import Message, Question


@dataclass(frozen=True)
class Asked:
    """A question and the places that it concerns: message, segment, and row unless it is the segment."""

    question: Question
    places: tuple[tuple[Message, str, str], ...]


def asked(book: Book) -> Iterator[Asked]:
    """Yield every question of messages in the order of their rows, then those of code tables."""
    found: dict[str, tuple[Question, list[tuple[Message, str, str]]]] = {}
    for message in book.messages.values():
        for question, key, row in _of_message(message):
            found.setdefault(question.id, (question, []))[1].append((message, key, row))
    for question, places in found.values():
        yield Asked(question, tuple(places))
    for table in book.tables.values():
        for question in table.questions:
            yield Asked(question, ())


def _of_message(message: Message) -> Iterator[tuple[Question, str, str]]:
    for segment in message.segments.values():
        for question in segment.questions:
            yield question, segment.key, ""
        for row in segment.rows.values():
            for question in row.questions:
                yield question, segment.key, row.id
    for question in message.questions:
        yield question, "", ""
