"""Specifications as files: CSV for a spreadsheet, one line a row, and JSON for a program, with everything."""

import json
from collections.abc import Iterator
from typing import Any

from docsite.messages.hl7.reference import Reference
from docsite.messages.hl7.spec import Message, Row, Segment
from docsite.messages.question import Question
from docsite.sources import csv_text

KINDS = ("csv", "json")
FOLDER = "hl7/"
_ROW = "id name type usage condition cardinality v2.4 values table format example note deviation questions components"
_CSV = "segment variant id name type usage condition cardinality v2.4 values example note deviation confirm"


def path(message: str, kind: str) -> str:
    """Return where the site offers a specification."""
    return f"{FOLDER}{message}.{kind}"


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
        own = [variant for variant in message.variants[segment.id] if variant.key == segment.key]
        yield from own or [segment]


def _csv(reference: Reference, message: Message) -> str:
    rows = [(segment, row) for segment in _segments(message) for row in segment.rows.values()]
    return csv_text.write(_CSV.split(), (_cells(reference, segment, row) for segment, row in rows))


def _cells(reference: Reference, segment: Segment, row: Row) -> list[str]:
    asked = " ".join(question.question for question in row.questions)
    cells = {**_row(reference, row), "segment": segment.id, "variant": segment.variant, "confirm": asked}
    cells["values"] = " ".join(cells.get("values", ()))
    return [cells.get(column, "") for column in _CSV.split()]


def _message(reference: Reference, message: Message) -> dict[str, Any]:
    return {
        **{
            key: getattr(message, key)
            for key in ["message", "name", "direction", "purpose", "version", "structure"]
        },
        "usage": reference.usage,
        "segments": [_segment(reference, segment) for segment in _segments(message)],
        "options": [_valued(each, "id title default choice") for each in message.options.values()],
        "questions": [_question(each) for each in message.questions],
    }


def _segment(reference: Reference, segment: Segment) -> dict[str, Any]:
    own = {"segment": segment.id, "fields": [_row(reference, row) for row in segment.fields]}
    return _valued(segment, "segment variant name cardinality purpose note deviation questions fields", **own)


def _row(reference: Reference, row: Row) -> dict[str, Any]:
    table = reference.tables.get(row.table)
    codes = [code.code for code in (table.codes if table and not table.is_open else ())]
    components = [_row(reference, each) for each in row.components]
    own = {"v2.4": row.v24, "values": [*row.values] or codes, "components": components}
    return _valued(row, _ROW, **own)


def _question(question: Question) -> dict[str, Any]:
    return _valued(question, "topic reading others question", others=[*question.others])


def _valued(value: Any, keys: str, **own: Any) -> dict[str, Any]:
    """Return the attributes of a value that are not empty; `own` are those that a file has in another form."""
    found = {key: own[key] if key in own else getattr(value, key) for key in keys.split()}
    if "questions" in found:
        found["questions"] = [_question(each) for each in found["questions"]]
    return {key: each for key, each in found.items() if each not in ("", [])}
