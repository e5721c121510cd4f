"""Social security numbers, which no message may have and no finding may quote: in a text of any format, and by name."""

import re
from collections.abc import Iterable, Iterator, Sequence

from docsite.messages.judge import text as texts
from docsite.messages.judge.notes import Note
from docsite.messages.judge.words import PRIVATE, fold

_NAME = re.compile(r"(?:ssn|socialsecurity(?:number|num|nr|no)?)$")


def is_name(name: str) -> bool:
    """Return whether a column or property is named for such a number."""
    return bool(_NAME.search(fold(name)))


def check(read: str, found: Sequence[Note]) -> Iterator[Note]:
    """Yield the notes on a text, with one for each number in place of what is wrong with the value that has it."""
    numbers = list(_numbers(read, found))
    inside = {(each.line, each.column) for each in numbers}
    yield from (each for each in found if (each.line, each.column) not in inside)
    yield from numbers


def _numbers(read: str, found: Iterable[Note]) -> Iterator[Note]:
    """Yield a note for each number, at the quote before it where it is a whole value of JSON or CSV.

    A number is not told where its property is.
    """
    told = ("unused-field.never", "forbidden-value.number")
    known = {(each.line, each.column) for each in found if each.case in told}
    named = {each.line for each in found if each.case == "forbidden-value.name"}
    for number, line in enumerate(texts.lines(read), 1) if "-" in read else ():
        for match in PRIVATE.finditer(line):
            start = match.start()
            column = start if start and line[start - 1] == '"' else start + 1
            if (number, column) not in known and number not in named:
                yield Note(number, column, "forbidden-value.number")
