"""A value of an HL7 message against its row: list, code table, form, blanks around it."""

from collections.abc import Iterator

from docsite.messages.judge import values
from docsite.messages.judge.hl7_judged import Judged, is_empty, note
from docsite.messages.judge.notes import Note, Rules, left_open
from docsite.messages.judge.values import Fault
from docsite.messages.judge.words import short
from docsite.sources import er7
from docsite.sources.er7 import Part

_TEXT = ("FT", "TX")
"""Types in which blanks are text."""


def value(judged: Judged, part: Part, row: Rules) -> Iterator[Note]:
    """Yield what is wrong with a value: blanks around it, or a fault of its own."""
    if is_empty(part.text):
        return
    text = er7.unescape(judged.message, part.text)
    trimmed = text.strip(" ")
    is_closed, fault = fault_of(judged, row, trimmed)
    if trimmed != text and (is_closed or row["type"] not in _TEXT):
        case = "invalid-value.blank" if is_closed else "surrounding-blank"
        yield note(part, case, row, row=row["id"], value=short(f"{text}|")[:-1])
    else:
        yield from told(judged, part, row, fault)


def fault_of(judged: Judged, row: Rules, text: str) -> tuple[bool, Fault | None]:
    """Return whether a row allows certain values alone, and what is wrong with a value, already unescaped."""
    if row.get("values"):
        return True, values.of_list(row["values"], text, "a value of the row")
    table = judged.table(row.get("table"))
    if table and not table.get("open"):
        return True, values.of_table(table, text)
    form = judged.form(row["format"] if "format" in row else row["type"])
    fault = values.of_form(form, text) if form else None
    return bool(form), fault or values.of_advice(row.get("advised", ()), text)


def told(judged: Judged, part: Part, row: Rules, fault: Fault | None) -> Iterator[Note]:
    """Yield the note of a value with a fault, unless a fault of form in it is told already."""
    end = part.column + len(part.text)
    if fault and not any(line == part.line and part.column <= at < end for line, at in judged.faults):
        every = {**row, "questions": {**row.get("questions", {}), **fault.row.get("questions", {})}}
        explains = left_open(every, er7.unescape(judged.message, part.text))
        shown = {"row": row["id"], "value": short(part.text)}
        if fault.case != "wrong-case.value":
            shown["allowed"] = fault.allowed
        yield note(part, fault.case, row, meant=fault.meant, explains=explains, **shown)
