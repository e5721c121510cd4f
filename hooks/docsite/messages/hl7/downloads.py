"""Specifications as files: CSV for a spreadsheet, one line a row, and JSON for a program, with everything."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from docsite.messages.hl7.reference import Reference
from docsite.messages.hl7.spec import Message, Row, Segment
from docsite.messages.question import Question
from docsite.sources import csv_text

KINDS = ("csv", "json")
_FOLDER = "hl7/"
_COLUMNS = (
    "segment",
    "variant",
    "id",
    "name",
    "type",
    "usage",
    "condition",
    "cardinality",
    "v2.4",
    "values",
    "example",
    "note",
    "deviation",
    "confirm",
)


def path(message: str, kind: str) -> str:
    """Return where the site offers a specification."""
    return f"{_FOLDER}{message}.{kind}"


def files(reference: Reference) -> Iterator[tuple[str, str]]:
    """Yield path below the site's root and content of each file."""
    for message in reference.messages.values():
        yield path(message.id, "csv"), _csv(reference, message)
        yield (
            path(message.id, "json"),
            json.dumps(_message(reference, message), indent=2, ensure_ascii=False) + "\n",
        )


def _segments(message: Message) -> Iterator[Segment]:
    """Yield every segment in order, with each variant of it."""
    for segment in message.segments.values():
        own = [form for form in message.forms[segment.id] if form.key == segment.key]
        yield from own or [segment]


def _csv(reference: Reference, message: Message) -> str:
    rows = ((segment, row) for segment in _segments(message) for row in segment.rows.values())
    return csv_text.write(_COLUMNS, (_cells(reference, segment, row) for segment, row in rows))


def _cells(reference: Reference, segment: Segment, row: Row) -> tuple[str, ...]:
    return (
        segment.id,
        segment.variant,
        row.id,
        row.name,
        row.type,
        row.usage,
        row.condition,
        row.cardinality,
        row.v24,
        " ".join(_values(reference, row)),
        row.example,
        row.note,
        row.deviation,
        " ".join(question.question for question in row.questions),
    )


def _values(reference: Reference, row: Row) -> list[str]:
    table = reference.tables.get(row.table)
    return [*row.values] or [code.code for code in (table.codes if table and not table.is_open else ())]


def _message(reference: Reference, message: Message) -> dict[str, Any]:
    return {
        "message": message.message,
        "name": message.name,
        "direction": message.direction,
        "purpose": message.purpose,
        "version": message.version,
        "structure": message.structure,
        "usage": reference.usage,
        "segments": [_segment(reference, segment) for segment in _segments(message)],
        "options": [
            {"id": each.id, "title": each.title, "default": each.default, "choice": each.choice}
            for each in message.options.values()
        ],
        "questions": [_question(each) for each in message.questions],
    }


def _segment(reference: Reference, segment: Segment) -> Mapping[str, Any]:
    return _valued(
        {
            "segment": segment.id,
            "variant": segment.variant,
            "name": segment.name,
            "cardinality": segment.cardinality,
            "purpose": segment.purpose,
            "note": segment.note,
            "deviation": segment.deviation,
            "questions": [_question(each) for each in segment.questions],
            "fields": [_row(reference, row) for row in segment.fields],
        }
    )


def _row(reference: Reference, row: Row) -> Mapping[str, Any]:
    return _valued(
        {
            "id": row.id,
            "name": row.name,
            "type": row.type,
            "usage": row.usage,
            "condition": row.condition,
            "cardinality": row.cardinality,
            "v2.4": row.v24,
            "values": _values(reference, row),
            "table": row.table,
            "format": row.format,
            "example": row.example,
            "note": row.note,
            "deviation": row.deviation,
            "questions": [_question(each) for each in row.questions],
            "components": [_row(reference, each) for each in row.components],
        }
    )


def _question(question: Question) -> Mapping[str, Any]:
    return _valued(
        {
            "topic": question.topic,
            "reading": question.reading,
            "others": list(question.others),
            "question": question.question,
        }
    )


def _valued(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in ("", [])}
