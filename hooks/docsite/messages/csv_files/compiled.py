"""The tables of fields as compiled rules."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from docsite.messages.csv_files.fields import Field, FieldTable, Reference
from docsite.messages.judge.common import forms
from docsite.messages.sample import RowKey


def rules(
    tables: Reference, kinds: Iterable[Mapping[str, Any]], address: Callable[[RowKey], str]
) -> dict[str, Any]:
    """Return the rules of CSV files; without kinds each table is one."""
    given = list(kinds) or [{"id": name, "title": table.title} for name, table in tables.items()]
    shown = [{"id": each["id"], "title": each["title"]} for each in given if each["id"] in tables]
    return {
        "kinds": shown,
        "tables": {each["id"]: {"fields": fields(tables[each["id"]], address)} for each in shown},
    }


def fields(table: FieldTable, address: Callable[[RowKey], str]) -> list[dict[str, Any]]:
    """Return the rules of the columns of a table."""
    return [_field(each, address) for each in table.fields.values()]


def _field(field: Field, address: Callable[[RowKey], str]) -> dict[str, Any]:
    at, form = address(field.row), f"csv:{field.type}"
    found = {
        "name": field.name,
        "required": field.required,
        "description": field.description.rstrip("."),
        "form": form if form in forms()["forms"] and not field.values else "",
        "values": list(field.values),
        "at": at,
        "questions": dict.fromkeys(field.open, at),
    }
    return {key: value for key, value in found.items() if value or key == "name"}
