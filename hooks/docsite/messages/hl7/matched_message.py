"""What a sample is checked with: its segments, each with the variant that the specification gives it."""

from dataclasses import dataclass
from functools import cached_property

from docsite.messages.hl7.spec import Message, Segment
from docsite.messages.judge.hl7_text import Read
from docsite.sources import er7
from docsite.sources.er7 import Part


@dataclass(frozen=True)
class MatchedMessage:
    """What a sample is checked with: its text as read, and its specification with the options of the sample."""

    read: Read
    spec: Message
    options: tuple[str, ...]

    @property
    def message(self) -> er7.Message:
        """The message as its parts are taken from it."""
        return self.read.message

    @cached_property
    def segments(self) -> list[tuple[er7.Segment, Segment]]:
        """The segments that have a variant in the specification, each with it."""
        found = ((segment, self._form(segment)) for segment in self.message.segments)
        return [(segment, variant) for segment, variant in found if variant]

    def _form(self, segment: er7.Segment) -> Segment | None:
        for variant in self.variants(segment):
            if all(text(self, segment, row) == value for row, value in variant.when.items()):
                return variant
        return None

    def variants(self, segment: er7.Segment) -> list[Segment]:
        """Return the variants that a segment can have."""
        variants = self.spec.variants.get(segment.name, ())
        return [variant for variant in variants if not variant.option or variant.option in self.options]


def text(matched: MatchedMessage, segment: er7.Segment, row: str) -> str:
    """Return the value of a row in a segment, that of the first repetition for a component."""
    part = at(matched.message, segment, row)
    return er7.unescape(matched.message, part.text)


def at(message: er7.Message, segment: er7.Segment, row: str) -> Part:
    """Return the part of a segment that a row describes; one that is missing is empty."""
    number, _, inner = row.partition("-")[2].partition(".")
    field = segment.field(int(number))
    if not inner or not field.text:
        return field
    return component(message, er7.repetitions(message, segment, int(number))[0], int(inner))


def component(message: er7.Message, part: Part, number: int) -> Part:
    """Return a component of a repetition; one that is missing is empty and stands at its end."""
    parts = er7.components(message, part)
    last = parts[-1]
    return parts[number - 1] if number <= len(parts) else Part("", last.line, last.column + len(last.text))
