"""A sample against its message: segments in order, fields that must and must not be there, and each value.

Every segment is matched with one variant of the specification, and every field with its row; a breach is a
problem at the column of the field or component.
"""

from collections.abc import Iterator, Sequence

from docsite.messages.hl7 import structure, values
from docsite.messages.hl7.codes import CodeTable
from docsite.messages.hl7.matched_message import MatchedMessage, at, component, text
from docsite.messages.hl7.spec import Row, Segment
from docsite.messages.hl7.values import Fault
from docsite.sources import er7
from docsite.sources.er7 import Part
from docsite.sources.problems import Problem
from docsite.sources.wording import either, one_of, short


def check(matched: MatchedMessage) -> Iterator[Problem]:
    """Yield everything that is wrong with a sample by its specification."""
    spec, segments = matched.spec, matched.message.segments
    yield from structure.check(matched.path, spec.id, spec.slots, segments)
    known = {segment.line for segment, _ in matched.segments}
    for segment in segments:
        if segment.line not in known:
            yield from _unmatched(matched, segment)
    for segment, variant in matched.segments:
        yield from _segment(matched, segment, variant)


def _unmatched(matched: MatchedMessage, segment: er7.Segment) -> Iterator[Problem]:
    variants = matched.variants(segment)
    if variants:
        row = next(iter(variants[0].when))
        allowed = [variant.when[row] for variant in variants if row in variant.when]
        part = at(matched.message, segment, row)
        wanted = one_of(allowed, "a value of the segment")
        yield matched.problem(part, "unknown-code.value", row=row, allowed=wanted, value=short(part.text))


def _segment(matched: MatchedMessage, segment: er7.Segment, variant: Segment) -> Iterator[Problem]:
    missing: dict[int, list[Row]] = {}
    for row in variant.fields:
        part = segment.field(row.numbers[0])
        if not part.text:
            if row.usage == "R":
                missing.setdefault(part.column, []).append(row)
            continue
        if row.usage == "X" and not row.example:
            yield _unused(matched, part, row)
        else:
            yield from field(matched, segment, row)
    for column, rows in missing.items():
        yield _missing(matched, Part("", segment.line, column), rows)
    known = {row.numbers[0] for row in variant.fields}
    for number, part in enumerate(segment.fields):
        if part.text and number and number not in known:
            shown = {"spec": matched.spec.id, "field": f"{segment.name}-{number}", "value": short(part.text)}
            yield matched.problem(part, "unknown-field", **shown)
    yield from _coded(matched, segment, variant)


def field(matched: MatchedMessage, segment: er7.Segment, row: Row) -> Iterator[Problem]:
    """Yield what is wrong with a field that has a value: its repetitions, their components and values."""
    table = matched.tables.get(row.table)
    if table and table.is_whole:
        part = segment.field(row.numbers[0])
        yield from judged(matched, part, row, values.of_table(table, part.text))
        return
    parts = er7.repetitions(matched.message, segment, row.numbers[0])
    if len(parts) > 1 and not row.repeats:
        yield matched.problem(parts[1], "repeated-field", row=row.id, spec=matched.spec.id)
    for part in parts:
        if row.components:
            yield from _components(matched, part, row, len(parts) > 1)
        if row.values or not row.components:
            yield from _value(matched, part, row)


def _components(matched: MatchedMessage, part: Part, row: Row, repeats: bool) -> Iterator[Problem]:
    parts = er7.components(matched.message, part)
    missing: list[Row] = []
    for each in row.components:
        number = each.numbers[1]
        component = parts[number - 1] if number <= len(parts) else None
        if component and component.text:
            if each.usage == "X" and not each.example:
                yield _unused(matched, component, each)
            else:
                yield from _value(matched, component, each)
        elif part.text and (each.usage == "R" or (repeats and _is_due(matched, part, each))):
            missing.append(each)
    if missing:
        yield _missing(matched, part, missing)


def _is_due(matched: MatchedMessage, part: Part, row: Row) -> bool:
    """Return whether a component is required because its field repeats, and nothing stands in its place."""
    unless = row.required_when.get("unless", "")
    instead = component(matched.message, part, int(unless.partition(".")[2])).text if "." in unless else ""
    return bool(row.required_when) and not instead


def _value(matched: MatchedMessage, part: Part, row: Row) -> Iterator[Problem]:
    own = part if row.values else er7.components(matched.message, part)[0]
    value = er7.unescape(matched.message, own.text)
    yield from judged(matched, own, row, values.fault(row, value, matched.tables))


def judged(matched: MatchedMessage, part: Part, row: Row, fault: Fault | None) -> Iterator[Problem]:
    """Yield the problem of a value, if it has a fault."""
    if fault:
        shown = {"row": row.id, "allowed": fault.allowed, "value": short(part.text)}
        yield matched.problem(part, f"{fault.rule}.value", suggestion=fault.meant, **shown)


def _unused(matched: MatchedMessage, part: Part, row: Row) -> Problem:
    case = "sent" if matched.spec.direction == "from IRIS" else "read"
    return matched.problem(part, f"unused-field.{case}", row=row.id, value=short(part.text))


def _missing(matched: MatchedMessage, part: Part, rows: Sequence[Row]) -> Problem:
    fields = either([f"{row.id} {row.name}" for row in rows], "and")
    case = "field" if len(rows) == 1 else "fields"
    return matched.problem(part, f"missing-field.{case}", fields=fields, spec=matched.spec.id)


def _coded(matched: MatchedMessage, segment: er7.Segment, variant: Segment) -> Iterator[Problem]:
    """Yield what is wrong with a value whose table another row names, and with its flag."""
    for row in variant.fields:
        if row.table_of:
            value = text(matched, segment, row.id)
            table = _table(matched, segment, variant, row)
            if table and value and not table.is_open:
                yield from judged(
                    matched, at(matched.message, segment, row.id), row, values.of_table(table, value)
                )
        if row.flag_of and (coded := variant.rows.get(row.flag_of)):
            table = _table(matched, segment, variant, coded)
            value = text(matched, segment, coded.id)
            if table and value and (table.is_open or all(table.code(each) for each in table.split(value))):
                yield from _flag(matched, segment, row, table.flags_of(value), value)


def _table(matched: MatchedMessage, segment: er7.Segment, variant: Segment, row: Row) -> CodeTable | None:
    identifiers = (
        matched.tables.get(variant.rows[row.table_of].table) if row.table_of in variant.rows else None
    )
    code = identifiers.code(text(matched, segment, row.table_of)) if identifiers else None
    return matched.tables.get(code.values) if code else None


def _flag(
    matched: MatchedMessage, segment: er7.Segment, row: Row, allowed: list[str], value: str
) -> Iterator[Problem]:
    part = at(matched.message, segment, row.id)
    if part.text in allowed or values.fault(row, part.text, matched.tables):
        return
    shown = {"row": row.id, "coded": short(value)}
    wanted = one_of(filter(None, allowed), "a flag of the table")
    if not part.text:
        yield matched.problem(part, "missing-field.flag", allowed=wanted, **shown)
    elif not any(allowed):
        yield matched.problem(part, "unknown-code.no-flag", value=short(part.text), **shown)
    else:
        yield matched.problem(part, "unknown-code.flag", allowed=wanted, value=short(part.text), **shown)
