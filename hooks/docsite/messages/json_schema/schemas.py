"""The JSON Schemas of messages, read once: a schema is found by its document and pointer, or by reference.

The files of `docs/schemas/` carry annotations (`x-`) for the tables; they have no `$id`, and refer to one
another by file name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from docsite.sources.yaml_text import Document

FOLDER = "schemas"
SUFFIX = ".schema.json"


@dataclass(frozen=True)
class Node:
    """A schema, with the name of the document that its references start from."""

    document: str
    value: Mapping[str, Any]

    def child(self, value: Any) -> "Node":
        """Return a schema that stands in this one; what is no object is an empty schema."""
        return Node(self.document, value if isinstance(value, dict) else {})


@dataclass(frozen=True)
class Catalog:
    """All schema documents by name: that of `order-request.schema.json` is `order-request`.

    `is_whole` tells whether all could be read and every reference leads somewhere; `written` has the places of each.
    """

    documents: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    is_whole: bool = True
    written: Mapping[str, Document] = field(default_factory=dict)

    @property
    def messages(self) -> dict[str, Node]:
        """The documents that describe a message, and not only parts of one."""
        return {name: Node(name, value) for name, value in self.documents.items() if "type" in value}

    def definitions(self) -> Iterator[tuple[str, Node]]:
        """Yield name and schema of every definition of every document."""
        for name, document in self.documents.items():
            for key, value in document.get("$defs", {}).items():
                yield key, Node(name, value)

    def target(self, node: Node) -> Node | None:
        """Return the schema that a `$ref` leads to, or None where there is no such or no reference."""
        reference = node.value.get("$ref")
        if not isinstance(reference, str):
            return None
        file, _, pointer = reference.partition("#")
        name = file.removesuffix(SUFFIX) or node.document
        value: Any = self.documents.get(name)
        for step in filter(None, pointer.split("/")):
            value = value.get(step) if isinstance(value, dict) else None
        return Node(name, value) if isinstance(value, dict) else None

    def parts(self, node: Node) -> list[Node]:
        """Return the schemas that hold together: those referred to, those of `allOf`, and this one last."""
        target = self.target(node)
        found = self.parts(target) if target else []
        for each in node.value.get("allOf", ()):
            if "if" not in each:
                found += self.parts(node.child(each))
        return [*found, node]

    def meant(self, node: Node) -> Node:
        """Return the first alternative where others only add null or looser values, else the schema."""
        first = next(iter(node.value.get("anyOf", ())), None)
        return node.child(first) if isinstance(first, dict) and "$ref" in first else node


def reference_name(node: Node) -> str:
    """Return the last step of a schema's `$ref`: the name of the definition."""
    return str(node.value.get("$ref", "")).rsplit("/", 1)[-1]
