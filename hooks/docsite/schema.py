"""YAML text against a JSON Schema, with the line and column of everything.

The text is composed to nodes once; a node knows its place, and the same nodes give the value that the schema
checks. A schema error is turned into a problem at the key or value that is to be changed.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from docsite.problems import Problem, expected, remedy
from docsite.source import Source

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is not in every wheel
_TYPES = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "nothing",
    "number": "a finite number",
    "object": "a mapping",
    "string": "a text",
}

Step = str | int


@dataclass(frozen=True)
class Document:
    """A YAML document.

    Attributes:
        value: Plain values as MkDocs gets them.
        source: The file that it stands in.
        places: Offset in the source of each key, item and value by its path, `()` for the document. A mapping
            entry's path followed by `"="` is the place of its value.
    """

    value: Any
    source: Source
    places: Mapping[tuple[Step, ...], int] = field(default_factory=dict)

    def problem(self, path: tuple[Step, ...], rule: str, message: str) -> Problem:
        """Return a problem at a key or list item, or at the nearest that exists above it."""
        while path not in self.places and path:
            path = path[:-1]
        return self.source.problem(self.places.get(path, 0), rule, message)

    def at_value(self, path: tuple[Step, ...], rule: str, message: str) -> Problem:
        """Return a problem at the value of a key."""
        return self.problem((*path, "=") if (*path, "=") in self.places else path, rule, message)


def load(source: Source, text: str, start: int) -> tuple[Document | None, list[Problem]]:
    """Return the YAML document in `text`, which stands at offset `start` of the source, and its problems.

    The document is None where the text is not YAML. Unknown tags are read as what they tag.
    """
    loader = _LOADER(text)
    try:
        node = loader.get_single_node()
        places: dict[tuple[Step, ...], int] = {}
        problems = list(_places(source, text, start, node, (), places)) if node is not None else []
        value = loader.construct_document(node) if node is not None else None
    except yaml.MarkedYAMLError as error:
        return None, [_invalid(source, text, start, error)]
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        message = f"front matter is not YAML: {str(error).splitlines()[0]}. Correct or remove it."
        return None, [source.problem(start, "invalid-yaml", message)]
    finally:
        loader.dispose()
    return Document(value, source, places), problems


def _places(
    source: Source, text: str, start: int, node: yaml.Node, path: tuple[Step, ...], places: dict[tuple[Step, ...], int]
) -> Iterator[Problem]:
    """Fill `places` and yield a problem for each key that a mapping has twice, as YAML silently keeps the last."""
    places.setdefault(path, start + node.start_mark.index)
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _places(source, text, start, item, (*path, index), places)
    elif isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else str(key.start_mark.index)
            offset = start + key.start_mark.index
            if name in seen:
                message = f"key '{name}' stands here a second time. Keep one of the two."
                yield source.problem(offset, "duplicate-key", message)
            seen.add(name)
            places[(*path, name)] = offset
            places[(*path, name, "=")] = start + value.start_mark.index
            yield from _places(source, text, start, value, (*path, name), places)


def _invalid(source: Source, text: str, start: int, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    index = min(mark.index if mark else 0, len(text))
    line = text[text.rfind("\n", 0, index) + 1 :].split("\n", 1)[0]
    fact = (error.problem or error.context or "unreadable").strip()
    if "\\t" in fact or "\t" in line[: len(line) - len(line.lstrip())]:
        fact, what = f"a tab in '{line.strip()}'", "Indent with spaces."
    elif "mapping values are not allowed" in fact:
        fact, what = f"a second ':' in '{line.strip()}'", "Put the value in quotes."
    else:
        what = "Correct it, or put the value in quotes."
    return source.problem(start + index, "invalid-yaml", f"not YAML: {fact}. {what}")


@cache
def validator(path: Path) -> Draft202012Validator:
    """Return the validator of a JSON Schema file, formats checked."""
    return Draft202012Validator(json.loads(path.read_text(encoding="utf-8")), format_checker=FormatChecker())


def check(document: Document, schema: Draft202012Validator, kind: str) -> Iterator[Problem]:
    """Yield a problem for each breach of the schema; `kind` names the document ('front matter')."""
    for error in schema.iter_errors(document.value):
        yield from _problems(document, error, kind)


def _problems(document: Document, error: ValidationError, kind: str) -> Iterator[Problem]:
    path = tuple(error.absolute_path)
    name = f"'{path[-1]}'" if path and isinstance(path[-1], str) else "the item" if path else kind
    instance, limit = error.instance, error.validator_value
    match error.validator:
        case "additionalProperties":
            known = error.schema.get("properties", {})
            for key in [key for key in instance if key not in known]:
                allowed = f"Keys: {', '.join(known)}." if len(known) <= 8 else "Remove it."
                message = f"unknown key '{key}'. {remedy(str(key), known, allowed)}"
                yield document.problem((*path, str(key)), "unknown-key", message)
        case "required":
            where = f"{kind} has" if not path else f"{name} has"
            for key in [key for key in limit if key not in instance]:
                if repr(key) in error.message:
                    message = f"{where} no '{key}'. {_describe(error.schema, key)}"
                    yield document.problem(path, "missing-key", message)
        case "type":
            message = f"{name} is {show(instance)}; expected {' or '.join(_TYPES[each] for each in _list(limit))}."
            yield document.at_value(path, "wrong-type", f"{message} {_advice(instance, limit)}")
        case "maxLength":
            message = f"{name} has {len(instance)} characters. Shorten it to at most {limit}."
            yield document.at_value(path, "too-long", message)
        case "minItems" | "minLength":
            yield document.at_value(path, "empty-row", f"{name} is empty. Fill it or remove it.")
        case "enum":
            message = f"{show(instance)} is not a value of {name}; expected {expected(map(str, limit), kind)}."
            what = remedy(str(instance), map(str, limit), "Use one of them.")
            yield document.at_value(path, "unknown-value", f"{message} {what}")
        case _:
            message = f"{name} is {show(instance)}: {error.schema.get('description', error.message)}. Correct it."
            yield document.at_value(path, "unknown-value", message)


def _list(types: Any) -> list[str]:
    return [types] if isinstance(types, str) else list(types)


def _describe(schema: Mapping[str, Any], key: str) -> str:
    description = schema.get("properties", {}).get(key, {}).get("description", "")
    return f"Add it: {description}." if description else "Add it."


def _advice(instance: Any, limit: Any) -> str:
    if "number" in _list(limit) and isinstance(instance, str):
        return "Write a number without quotes."
    if _list(limit) == ["string"] and isinstance(instance, (int, float, bool)):
        return "Put it in quotes."
    return "Correct or remove it."


def show(value: Any) -> str:
    """Return a value for a message: a text in single quotes, else what kind of thing it is."""
    match value:
        case str():
            return f"the text '{value}'"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"the number {value}"
        case None:
            return "empty"
        case list():
            return "a list"
        case dict():
            return "a mapping"
        case _:
            return f"the {type(value).__name__} {value}"


def places(source: Source) -> Document:
    """Return the places of a YAML file's keys and values without reading the values, whatever its tags."""
    loader = _LOADER(source.text)
    try:
        node = loader.get_single_node()
    finally:
        loader.dispose()
    found: dict[tuple[Step, ...], int] = {}
    if node is not None:
        list(_places(source, source.text, 0, node, (), found))
    return Document(None, source, found)
