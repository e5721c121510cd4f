"""A sample against its message: segments in order, fields that must and must not be there, and each value.

Every segment is matched with one form of the specification, and every field with its row; a breach is a
problem at the column of the field or component.
"""

from collections.abc import Iterator, Sequence

from docsite.messages.hl7 import structure, values
from docsite.messages.hl7.codes import CodeTable
from docsite.messages.hl7.matched_message import Context, at, component, text
from docsite.messages.hl7.spec import Row, Segment
from docsite.messages.hl7.values import Fault
from docsite.sources import er7
from docsite.sources.er7 import Part
from docsite.sources.problems import Problem
from docsite.sources.wording import either, one_of, short


def check(context: Context) -> Iterator[Problem]:
    """Yield everything that is wrong with a sample by its specification."""
    spec, segments = context.spec, context.message.segments
    yield from structure.check(context.path, spec.id, spec.slots, segments)
    matched = {segment.line for segment, _ in context.matched}
    for segment in segments:
        if segment.line not in matched:
            yield from _formless(context, segment)
    for segment, form in context.matched:
        yield from _segment(context, segment, form)


def _formless(context: Context, segment: er7.Segment) -> Iterator[Problem]:
    forms = context.forms(segment)
    if forms:
        row = next(iter(forms[0].when))
        allowed = [form.when[row] for form in forms if row in form.when]
        part = at(context.message, segment, row)
        wanted = one_of(allowed, "a value of the segment")
        yield context.problem(part, "unknown-code.value", row=row, allowed=wanted, value=short(part.text))


def _segment(context: Context, segment: er7.Segment, form: Segment) -> Iterator[Problem]:
    missing: dict[int, list[Row]] = {}
    for row in form.fields:
        part = segment.field(row.numbers[0])
        if not part.text:
            if row.usage == "R":
                missing.setdefault(part.column, []).append(row)
            continue
        if row.usage == "X" and not row.example:
            yield _unused(context, part, row)
        else:
            yield from field(context, segment, row)
    for column, rows in missing.items():
        yield _missing(context, Part("", segment.line, column), rows)
    known = {row.numbers[0] for row in form.fields}
    for number, part in enumerate(segment.fields):
        if part.text and number and number not in known:
            shown = {"spec": context.spec.id, "field": f"{segment.name}-{number}", "value": short(part.text)}
            yield context.problem(part, "unknown-field", **shown)
    yield from _coded(context, segment, form)


def field(context: Context, segment: er7.Segment, row: Row) -> Iterator[Problem]:
    """Yield what is wrong with a field that has a value: its repetitions, their components and values."""
    table = context.tables.get(row.table)
    if table and table.is_whole:
        part = segment.field(row.numbers[0])
        yield from judged(context, part, row, values.of_table(table, part.text))
        return
    parts = er7.repetitions(context.message, segment, row.numbers[0])
    if len(parts) > 1 and not row.repeats:
        yield context.problem(parts[1], "repeated-field", row=row.id, spec=context.spec.id)
    for part in parts:
        if row.components:
            yield from _components(context, part, row, len(parts) > 1)
        if row.values or not row.components:
            yield from _value(context, part, row)


def _components(context: Context, part: Part, row: Row, repeats: bool) -> Iterator[Problem]:
    parts = er7.components(context.message, part)
    missing: list[Row] = []
    for each in row.components:
        number = each.numbers[1]
        component = parts[number - 1] if number <= len(parts) else None
        if component and component.text:
            if each.usage == "X" and not each.example:
                yield _unused(context, component, each)
            else:
                yield from _value(context, component, each)
        elif part.text and (each.usage == "R" or (repeats and _is_due(context, part, each))):
            missing.append(each)
    if missing:
        yield _missing(context, part, missing)


def _is_due(context: Context, part: Part, row: Row) -> bool:
    """Return whether a component is required because its field repeats, and nothing stands in its place."""
    unless = row.required_when.get("unless", "")
    instead = component(context.message, part, int(unless.partition(".")[2])).text if "." in unless else ""
    return bool(row.required_when) and not instead


def _value(context: Context, part: Part, row: Row) -> Iterator[Problem]:
    own = part if row.values else er7.components(context.message, part)[0]
    value = er7.unescape(context.message, own.text)
    yield from judged(context, own, row, values.fault(row, value, context.tables))


def judged(context: Context, part: Part, row: Row, fault: Fault | None) -> Iterator[Problem]:
    """Yield the problem of a value, if it has a fault."""
    if fault:
        shown = {"row": row.id, "allowed": fault.allowed, "value": short(part.text)}
        yield context.problem(part, f"{fault.rule}.value", suggestion=fault.meant, **shown)


def _unused(context: Context, part: Part, row: Row) -> Problem:
    case = "sent" if context.spec.direction == "from IRIS" else "read"
    return context.problem(part, f"unused-field.{case}", row=row.id, value=short(part.text))


def _missing(context: Context, part: Part, rows: Sequence[Row]) -> Problem:
    fields = either([f"{row.id} {row.name}" for row in rows], "and")
    case = "field" if len(rows) == 1 else "fields"
    return context.problem(part, f"missing-field.{case}", fields=fields, spec=context.spec.id)


def _coded(context: Context, segment: er7.Segment, form: Segment) -> Iterator[Problem]:
    """Yield what is wrong with a value whose table another row names, and with its flag."""
    for row in form.fields:
        if row.table_of:
            value = text(context, segment, row.id)
            table = _table(context, segment, form, row)
            if table and value and not table.is_open:
                yield from judged(
                    context, at(context.message, segment, row.id), row, values.of_table(table, value)
                )
        if row.flag_of and (coded := form.rows.get(row.flag_of)):
            table = _table(context, segment, form, coded)
            value = text(context, segment, coded.id)
            if table and value and (table.is_open or all(table.code(each) for each in table.split(value))):
                yield from _flag(context, segment, row, table.flags_of(value), value)


def _table(context: Context, segment: er7.Segment, form: Segment, row: Row) -> CodeTable | None:
    identifiers = context.tables.get(form.rows[row.table_of].table) if row.table_of in form.rows else None
    code = identifiers.code(text(context, segment, row.table_of)) if identifiers else None
    return context.tables.get(code.values) if code else None


def _flag(
    context: Context, segment: er7.Segment, row: Row, allowed: list[str], value: str
) -> Iterator[Problem]:
    part = at(context.message, segment, row.id)
    if part.text in allowed or values.fault(row, part.text, context.tables):
        return
    shown = {"row": row.id, "coded": short(value)}
    wanted = one_of(filter(None, allowed), "a flag of the table")
    if not part.text:
        yield context.problem(part, "missing-field.flag", allowed=wanted, **shown)
    elif not any(allowed):
        yield context.problem(part, "unknown-code.no-flag", value=short(part.text), **shown)
    else:
        yield context.problem(part, "unknown-code.flag", allowed=wanted, value=short(part.text), **shown)
