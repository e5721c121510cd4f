"""What one value repeats of another: within a message, and across the samples of one story.

A row names the row that it equals, or the row of another message that it echoes. The values of a story are
gathered by what they echo, so that two results agree even where the story has no order.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from docsite.messages.hl7.matched_message import Context, at
from docsite.messages.hl7.spec import Row
from docsite.sources import er7
from docsite.sources.er7 import Part
from docsite.sources.problems import Problem
from docsite.sources.wording import apart, short


@dataclass(frozen=True)
class Told:
    """A sample of a story, with what it is checked with."""

    context: Context
    story: str


@dataclass(frozen=True)
class _Value:
    context: Context
    row: str
    part: Part

    def broken(self, other: "_Value") -> Problem:
        place = f"{other.context.path}:{other.part.line}:{other.part.column}"
        value, expected = apart(self.part.text, other.part.text)
        values = {"row": self.row, "value": value, "expected": expected, "other": other.row, "place": place}
        return self.context.problem(self.part, "broken-echo.across", **values)


def within(context: Context) -> Iterator[Problem]:
    """Yield a problem for each value that is not the one it repeats, and each number that is not the next."""
    message = context.message
    totals: dict[str, int] = {}
    run, last = 0, ""
    first = {segment.name: segment for segment in reversed(message.segments)}
    forms = {segment.line: form for segment, form in context.matched}
    for segment in message.segments:
        totals[segment.name] = totals.get(segment.name, 0) + 1
        run, last = (run + 1 if segment.name == last else 1), segment.name
        for row in forms[segment.line].repeating if segment.line in forms else ():
            part = at(message, segment, row.id)
            if not part.text:
                continue
            if row.counts:
                yield from _counted(
                    context, part, row, totals[segment.name] if row.counts == "message" else run
                )
            name = row.equals.partition("-")[0]
            other = segment if name == segment.name else first.get(name)
            if row.equals and other:
                wanted = at(message, other, row.equals)
                if part.text != wanted.text:
                    value, expected = apart(part.text, wanted.text)
                    values = {"row": row.id, "value": value, "expected": expected, "other": row.equals}
                    yield context.problem(part, "broken-echo.within", **values)


def _counted(context: Context, part: Part, row: Row, number: int) -> Iterator[Problem]:
    if part.text.lstrip("0") != str(number):
        values = {"row": row.id, "value": short(part.text), "number": number, "replacement": str(number)}
        yield context.problem(part, "invalid-value.count", **values)


def across(samples: Iterable[Told]) -> Iterator[Problem]:
    """Yield a problem for each value that no earlier sample of its story has where it should."""
    stories: dict[str, list[Told]] = {}
    for sample in samples:
        stories.setdefault(sample.story, []).append(sample)
    for told in stories.values():
        yield from _story(sorted(told, key=lambda each: each.context.spec.direction != "to IRIS"))


def _story(told: list[Told]) -> Iterator[Problem]:
    repeated: dict[tuple[str, str], list[_Value]] = {}
    for each in told:
        for segment, form in each.context.matched:
            for row in form.repeating:
                part = at(each.context.message, segment, row.id)
                if row.echo and part.text:
                    repeated.setdefault(row.echo, []).append(_Value(each.context, row.id, part))
    for echo, values in repeated.items():
        own = [each.context for each in told if each.context.spec.id == echo[0]]
        origins = [_Value(context, echo[1], part) for context in own for part in _values(context, echo[1])]
        yield from _judge(origins or values[:1], values)


def _judge(origins: list["_Value"], values: list["_Value"]) -> Iterator[Problem]:
    """Yield a problem for each value that is no origin's, or for the origin where all others agree."""
    known = {each.part.text for each in origins}
    wrong = [each for each in values if each.part.text not in known]
    if len(wrong) == len(values) > 1 and len({each.part.text for each in wrong}) == 1:
        wrong, origins = origins[:1], wrong
    for each in wrong:
        yield each.broken(origins[0])


def _values(context: Context, row: str) -> Iterator[Part]:
    """Yield all values of a row in a message: of every segment and repetition."""
    name, _, number = row.partition("-")
    field, _, component = number.partition(".")
    for segment in context.message.segments:
        if segment.name == name:
            if not component:
                yield segment.field(int(field))
            for part in er7.repetitions(context.message, segment, int(field)) if component else ():
                parts = er7.components(context.message, part)
                yield from parts[int(component) - 1 : int(component)]
