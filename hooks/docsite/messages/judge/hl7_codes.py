"""Values whose table another row names, their flags, and identifiers that are NPIs."""

from collections.abc import Iterator

from docsite.messages.judge import values
from docsite.messages.judge.hl7_judged import Judged, is_empty, note, numbers
from docsite.messages.judge.hl7_repeats import at
from docsite.messages.judge.hl7_values import told
from docsite.messages.judge.notes import Note, Rules, left_open
from docsite.messages.judge.words import allowed, short
from docsite.sources import er7
from docsite.sources.er7 import Part

_KINDS = (13, 9)
"""The components of XCN that name the type of its identifier, the first with a value."""


def check(judged: Judged, segment: er7.Segment, variant: Rules) -> Iterator[Note]:
    """Yield what is wrong with coded values and their flags, and with NPIs."""
    rows = {row["id"]: row for field in variant["fields"] for row in (field, *field.get("rows", ()))}
    for row in variant["fields"]:
        if "table_of" in row:
            table, text = _table(judged, segment, rows, row), _text(judged, segment, row)
            if table and not is_empty(text):
                part = _first(judged, segment, row)
                yield from told(judged, part, row, values.of_table(table, text.strip(" ")))
        if row.get("flag_of") in rows:
            yield from _flag(judged, segment, rows, row)
        if row["type"] == "XCN" and row["usage"] != "X":
            yield from _identifiers(judged, segment, row)
        if row["type"] == "CX":
            yield from _forbidden(judged, segment, row)


def _first(judged: Judged, segment: er7.Segment, row: Rules) -> Part:
    """Return the part that a row describes: a component, or the first value of a field, as further ones are told."""
    number, component = numbers(row["id"])
    if component:
        return at(judged, segment, row["id"])
    first = er7.components(judged.message, er7.repetitions(judged.message, segment, number)[0])[0]
    return er7.subcomponents(judged.message, first)[0]


def _text(judged: Judged, segment: er7.Segment, row: Rules) -> str:
    return er7.unescape(judged.message, _first(judged, segment, row).text)


def _table(judged: Judged, segment: er7.Segment, rows: Rules, row: Rules) -> Rules | None:
    """Return the table of a value: that which the code in another row names."""
    coding = rows.get(row.get("table_of", ""))
    codes = judged.table(coding.get("table")) if coding else None
    return (
        judged.table(codes.get("values", {}).get(_text(judged, segment, coding)))
        if coding and codes
        else None
    )


def _flag(judged: Judged, segment: er7.Segment, rows: Rules, row: Rules) -> Iterator[Note]:
    coded = rows[row["flag_of"]]
    table, value = _table(judged, segment, rows, coded), _text(judged, segment, coded)
    if not table or not value or values.of_table(table, value):
        return
    part, own = at(judged, segment, row["id"]), values.flags_of(table, value)
    flags = judged.table(row.get("table"))
    if part.text in own or (flags and part.text and values.of_table(flags, part.text)):
        return
    every = {**row, "questions": {**row.get("questions", {}), **table.get("questions", {})}}
    explains = left_open(every, part.text) if part.text else every
    shown = {"row": row["id"], "coded": short(value), "explains": explains}
    wanted = allowed(own, "a flag of the table")
    if not part.text:
        yield note(part, "missing-field.flag", row, allowed=wanted, **shown)
    elif not any(own):
        yield note(part, "unknown-code.no-flag", row, value=short(part.text), **shown)
    else:
        yield note(part, "unknown-code.flag", row, allowed=wanted, value=short(part.text), **shown)


def _forbidden(judged: Judged, segment: er7.Segment, row: Rules) -> Iterator[Note]:
    """Yield a note for each identifier that says itself to be a social security number."""
    for part in er7.repetitions(judged.message, segment, numbers(row["id"])[0]):
        parts = er7.components(judged.message, part)
        if len(parts) > 4 and parts[4].text == "SS" and not is_empty(parts[0].text):
            yield Note(part.line, part.column, "forbidden-value.number", f"{row['id']}.1", row=row)


def _identifiers(judged: Judged, segment: er7.Segment, row: Rules) -> Iterator[Note]:
    """Yield a note for each NPI without its check digit."""
    number = int(row["id"].partition("-")[2])
    if not segment.field(number).text:
        return
    form = judged.rules["forms"]["NPI"]
    for part in er7.repetitions(judged.message, segment, number):
        parts = er7.components(judged.message, part)
        kinds = [parts[index - 1].text for index in _KINDS if index <= len(parts)]
        identity = parts[0]
        text = er7.unescape(judged.message, identity.text)
        if judged.message.subcomponent in identity.text:
            continue
        if next(filter(None, kinds), "") == "NPI" and not is_empty(text) and text.strip(" ") == text:
            name = f"{row['id']}.1"
            own = next((each for each in row.get("rows", ()) if each["id"] == name), {**row, "id": name})
            yield from told(judged, identity, own, values.of_form(form, text))
