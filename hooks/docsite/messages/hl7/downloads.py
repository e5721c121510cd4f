"""Specifications as files: CSV for a spreadsheet, one line a row, and JSON for a program, with everything."""

import json
from collections.abc import Iterator
from typing import Any

from docsite.messages.format import Asked
from docsite.messages.hl7.addresses import row_key, segment_key
from docsite.messages.hl7.reference import Reference
from docsite.messages.hl7.spec import Message, Row, Segment
from docsite.messages.questions.data import Question
from docsite.sources import csv_text

KINDS = ("csv", "json")
FOLDER = "hl7/"
_ROW = "id name type usage condition cardinality v2.4 values table format example note deviation questions components"
_CSV = "segment variant id name type usage condition cardinality v2.4 values example note deviation confirm"


def path(message: str, kind: str) -> str:
    """Return where the site offers a specification."""
    return f"{FOLDER}{message}.{kind}"


def files(reference: Reference, asked: Asked) -> Iterator[tuple[str, str]]:
    """Yield path below the site's root and content of each file."""
    for message in reference.messages.values():
        yield path(message.id, "csv"), _csv(reference, message, asked)
        yield (
            path(message.id, "json"),
            json.dumps(_message(reference, message, asked), indent=2, ensure_ascii=False) + "\n",
        )


def _segments(message: Message) -> Iterator[Segment]:
    """Yield every segment in order, with each variant of it."""
    for segment in message.segments.values():
        own = [variant for variant in message.variants[segment.id] if variant.key == segment.key]
        yield from own or [segment]


def _csv(reference: Reference, message: Message, asked: Asked) -> str:
    rows = [(segment, row) for segment in _segments(message) for row in segment.rows.values()]
    return csv_text.write(
        _CSV.split(), (_cells(reference, message, segment, row, asked) for segment, row in rows)
    )


def _cells(reference: Reference, message: Message, segment: Segment, row: Row, asked: Asked) -> list[str]:
    questions = " ".join(each.question for each in asked(row_key(message, segment.key, row.id)))
    cells = {**_row(reference, row), "segment": segment.id, "variant": segment.variant, "confirm": questions}
    cells["values"] = " ".join(cells.get("values", ()))
    return [cells.get(column, "") for column in _CSV.split()]


def _message(reference: Reference, message: Message, asked: Asked) -> dict[str, Any]:
    return {
        **{
            key: getattr(message, key)
            for key in ["message", "name", "direction", "purpose", "version", "structure"]
        },
        "usage": reference.usage,
        "segments": [_segment(reference, message, segment, asked) for segment in _segments(message)],
        "options": [_valued(each, "id title default choice") for each in message.options.values()],
    }


def _segment(reference: Reference, message: Message, segment: Segment, asked: Asked) -> dict[str, Any]:
    def row(each: Row) -> dict[str, Any]:
        components = [row(component) for component in each.components]
        questions = [_question(question) for question in asked(row_key(message, segment.key, each.id))]
        return _row(reference, each, components=components, questions=questions)

    asking = [_question(each) for each in asked(segment_key(message, segment.key))]
    own = {"segment": segment.id, "fields": [row(each) for each in segment.fields], "questions": asking}
    return _valued(segment, "segment variant name cardinality purpose note deviation questions fields", **own)


def _row(reference: Reference, row: Row, **own: Any) -> dict[str, Any]:
    table = reference.tables.get(row.table)
    codes = [code.code for code in (table.codes if table and not table.is_open else ())]
    own = {"components": [], "questions": [], **own, "v2.4": row.v24, "values": [*row.values] or codes}
    return _valued(row, _ROW, **own)


def _question(question: Question) -> dict[str, Any]:
    return _valued(question, "id question reading blocks")


def _valued(value: Any, keys: str, **own: Any) -> dict[str, Any]:
    """Return the attributes of a value that are not empty; `own` are those that a file has in another form."""
    found = {key: own[key] if key in own else getattr(value, key) for key in keys.split()}
    return {key: each for key, each in found.items() if each not in ("", [])}
