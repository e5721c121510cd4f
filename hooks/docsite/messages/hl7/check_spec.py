"""What a specification must keep to: types, code tables, conditions, references, examples that fit."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from docsite.messages.hl7 import codes, compiled
from docsite.messages.hl7.codes import CodeTable
from docsite.messages.hl7.spec import Message, Place, Row, Segment
from docsite.messages.hl7.spec_builder import Data
from docsite.messages.judge import common, hl7_fields, hl7_values
from docsite.messages.judge.common import Addresses, Settings
from docsite.messages.judge.hl7_judged import Judged
from docsite.messages.judge.notes import problem_of, settled
from docsite.sources import er7
from docsite.sources.er7 import Part
from docsite.sources.problems import Problem, did_you_mean
from docsite.sources.wording import one_of


def of_all(
    data: Data,
    messages: Mapping[str, Message],
    tables: Mapping[str, CodeTable],
    shared: Mapping[str, Any],
    judgment: Callable[[str, Collection[str]], dict[str, Any]],
) -> Iterator[Problem]:
    """Yield what is wrong with the rows and options of all messages.

    `shared` is what their rules have in common, and `judgment` returns those of a message with options.
    """
    rules = {**common.rules(Settings()), "hl7": shared}
    for message in messages.values():
        judged = Judged(rules, judgment(message.id, ()), er7.Message(()))
        yield from _of_message(message, messages, tables, judged)
    yield from _of_options(data, messages)


def _of_message(
    message: Message,
    messages: Mapping[str, Message],
    tables: Mapping[str, CodeTable],
    judged: Judged,
) -> Iterator[Problem]:
    rows = {row.id for row in message.rows}
    variants = (variant for variants in message.variants.values() for variant in variants)
    for segment in {id(each): each for each in (*message.segments.values(), *variants)}.values():
        for row in segment.rows.values():
            yield from _row(row, rows, messages, tables)
            if not _is_unknown(row.type, tables):  # what an example has to be is not known
                yield from _example(judged, message, segment, row)


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
    if _is_unknown(row.type, tables):
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


def _is_unknown(data_type: str, tables: Mapping[str, CodeTable]) -> bool:
    return codes.TYPES in tables and tables[codes.TYPES].code(data_type) is None


def _example(judged: Judged, message: Message, segment: Segment, row: Row) -> Iterator[Problem]:
    """Yield a problem for the first thing that is wrong with an example."""
    if not row.example:
        return
    number, component = row.numbers
    part, own = Part(row.example, 1, 1), compiled.row_rules(message, segment.key, row, Addresses())
    if component:
        found = hl7_values.value(judged, part, own)
    else:
        empty = tuple(Part("", 1, 1) for _ in range(number))
        found = hl7_fields.field(judged, er7.Segment(segment.id, 1, (*empty, part)), own)
    for note in settled(found)[:1]:
        yield _at(row.places["example"], "invalid-example", fact=problem_of("", note).fact)
