"""The messages of an HL7 text: segments with line and column, and what is wrong with their form.

Reading goes on after each fault: a blank before a name, a name in small letters or two segments on one line are told
and read as they were meant, so that nothing follows from them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from docsite.messages.judge import hl7_characters, hl7_separators
from docsite.messages.judge import text as texts
from docsite.messages.judge.hl7_separators import STANDARD
from docsite.messages.judge.notes import Note, Rules
from docsite.messages.judge.words import short
from docsite.sources import er7
from docsite.sources.er7 import Part

_FRAME = "\x0b\x1c"
_HEADER = re.compile(r"[Mm][Ss][Hh](?![A-Za-z0-9])")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]{2}")
_NAME_SIGN = re.compile(r"[A-Za-z0-9]")
_BLANKS = re.compile(r"[ \t]*")


@dataclass(frozen=True)
class Read:
    """A message of a text.

    Attributes:
        segments: In the order of the text.
        separators: Those of fields, components, repetitions, escapes and subcomponents.
        is_whole: Whether every line could be read; where one could not, nothing is known to be missing.
        faults: Line and column of each fault of form, within whose value nothing else is told.
    """

    segments: tuple[er7.Segment, ...] = ()
    separators: str = f"|{STANDARD}"
    is_whole: bool = True
    faults: frozenset[tuple[int, int]] = frozenset()

    @property
    def message(self) -> er7.Message:
        """The message as its parts are taken from it."""
        return er7.Message(self.segments, *self.separators)


class Reading(NamedTuple):
    """The messages of a text, and what is wrong with its form."""

    messages: tuple[Read, ...]
    notes: tuple[Note, ...]


@dataclass
class _Work:
    """The state of one reading; `separators` are empty before the first header and after one that cannot be read."""

    names: Sequence[str]
    batch: Sequence[str]
    joined: re.Pattern[str]
    messages: list[Read] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    segments: list[er7.Segment] = field(default_factory=list)
    faults: set[tuple[int, int]] = field(default_factory=set)
    separators: str = ""
    is_open: bool = False
    is_whole: bool = True
    said: set[str] = field(default_factory=set)


def read(rules: Rules, text: str) -> Reading:
    """Return the messages of a text."""
    names = rules["names"]
    joined = re.compile(rf"[ \t]({'|'.join(names) or '(?!)'})(?=[^A-Za-z0-9 \t])")
    work = _Work(names, rules["batch"], joined)
    rows = texts.lines(text)
    while rows and not rows[-1].strip(" \t"):
        rows.pop()
    opened = closed = 0
    for number, row in enumerate(rows, 1):
        begins = len(row) - len(row.lstrip(_FRAME))
        inner = row[begins:].rstrip(_FRAME)
        opened, closed = opened + row.count("\x0b"), closed + row.count("\x1c")
        if inner.strip(" \t"):
            _line(work, number, begins + 1, inner)
        elif len(row) == len(inner):
            _once(work, Note(number, 1, "invalid-hl7.blank"))
    _close(work)
    if opened != closed:
        work.notes.append(Note(1, 1, "invalid-hl7.frame"))
    return Reading(tuple(work.messages), tuple(work.notes))


def _once(work: _Work, note: Note) -> None:
    """Keep the first note of a kind: what a whole file has is told once."""
    if note.case not in work.said:
        work.said.add(note.case)
        work.notes.append(note)


def _close(work: _Work) -> None:
    if work.is_open and work.separators:
        read = Read(tuple(work.segments), work.separators, work.is_whole, frozenset(work.faults))
        work.messages.append(read)
    work.segments, work.faults = [], set()
    work.separators, work.is_open, work.is_whole = "", False, True


def _line(work: _Work, number: int, column: int, row: str) -> None:
    """Read a line: blanks around it are told and taken off, and a second segment on it begins a line of its own."""
    blanks = _BLANKS.match(row)
    before = blanks.end() if blanks else 0
    if before:
        _once(work, Note(number, column, "invalid-hl7.indented"))
    end = len(row.rstrip(" \t"))
    inner = row[before:end]
    separator = inner[3:].lstrip(" \t")[:1] if _HEADER.match(inner) else work.separators[:1]
    if end < len(row) and row[end - 1] not in (
        separator,
        *(work.separators or STANDARD),
    ):  # else a value is blank
        _once(work, Note(number, column + end, "invalid-hl7.trailing"))
    row, column = inner, column + before
    start = 0
    for match in work.joined.finditer(row):
        if row[match.end()] == separator:
            _segment(work, number, column + start, row[start : match.start()].rstrip(" \t"))
            start = match.start(1)
            work.notes.append(
                Note(number, column + start, "invalid-hl7.joined", values={"segment": match[1]})
            )
    _segment(work, number, column + start, row[start:])


def _segment(work: _Work, number: int, column: int, row: str) -> None:
    if _HEADER.match(row):
        _close(work)
        work.is_open = True
        _header(work, number, column, row)
        return
    if row[:3] in work.batch and not _NAME_SIGN.match(row, 3):
        _close(work)
        _once(work, Note(number, column, "unknown-segment.batch", row[:3], {"segment": row[:3]}))
        return
    if not work.is_open:
        _once(work, Note(number, column, "invalid-hl7.begins", values={"text": short(row)}))
        return
    if work.separators:
        _body(work, number, column, row)


def _body(work: _Work, number: int, column: int, row: str) -> None:
    separator = work.separators[0]
    name = _NAME.match(row)
    written = name[0] if name else ""
    blanks = _BLANKS.match(row, len(written))
    follows = blanks.end() if blanks else 0
    known = written.upper() in work.names
    if (
        not name
        or row[follows : follows + 1] not in ("", separator)
        or (written != written.upper() and not known)
    ):
        values = {"text": short(row), "separator": separator}
        work.notes.append(Note(number, column, "invalid-hl7.segment", values=values))
        work.is_whole = False
        return
    _named(work, number, column, written, follows)
    fields = _split(number, column + follows, row[follows:], separator)
    first = Part(written.upper(), number, column)
    work.segments.append(er7.Segment(written.upper(), number, (first, *fields)))
    _characters(work, number, column, row, 3)


def _named(work: _Work, number: int, column: int, written: str, follows: int) -> None:
    """Tell a name in small letters, and blanks after it."""
    if written != written.upper():
        values = {"name": written.upper(), "replacement": written.upper(), "found": written}
        work.notes.append(
            Note(
                number,
                column,
                "invalid-hl7.name-case",
                values={"name": values["name"]},
                replacement=values["name"],
                found=written,
            )
        )
    if follows > len(written):
        values = {"name": written.upper()}
        work.notes.append(Note(number, column + len(written), "invalid-hl7.after-name", values=values))


def _split(number: int, column: int, row: str, separator: str) -> Iterator[Part]:
    """Yield the fields of what follows a name, which begins with a separator or is empty."""
    for text in row.split(separator)[1:]:
        yield Part(text, number, column + 1)
        column += len(text) + 1


def _characters(work: _Work, number: int, column: int, row: str, start: int) -> None:
    """Tell characters and escapes that no text has; within their values nothing else is told."""
    for note in hl7_characters.check(number, column, row, start, work.separators[3]):
        work.notes.append(note)
        work.faults.add((note.line, note.column))


def _header(work: _Work, number: int, column: int, row: str) -> None:
    blanks = _BLANKS.match(row, 3)
    follows = blanks.end() if blanks else 3
    _named(work, number, column, row[:3], follows)
    separator = row[follows : follows + 1]
    at = column + follows
    encoding = row[follows + 1 :].split(separator, 1)[0] if separator else ""
    if not hl7_separators.can_separate(separator):
        work.notes.append(Note(number, at, "invalid-hl7.separators", "MSH-1", {"text": short(separator)}))
        return
    work.notes += hl7_separators.check(number, at, separator, encoding)
    work.separators = hl7_separators.used(separator, encoding)
    rest = row[follows + 1 + len(encoding) :]
    fields = _split(number, at + 1 + len(encoding), rest, separator)
    own = (Part("MSH", number, column), Part(separator, number, at), Part(encoding, number, at + 1))
    work.segments.append(er7.Segment("MSH", number, (*own, *fields)))
    _characters(work, number, column, row, follows + 1 + len(encoding))
