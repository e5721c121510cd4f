"""CSV text, read as rows of cells, each with its place, or written: commas, quotes where a value needs them."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from docsite.sources.problems import Checked
from docsite.sources.source import Source

_CELL = re.compile(r'"(?P<quoted>(?:[^"]|"")*)"|(?P<plain>[^,"\n]*)')


@dataclass(frozen=True)
class Cell:
    """A value: what it says, and where it begins and ends in the text, quotes included."""

    value: str
    start: int
    end: int


def load(source: Source) -> Checked[list[list[Cell]]]:
    """Return the rows of a file and what is wrong with its form; an empty line is no row."""
    text, at = source.text, 0
    rows: list[list[Cell]] = [[]]
    while at < len(text):
        match = _CELL.match(text, at)
        end = match.end() if match else at
        follows = text[end : end + 1]
        if match is None or follows not in {",", "\n", ""}:
            return Checked([], [source.problem(at, "invalid-csv.quote")])
        quoted = match["quoted"]
        value = match["plain"] if quoted is None else quoted.replace('""', '"')
        rows[-1].append(Cell(value, at, end))
        if follows == "\n":
            rows.append([])
        elif follows == "," and end + 1 == len(text):
            rows[-1].append(Cell("", end + 1, end + 1))
        at = end + 1
    return Checked([row for row in rows if len(row) > 1 or (row and row[0].value)])


def write(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return rows as CSV with a header."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()
