"""String formats, such as a GUID or a time stamp: definitions that are neither object nor list."""

from dataclasses import dataclass

from docsite.messages.json_schema.schemas import Catalog
from docsite.messages.judge.json_schema import entries


@dataclass(frozen=True)
class StringFormat:
    """A format that values of several properties have."""

    name: str
    document: str
    id: str
    description: str
    example: str


def read(catalog: Catalog) -> dict[str, StringFormat]:
    """Return every format by its name."""
    found = {}
    for name, node in catalog.definitions():
        value = node.value
        if "string" in value.get("type", ()) and not entries(value):
            example = str(next(iter(value.get("examples", ())), ""))
            description = value.get("description", "")
            found[name] = StringFormat(
                name,
                node.document,
                name.lower(),
                description,
                example,
            )
    return found
