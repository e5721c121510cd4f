"""The open questions of each path as CSV, to send to IRIS and to get back with answers."""

from collections.abc import Iterator, Sequence

from docsite.messages.questions.data import ALL, BLOCKS, Question
from docsite.sources import csv_text

FOLDER = "open-questions"

_COLUMNS = ("id", "question", "our reading", "blocks", "who", "source", "address", "answer")


def path_of(path: str) -> str:
    """Return the file of a path's questions, below the site."""
    return f"{FOLDER}/{path}.csv"


def files(asked: Sequence[Question], page: str) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file, one for each path and one for all; `page` is the address of the questions."""
    is_open = sorted((each for each in asked if not each.answer), key=lambda each: BLOCKS.index(each.blocks))
    paths = sorted({path for each in is_open for path in each.paths} - {ALL})
    for path in (ALL, *paths) if asked else ():
        rows = (_row(each, page) for each in is_open if path == ALL or each.is_of(path))
        yield path_of(path), csv_text.write(_COLUMNS, rows)


def _row(each: Question, page: str) -> tuple[str, ...]:
    address = f"{page}#{each.id}"
    return each.id, each.question, each.reading, each.blocks, each.who, each.source, address, ""
