"""What only IRIS can settle about HL7 messages and codes: each question once, with the places that it concerns."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from docsite.messages.hl7.addresses import row_key, segment_key, table_key
from docsite.messages.hl7.codes import CodeTable
from docsite.messages.hl7.spec import Message
from docsite.messages.question import Concern, Question

_SEVERAL = "HL7 messages"
"""The heading of questions that concern several messages."""


def read(messages: Mapping[str, Message], tables: Mapping[str, CodeTable]) -> dict[str, Question]:
    """Return every question by its id: those of messages in the order of their rows, then those of code tables."""
    concerned: dict[str, tuple[Question, list[tuple[Message, str, str]]]] = {}
    for message in messages.values():
        for question, key, row in _of_message(message):
            concerned.setdefault(question.id, (question, []))[1].append((message, key, row))
    found = {name: _placed(question, places) for name, (question, places) in concerned.items()}
    for table in tables.values():
        whole = table_key(table.name)
        for question in table.questions:
            concerns = (Concern(table.title, whole),)
            found[question.id] = replace(question, home=(whole.fence, whole.names), concerns=concerns)
    return found


def _of_message(message: Message) -> Iterator[tuple[Question, str, str]]:
    for segment in message.segments.values():
        for question in segment.questions:
            yield question, segment.key, ""
        for row in segment.rows.values():
            for question in row.questions:
                yield question, segment.key, row.id
    for question in message.questions:
        yield question, "", ""


def _placed(question: Question, concerned: list[tuple[Message, str, str]]) -> Question:
    first = concerned[0][0]
    is_alone = all(message is first for message, _, _ in concerned)
    concerns = tuple(
        Concern(
            row or message.segments[key].label,
            row_key(message, key, row) if row else segment_key(message, key),
            _more(message, key, row, is_alone=is_alone),
        )
        for message, key, row in concerned
        if key
    )
    home = ("hl7-structure", first.id)
    return replace(question, home=home, title="" if is_alone else _SEVERAL, concerns=concerns)


def _more(message: Message, key: str, row: str, *, is_alone: bool) -> str:
    """Return the variant of a row, and the message if the question concerns others too."""
    kind = message.segments[key].kind if row else ""
    return (f" ({kind})" if kind else "") + ("" if is_alone else f" of {message.message}")
