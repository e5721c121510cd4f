"""What one value of a message repeats of another, and what numbers count, as their rows say."""

from collections.abc import Iterator

from docsite.messages.hl7.matched_message import MatchedMessage, at
from docsite.messages.hl7.spec import Row
from docsite.sources.er7 import Part
from docsite.sources.problems import Problem
from docsite.sources.wording import apart, short


def check(matched: MatchedMessage) -> Iterator[Problem]:
    """Yield a problem for each value that is not the one it repeats, and each number that is not the next."""
    message = matched.message
    totals: dict[str, int] = {}
    run, last = 0, ""
    first = {segment.name: segment for segment in reversed(message.segments)}
    variants = {segment.line: variant for segment, variant in matched.segments}
    for segment in message.segments:
        totals[segment.name] = totals.get(segment.name, 0) + 1
        run, last = (run + 1 if segment.name == last else 1), segment.name
        for row in variants[segment.line].repeating if segment.line in variants else ():
            part = at(message, segment, row.id)
            if not part.text:
                continue
            if row.counts:
                yield from _counted(
                    matched, part, row, totals[segment.name] if row.counts == "message" else run
                )
            name = row.equals.partition("-")[0]
            other = segment if name == segment.name else first.get(name)
            if row.equals and other:
                wanted = at(message, other, row.equals)
                if part.text != wanted.text:
                    value, expected = apart(part.text, wanted.text)
                    values = {"name": row.id, "value": value, "expected": expected, "other": row.equals}
                    yield matched.problem(part, "broken-echo.message", **values)


def _counted(matched: MatchedMessage, part: Part, row: Row, number: int) -> Iterator[Problem]:
    if part.text.lstrip("0") != str(number):
        values = {"row": row.id, "value": short(part.text), "number": number, "replacement": str(number)}
        yield matched.problem(part, "invalid-value.count", **values)
