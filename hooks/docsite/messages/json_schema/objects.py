"""The objects of messages as tables: a row for each property, from all schemas that hold for it.

From each message the properties are followed to the objects that they hold. A property that says more of its
object than the shared definition does has a table of its own; another leads to that of the definition.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from docsite.messages.json_schema.conditions import conditions
from docsite.messages.json_schema.schemas import Catalog, Node, reference_name
from docsite.messages.json_schema.spec import Key, Property, Table
from docsite.messages.judge.json_schema import alternatives, entries

_DEEP = 5
"""Objects in one another that have tables of their own; one that refines its like would go on for ever."""


def read(catalog: Catalog) -> dict[Key, Table]:
    """Return the tables of all objects of all messages."""
    tables: dict[Key, Table] = {}
    waiting: list[tuple[Key, Node, Mapping[str, str]]] = [
        (Key(name, ""), node, {}) for name, node in catalog.messages.items()
    ]
    while waiting:
        key, node, required = waiting.pop(0)
        if key in tables:
            continue
        found = _gather(catalog, node)
        tables[key] = _table(catalog, key, node, found, required)
        inner = _conditions_of_children(catalog, node)
        for name, each in found.items():
            child = _held(catalog, key, name, each)
            if child:
                waiting.append((child[0], child[1], inner.get(name, {})))
        for _, variant in _variants(catalog, node):
            waiting.append(
                (Key(key.document, reference_name(variant)), catalog.target(variant) or variant, {})
            )
    return tables


def _gather(catalog: Catalog, node: Node) -> dict[str, Node]:
    """Return the properties of an object; what it says itself goes before what it refers to."""
    found: dict[str, Node] = {}
    for part in catalog.parts(node):
        for name, value in part.value.get("properties", {}).items():
            inherited = dict(found[name].value) if name in found else {}
            if "enum" in value:
                inherited.pop("anyOf", None)  # a list of its own narrows the one that it inherits
            found[name] = part.child({**inherited, **value})
    return found


def _table(
    catalog: Catalog, key: Key, node: Node, found: Mapping[str, Node], when: Mapping[str, str]
) -> Table:
    parts = catalog.parts(node)
    required = {name for part in parts for name in part.value.get("required", ())}
    when = dict(when)
    for part in parts:
        sole = alternatives(part.value)
        required |= set(sole) if len(sole) == 1 else set()
        when |= {name: text for parent, name, text in conditions(part.value) if not parent and text}
    name = key.name or str(node.value.get("title", key.document))
    prefix = name.replace(".", "-").lower()
    rows = [
        replace(row, is_required=True, condition="")
        if row.name in required
        else replace(row, condition=when.get(row.name, row.condition))
        for row in (_row(catalog, key, each, value, name) for each, value in found.items())
    ]
    variants = {value: Key(key.document, reference_name(each)) for value, each in _variants(catalog, node)}
    title = name.rsplit(".", 1)[-1]
    return Table(
        key=key,
        title=title,
        id=prefix,
        description=_first(parts, "description"),
        rows=tuple(sorted(rows, key=_rank)),
        discriminator=next(iter(found), "") if variants else "",
        variants=variants,
        person=_first(parts, "x-person"),
    )


def _row(catalog: Catalog, key: Key, name: str, node: Node, table: str) -> Property:
    value, prefix = node.value, table.replace(".", "-").lower()
    held = _held(catalog, key, name, node)
    item = catalog.meant(node.child(value["items"])) if "items" in value else catalog.meant(node)
    target = catalog.target(item) or item
    listed = value.get("x-see") or (reference_name(item) if entries(target.value) else "")
    anchor = f"{prefix}-{name.lstrip('$').lower()}"
    form = "" if held or listed or target is item else reference_name(item)
    plain = next((each for each in _list(item.value.get("type", "string")) if each != "null"), "string")
    constant = [item.value["const"]] if "const" in item.value else item.value.get("enum", ())
    return Property(
        name=name,
        id=anchor,
        type=held[0].name.rsplit(".", 1)[-1] if held else listed or form or plain,
        description=value.get("description", ""),
        is_list="items" in value,
        holds=held[0] if held else None,
        codes=listed,
        format=form,
        values=tuple(str(each) for each in constant if each is not None),
        example=str(next(iter(value.get("examples", ())), "")),
        condition=value.get("x-required-when", ""),
        is_deprecated=value.get("deprecated", False),
        person=value.get("x-person", ""),
        echo=value.get("x-echo", ""),
    )


def _held(catalog: Catalog, key: Key, name: str, node: Node) -> tuple[Key, Node] | None:
    """Return the object that a property holds, one or a list of them, with its schema."""
    item = node.child(node.value["items"]) if "items" in node.value else node
    item = catalog.meant(item)
    if "properties" in item.value and key.name.count(".") < _DEEP:
        return Key(key.document, f"{key.name}.{name}" if key.name else name), item
    target = catalog.target(item)
    if target and any("properties" in part.value for part in catalog.parts(target)):
        return Key(target.document, reference_name(item)), target
    return None


def _conditions_of_children(catalog: Catalog, node: Node) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for part in catalog.parts(node):
        for parent, name, text in conditions(part.value):
            if parent:
                found.setdefault(parent, {}).setdefault(name, text)
    return found


def _variants(catalog: Catalog, node: Node) -> Iterator[tuple[str, Node]]:
    """Yield the value that tells each kind of a message, and the reference to its schema."""
    for each in node.value.get("allOf", ()):
        then = node.child(each.get("then"))
        for schema in each.get("if", {}).get("properties", {}).values():
            if "const" in schema and catalog.target(then):
                yield str(schema["const"]), then


def _rank(row: Property) -> int:
    return 3 if row.is_deprecated else 0 if row.is_required else 1 if row.condition else 2


def _first(parts: list[Node], keyword: str) -> str:
    return str(next((part.value[keyword] for part in reversed(parts) if keyword in part.value), ""))


def _list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
