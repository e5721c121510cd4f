"""HL7 v2 messages (ER7): segments and their fields, every one with its line and column, and the parts of these.

A message names its separators in MSH-1 and MSH-2. Parts of fields are split when they are asked for, each character
once, so that the work grows with the text alone.
"""

import re
from dataclasses import dataclass

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
    if escape not in text:
        return text
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
