"""What is wrong with a message, in words: a cause becomes a problem at what is to be changed."""

from collections.abc import Iterable, Iterator
from typing import Any

from jsonschema import ValidationError

from docsite.messages.json_schema.codes import besides, entries
from docsite.messages.json_schema.conditions import alternatives
from docsite.messages.json_schema.schemas import FOLDER, SUFFIX, Catalog, Node
from docsite.messages.json_schema.validation import Cause
from docsite.sources.json_text import Path
from docsite.sources.problems import Problem, did_you_mean, expected, remedy
from docsite.sources.yaml_text import Document

_TYPES = {
    "array": "an array",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "a text",
}


def problems(catalog: Catalog, document: Document, causes: Iterable[Cause]) -> Iterator[Problem]:
    """Yield a problem for each cause; of two that ask for a type at one place, for the stricter one."""
    found = list(causes)
    for cause in found:
        others = (each.error for each in found if each is not cause)
        if not any(_is_stricter(other, cause.error) for other in others):
            yield from _problems(catalog, document, cause)


def _is_stricter(error: ValidationError, than: ValidationError) -> bool:
    same = error.absolute_path == than.absolute_path and error.validator == than.validator == "type"
    return same and set(_types(error)) < set(_types(than))


def _problems(catalog: Catalog, document: Document, cause: Cause) -> Iterator[Problem]:
    error, when = cause.error, f" {cause.condition}" if cause.condition else ""
    path: Path = tuple(error.absolute_path)
    instance: Any = error.instance
    limit: Any = error.validator_value
    name = _name(path)
    match error.validator:
        case "additionalProperties" | "unevaluatedProperties":
            yield from _unknown(catalog, document, cause, path)
        case "required":
            absent = set(limit) - instance.keys() - _misspelt(catalog, cause)
            for key in [key for key in limit if key in absent and repr(key) in error.message]:
                what = _describe(catalog, cause.schema, key)
                yield document.problem(path, "missing-key", f"{name} has no '{key}'{when}. {what}")
        case "anyOf" if names := alternatives(cause.schema.value):
            offered = " or ".join(f"'{each}'" for each in names)
            yield document.problem(path, "missing-key", f"{name} has no {offered}. Add it.")
        case "type" | "anyOf" if error.validator == "type" or _types(error):
            wanted = " or ".join(_TYPES[each] for each in _types(error))
            message = f"{name} is {_show(instance)}; expected {wanted}. Correct it."
            yield document.at_value(path, "wrong-type", message)
        case "enum" | "const" | "oneOf" | "anyOf":
            yield document.at_value(path, "unknown-value", _unknown_value(cause.schema, instance, name))
        case "maxItems" | "maxLength":
            count = f"{len(instance)} {'items' if error.validator == 'maxItems' else 'characters'}"
            at_most = f"at most {limit}" if limit else "none"
            count = count.removesuffix("s") if len(instance) == 1 else count
            message = f"{name} has {count}; expected {at_most}{when}."
            yield document.at_value(
                path, "too-long", f"{message} Shorten it." if limit else f"{message} Remove it."
            )
        case "minItems" | "minLength" if not instance:
            yield document.at_value(path, "too-short", f"{name} is empty. Fill it or remove it.")
        case _:
            form = str(cause.schema.value.get("description", error.message)).rstrip(".")
            message = f"{name} is {_show(instance)}; expected: {form}."
            yield document.at_value(path, "wrong-form", message)


def _unknown(catalog: Catalog, document: Document, cause: Cause, path: Path) -> Iterator[Problem]:
    """Yield a problem for each property that the object does not have.

    The validator counts a property as unknown too where its value is wrong; that is told at the value.
    """
    known = _known(catalog, cause)
    instance: Any = cause.error.instance
    for key in [key for key in instance if key not in known]:
        allowed = f"Properties: {', '.join(sorted(known))}." if len(known) <= 8 else "Remove it."
        yield document.problem(
            (*path, key), "unknown-key", f"unknown property '{key}'. {remedy(key, known, allowed)}"
        )


def _known(catalog: Catalog, cause: Cause) -> set[str]:
    """Return the properties that the schema of a cause knows."""
    return {name for part in catalog.parts(cause.schema) for name in part.value.get("properties", {})}


def _misspelt(catalog: Catalog, cause: Cause) -> set[str | None]:
    """Return the properties that an unknown one of the object means: what is misspelt is not missing too."""
    known = _known(catalog, cause)
    instance: Any = cause.error.instance
    return {did_you_mean(key, known) for key in instance if key not in known} if known else set()


def _unknown_value(schema: Node, instance: Any, name: str) -> str:
    listed = entries(schema.value)
    values = [str(each["const"]) for each in listed if "const" in each]
    values = values or [str(each) for each in schema.value.get("enum", ()) if each not in (None, "")]
    title = str(schema.value.get("title", "")) if listed or "enum" in schema.value else ""
    fact = f"{_show(instance)} is not {_article(title)} {title}" if title else f"{name} is {_show(instance)}"
    if not values:
        forms = [str(each["title"]) for each in schema.value.get("anyOf", ()) if "title" in each]
        return f"{name} is {_show(instance)}; expected {' or '.join(forms) or 'another value'}."
    other = f", or {besides(schema.value)}" if besides(schema.value) else ""
    where = f"docs/{FOLDER}/{schema.document}{SUFFIX}"
    wanted = f"expected {expected(values, where)}{other}" if len(values) <= 8 else f"see {where}"
    meant = did_you_mean(str(instance), values)
    return f"{fact}; {wanted}." + (f" Did you mean '{meant}'?" if meant else "")


def _types(error: ValidationError) -> list[str]:
    """Return the types that an error asks for, where the type alone is wrong."""
    if error.validator == "type":
        wanted: Any = error.validator_value
        return [wanted] if isinstance(wanted, str) else list(wanted)
    at_value = [each for each in error.context or () if not each.relative_path]
    wrong = [each for each in at_value if each.validator == "type"]
    branches = {each.schema_path[0] for each in error.context or ()}
    if {each.schema_path[0] for each in wrong} != branches:
        return []
    return list(dict.fromkeys(each for inner in wrong for each in _types(inner)))


def _describe(catalog: Catalog, schema: Node, key: str) -> str:
    for part in reversed(catalog.parts(schema)):
        if description := part.value.get("properties", {}).get(key, {}).get("description"):
            return f"Add it: {description}"
    return "Add it."


def _name(path: Path) -> str:
    """Return the property that a path leads to, as a message names it."""
    names = [step for step in path if isinstance(step, str)]
    if not names:
        return "the message"
    return f"an item of '{names[-1]}'" if isinstance(path[-1], int) else f"'{names[-1]}'"


def _article(title: str) -> str:
    return "an" if title[:1] in "AEIOU" else "a"


def _show(value: Any) -> str:
    match value:
        case str():
            return f"'{value}'" if value else "empty"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"the number {value}"
        case None:
            return "null"
        case list():
            return "an array"
        case _:
            return "an object"
