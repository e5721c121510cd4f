"""The schemas as the site offers them: at the address that one of them names, without annotations, and bundled.

A bundle holds the definitions that its message needs under `DOCUMENT.NAME` and refers to them there, so that
an editor can load it alone and without a network.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from docsite.messages.json_schema.schemas import SUFFIX, Catalog, Node

BUNDLE = ".bundle.schema.json"


def files(catalog: Catalog, site_url: str | None) -> Iterator[tuple[str, str]]:
    """Yield path below the site's root and content of each schema and bundle.

    A broken catalog has none, nor has one in which no schema says by `x-address` where they are offered.
    """
    address = next(filter(None, (each.get("x-address") for each in catalog.documents.values())), "")
    if catalog.is_whole and address:
        base = f"{site_url.rstrip('/')}/{address}" if site_url else ""
        for name, document in catalog.documents.items():
            yield address + name + SUFFIX, _text(document, base and base + name + SUFFIX)
        for name, node in catalog.messages.items():
            yield address + name + BUNDLE, _text(bundle(catalog, node), base and base + name + BUNDLE)


def strip(value: Any) -> Any:
    """Return a schema without the annotations that are the guide's own."""
    if isinstance(value, dict):
        return {key: strip(inner) for key, inner in value.items() if not key.startswith("x-")}
    return [strip(inner) for inner in value] if isinstance(value, list) else value


def _text(document: Mapping[str, Any], identity: str) -> str:
    stripped = strip(document)
    first = {"$schema": stripped.pop("$schema", ""), **({"$id": identity} if identity else {})}
    return json.dumps(first | stripped, indent=2, ensure_ascii=False) + "\n"


def bundle(catalog: Catalog, node: Node) -> dict[str, Any]:
    """Return the schema of a message with all definitions that it needs."""
    own = {key: value for key, value in node.value.items() if key != "$defs"}
    definitions: dict[str, Any] = {}
    bundled = _localize(catalog, node.child(own), definitions)
    return {**bundled, "$defs": definitions}


def _localize(catalog: Catalog, node: Node, definitions: dict[str, Any]) -> Any:
    """Return a schema whose references lead to `definitions`, and fill these with what is referred to."""
    found = {}
    for key, inner in node.value.items():
        if key == "$ref" and (target := catalog.target(node)):
            name = f"{target.document}.{inner.rsplit('/', 1)[-1]}"
            if name not in definitions:
                definitions[
                    name
                ] = {}  # stands for itself while it is filled: a definition may refer to itself
                definitions[name] = _localize(catalog, target, definitions)
            found[key] = f"#/$defs/{name}"
        else:
            found[key] = _inner(catalog, node, inner, definitions)
    return found


def _inner(catalog: Catalog, node: Node, value: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(value, dict):
        return _localize(catalog, node.child(value), definitions)
    if isinstance(value, list):
        return [_inner(catalog, node, each, definitions) for each in value]
    return value
