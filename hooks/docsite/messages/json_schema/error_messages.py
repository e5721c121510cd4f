"""What is wrong with a message, in words: a cause becomes a problem at what is to be changed."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from jsonschema import ValidationError

from docsite.messages.json_schema.codes import besides, entries
from docsite.messages.json_schema.conditions import alternatives
from docsite.messages.json_schema.schemas import FOLDER, SUFFIX, Catalog, Node
from docsite.messages.json_schema.validation import Cause
from docsite.sources import schema as json_schema
from docsite.sources.json_text import Path
from docsite.sources.problems import Problem, did_you_mean
from docsite.sources.schema import name_of, quoted, show, wrong_quotes
from docsite.sources.wording import LISTED, count, either, one_of, short
from docsite.sources.yaml_text import Document

TYPES: Mapping[str, str] = {**json_schema.TYPES, "array": "an array", "object": "an object", "null": "null"}
"""What messages call the types of JSON."""


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
    error = cause.error
    path: Path = tuple(error.absolute_path)
    instance: Any = error.instance
    name = name_of(path, "the message")
    match error.validator:
        case "additionalProperties" | "unevaluatedProperties":
            yield from _unknown(catalog, document, cause, path)
        case "required":
            wanted: Any = error.validator_value
            absent = set(wanted) - instance.keys() - _misspelt(catalog, cause)
            for key in [key for key in wanted if key in absent and repr(key) in error.message]:
                yield _missing(catalog, document, cause, key)
        case "anyOf" if names := alternatives(cause.schema.value):
            keys = either([f"'{each}'" for each in names])
            case = "missing-key.either" if len(names) > 1 else "missing-key.only"
            yield document.problem(path, case, owner=name, keys=keys)
        case "type" | "anyOf" if error.validator == "type" or _types(error):
            yield _wrong_type(document, path, name, instance, _types(error))
        case "enum" | "const" | "oneOf" | "anyOf":
            yield _unknown_value(cause.schema, document, path, instance)
        case "maxItems" | "maxLength":
            yield _too_long(document, path, name, cause)
        case "minItems" | "minLength" if not instance:
            yield document.at_value(path, "too-short.empty", name=name)
        case _:
            form = str(cause.schema.value.get("description", error.message)).rstrip(".")
            case = "wrong-form.empty" if instance == "" else "wrong-form.property"
            values = {} if instance == "" else {"actual": quoted(instance, TYPES)}
            yield document.at_value(path, case, name=name, form=form, **values)


def _unknown(catalog: Catalog, document: Document, cause: Cause, path: Path) -> Iterator[Problem]:
    """Yield a problem for each property that the object does not have.

    The validator counts a property as unknown too where its value is wrong; that is reported at the value.
    """
    known = _known(catalog, cause)
    instance: Any = cause.error.instance
    for key in [key for key in instance if key not in known]:
        values = {"key": short(key), "suggestion": did_you_mean(key, known)}
        if len(known) > LISTED:
            yield document.problem((*path, key), "unknown-key.other-property", **values)
        else:
            allowed = one_of(sorted(known), "no other")
            yield document.problem((*path, key), "unknown-key.property", known=allowed, **values)


def _known(catalog: Catalog, cause: Cause) -> set[str]:
    """Return the properties that the schema of a cause knows."""
    return {name for part in catalog.parts(cause.schema) for name in part.value.get("properties", {})}


def _misspelt(catalog: Catalog, cause: Cause) -> set[str | None]:
    """Return the properties that an unknown one of the object means: what is misspelt is not missing too."""
    known = _known(catalog, cause)
    instance: Any = cause.error.instance
    return {did_you_mean(key, known) for key in instance if key not in known} if known else set()


def _missing(catalog: Catalog, document: Document, cause: Cause, key: str) -> Problem:
    path: Path = tuple(cause.error.absolute_path)
    values = {"owner": name_of(path, "the message"), "key": key}
    description = _description(catalog, cause.schema, key)
    if description:
        values["description"] = description.rstrip(".")
    if cause.condition:
        case = "conditional-described" if description else "conditional"
        return document.problem(path, f"missing-key.{case}", when=cause.condition, **values)
    return document.problem(path, "missing-key.described" if description else "missing-key.key", **values)


def _wrong_type(document: Document, path: Path, name: str, instance: Any, types: Collection[str]) -> Problem:
    expected = either([TYPES[each] for each in types])
    values = {"name": name, "expected": expected, "actual": show(instance, TYPES)}
    quotes = None if isinstance(instance, bool) else wrong_quotes(document, path, instance, types)
    case, replacement = quotes or ("wrong-type.type", None)
    return document.at_value(path, case, replacement=replacement, **values)


def _unknown_value(schema: Node, document: Document, path: Path, instance: Any) -> Problem:
    listed = entries(schema.value)
    values = [str(each["const"]) for each in listed if "const" in each]
    values = values or [str(each) for each in schema.value.get("enum", ()) if each not in (None, "")]
    title = str(schema.value.get("title", "")) if listed or "enum" in schema.value else ""
    shown = {"name": name_of(path, "the message"), "actual": quoted(instance, TYPES)}
    if not values:
        forms = [str(each["title"]) for each in schema.value.get("anyOf", ()) if "title" in each]
        allowed = either(forms or ["another value"])
        return document.at_value(path, "unknown-value.value", allowed=allowed, **shown)
    other = f", or {besides(schema.value)}" if besides(schema.value) else ""
    where = f"docs/{FOLDER}/{schema.document}{SUFFIX}"
    what = f"{'an' if title[:1] in 'AEIOU' else 'a'} {title}" if title else "a value"
    allowed = f"{one_of(values, f'{what} of {where}')}{other}"
    meant = did_you_mean(str(instance), values)
    return document.at_value(path, "unknown-value.value", suggestion=meant, allowed=allowed, **shown)


def _too_long(document: Document, path: Path, name: str, cause: Cause) -> Problem:
    instance: Any = cause.error.instance
    limit: Any = cause.error.validator_value
    noun = "item" if cause.error.validator == "maxItems" else "character"
    values = {"name": name, "count": count(len(instance), noun)}
    values |= {"when": f" {cause.condition}" if cause.condition else ""}
    if not limit:
        return document.at_value(path, "too-long.none", **values)
    return document.at_value(path, "too-long.limit", limit=limit, **values)


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


def _description(catalog: Catalog, schema: Node, key: str) -> str:
    for part in reversed(catalog.parts(schema)):
        if description := part.value.get("properties", {}).get(key, {}).get("description"):
            return str(description)
    return ""
