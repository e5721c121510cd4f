"""The specifications as compiled rules: what a judgment of messages reads, in Python and in the page that checks."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from docsite.messages.hl7.addresses import row_key, segment_key, table_key
from docsite.messages.hl7.codes import CodeTable
from docsite.messages.hl7.spec import MANY, Message, Row, Segment
from docsite.messages.judge.common import Addresses, forms
from docsite.messages.sample import RowKey

_BATCH = ["FHS", "BHS", "BTS", "FTS"]
_PLAIN = (
    *("table", "format", "table_of", "flag_of", "equals", "counts"),
    *("by_default", "never", "raw"),
)
"""Attributes of a row that a judgment reads as they are."""


def shared(
    messages: Mapping[str, Message], tables: Mapping[str, CodeTable], addresses: Addresses
) -> dict[str, Any]:
    """Return what all messages share: types, code tables, names of segments."""
    own = forms()
    names = dict.fromkeys(slot.name for message in messages.values() for slot in message.slots)
    compiled = {name: _table(table, addresses) for name, table in tables.items()}
    return {
        "batch": _BATCH,
        "names": list(names),
        "types": own["types"],
        "any": own["any"],
        "tables": compiled,
    }


Variants = Mapping[str, Sequence[tuple[str, Mapping[str, Any]]]]
"""The rules of each variant of each segment, with the option that brings it."""


def variants(message: Message, addresses: Addresses) -> Variants:
    """Return the rules of all that a message can have."""
    return {
        name: [(each.option, _variant(message, each, addresses, is_limited=len(found) > 1)) for each in found]
        for name, found in message.variants.items()
    }


def of_message(
    message: Message, options: Collection[str], addresses: Addresses, known: Variants | None = None
) -> dict[str, Any]:
    """Return the rules of a message with the variants that its options bring, of all that are `known`."""
    every = variants(message, addresses) if known is None else known
    segments = {
        name: [rules for option, rules in found if not option or option in options]
        for name, found in every.items()
    }
    slots = [
        {"name": each.name, "least": each.least, "most": each.most, "back": each.back}
        | _filled(_explained(addresses, segment_key(message, each.name)))
        for each in message.slots
    ]
    return {"name": message.message, "direction": message.direction, "slots": slots, "segments": segments}


def _variant(message: Message, segment: Segment, addresses: Addresses, *, is_limited: bool) -> dict[str, Any]:
    most = segment.cardinality.partition("..")[2]
    found = {
        "key": segment.key,
        "title": segment.title,
        "when": dict(segment.when),
        "most": int(most) if is_limited and segment.key != segment.id and most.isdigit() else None,
        **_explained(addresses, segment_key(message, segment.key)),
        "fields": [row_rules(message, segment.key, each, addresses) for each in segment.fields],
    }
    return _filled(found)


def row_rules(
    message: Message, key: str, row: Row, addresses: Addresses, asked: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return the rules of a field or component; what is `asked` about a field is about its components, too."""
    explained = _explained(addresses, row_key(message, key, row.id))
    explained["questions"] = {**(asked or {}), **explained["questions"]}
    found = {
        "id": row.id,
        "name": row.name,
        "usage": row.usage,
        "type": row.type,
        "many": row.repeats,
        "may_repeat": row.v24.endswith(MANY) and not row.repeats,
        **{name: getattr(row, name) for name in _PLAIN},
        "values": list(row.values),
        "advised": list(row.advised),
        "required_when": dict(row.required_when),
        "shown": row.usage == "X" and bool(row.example),
        **explained,
        "rows": [row_rules(message, key, each, addresses, explained["questions"]) for each in row.components],
    }
    return _filled(found)


def _table(table: CodeTable, addresses: Addresses) -> dict[str, Any]:
    found = {
        "title": table.title,
        "codes": [each.code for each in table.codes],
        "texts": {each.code: each.text for each in table.codes if each.text},
        "open": table.is_open,
        "whole": table.is_whole,
        "separator": table.separator,
        "flags": list(table.flags),
        "flag": {each.code: each.flag for each in table.codes if each.flag is not None},
        "values": {each.code: each.values for each in table.codes if each.values},
        **_explained(addresses, table_key(table.name)),
    }
    return _filled(found)


def _explained(addresses: Addresses, key: RowKey) -> dict[str, Any]:
    """Return where the site explains something, and the open questions about it."""
    return {"at": addresses.row(key), "questions": dict(addresses.asked(key))}


def _filled(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is not empty."""
    return {key: value for key, value in found.items() if value}
