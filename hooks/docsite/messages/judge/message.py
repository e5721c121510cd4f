"""Any message against the compiled rules: its bytes or its text, its kind, and everything that is wrong with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from docsite.messages.judge import hl7, hl7_text, text
from docsite.messages.judge.notes import Finding, Note, Rules, finding, settled
from docsite.messages.judge.words import lower

_BLANK = " \t\r\n\x0b\x1c"
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


def of_bytes(rules: Rules, data: bytes, kind: str = "") -> Judged:
    """Return what is wrong with the message in a file."""
    read, notes = text.decode(data)
    return _judged(rules, read or "", kind, notes, is_file=True) if read is not None else _said(rules, notes)


def of_text(rules: Rules, written: str, kind: str = "") -> Judged:
    """Return what is wrong with a message that was typed or pasted, whose line ends are not its own."""
    return _judged(rules, written.removeprefix("\ufeff"), kind, (), is_file=False)


def _said(rules: Rules, notes: tuple[Note, ...], kinds: tuple[str, ...] = (), read: str = "") -> Judged:
    found = tuple(settled(notes))
    return Judged(kinds, tuple(finding(rules, note) for note in found), read, found)


def _judged(rules: Rules, read: str, kind: str, notes: tuple[Note, ...], *, is_file: bool) -> Judged:
    if not read.strip(_BLANK):
        return _said(rules, (Note(1, 1, "empty-message"),), read=read)
    form = _form(rules, read, kind)
    kinds: list[str] = []
    if form == "hl7":
        found = [*notes, *_hl7(rules, read, kind, kinds, is_file=is_file)]
    else:
        found = [*notes, Note(1, 1, "unknown-message.kind")]
    return _said(rules, tuple(found), tuple(kinds), read)


def _form(rules: Rules, read: str, kind: str) -> str:
    """Return the format of a text, that of its kind if it is chosen, and nothing where it has none of them."""
    for form in ("hl7", "json", "csv"):
        if any(kind == each["id"] for each in rules[form]["kinds"]):
            return form
    rows = text.lines(read)
    if read.lstrip(_BLANK)[:1] in ("{", "["):
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
