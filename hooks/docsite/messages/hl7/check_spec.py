"""What a specification must keep to: types, code tables, conditions, references, examples that fit."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from docsite.messages.hl7 import check_sample, codes, values
from docsite.messages.hl7.codes import CodeTable
from docsite.messages.hl7.matched_message import MatchedMessage
from docsite.messages.hl7.spec import Message, Place, Row, Segment
from docsite.messages.hl7.spec_builder import Data
from docsite.sources import er7
from docsite.sources.er7 import Part
from docsite.sources.problems import Problem, did_you_mean
from docsite.sources.wording import one_of


def of_all(data: Data, messages: Mapping[str, Message], tables: Mapping[str, CodeTable]) -> Iterator[Problem]:
    """Yield what is wrong with the rows and options of all messages."""
    for message in messages.values():
        yield from _of_message(message, messages, tables)
    yield from _of_options(data, messages)


def _of_message(
    message: Message, messages: Mapping[str, Message], tables: Mapping[str, CodeTable]
) -> Iterator[Problem]:
    rows = {row.id for row in message.rows}
    variants = (variant for variants in message.variants.values() for variant in variants)
    for segment in {id(each): each for each in (*message.segments.values(), *variants)}.values():
        for row in segment.rows.values():
            yield from _row(row, rows, messages, tables)
            yield from _example(message, segment, row, tables)


def _of_options(data: Data, messages: Mapping[str, Message]) -> Iterator[Problem]:
    """Yield a problem for each change of an option to a segment that the message does not have."""
    for name, message in messages.items():
        document = data.messages[name]
        known = {
            *message.segments,
            *(f"{variant.id} {variant.variant}" for each in message.variants.values() for variant in each),
        }
        for number, option in enumerate(document.value.get("options", ())):
            for index, change in enumerate(option.get("changes", ())):
                if change["segment"] not in known:
                    shown = {"message": name, "segment": change["segment"]}
                    shown |= {"known": one_of(message.segments, "one of its segments")}
                    shown |= {"suggestion": did_you_mean(change["segment"], known)}
                    path = ("options", number, "changes", index, "segment")
                    yield document.at_value(path, "unknown-segment.message", **shown)


def _at(place: Place, name: str, **values: Any) -> Problem:
    return place.document.at_value(place.path, name, **values)


def _row(
    row: Row, rows: set[str], messages: Mapping[str, Message], tables: Mapping[str, CodeTable]
) -> Iterator[Problem]:
    if row.usage == "C" and not row.condition:
        yield _at(row.places["usage"], "missing-condition", row=row.id)
    if codes.TYPES in tables and tables[codes.TYPES].code(row.type) is None:
        known = [each.code for each in tables[codes.TYPES].codes]
        shown = {"type": row.type, "file": f"docs/{codes.FOLDER}/{codes.TYPES}.yml"}
        yield _at(row.places["type"], "unknown-type", suggestion=did_you_mean(row.type, known), **shown)
    if row.table and row.table not in tables:
        place = row.places["table"]
        yield codes.unknown(place.document, place.path, row.table, tables)
    named = {"equals": row.equals, "table_of": row.table_of, "flag_of": row.flag_of}
    for key, name in (named | {"required_when": row.required_when.get("repeats", "")}).items():
        if name and name not in rows:
            yield _at(row.places[key], "unknown-row.row", row=name, suggestion=did_you_mean(name, rows))
    if row.echo and row.echo[0] != "case":
        origin = messages.get(row.echo[0])
        if not origin or not any(each.id == row.echo[1] for each in origin.rows):
            yield _at(row.places["echo"], "unknown-row.message", message=row.echo[0], row=row.echo[1])


def _example(
    message: Message, segment: Segment, row: Row, tables: Mapping[str, CodeTable]
) -> Iterator[Problem]:
    if not row.example:
        return
    number, component = row.numbers
    empty = tuple(Part("", 0, 0) for _ in range(number))
    sample = er7.Segment(segment.id, 0, (*empty, Part(row.example, 0, 0)))
    matched = MatchedMessage("", er7.Message((sample,)), message, (), tables)
    if component:
        fault = values.fault(row, er7.unescape(matched.message, row.example), tables)
        found = check_sample.judged(matched, Part(row.example, 0, 0), row, fault)
    else:
        found = check_sample.field(matched, sample, row)
    for problem in islice(found, 1):
        yield _at(row.places["example"], "invalid-example", fact=problem.fact)
