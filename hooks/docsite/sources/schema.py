"""YAML documents against a JSON Schema: each breach is a problem at the key or value that must change."""

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from docsite.sources.problems import Problem, did_you_mean, expected, remedy
from docsite.sources.yaml_text import Document

SCHEMAS = Path(__file__).parents[1] / "schemas"
"""Where the JSON Schemas of all data files are."""

_TYPES = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "nothing",
    "number": "a number",
    "object": "a mapping",
    "string": "a text",
}
_LISTED = 8  # values in a message that is about something else
_SHOWN = 60  # characters of a text in a message


@cache
def validator(path: Path) -> Draft202012Validator:
    """Return the validator of a JSON Schema file."""
    return Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


def check(document: Document, schema: Draft202012Validator, kind: str) -> Iterator[Problem]:
    """Yield a problem for each breach of the schema; `kind` names the document ('front matter')."""
    for error in schema.iter_errors(document.value):
        yield from _problems(document, error, kind)


@cache
def properties(path: Path) -> Mapping[str, Any]:
    """Return the schema of each key that a JSON Schema file has for its document."""
    found: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))["properties"]
    return found


def _problems(document: Document, error: Any, kind: str) -> Iterator[Problem]:
    path = tuple(error.absolute_path)
    name = f"'{path[-1]}'" if path and isinstance(path[-1], str) else "the item" if path else kind
    instance, limit = error.instance, error.validator_value
    match error.validator:
        case "additionalProperties":
            known = error.schema.get("properties", {})
            for key in [key for key in instance if key not in known]:
                allowed = f"Keys: {', '.join(known)}." if len(known) <= 8 else "Remove it."
                written = document.written(path, key)
                message = f"unknown key '{_short(written)}'. {remedy(written, known, allowed)}"
                yield document.problem((*path, str(key)), "unknown-key", message)
        case "required":
            where = f"{kind} has" if not path else f"{name} has"
            for key in missing(instance, limit, error.schema.get("properties", {})):
                if repr(key) in error.message:
                    message = f"{where} no '{key}'. {_describe(error.schema, key)}"
                    yield document.problem(path, "missing-key", message)
        case "type":
            allowed = " or ".join(_TYPES[each] for each in _list(limit) if each != "null")
            message = f"{name} is {show(instance)}; expected {allowed}. {_advice(instance, limit)}"
            yield document.at_value(path, "wrong-type", message)
        case "maxLength":
            message = f"{name} has {len(instance)} characters. Shorten it to at most {limit}."
            yield document.at_value(path, "too-long", message)
        case "minItems" | "minLength":
            rule = "empty-row" if len(path) > 1 else "wrong-type"
            yield document.at_value(path, rule, f"{name} is empty. Fill it or remove it.")
        case "enum":
            values = [str(each) for each in limit]
            allowed = f"; expected {expected(values, kind)}" if len(values) <= _LISTED else ""
            what = remedy(
                str(instance), values, "Use one of them." if allowed else f"Values: {', '.join(values)}."
            )
            message = f"{show(instance)} is not a value of {name}{allowed}. {what}"
            yield document.at_value(path, "unknown-value", message)
        case _:
            message = f"{name} is {show(instance)}; expected {error.schema.get('description')}. Correct it."
            yield document.at_value(path, "unknown-value", message)


def missing(instance: Mapping[str, Any], keys: Iterable[str], known: Iterable[str]) -> list[str]:
    """Return those of the keys that are not there, nor meant by one that is unknown."""
    meant = {did_you_mean(str(key), known) for key in instance if key not in known}
    return [key for key in keys if key not in instance and key not in meant]


def _list(types: Any) -> list[str]:
    return [types] if isinstance(types, str) else list(types)


def _describe(schema: Mapping[str, Any], key: str) -> str:
    description = schema.get("properties", {}).get(key, {}).get("description", "")
    return f"Add it: {description}." if description else "Add it."


def _advice(instance: Any, limit: Any) -> str:
    types = _list(limit)
    if isinstance(instance, str) and "number" in types:
        return "Write a number without quotes."
    if isinstance(instance, str) and "boolean" in types:
        return "Write it without quotes."
    if isinstance(instance, str) and "array" in types:
        return "Write each item on a line of its own, after '- '."
    if "string" in types and isinstance(instance, (int, float, datetime.date)):
        return "Put it in quotes."
    return "Correct or remove it."


def show(value: Any) -> str:
    """Return a value for a message: a text in single quotes, else what kind of thing it is."""
    match value:
        case str():
            return f"the text '{_short(value)}'"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"the number {_short(str(value))}"
        case None:
            return "empty"
        case list():
            return "a list"
        case dict():
            return "a mapping"
        case _:
            return f"the {type(value).__name__} {_short(str(value))}"


def _short(text: str) -> str:
    """Return a text as a message quotes it: on one line, and cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
