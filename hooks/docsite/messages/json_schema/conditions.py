"""When a property is required, from the `if` and `then` of a schema: the table cannot say otherwise."""

from collections.abc import Iterator, Mapping
from typing import Any

from docsite.messages.judge.json_schema import alternatives, words


def conditions(value: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield parent property, empty for the object itself, property, and when it is required."""
    for each in (value, *value.get("allOf", ())):
        if "if" in each:
            text = words(each["if"])
            then = each.get("then", {})
            yield from (("", name, text) for name in then.get("required", ()))
            for parent, inner in then.get("properties", {}).items():
                yield from ((parent, name, text) for name in inner.get("required", ()))
    yield from (("", name, text) for name, text in _alternatives(value))


def _alternatives(value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    names = alternatives(value)
    for name in names:
        others = [each for each in names if each != name]
        yield name, f"there is no {' or '.join(others)}" if others else ""
