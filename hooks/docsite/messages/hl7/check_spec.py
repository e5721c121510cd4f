"""What a specification must keep to: types, code tables, conditions, references, examples that fit."""

from collections.abc import Iterator, Mapping

from docsite.messages.hl7 import check_sample, codes, values
from docsite.messages.hl7.codes import CodeTable
from docsite.messages.hl7.matched_message import Context
from docsite.messages.hl7.spec import Message, Place, Row, Segment
from docsite.messages.hl7.spec_builder import Data
from docsite.sources import er7
from docsite.sources.er7 import Part
from docsite.sources.problems import Problem, remedy


def of_all(data: Data, messages: Mapping[str, Message], tables: Mapping[str, CodeTable]) -> Iterator[Problem]:
    """Yield what is wrong with the rows and options of all messages."""
    for message in messages.values():
        yield from _of_message(message, messages, tables)
    yield from _of_options(data, messages)


def _of_message(
    message: Message, messages: Mapping[str, Message], tables: Mapping[str, CodeTable]
) -> Iterator[Problem]:
    rows = {row for forms in message.forms.values() for form in forms for row in form.rows}
    forms = (form for forms in message.forms.values() for form in forms)
    for segment in {id(each): each for each in (*message.segments.values(), *forms)}.values():
        for row in segment.rows.values():
            yield from _row(row, rows, messages, tables)
            yield from _example(message, segment, row, tables)


def _of_options(data: Data, messages: Mapping[str, Message]) -> Iterator[Problem]:
    """Yield a problem for each change of an option to a segment that the message does not have."""
    for name, message in messages.items():
        document = data.messages[name]
        known = {
            *message.segments,
            *(f"{form.id} {form.variant}" for each in message.forms.values() for form in each),
        }
        for number, option in enumerate(document.value.get("options", ())):
            for index, change in enumerate(option.get("changes", ())):
                if change["segment"] not in known:
                    what = remedy(change["segment"], known, f"Segments: {', '.join(message.segments)}.")
                    fact = f"message {name} has no segment '{change['segment']}'. {what}"
                    path = ("options", number, "changes", index, "segment")
                    yield document.at_value(path, "unknown-segment", fact)


def _at(place: Place, rule: str, message: str) -> Problem:
    return place.document.at_value(place.path, rule, message)


def _row(
    row: Row, rows: set[str], messages: Mapping[str, Message], tables: Mapping[str, CodeTable]
) -> Iterator[Problem]:
    if row.usage == "C" and not row.condition:
        message = f"{row.id} has usage C and no condition. Add 'condition': when it is required."
        yield _at(row.places["usage"], "missing-condition", message)
    if codes.TYPES in tables and tables[codes.TYPES].code(row.type) is None:
        known = [each.code for each in tables[codes.TYPES].codes]
        what = remedy(row.type, known, f"See docs/{codes.FOLDER}/{codes.TYPES}.yml.")
        yield _at(row.places["type"], "unknown-type", f"'{row.type}' is no data type of HL7 v2.4. {what}")
    if row.table and row.table not in tables:
        place = row.places["table"]
        yield codes.unknown(place.document, place.path, row.table, tables)
    named = {"equals": row.equals, "table_of": row.table_of, "flag_of": row.flag_of}
    for key, name in (named | {"required_when": row.required_when.get("repeats", "")}).items():
        if name and name not in rows:
            what = remedy(name, rows, "Correct or remove it.")
            yield _at(row.places[key], "unknown-row", f"there is no row '{name}'. {what}")
    if row.echo and row.echo[0] != "case":
        origin = messages.get(row.echo[0])
        forms = [form for each in origin.forms.values() for form in each] if origin else []
        if not any(row.echo[1] in form.rows for form in forms):
            message = f"there is no row '{row.echo[1]}' in message '{row.echo[0]}'. Correct or remove it."
            yield _at(row.places["echo"], "unknown-row", message)


def _example(
    message: Message, segment: Segment, row: Row, tables: Mapping[str, CodeTable]
) -> Iterator[Problem]:
    if not row.example:
        return
    number, component = row.numbers
    empty = tuple(Part("", 0, 0) for _ in range(number))
    sample = er7.Segment(segment.id, 0, (*empty, Part(row.example, 0, 0)))
    context = Context("", er7.Message((sample,)), message, (), tables)
    if component:
        fault = values.fault(row, er7.unescape(context.message, row.example), tables)
        facts = [f"{row.id} is '{row.example}'; {fault.expected}"] if fault else []
    else:
        facts = [problem.message for problem in check_sample.field(context, sample, row)]
    for fact in facts[:1]:
        yield _at(row.places["example"], "invalid-example", f"the example breaks its own row: {fact}")
