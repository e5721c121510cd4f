"""Coded values with their meanings: the lists of the schemas.

A closed list is a `oneOf` of constants; an open one has that as its first `anyOf` and what else is allowed
as its second. A list of pairs, a finding with the qualifiers that go with it, has an object for each entry.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docsite.messages.json_schema.schemas import Catalog
from docsite.messages.judge.json_schema import entries

LONG = 12
"""Lists with more codes are folded."""


@dataclass(frozen=True)
class Code:
    """A coded value; `qualifiers` are the values that go with a finding."""

    value: str
    id: str
    title: str
    description: str = ""
    is_deprecated: bool = False
    set_by: str = ""
    reader: str = ""
    qualifiers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Enumeration:
    """A list of codes; `other` says what an open list allows besides, `system` where the codes come from."""

    name: str
    document: str
    id: str
    description: str
    codes: tuple[Code, ...]
    other: str = ""
    system: str = ""

    @property
    def is_long(self) -> bool:
        """Whether the list is folded."""
        return len(self.codes) > LONG

    def has(self, column: str) -> bool:
        """Return whether any code has a value for a column."""
        return any(getattr(code, column) for code in self.codes)


def besides(value: Mapping[str, Any]) -> str:
    """Return what an open list of codes allows besides them; empty for a closed one."""
    return str(next((each.get("title", "") for each in value.get("anyOf", ())[1:]), ""))


def read(catalog: Catalog) -> dict[str, Enumeration]:
    """Return every list of codes by its name."""
    found = {}
    for name, node in catalog.definitions():
        if codes := entries(node.value):
            found[name] = Enumeration(
                name=name,
                document=node.document,
                id=name.lower(),
                description=node.value.get("description", ""),
                codes=tuple(_code(name, each) for each in codes),
                other=besides(node.value),
                system=node.value.get("x-code-system", ""),
            )
    return found


def _first(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    return next(iter(entry.get("properties", {}).values()), {})


def _code(name: str, entry: Mapping[str, Any]) -> Code:
    value = str(entry["const"] if "const" in entry else _first(entry)["const"])
    others = list(entry.get("properties", {}).values())[1:]
    return Code(
        value=value,
        id=f"{name.lower()}-{re.sub(r'[^a-z0-9]+', '-', value.lower()).strip('-')}",
        title=str(entry.get("title", "")),
        description=entry.get("description", ""),
        is_deprecated=entry.get("deprecated", False),
        set_by=entry.get("x-set-by", ""),
        reader=entry.get("x-reader", ""),
        qualifiers=tuple(each for other in others for each in other.get("enum", ()) if each),
    )
