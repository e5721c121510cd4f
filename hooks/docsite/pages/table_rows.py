"""Rows of Markdown tables that have more cells than the table has columns: the rest is not shown."""

import re
from collections.abc import Iterator

from docsite.pages.built_text import BuiltText
from docsite.sources.problems import Problem
from docsite.sources.source import Source
from docsite.sources.wording import count, short

RULE = r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?"
"""The line between the head and the rows of a table."""

_TABLE = re.compile(
    rf"^[ \t>]*+(?P<head>[^\n|]*+\|[^\n]*+)\n[ \t>]*(?P<rule>{RULE})[ \t]*\n"
    r"(?P<rows>(?:[ \t>]*[^\s>][^\n]*(?:\n|\Z))+)",
    re.MULTILINE,
)
_ROW = re.compile(r"^[ \t>]*(?P<row>[^\s>][^\n]*?)[ \t]*$", re.MULTILINE)
_BAR = re.compile(r"(?<!\\)(?:\\\\)*(?P<bar>\|)")


def check(source: Source, page: BuiltText) -> Iterator[Problem]:
    """Yield a problem for each row with a cell that the table drops."""
    text = source.plain
    if "|" not in text or "<table" not in page.html:
        return
    for table in _TABLE.finditer(text, source.body):
        columns = len(_cells(table["rule"].strip()))
        if page.has_line(table["rule"].strip()):
            continue  # it is not read as a table
        for row in _ROW.finditer(text, table.start("rows"), table.end("rows")):
            written = row["row"]
            if written.count("|") - written.startswith("|") - written.endswith("|") < columns:
                continue  # as almost all, and this is counted far faster
            cells = _cells(written)
            for offset, cell in cells[columns:]:
                start = row.start("row") + offset
                written = source.text[start : start + len(cell)]
                if written.strip():
                    start += len(written) - len(written.lstrip())
                    values = {"cell": short(written.strip()), "cells": count(len(cells), "cell")}
                    yield source.problem(start, "extra-cell", columns=count(columns, "column"), **values)
                    break


def _cells(row: str) -> list[tuple[int, str]]:
    """Return offset and text of each cell of a row whose code is blanked."""
    bars = [match.start("bar") for match in _BAR.finditer(row)]
    starts = [0, *(bar + 1 for bar in bars)]
    cells = [(start, row[start:end]) for start, end in zip(starts, [*bars, len(row)], strict=True)]
    if row.startswith("|"):
        cells = cells[1:]
    if bars and bars[-1] == len(row) - 1:
        cells = cells[:-1]
    return cells
