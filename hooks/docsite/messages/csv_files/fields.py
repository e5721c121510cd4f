"""Fields of a CSV file as data: the table that is read and the rules that a sample is held to."""

from dataclasses import dataclass
from typing import Any

from docsite.sources import schema, yaml_text
from docsite.sources.problems import Problem
from docsite.sources.schema import SCHEMAS
from docsite.sources.source import Source

FENCE = "csv-fields"
FOLDER = "specs/csv"
SCHEMA = SCHEMAS / "intake.schema.json"


@dataclass(frozen=True)
class Field:
    """A column of the file; `type` and `example` are empty where nothing is known."""

    name: str
    required: bool
    description: str
    type: str = ""
    values: tuple[str, ...] = ()
    codes: str = ""
    example: str = ""
    deprecated: bool = False
    note: str = ""
    confirm: str = ""

    @property
    def id(self) -> str:
        """The address of the field's row."""
        return f"csv-{self.name.lower()}"


@dataclass(frozen=True)
class Intake:
    """All fields of a CSV file, required ones first, else in the order of the data."""

    title: str
    description: str
    fields: tuple[Field, ...]

    @property
    def required(self) -> int:
        """How many fields are required."""
        return sum(field.required for field in self.fields)


def read(source: Source) -> tuple[Intake | None, list[Problem]]:
    """Return the fields of a data file, or None where it has a problem."""
    found, faults = yaml_text.load(source, source.text, 0, "the file")
    problems = [*faults]
    if found is None:
        return None, problems
    problems += schema.check(found, schema.validator(SCHEMA), "the file")
    if problems:
        return None, problems
    seen: set[str] = set()
    for index, each in enumerate(found.value["fields"]):
        if each["name"].lower() in seen:
            message = f"field '{each['name']}' stands here a second time. Keep one of the two."
            problems.append(found.at_value(("fields", index, "name"), "duplicate-key", message))
        seen.add(each["name"].lower())
    return _intake(found.value), problems


def _intake(value: Any) -> Intake:
    fields = [Field(**{**each, "values": tuple(each.get("values", ()))}) for each in value["fields"]]
    return Intake(
        value["title"], value["description"], tuple(sorted(fields, key=lambda field: not field.required))
    )
