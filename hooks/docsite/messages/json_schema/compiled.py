"""The schemas as compiled rules: a bundle for each message, and where the rows of its objects are explained."""

from collections.abc import Iterable, Mapping
from typing import Any

from docsite.messages.json_schema import downloads
from docsite.messages.json_schema.reference import Reference
from docsite.messages.json_schema.spec import Key, Table
from docsite.messages.judge.common import Addresses
from docsite.messages.sample import RowKey


def rules(reference: Reference, kinds: Iterable[Mapping[str, Any]], addresses: Addresses) -> dict[str, Any]:
    """Return the rules of messages in JSON; without kinds each message is one."""
    catalog, own = reference.catalog, shown(reference, kinds)
    return {
        "kinds": own,
        "schemas": {
            each["id"]: downloads.strip(downloads.bundle(catalog, catalog.messages[each["id"]]))
            for each in own
        },
        "objects": {
            key.names: _object(reference, key, table, addresses) for key, table in reference.tables.items()
        },
    }


def shown(reference: Reference, kinds: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what a reader chooses from."""
    catalog = reference.catalog
    given = list(kinds) or [{"id": name, "title": name} for name in catalog.messages]
    given = [each for each in given if each["id"] in catalog.messages and catalog.is_whole]
    found = []
    for each in given:
        node = catalog.messages[each["id"]]
        table = reference.tables[Key(each["id"], "")]
        tables = [table, *(reference.tables[key] for key in (table.variants or {}).values())]
        names = {row.name for one in tables for row in one.rows}
        own = {"known": node.value.get("x-known-by", []), "properties": sorted(names)}
        found.append({"id": each["id"], "title": each["title"], **own})
    return found


def _object(reference: Reference, key: Key, table: Table, addresses: Addresses) -> dict[str, Any]:
    """Return the rows of an object by name, each with its address, the object that it holds, and open questions.

    A question about a form or a list of codes is one about each row that has it.
    """
    rows: dict[str, dict[str, Any]] = {}
    for row in table.rows:
        at = addresses.row(key.row(row.id))
        asked = dict(addresses.asked(key.row(row.id)))
        if form := reference.formats.get(row.format):
            asked = {**addresses.asked(RowKey("json-forms", form.document, form.id)), **asked}
        if codes := reference.enumerations.get(row.codes):
            asked = {**addresses.asked(RowKey("json-enumeration", codes.name, codes.id)), **asked}
        held = row.holds.names if row.holds else ""
        every = {"at": at, "holds": held, "questions": asked}
        rows[row.name] = {name: value for name, value in every.items() if value}
    asked = dict(addresses.asked(key.row(table.id)))
    found: dict[str, Any] = {"rows": rows, **({"questions": asked} if asked else {})}
    if not table.variants:
        return found
    return {
        **found,
        "by": table.discriminator,
        "variants": {value: each.names for value, each in table.variants.items()},
    }
