"""Any message against the compiled rules: its bytes or its text, its kind, and everything that is wrong with it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from docsite.messages.judge import csv_file, hl7, hl7_text, json_message, json_schema, never, text
from docsite.messages.judge.json_schema import Schema
from docsite.messages.judge.notes import Finding, Note, Rules, finding, settled
from docsite.messages.judge.words import lower
from docsite.sources import json_text
from docsite.sources.source import Source

_BLANK = " \t\r\n\x0b\x1c"
_STRAY = "\ufeff\x00"
_HEADER = re.compile(r"[ \t\x0b]*(?:[Mm][Ss][Hh](?![A-Za-z0-9])|[FB]HS\|)")
_SEGMENT = re.compile(r"[ \t\x0b]*[A-Za-z][A-Za-z0-9]{2}\|")
_CUT = re.compile(r"[,;\t]")


@dataclass(frozen=True)
class Judged:
    """What was found in a text: the kind of each of its messages, and the findings in order."""

    kinds: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    text: str = ""
    notes: tuple[Note, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Engine:
    """The compiled rules, and what judges messages in JSON by the schemas among them."""

    rules: Rules
    schemas: Mapping[str, Schema]


def prepare(rules: Rules) -> Engine:
    """Return what judges messages."""
    schemas = rules["json"]["schemas"].items()
    return Engine(rules, {name: json_schema.prepare(rules["forms"], value) for name, value in schemas})


def of_bytes(engine: Engine, data: bytes, kind: str = "") -> Judged:
    """Return what is wrong with the message in a file."""
    read, notes = text.decode(data)
    if read is None:
        return _said(engine, notes)
    return _judged(engine, read, kind, notes, is_file=True)


def of_text(engine: Engine, written: str, kind: str = "") -> Judged:
    """Return what is wrong with a message that was typed or pasted, whose line ends are not its own."""
    return _judged(engine, written.removeprefix("\ufeff"), kind, (), is_file=False)


def _said(engine: Engine, notes: tuple[Note, ...], kinds: tuple[str, ...] = (), read: str = "") -> Judged:
    found = tuple(settled(notes))
    return Judged(kinds, tuple(finding(engine.rules, note) for note in found), read, found)


def _judged(engine: Engine, read: str, kind: str, notes: tuple[Note, ...], *, is_file: bool) -> Judged:
    if not read.strip(_BLANK):
        return _said(engine, (Note(1, 1, "empty-message"),), read=read)
    kinds: list[str] = []
    match _form(engine.rules, read, kind):
        case "hl7":
            found = _hl7(engine.rules, read, kind, kinds, is_file=is_file)
        case "json":
            found = _json(engine, read, kind, kinds)
        case "csv":
            found = _csv(engine.rules, read, kind, kinds)
        case _:
            found = iter((Note(1, 1, "unknown-message.kind"),))
    return _said(engine, (*notes, *never.check(read, list(found))), tuple(kinds), read)


def _form(rules: Rules, read: str, kind: str) -> str:
    """Return the format of a text, that of its kind if it is chosen, and nothing where it has none of them."""
    for form in ("hl7", "json", "csv"):
        if any(kind == each["id"] for each in rules[form]["kinds"]):
            return form
    rows = text.lines(read)
    if read.lstrip(_BLANK + _STRAY)[:1] in ("{", "["):
        return "json"
    if any(_HEADER.match(row) for row in rows):
        return "hl7"
    first = next(row for row in rows if row.strip(_BLANK))
    names = {lower(each.strip(' "')) for each in _CUT.split(first)}
    columns = (field["name"] for table in rules["csv"]["tables"].values() for field in table["fields"])
    if any(lower(name) in names for name in columns):
        return "csv"
    return "hl7" if any(_SEGMENT.match(row) for row in rows) else ""


def _hl7(rules: Rules, read: str, kind: str, kinds: list[str], *, is_file: bool) -> Iterator[Note]:
    reading = hl7_text.read(rules["hl7"], read)
    yield from reading.notes
    for message in reading.messages:
        verdict = hl7.verdict(rules, message, kind)
        kinds.append(verdict.kind)
        yield from verdict.notes
    if is_file and any(end != "\r" for end in text.ends(read)):
        yield Note(1, len(text.lines(read)[0]) + 1, "invalid-hl7.line-ends")


def _json(engine: Engine, read: str, kind: str, kinds: list[str]) -> Iterator[Note]:
    source = Source("", _with_line_feeds(read))
    document, faults = json_text.read(source)
    for fault in faults:
        edit: dict[str, Any] = dict(fault.edit)
        yield Note(*source.position(fault.offset), fault.name, "", fault.values, **edit)
    if document is None:
        return
    own = kind or _kind_of(engine.rules, document.value)
    if not own:
        yield Note(*source.position(document.places[()]), "unknown-message.properties")
        return
    kinds.append(own)
    yield from json_message.check(engine.rules, own, engine.schemas[own], document)


def _kind_of(rules: Rules, value: Any) -> str:
    """Return the kind whose properties an object has: all by which it is known, else the most of any."""
    if not isinstance(value, dict):
        return ""
    kinds = rules["json"]["kinds"]
    sure = [each for each in kinds if each["known"] and all(name in value for name in each["known"])]
    if sure:
        return str(max(sure, key=lambda each: len(each["known"]))["id"])
    best = max(kinds, key=lambda each: sum(name in value for name in each["properties"]), default=None)
    return str(best["id"]) if best and any(name in value for name in best["properties"]) else ""


def _csv(rules: Rules, read: str, kind: str, kinds: list[str]) -> Iterator[Note]:
    own = kind or rules["csv"]["kinds"][0]["id"]
    kinds.append(own)
    yield from csv_file.check(rules, rules["csv"]["tables"][own], Source("", _with_line_feeds(read)))


def _with_line_feeds(read: str) -> str:
    return read.replace("\r\n", "\n").replace("\r", "\n")
