"""The objects of messages as tables: a row for each property, gathered from all schemas that hold for the object.

From each message the properties are followed to the objects that they hold. A property that says more of its object
than the shared definition does has a table of its own; another leads to that of the definition.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from docsite.messages.catalog import Catalog, Node, reference_name
from docsite.messages.conditions import alternatives, conditions
from docsite.messages.enumerations import entries
from docsite.messages.question import Question, question


class Key(NamedTuple):
    """An object: its schema document, and its name in it, empty for the message itself."""

    document: str
    name: str


@dataclass(frozen=True)
class Property:
    """A row: a property of an object.

    Attributes:
        name: As it stands in the message.
        id: The address of the row on its page.
        type: The type in words: that of JSON, or the name of a form, list or object.
        is_list: Whether the value is a list of that type.
        holds: The object whose table describes the value.
        codes: The list of codes that the value comes from.
        form: The form that the value has, such as Guid.
        values: The only allowed values, where they are few.
        is_required: Whether it is always required.
        condition: When it is required.
    """

    name: str
    id: str
    type: str
    description: str
    is_list: bool = False
    holds: Key | None = None
    codes: str = ""
    form: str = ""
    values: tuple[str, ...] = ()
    example: str = ""
    is_required: bool = False
    condition: str = ""
    is_deprecated: bool = False
    question: Question | None = None


@dataclass(frozen=True)
class Table:
    """An object; `variants` has the object that the message is for each value of the property `discriminator`."""

    key: Key
    title: str
    id: str
    description: str
    rows: tuple[Property, ...]
    question: Question | None = None
    discriminator: str = ""
    variants: Mapping[str, Key] | None = None

    def row(self, name: str) -> Property | None:
        """Return the row of a property."""
        return next((row for row in self.rows if row.name == name), None)


def read(catalog: Catalog) -> dict[Key, Table]:
    """Return the tables of all objects of all messages."""
    tables: dict[Key, Table] = {}
    waiting = [(Key(name, ""), node, {}) for name, node in catalog.messages.items()]
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
            waiting.append((Key(key.document, reference_name(variant)), catalog.target(variant) or variant, {}))
    return tables


def _gather(catalog: Catalog, node: Node) -> dict[str, Node]:
    """Return the properties of an object; what it says itself goes before what it refers to."""
    found: dict[str, Node] = {}
    for part in catalog.parts(node):
        for name, value in part.value.get("properties", {}).items():
            inherited = found[name].value if name in found else {}
            found[name] = part.child({**inherited, "x-confirm": None, **value})
    return found


def _table(catalog: Catalog, key: Key, node: Node, found: Mapping[str, Node], when: Mapping[str, str]) -> Table:
    parts = catalog.parts(node)
    required = {name for part in parts for name in part.value.get("required", ())}
    when = dict(when)
    for part in parts:
        sole = alternatives(part.value)
        required |= set(sole) if len(sole) == 1 else set()
        when |= {name: text for parent, name, text in conditions(part.value) if not parent and text}
    name = key.name or str(node.value.get("title", key.document))
    prefix = name.replace(".", "-").lower()
    is_defined = not key.name or key.name in catalog.documents[key.document].get("$defs", {})
    rows = [
        replace(row, is_required=True, condition="")
        if row.name in required
        else replace(row, condition=when.get(row.name, row.condition))
        for row in (_row(catalog, key, each, value, prefix) for each, value in found.items())
    ]
    variants = {value: Key(key.document, reference_name(each)) for value, each in _variants(catalog, node)}
    return Table(
        key=key,
        title=name.rsplit(".", 1)[-1],
        id=prefix,
        description=_first(parts, "description"),
        rows=tuple(sorted(rows, key=_rank)),
        question=question(node.value) if is_defined else None,
        discriminator=next(iter(found), "") if variants else "",
        variants=variants,
    )


def _row(catalog: Catalog, key: Key, name: str, node: Node, prefix: str) -> Property:
    value = node.value
    held = _held(catalog, key, name, node)
    item = catalog.meant(node.child(value["items"])) if "items" in value else catalog.meant(node)
    target = catalog.target(item) or item
    listed = value.get("x-see") or (reference_name(item) if entries(target.value) else "")
    form = "" if held or listed or target is item else reference_name(item)
    plain = next((each for each in _list(item.value.get("type", "string")) if each != "null"), "string")
    constant = [item.value["const"]] if "const" in item.value else item.value.get("enum", ())
    return Property(
        name=name,
        id=f"{prefix}-{name.lstrip('$').lower()}",
        type=held[0].name.rsplit(".", 1)[-1] if held else listed or form or plain,
        description=value.get("description", ""),
        is_list="items" in value,
        holds=held[0] if held else None,
        codes=listed,
        form=form,
        values=tuple(str(each) for each in constant if each is not None),
        example=str(next(iter(value.get("examples", ())), "")),
        condition=value.get("x-required-when", ""),
        is_deprecated=value.get("deprecated", False),
        question=question(value),
    )


def _held(catalog: Catalog, key: Key, name: str, node: Node) -> tuple[Key, Node] | None:
    """Return the object that a property holds, one or a list of them, with its schema."""
    item = node.child(node.value["items"]) if "items" in node.value else node
    item = catalog.meant(item)
    if "properties" in item.value:
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
    """Yield the value of the discriminator and the reference of each kind of a message that is one of several."""
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
