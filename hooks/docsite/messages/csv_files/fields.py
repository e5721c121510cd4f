"""Fields of a CSV file as data: the table that is read and the rules that a sample is checked against."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from docsite.messages import documents
from docsite.messages.sample import RowKey
from docsite.sources.problems import Checked, Problem
from docsite.sources.source import Source
from docsite.sources.yaml_text import Document

FENCE = "csv-fields"
FOLDER = "specs/csv"


@dataclass(frozen=True)
class Field:
    """A column of the file; `type` and `example` are empty where nothing is known.

    Attributes:
        table: The name of its table.
        person: Of whom it says something (`who`), and what (`part`).
        echo: What all samples of a case share, such as `case order`.
        unique: Whether a file has each value once.
    """

    table: str
    name: str
    required: bool
    description: str
    type: str = ""
    values: tuple[str, ...] = ()
    codes: str = ""
    example: str = ""
    deprecated: bool = False
    note: str = ""
    person: Mapping[str, str] = field(default_factory=dict)
    echo: str = ""
    unique: bool = False

    @property
    def row(self) -> RowKey:
        """The row that explains it."""
        return RowKey(FENCE, self.table, self.id)

    @property
    def id(self) -> str:
        """The anchor of its row."""
        return f"csv-{self.name.lower()}"


def whole(table: str) -> RowKey:
    """Return the key of a table as a whole."""
    return RowKey(FENCE, table, f"csv-{table}")


@dataclass(frozen=True)
class FieldTable:
    """All fields of a CSV file by name, required ones first, else in the order of the data.

    `kind` is what its samples are for the test kit.
    """

    title: str
    description: str
    fields: Mapping[str, Field]
    kind: str = ""

    @property
    def required(self) -> list[str]:
        """The names of the required fields."""
        return [field.name for field in self.fields.values() if field.required]


Reference = Mapping[str, FieldTable]
"""The tables by name."""


def wants(path: str) -> bool:
    """Return whether a file below docs/ has a table of fields."""
    return path.rpartition("/")[0] == FOLDER and path.endswith(".yml")


def name_of(path: str) -> str:
    """Return the name of the table of a file."""
    return path.rpartition("/")[2].removesuffix(".yml")


def read(files: Mapping[str, Source]) -> Checked[Reference]:
    """Return the tables of the data files."""
    problems: list[Problem] = []
    tables = {}
    for path, source in files.items():
        name = name_of(path)
        document, faults = documents.load(source, "csv-fields")
        problems += faults
        if document:
            problems += _duplicates(document)
            tables[name] = _table(name, document.value)
    return Checked(tables, problems)


def _duplicates(document: Document) -> list[Problem]:
    names = [each["name"].lower() for each in document.value["fields"]]
    return [
        document.at_value(("fields", index, "name"), "duplicate-key.field", name=names[index])
        for index in range(len(names))
        if names[index] in names[:index]
    ]


def _table(name: str, value: Mapping[str, Any]) -> FieldTable:
    fields = [Field(name, **{**each, "values": tuple(each.get("values", ()))}) for each in value["fields"]]
    ordered = sorted(fields, key=lambda field: not field.required)
    by_name = {field.name: field for field in ordered}
    return FieldTable(value["title"], value["description"], by_name, value.get("kind", ""))
