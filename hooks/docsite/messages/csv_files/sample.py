"""CSV samples against their table of fields: names, required columns, and the form of each value."""

from collections.abc import Iterator
from dataclasses import replace

from docsite.messages.csv_files import compiled
from docsite.messages.csv_files.fields import Field, Reference
from docsite.messages.judge import common, csv_file
from docsite.messages.judge.common import Addresses
from docsite.messages.judge.notes import problem_of, settled
from docsite.messages.sample import Identity, Sample, Value
from docsite.sources import csv_text
from docsite.sources.csv_text import Cell
from docsite.sources.problems import Checked, Problem

Rows = list[list[Cell]]


def parse(_: Reference, sample: Sample) -> Checked[Rows]:
    """Return the rows of a sample, the header first."""
    return csv_text.load(sample.source)


def values(tables: Reference, sample: Sample) -> Iterator[Value]:
    """Yield each name of the header and each value below one that is a field, linked where they have text."""
    fields = tables[sample.spec].fields
    header, *rows = sample.content or [[]]
    for cell in header:
        if field := fields.get(cell.value):
            yield Value(field.name, field.row, cell.start, link=(cell.start, cell.end), title=_title(field))
    for number, row in enumerate(rows, 1):
        for name, cell in zip(header, row, strict=False):
            if field := fields.get(name.value):
                value = Value(field.name, field.row, cell.start, cell.value, echo=field.echo, record=number)
                link = (cell.start, cell.end) if cell.value else None
                identity = _identity(field, cell.value, number)
                yield replace(value, link=link, title=_title(field), identity=identity)


def _title(field: Field) -> str:
    return f"{field.name} ({'required' if field.required else 'optional'})"


def _identity(field: Field, text: str, number: int) -> Identity | None:
    """Return what a value says of whom: of the patient of its row, or of somebody in another part."""
    if not field.person:
        return None
    who, part = field.person["who"], field.person["part"]
    return Identity(f"{who} {number}", {part: text}, who == "patient")  # type: ignore[dict-item]  # the schema says so


def check(tables: Reference, sample: Sample) -> Iterator[Problem]:
    """Yield what breaks the table of fields."""
    table = tables.get(sample.spec)
    if sample.content and table:
        rules = {**common.forms(), "open": {}}
        compiled_table = compiled.table(sample.spec, table, Addresses())
        for note in settled(csv_file.check(rules, compiled_table, sample.source)):
            yield problem_of(sample.source.path, note)
