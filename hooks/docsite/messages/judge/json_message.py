"""A message in JSON against its schema, in words: a note at what is to be changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from docsite.messages.judge import json_schema
from docsite.messages.judge.json_schema import Cause, Node, Schema
from docsite.messages.judge.notes import Note, Rules, blamed
from docsite.messages.judge.words import allowed, meant, short
from docsite.sources import schema as yaml_schema
from docsite.sources.json_text import Path
from docsite.sources.schema import name_of, quoted, show, wrong_quotes
from docsite.sources.wording import LISTED, count, either
from docsite.sources.yaml_text import Document

TYPES: Mapping[str, str] = {**yaml_schema.TYPES, "array": "an array", "object": "an object", "null": "null"}
"""What messages call the types of JSON."""

_ONE = ("wrong-type", "unknown-value", "too-short", "too-long", "wrong-form")
"""Rules of which one value breaks one at a time, the first of these."""

_OF_WHOLE = ("unknown-value", "wrong-form")
"""Rules that an object or array breaks because something inside it is wrong."""


class _At(NamedTuple):
    """A note with the path of the value that it is about; of two of a rule the one with less weight is told.

    `names` are properties of which one must be there.
    """

    path: Path
    note: Note
    weight: int = 0
    names: tuple[str, ...] = ()


def check(rules: Rules, kind: str, schema: Schema, document: Document) -> list[Note]:
    """Return what is wrong with a message; without `rules` nothing explains it."""
    found: list[_At] = []
    missing: dict[tuple[Path, str], dict[str, Node]] = {}
    for cause in json_schema.causes(schema, document.value):
        if cause.keyword == "required":
            condition = schema.conditions.get(id(cause.schema), "")
            absent = {name: cause.schema for name in cause.limit if name not in cause.instance}
            missing.setdefault((cause.path, condition), {}).update(absent)
        else:
            found += _notes(schema, document, cause)
    found += _missing(schema, document, missing, found)
    return [_explained(rules, kind, document, each) for each in _single(found)]


def _single(found: Iterable[_At]) -> Iterator[_At]:
    """Yield the notes without those that follow from another: one for a value, none for what holds a wrong value."""
    every = sorted(found, key=lambda each: each.weight)
    best: dict[Path, str] = {}
    for path, note, *_ in every:
        if note.rule in _ONE and (path not in best or _ONE.index(note.rule) < _ONE.index(best[path])):
            best[path] = note.rule
    misspelt = {(path, note.meant) for path, note, *_ in every if note.rule == "unknown-key"}
    inside = {path[:length] for path, note, *_ in every for length in range(len(path))}
    inside |= {path for path, note, *_ in every if note.rule in ("missing-key", "unknown-key")}
    for each in every:
        is_best = each.note.rule == best.get(each.path, each.note.rule) or each.note.rule not in _ONE
        is_there = any((each.path, name) in misspelt for name in each.names)
        if is_best and not is_there and not (each.note.rule in _OF_WHOLE and each.path in inside):
            yield each


def _place(document: Document, path: Path, *, is_name: bool = False) -> tuple[int, int]:
    """Return line and column of a value, or of the name that it has."""
    key = path if is_name or (*path, "=") not in document.places else (*path, "=")
    return document.source.position(document.places[key])


def _named(path: Path) -> str:
    """Return a path as `Order.Images[0].LocalId`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def _at_value(document: Document, path: Path, case: str, **values: Any) -> _At:
    return _At(path, Note(*_place(document, path), case, _named(path), values))


def _notes(schema: Schema, document: Document, cause: Cause) -> Iterator[_At]:
    path, instance, name = cause.path, cause.instance, name_of(cause.path, "the message")
    wanted = json_schema.types(cause.error)
    match cause.keyword:
        case "additionalProperties" | "unevaluatedProperties":
            yield from _unknown(schema, document, cause)
        case "anyOf" if names := json_schema.alternatives(cause.schema):
            keys = either([f"'{each}'" for each in names])
            case = "missing-key.either" if len(names) > 1 else "missing-key.only"
            place = _place(document, path, is_name=True)
            made = Note(*place, case, _named((*path, names[0])), {"owner": name, "keys": keys})
            yield _At(path, made, names=tuple(names))
        case "type" | "anyOf" if wanted:
            yield _wrong_type(document, cause, name, wanted)
        case "enum" | "const" | "oneOf" | "anyOf":
            yield _unknown_value(document, cause, name)
        case "maxItems" | "maxLength":
            yield _too_long(schema, document, cause, name)
        case "minItems" | "minLength" if not instance:
            yield _at_value(document, path, "too-short.empty", name=name)
        case _:
            form = str(cause.schema.get("description", "another value")).rstrip(".")
            case = "wrong-form.empty" if instance == "" else "wrong-form.property"
            values = {} if instance == "" else {"actual": _quoted(document, path, instance)}
            yield _at_value(document, path, case, name=name, form=form, **values)


def _unknown(schema: Schema, document: Document, cause: Cause) -> Iterator[_At]:
    """Yield a note for each property that the object does not have.

    A validator counts a property as unknown too where its value is wrong; that is told at the value.
    """
    known = [name for part in json_schema.parts(schema, cause.schema) for name in part.get("properties", {})]
    known = list(dict.fromkeys(known))
    for key in [key for key in cause.instance if key not in known]:
        path = (*cause.path, key)
        case = "unknown-key.other-property" if len(known) > LISTED else "unknown-key.property"
        values = {"key": short(key)}
        if len(known) <= LISTED:
            values["known"] = allowed(sorted(known), "no other")
        near = meant(key, [name for name in known if name not in cause.instance])
        place = _place(document, path, is_name=True)
        yield _At(cause.path, Note(*place, case, _named(path), values, meant=near))


def _missing(
    schema: Schema,
    document: Document,
    missing: Mapping[tuple[Path, str], Mapping[str, Node]],
    found: list[_At],
) -> Iterator[_At]:
    """Yield one note for all that an object must have, less what an unknown property of it means."""
    misspelt = {(path, note.meant) for path, note, *_ in found if note.rule == "unknown-key"}
    told: set[tuple[Path, str]] = set()
    for (path, condition), absent in sorted(missing.items(), key=lambda each: bool(each[0][1])):
        keys = [key for key in absent if (path, key) not in misspelt and (path, key) not in told]
        told |= {(path, key) for key in keys}
        if keys:
            values: dict[str, Any] = {"owner": name_of(path, "the message")}
            values |= {"when": condition} if condition else {}
            description = _description(schema, absent[keys[0]], keys[0])
            if len(keys) > 1:
                case = "conditional-keys" if condition else "keys"
                values["keys"] = either([f"'{key}'" for key in keys])
            else:
                case = "described" if description else "key"
                if condition:
                    case = "conditional-described" if description else "conditional"
                values["key"] = keys[0]
                values |= {"description": description} if description else {}
            place = _place(document, path, is_name=True)
            made = Note(*place, f"missing-key.{case}", _named((*path, keys[0])), values)
            yield _At(path, made, names=tuple(keys))


def _wrong_type(document: Document, cause: Cause, name: str, wanted: list[str]) -> _At:
    instance, path = cause.instance, cause.path
    values = {
        "name": name,
        "expected": either([TYPES[each] for each in wanted]),
        "actual": _shown(document, path, instance),
    }
    quotes = None if isinstance(instance, bool) else wrong_quotes(document, path, instance, wanted)
    case, replacement = quotes or ("wrong-type.type", None)
    made = _at_value(document, path, case, **values)
    return made._replace(note=replace(made.note, replacement=replacement), weight=len(wanted))


def _quoted(document: Document, path: Path, instance: Any) -> str:
    return quoted(instance, TYPES) if isinstance(instance, str) else _shown(document, path, instance)


def _shown(document: Document, path: Path, instance: Any) -> str:
    """Return a value as a message names it, a number as it is written."""
    if isinstance(instance, (int, float)) and not isinstance(instance, bool):
        return f"the number {short(document.scalar(path))}"
    return show(instance, TYPES)


def _unknown_value(document: Document, cause: Cause, name: str) -> _At:
    node = cause.schema
    listed = json_schema.entries(node)
    names = [str(each["const"]) for each in listed if "const" in each]
    names = names or [str(each) for each in node.get("enum", ()) if each not in (None, "")]
    names = names or ([str(node["const"]).lower()] if cause.keyword == "const" else [])
    shown = {"name": name, "actual": _quoted(document, cause.path, cause.instance)}
    if not names:
        forms = [str(each["title"]) for each in node.get("anyOf", ()) if "title" in each]
        return _at_value(
            document, cause.path, "unknown-value.value", allowed=either(forms or ["another value"]), **shown
        )
    title = str(node.get("title", "")) if listed or "enum" in node else ""
    besides = next((str(each.get("title", "")) for each in node.get("anyOf", ())[1:]), "") if listed else ""
    elsewhere = f"{'an' if title[:1] in 'AEIOU' else 'a'} {title}" if title else "one of its values"
    wanted = allowed(names, elsewhere) + (f", or {besides}" if besides else "")
    made = _at_value(document, cause.path, "unknown-value.value", allowed=wanted, **shown)
    near = meant(str(cause.instance), names)
    return made._replace(note=replace(made.note, meant=near), weight=len(names))


def _too_long(schema: Schema, document: Document, cause: Cause, name: str) -> _At:
    noun = "item" if cause.keyword == "maxItems" else "character"
    condition = schema.conditions.get(id(cause.schema), "")
    values = {
        "name": name,
        "count": count(len(cause.instance), noun),
        "when": f" {condition}" if condition else "",
    }
    if not cause.limit:
        return _at_value(document, cause.path, "too-long.none", **values)
    return _at_value(document, cause.path, "too-long.limit", limit=cause.limit, **values)


def _description(schema: Schema, node: Node, key: str) -> str:
    for part in reversed(json_schema.parts(schema, node)):
        if description := part.get("properties", {}).get(key, {}).get("description"):
            return str(description).rstrip(".")
    return ""


def _explained(rules: Rules, kind: str, document: Document, at: _At) -> Note:
    """Return a note with the row of its property: that of what is missing, or of the value.

    An unknown property has none: what is asked about its object is asked about it, unless it is a known one misspelt.
    """
    if not rules:
        return at.note
    objects = rules["json"]["objects"]
    if at.note.rule == "missing-key":
        rows = [_row(objects, kind, document.value, (*at.path, name))[0] for name in at.names]
        return replace(at.note, row=blamed(rules, at.note.case, rows))
    row, held = _row(objects, kind, document.value, at.path)
    if at.note.rule == "unknown-key":
        row = {**row, "questions": held.get("questions", {}) if at.note.meant is None else {}}
    return replace(at.note, row=row)


def _row(objects: Rules, kind: str, value: Any, path: Path) -> tuple[Rules, Rules]:
    """Return the row of a property of a message, and the object that it holds."""
    own, row = objects.get(kind), {}
    for step in path:
        if isinstance(step, str):
            kind_of = value.get(own["by"]) if own and "by" in own and isinstance(value, dict) else None
            if isinstance(kind_of, str) and own:
                own = objects.get(own["variants"].get(kind_of), own)
            row = (own or {}).get("rows", {}).get(step, {})
            own = objects.get(row.get("holds"))
            value = value.get(step) if isinstance(value, dict) else None
        else:
            value = value[step] if isinstance(value, list) and step < len(value) else None
    return row, own or {}
