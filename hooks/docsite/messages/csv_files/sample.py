"""CSV samples against their table of fields: names, required columns, and the form of each value."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from docsite.messages.csv_files.fields import FOLDER, Field, FieldTable, Reference
from docsite.messages.sample import Identity, Sample, Value
from docsite.sources import csv_text
from docsite.sources.csv_text import Cell
from docsite.sources.problems import Checked, Problem, did_you_mean
from docsite.sources.wording import count, one_of, short

_DATE = r"(0[1-9]|1[0-2])/(0[1-9]|[12][0-9]|3[01])/[0-9]{4}"
_PATTERNS: Mapping[str, tuple[str, str]] = {
    "date": (_DATE, "a date as MM/DD/YYYY"),
    "datetime": (rf"{_DATE}( ([01][0-9]|2[0-3]):[0-5][0-9])?", "a date and time as MM/DD/YYYY HH:MM"),
    "number": (r"[0-9]+", "digits"),
    "guid": (r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", "a GUID in the form 8-4-4-4-12"),
    "phone": (r"[0-9]{3}-[0-9]{3}-[0-9]{4}", "a phone number as 202-555-0111"),
    "email": (r"[\w.+-]+@([\w-]+\.)+[a-z]+", "an email address"),
}

Rows = list[list[Cell]]


def parse(_: Reference, sample: Sample) -> Checked[Rows]:
    """Return the rows of a sample, the header first."""
    return csv_text.load(sample.source)


def values(tables: Reference, sample: Sample) -> Iterator[Value]:
    """Yield each name of the header, which is linked, and each value below one that is a field."""
    fields = tables[sample.spec].fields
    header, *rows = sample.content or [[]]
    for cell in header:
        if field := fields.get(cell.value):
            title = f"{field.name}: {field.description}"
            yield Value(field.name, field.row, cell.start, link=(cell.start, cell.end), title=title)
    for number, row in enumerate(rows, 1):
        for name, cell in zip(header, row, strict=False):
            if field := fields.get(name.value):
                value = Value(field.name, field.row, cell.start, cell.value, echo=field.echo, record=number)
                yield replace(value, identity=_identity(field, cell.value, number))


def _identity(field: Field, text: str, number: int) -> Identity | None:
    """Return what a value says of whom: of the patient of its row, or of somebody in another part."""
    if not field.person:
        return None
    who, part = field.person["who"], field.person["part"]
    return Identity(f"{who} {number}", {part: text}, who == "patient")  # type: ignore[dict-item]  # the schema says so


def check(tables: Reference, sample: Sample) -> Iterator[Problem]:
    """Yield what breaks the table of fields."""
    source, table = sample.source, tables.get(sample.spec)
    if not sample.content or table is None:
        return
    header, *rows = sample.content
    yield from _header(sample, header, table)
    for row in rows:
        if len(row) != len(header):
            found = count(len(row), "value")
            yield source.problem(row[0].start, "wrong-length", count=found, expected=len(header))
            continue
        for name, cell in zip(header, row, strict=True):
            if field := table.fields.get(name.value):
                yield from _cell(sample, field, cell)


def _header(sample: Sample, header: list[Cell], table: FieldTable) -> Iterator[Problem]:
    names = [cell.value for cell in header]
    for number, cell in enumerate(header):
        if cell.value not in table.fields:
            meant = did_you_mean(cell.value, table.fields)
            facts = {"name": cell.value, "spec": sample.spec, "found": cell.value if meant else ""}
            yield sample.source.problem(cell.start, "unknown-key.column", **facts, suggestion=meant)
        elif cell.value in names[:number]:
            yield sample.source.problem(cell.start, "duplicate-key.column", name=cell.value)
    for name in table.required:
        if name not in names:
            facts = {"name": name, "description": table.fields[name].description}
            yield sample.source.problem(0, "missing-key.column", **facts)


def _cell(sample: Sample, field: Field, cell: Cell) -> Iterator[Problem]:
    source, value = sample.source, cell.value
    pattern, form = _PATTERNS.get(field.type, ("", ""))
    if not value:
        if field.required:
            facts = {"name": field.name, "description": field.description}
            yield source.problem(cell.start, "missing-key.cell", **facts)
    elif field.values and value not in field.values:
        allowed = one_of(field.values, f"a value of docs/{FOLDER}/{field.table}.yml")
        facts = {"name": field.name, "value": short(value), "allowed": allowed}
        meant = did_you_mean(value, field.values)
        found = value if meant and source.text[cell.start : cell.end] == value else ""
        yield source.problem(cell.start, "unknown-value.cell", **facts, suggestion=meant, found=found)
    elif not field.values and pattern and not re.fullmatch(pattern, value):
        yield source.problem(cell.start, "wrong-form.cell", name=field.name, value=short(value), form=form)
