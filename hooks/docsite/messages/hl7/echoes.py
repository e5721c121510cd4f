"""What one value of a message repeats of another, and what numbers count, as their rows say."""

from collections.abc import Iterator
from typing import Any

from docsite.messages.hl7.matched_message import Context, at
from docsite.messages.hl7.spec import Row
from docsite.sources.er7 import Part
from docsite.sources.problems import Problem, problem


def check(context: Context) -> Iterator[Problem]:
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
                    values: dict[str, Any] = {"name": row.id, "value": part.text}
                    values |= {"expected": wanted.text, "other": row.equals}
                    yield problem(context.path, part.line, part.column, "broken-echo.message", **values)


def _counted(context: Context, part: Part, row: Row, number: int) -> Iterator[Problem]:
    if part.text.lstrip("0") != str(number):
        fact = f"{row.id} is '{part.text}'; expected '{number}', as the segments are numbered from 1."
        yield context.problem(part, "invalid-value", f"{fact} Correct it.")
