"""YAML documents against a JSON Schema: each breach is a problem at the key or value that must change."""

import datetime
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from docsite.sources.problems import Problem, did_you_mean
from docsite.sources.schema_look import Schema, alone
from docsite.sources.wording import LISTED, count, either, one_of, short
from docsite.sources.yaml_text import Document, Step

SCHEMAS = Path(__file__).parents[1] / "schemas"
"""Where the JSON Schemas of all data files are."""

TYPES: Mapping[str, str] = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "empty",
    "number": "a number",
    "object": "a group of keys",
    "string": "text",
}
"""What messages call the types of JSON Schema."""

_WRITTEN = {"number": "wrong-type.number", "boolean": "wrong-type.boolean", "array": "wrong-type.list"}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


@cache
def validator(path: Path) -> Schema:
    """Return the schema of a JSON Schema file."""
    return alone(json.loads(path.read_text(encoding="utf-8")))


def check(document: Document, schema: Schema, kind: str) -> Iterator[Problem]:
    """Yield a problem for each breach of the schema; `kind` names the document ('front matter')."""
    if schema.is_right(document.value):
        return
    for error in schema.validator().iter_errors(document.value):
        yield from _problems(document, error, kind)


@cache
def properties(path: Path) -> Mapping[str, Any]:
    """Return the schema of each key that a JSON Schema file has for its document."""
    found: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))["properties"]
    return found


def _problems(document: Document, error: Any, kind: str) -> Iterator[Problem]:
    path = tuple(error.absolute_path)
    name = name_of(path, kind)
    instance, limit = error.instance, error.validator_value
    match error.validator:
        case "additionalProperties":
            known = error.schema.get("properties", {})
            for key in [key for key in instance if key not in known]:
                yield _unknown(document, path, key, known)
        case "required":
            for key in absent(instance, limit, error.schema.get("properties", {})):
                if repr(key) in error.message:
                    yield missing(document, path, name, key, error.schema.get("properties", {}))
        case "dependentRequired":
            yield from _without(document, path, name, error)
        case "type":
            yield _wrong_type(document, path, name, instance, types_of(limit), error.schema)
        case "maxLength" | "minLength" | "minItems":
            yield _wrong_size(document, path, name, error)
        case "enum":
            allowed = [str(each) for each in limit]
            meant = did_you_mean(str(instance), allowed)
            values = {"name": name, "actual": quoted(instance)}
            values |= {"allowed": one_of(allowed, error.schema.get("description", "another value"))}
            yield document.at_value(path, "unknown-value.value", suggestion=meant, **values)
        case _:
            form = error.schema.get("description")
            yield document.at_value(path, "unknown-value.form", name=name, form=form, actual=quoted(instance))


def _without(document: Document, path: tuple[Step, ...], owner: str, error: Any) -> Iterator[Problem]:
    for key, needed in error.validator_value.items():
        for other in needed:
            if error.message == f"{other!r} is a dependency of {key!r}":
                values = {"owner": owner, "key": other, "when": f"with '{key}'"}
                yield document.problem(path, "missing-key.conditional", **values)


def _wrong_size(document: Document, path: tuple[Step, ...], name: str, error: Any) -> Problem:
    if error.validator != "maxLength" and not error.instance:
        return document.at_value(path, "empty-row" if len(path) > 1 else "wrong-type.nothing", name=name)
    noun = "item" if error.validator == "minItems" else "character"
    values = {"name": name, "count": count(len(error.instance), noun), "limit": error.validator_value}
    case = "too-long.text" if error.validator == "maxLength" else "too-short.least"
    return document.at_value(path, case, **values)


def _unknown(document: Document, path: tuple[Step, ...], key: Any, known: Mapping[str, Any]) -> Problem:
    written = document.written(path, key)
    values = {"key": short(written), "suggestion": did_you_mean(written, known)}
    if len(known) > LISTED:
        return document.problem((*path, str(key)), "unknown-key.other-key", **values)
    return document.problem((*path, str(key)), "unknown-key.key", known=one_of(known, "no other"), **values)


def absent(instance: Mapping[str, Any], keys: Iterable[str], known: Iterable[str]) -> list[str]:
    """Return those of the keys that are not there, nor meant by one that is unknown."""
    meant = {did_you_mean(str(key), known) for key in instance if key not in known}
    return [key for key in keys if key not in instance and key not in meant]


def missing(
    document: Document, path: tuple[Step, ...], owner: str, key: str, known: Mapping[str, Any]
) -> Problem:
    """Return the problem of a key that a mapping must have; `known` has the schema of each of its keys."""
    if description := known.get(key, {}).get("description"):
        return document.problem(path, "missing-key.described", owner=owner, key=key, description=description)
    return document.problem(path, "missing-key.key", owner=owner, key=key)


def _wrong_type(
    document: Document,
    path: tuple[Step, ...],
    name: str,
    instance: Any,
    types: Sequence[str],
    schema: Mapping[str, Any],
) -> Problem:
    types = [each for each in types if each != "null"]
    expected = either([TYPES[each] for each in types])
    values = {"name": name, "expected": expected, "actual": show(instance)}
    if instance is None:
        return document.at_value(path, "wrong-type.empty", name=name, expected=expected)
    if quotes := wrong_quotes(document, path, instance, types):
        return document.at_value(path, quotes.case, replacement=quotes.replacement, **values)
    for kind in ("number", "boolean", "array"):
        if isinstance(instance, str) and kind in types:
            return document.at_value(path, _WRITTEN[kind], **values)
    key = next(iter(schema.get("required") or schema.get("properties", ())), "")
    if types == ["object"] and key and not isinstance(instance, list):
        return document.at_value(path, "wrong-type.group", key=key, **values)
    return document.at_value(path, "wrong-type.type", **values)


class Quotes(NamedTuple):
    """A case of `wrong-type` that is about quotes, and what replaces the value."""

    case: str
    replacement: str


def wrong_quotes(
    document: Document, path: tuple[Step, ...], instance: Any, types: Collection[str]
) -> Quotes | None:
    """Return what is wrong with the quotes of a value that has another type than it must have, if that is all."""
    if "string" in types and isinstance(instance, (int, float, datetime.date)):
        return Quotes("wrong-type.unquoted", f'"{document.scalar(path)}"')
    is_number = "number" in types or "integer" in types
    if isinstance(instance, str) and (
        (is_number and _NUMBER.fullmatch(instance)) or ("boolean" in types and instance in ("true", "false"))
    ):
        return Quotes("wrong-type.quoted", instance)
    return None


def types_of(limit: Any) -> list[str]:
    """Return the types that `type` of a schema names, one or a list."""
    return [limit] if isinstance(limit, str) else list(limit)


def name_of(path: tuple[Step, ...], whole: str) -> str:
    """Return what a path leads to as a message names it; `whole` is the document."""
    names = [f"'{step}'" for step in path if isinstance(step, str)] or [whole]
    return f"an item of {names[-1]}" if path and isinstance(path[-1], int) else names[-1]


def show(value: Any, types: Mapping[str, str] = TYPES) -> str:
    """Return a value that has the wrong type as a message names it."""
    match value:
        case str():
            return f"the text '{short(value)}'"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"the number {short(str(value))}"
        case datetime.datetime():
            return f"the time {value}"
        case datetime.date():
            return f"the date {value}"
        case None:
            return types["null"]
        case list():
            return types["array"]
        case dict():
            return types["object"]
        case _:
            return f"the {type(value).__name__} {short(str(value))}"


def quoted(value: Any, types: Mapping[str, str] = TYPES) -> str:
    """Return a value that is not one of the allowed ones as a message quotes it."""
    if isinstance(value, str):
        return f"'{short(value)}'" if value else "empty"
    return show(value, types)
