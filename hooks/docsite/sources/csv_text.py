"""CSV text, read as rows of cells, each with its place, or written: commas, quotes where a value needs them."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from docsite.sources.problems import Checked
from docsite.sources.source import Source

_QUOTED = r'"(?P<quoted>[^"]*(?:""[^"]*)*)"'


@dataclass(frozen=True)
class Cell:
    """A value: what it says, and where it begins and ends in the text, quotes included."""

    value: str
    start: int
    end: int


class Rows(NamedTuple):
    """The rows of a text, and the offset of a value in which a quote is in the wrong place, -1 where there is none."""

    rows: list[list[Cell]]
    fault: int = -1


def load(source: Source) -> Checked[list[list[Cell]]]:
    """Return the rows of a file and what is wrong with its form; an empty line is no row."""
    rows, fault = read(source.text)
    return Checked(rows, [source.problem(fault, "invalid-csv.quote")] if fault >= 0 else [])


def read(text: str, separator: str = ",") -> Rows:
    """Return the rows of a text whose lines end with LF; an empty line is no row."""
    cell, at = re.compile(rf'{_QUOTED}|(?P<plain>[^{separator}"\n]*)'), 0
    rows: list[list[Cell]] = [[]]
    while at < len(text):
        match = cell.match(text, at)
        end = match.end() if match else at
        follows = text[end : end + 1]
        if match is None or follows not in {separator, "\n", ""}:
            return Rows([], at)
        quoted = match["quoted"]
        value = match["plain"] if quoted is None else quoted.replace('""', '"')
        rows[-1].append(Cell(value, at, end))
        if follows == "\n":
            rows.append([])
        elif follows == separator and end + 1 == len(text):
            rows[-1].append(Cell("", end + 1, end + 1))
        at = end + 1
    return Rows([row for row in rows if len(row) > 1 or (row and row[0].value)])


def write(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return rows as CSV with a header."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()
