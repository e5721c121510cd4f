"""A message in JSON against its schema, in words: a note at what is to be changed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from docsite.messages.judge import json_missing, json_schema, json_texts, never
from docsite.messages.judge.json_places import At, named, place
from docsite.messages.judge.json_rows import explained
from docsite.messages.judge.json_schema import Cause, Schema
from docsite.messages.judge.notes import Note, Rules
from docsite.messages.judge.words import allowed, meant, short
from docsite.sources import schema as yaml_schema
from docsite.sources.json_text import Path
from docsite.sources.schema import name_of, show, wrong_quotes
from docsite.sources.wording import LISTED, count, either
from docsite.sources.yaml_text import Document

TYPES: Mapping[str, str] = {**yaml_schema.TYPES, "array": "an array", "object": "an object", "null": "null"}
"""What messages call the types of JSON."""

_NUMBER = re.compile(r"-?[0-9][-+.0-9eE]*")

_ONE = ("wrong-type", "unknown-value", "too-short", "too-long", "wrong-form")
"""Rules of which one value breaks one at a time, the first of these."""

_OF_WHOLE = ("unknown-value", "wrong-form")
"""Rules that an object or array breaks because something inside it is wrong."""


def check(rules: Rules, kind: str, schema: Schema, document: Document) -> list[Note]:
    """Return what is wrong with a message; without `rules` nothing explains it."""
    found: list[At] = []
    missing: list[Cause] = []
    for cause in json_schema.causes(schema, json_texts.emptied(document.value)):
        if json_missing.is_missing(cause):
            missing.append(cause)
        else:
            found += _notes(schema, document, cause)
    misspelt = {(each.path, each.note.meant) for each in found if each.note.rule == "unknown-key"}
    found += json_missing.notes(schema, document, missing, misspelt)
    every = list(_single(found))
    every += json_texts.check(rules, document, {each.note.place for each in every})
    return [explained(rules, kind, document, each) for each in every]


def _single(found: Iterable[At]) -> Iterator[At]:
    """Yield the notes without those that follow from another: one for a value, none for what holds a wrong value."""
    every = sorted(found, key=lambda each: each.weight)
    best: dict[Path, str] = {}
    for path, note, *_ in every:
        if note.rule in _ONE and (path not in best or _ONE.index(note.rule) < _ONE.index(best[path])):
            best[path] = note.rule
    inside = {path[:length] for path, note, *_ in every for length in range(len(path))}
    inside |= {path for path, note, *_ in every if note.rule in ("missing-key", "unknown-key")}
    for each in every:
        is_best = each.note.rule == best.get(each.path, each.note.rule) or each.note.rule not in _ONE
        if is_best and not (each.note.rule in _OF_WHOLE and each.path in inside):
            yield each


def _at_value(document: Document, path: Path, case: str, **values: Any) -> At:
    return At(path, Note(*place(document, path), case, named(path), values))


def _notes(schema: Schema, document: Document, cause: Cause) -> Iterator[At]:
    path, instance, name = cause.path, cause.instance, name_of(cause.path, "the message")
    wanted = json_schema.types(cause.error)
    match cause.keyword:
        case "additionalProperties" | "unevaluatedProperties":
            yield from _unknown(schema, document, cause)
        case "type" | "anyOf" if wanted:
            yield _wrong_type(document, cause, name, wanted)
        case "enum" | "const" | "oneOf" | "anyOf":
            yield _unknown_value(document, cause, name)
        case "maxItems" | "maxLength":
            yield _too_long(schema, document, cause, name)
        case "uniqueItems":
            yield _at_value(document, path, "wrong-form.twice", name=name)
        case "minItems" | "minLength" if not instance:
            yield _at_value(document, path, "too-short.empty", name=name)
        case _:
            form = str(cause.schema.get("description", "another value")).rstrip(".")
            case = "wrong-form.empty" if instance == "" else "wrong-form.property"
            values = {} if instance == "" else {"actual": _quoted(document, path, instance)}
            yield _at_value(document, path, case, name=name, form=form, **values)


def _unknown(schema: Schema, document: Document, cause: Cause) -> Iterator[At]:
    """Yield a note for each property that the object does not have.

    A validator counts a property as unknown too where its value is wrong; that is told at the value.
    """
    known = [name for part in json_schema.parts(schema, cause.schema) for name in part.get("properties", {})]
    known = list(dict.fromkeys(known))
    for key in [key for key in cause.instance if key not in known]:
        path = (*cause.path, key)
        if never.is_name(key):
            case, values = "forbidden-value.name", {"name": short(key)}
            yield At(cause.path, Note(*place(document, path, is_name=True), case, named(path), values))
            continue
        case = "unknown-key.other-property" if len(known) > LISTED else "unknown-key.property"
        values = {"key": short(key)}
        if len(known) <= LISTED:
            values["known"] = allowed(sorted(known), "no other")
        near = meant(key, [name for name in known if name not in cause.instance])
        note = Note(*place(document, path, is_name=True), case, named(path), values, meant=near)
        yield At(cause.path, note)


def _wrong_type(document: Document, cause: Cause, name: str, wanted: list[str]) -> At:
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
    if not isinstance(instance, str):
        return _shown(document, path, instance)
    return f"'{_with_blanks(instance)}'" if instance else "empty"


def _with_blanks(text: str) -> str:
    """Return a text as a message quotes it, with the blanks around it."""
    shown = short(f"|{text}|")
    return shown[1:-1] if shown.endswith("|") else shown[1:]


def _shown(document: Document, path: Path, instance: Any) -> str:
    """Return a value as a message names it, a number as it is written."""
    if isinstance(instance, (int, float)) and not isinstance(instance, bool):
        written = _NUMBER.match(
            document.source.text, document.places.get((*path, "="), document.places[path])
        )
        return f"the number {short(written[0] if written else str(instance))}"
    return f"the text '{short(instance)}'" if isinstance(instance, str) else show(instance, TYPES)


def _unknown_value(document: Document, cause: Cause, name: str) -> At:
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


def _too_long(schema: Schema, document: Document, cause: Cause, name: str) -> At:
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
