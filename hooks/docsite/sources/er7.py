"""HL7 v2 text (ER7) to segments and their fields, every one with its line and column.

A message names its separators in MSH-1 and MSH-2. Segments end with CR, LF or both; fields are split when the
message is read and their parts when they are asked for, each character once, so that the work grows with the
text alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docsite.sources.problems import Checked, Problem, problem

_END = re.compile(r"\r\n|\r|\n")
_NAME = re.compile(r"[A-Z][A-Z0-9]{2}")
_ESCAPE = re.compile(
    r"[FSTREPHN]|X(?:[0-9A-Fa-f]{2})+|[CM](?:[0-9A-Fa-f]{2}){2,3}|Z[^\n]*|\.[a-z]{2}[ +-]?\d*"
)
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffd]")
_OWN = ("MSH-1", "MSH-2")
"""The fields that name the separators, and so are never split."""


@dataclass(frozen=True, slots=True)
class Part:
    """A run of a message: a field or a part of one, an empty one included; line and column are 1-based."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment; `fields[n]` is its field n, `fields[0]` its name, and fields at the end may be missing."""

    name: str
    line: int
    fields: tuple[Part, ...]

    @property
    def end(self) -> int:
        """The column after its last character."""
        return self.fields[-1].column + len(self.fields[-1].text)

    def field(self, number: int) -> Part:
        """Return a field; one that is missing is empty and stands at the end of the segment."""
        return self.fields[number] if number < len(self.fields) else Part("", self.line, self.end)


@dataclass(frozen=True, slots=True)
class Message:
    """A message; its separators are single characters."""

    segments: tuple[Segment, ...]
    field: str = "|"
    component: str = "^"
    repetition: str = "~"
    escape: str = "\\"
    subcomponent: str = "&"


def read(path: str, text: str) -> Checked[Message | None]:
    """Return the message, or None where nothing of it can be read, and what is wrong in its form."""
    lines = _END.split(text)
    if lines[-1] == "":
        lines.pop()
    message, fault = _header(path, lines[0] if lines else "")
    if message is None:
        return Checked(None, [fault] if fault else [])
    problems: list[Problem] = []
    segments = []
    for number, line in enumerate(lines, 1):
        fault = _fault(path, number, line, message)
        if fault:
            problems.append(fault)
        else:
            segments.append(_segment(number, line, message.field))
            problems += _bad_escape(path, number, line, message)
    separators = (message.field, message.component, message.repetition, message.escape, message.subcomponent)
    return Checked(Message(tuple(segments), *separators), problems)


def _header(path: str, line: str) -> tuple[Message | None, Problem | None]:
    if not line:
        return None, problem(path, 1, 1, "empty-message")
    if not line.startswith("MSH"):
        return None, problem(path, 1, 1, "invalid-hl7.begins", text=_shown(line))
    field = line[3:4]
    encoding = line[4:].split(field, 1)[0] if field else ""
    if len(encoding) not in (4, 5):
        return None, problem(path, 1, 5, "invalid-hl7.encoding", text=_shown(encoding))
    separators = field + encoding
    if len(set(separators)) < len(separators) or any(
        each.isalnum() or ord(each) <= 32 for each in separators
    ):
        return None, problem(path, 1, 4, "invalid-hl7.separators", text=_shown(separators))
    return Message((), field, *encoding[:4]), None


def _fault(path: str, number: int, line: str, message: Message) -> Problem | None:
    name = _NAME.match(line)
    if not line.strip():
        return problem(path, number, 1, "invalid-hl7.blank")
    if not name or line[3:4] not in ("", message.field):
        return problem(path, number, 1, "invalid-hl7.segment", text=_shown(line), separator=message.field)
    stray = _NOT_TEXT.search(line)
    if stray:
        return problem(path, number, stray.start() + 1, "invalid-hl7.character", code=f"{ord(stray[0]):04X}")
    return None


def _segment(number: int, line: str, separator: str) -> Segment:
    fields = _split(Part(line, number, 1), separator)
    if line.startswith("MSH"):
        fields.insert(1, Part(separator, number, 4))
    return Segment(line[:3], number, tuple(fields))


def _bad_escape(path: str, number: int, line: str, message: Message) -> Iterator[Problem]:
    """Yield a problem for the first escape character of a line that begins no sequence."""
    escape = message.escape
    start = line.find(escape, 9 if line.startswith("MSH") else 0)
    while start >= 0:
        end = line.find(escape, start + 1)
        if end < 0 or not _ESCAPE.fullmatch(line, start + 1, end):
            text = _shown(line[start : end + 1] if end > 0 else line[start:])
            yield problem(path, number, start + 1, "invalid-hl7.escape", text=text, sign=escape)
            return
        start = line.find(escape, end + 1)


def _split(part: Part, separator: str) -> list[Part]:
    if separator not in part.text:
        return [part]
    parts, column = [], part.column
    for text in part.text.split(separator):
        parts.append(Part(text, part.line, column))
        column += len(text) + 1
    return parts


def repetitions(message: Message, segment: Segment, number: int) -> list[Part]:
    """Return the repetitions of a field: one, perhaps empty, where it does not repeat."""
    field = segment.field(number)
    return [field] if f"{segment.name}-{number}" in _OWN else _split(field, message.repetition)


def components(message: Message, part: Part) -> list[Part]:
    """Return the components of a repetition."""
    return _split(part, message.component)


def subcomponents(message: Message, part: Part) -> list[Part]:
    """Return the subcomponents of a component."""
    return _split(part, message.subcomponent)


def unescape(message: Message, text: str) -> str:
    """Return a value as it is meant: separators and characters for their escape sequences."""
    escape = message.escape
    signs = {
        "F": message.field,
        "S": message.component,
        "T": message.subcomponent,
        "R": message.repetition,
        "E": escape,
    }

    def sign(match: re.Match[str]) -> str:
        sequence = match[1]
        if sequence[0] == "X":
            return bytes.fromhex(sequence[1:]).decode("utf-8", errors="replace")
        return signs[sequence]

    quoted = re.escape(escape)
    return re.sub(f"{quoted}([FSTRE]|X(?:[0-9A-Fa-f]{{2}})+){quoted}", sign, text)


def _shown(text: str) -> str:
    line = "".join(each if each.isprintable() else "?" for each in text)
    return line if len(line) <= 30 else f"{line[:30]}…"
