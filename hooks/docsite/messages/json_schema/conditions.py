"""When a property is required, from the `if` and `then` of a schema: the table cannot say otherwise."""

from collections.abc import Iterator, Mapping
from typing import Any


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


def words(condition: Mapping[str, Any]) -> str:
    """Return the condition of an `if` as words, such as "OrderControlCode is NW or XO"."""
    stated = []
    for name, schema in condition.get("properties", {}).items():
        values = schema.get("enum", [schema["const"]] if "const" in schema else [])
        stated.append(f"{name} is {' or '.join(_literal(each) for each in values)}")
    return " and ".join(stated)


def alternatives(value: Mapping[str, Any]) -> list[str]:
    """Return the properties of which one is required; deprecated ones only where there is no other."""
    offered = [each.get("required", ()) for each in value.get("anyOf", ())]
    names = [each[0] for each in offered if len(each) == 1]
    if not names or len(names) != len(offered):
        return []
    properties = value.get("properties", {})
    return [name for name in names if not properties.get(name, {}).get("deprecated")] or names


def _alternatives(value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    names = alternatives(value)
    for name in names:
        others = [each for each in names if each != name]
        yield name, f"there is no {' or '.join(others)}" if others else ""


def _literal(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
