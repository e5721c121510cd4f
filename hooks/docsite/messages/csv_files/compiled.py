"""The tables of fields as compiled rules."""

from collections.abc import Iterable, Mapping
from typing import Any

from docsite.messages.csv_files.fields import Field, FieldTable, Reference, whole
from docsite.messages.judge.common import Addresses, forms


def rules(tables: Reference, kinds: Iterable[Mapping[str, Any]], addresses: Addresses) -> dict[str, Any]:
    """Return the rules of CSV files; without kinds each table is one."""
    own = shown(tables, kinds)
    return {
        "kinds": own,
        "tables": {each["id"]: table(each["id"], tables[each["id"]], addresses) for each in own},
    }


def shown(tables: Reference, kinds: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what a reader chooses from."""
    given = list(kinds) or [{"id": name, "title": table.title} for name, table in tables.items()]
    return [{"id": each["id"], "title": each["title"]} for each in given if each["id"] in tables]


def table(name: str, own: FieldTable, addresses: Addresses) -> dict[str, Any]:
    """Return the rules of a table: its columns, and where it is explained as a whole."""
    columns = [_field(each, addresses) for each in own.fields.values()]
    key = whole(name)
    found = {"fields": columns, "at": addresses.row(key), "questions": dict(addresses.asked(key))}
    return {name: value for name, value in found.items() if value}


def _field(field: Field, addresses: Addresses) -> dict[str, Any]:
    at, form = addresses.row(field.row), f"csv:{field.type}"
    found = {
        "name": field.name,
        "required": field.required,
        "description": field.description,
        "unique": field.unique,
        "form": form if form in forms()["forms"] and not field.values else "",
        "values": list(field.values),
        "at": at,
        "questions": dict(addresses.asked(field.row)),
    }
    return {key: value for key, value in found.items() if value or key == "name"}
