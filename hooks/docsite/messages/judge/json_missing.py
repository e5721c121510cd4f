"""What an object in JSON must have and has not: one note for all of it, but for what a condition asks."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from docsite.messages.judge import json_schema
from docsite.messages.judge.json_places import At, named, place
from docsite.messages.judge.json_schema import Cause, Node, Schema
from docsite.messages.judge.notes import Note
from docsite.sources.json_text import Path
from docsite.sources.schema import name_of
from docsite.sources.wording import either
from docsite.sources.yaml_text import Document


def is_missing(cause: Cause) -> bool:
    """Return whether an error is that a property is missing, or one of several of which one must be there."""
    return cause.keyword == "required" or (
        cause.keyword == "anyOf" and bool(json_schema.alternatives(cause.schema))
    )


def notes(
    schema: Schema, document: Document, causes: Iterable[Cause], meant: Collection[tuple[Path, str | None]]
) -> Iterator[At]:
    """Yield one note for all that an object must have, less the properties that are `meant` by unknown ones of it."""
    absent: dict[tuple[Path, str], dict[tuple[str, ...], Node]] = {}
    for cause in sorted(causes, key=lambda each: each.keyword != "required"):
        groups: list[tuple[str, ...]]
        if cause.keyword == "required":
            condition = schema.conditions.get(id(cause.schema), "")
            groups = [(name,) for name in cause.limit if name not in cause.instance]
        else:
            condition, groups = "", [tuple(json_schema.alternatives(cause.schema))]
        for group in groups:
            absent.setdefault((cause.path, condition), {})[group] = cause.schema
    told: set[tuple[Path, str | None]] = set(meant)
    for (path, condition), every in sorted(absent.items(), key=lambda each: bool(each[0][1])):
        left = {
            group: node for group, node in every.items() if not any((path, name) in told for name in group)
        }
        told |= {(path, name) for group in left for name in group}
        if left:
            yield _note(schema, document, path, condition, left)


def _note(
    schema: Schema, document: Document, path: Path, condition: str, absent: dict[tuple[str, ...], Node]
) -> At:
    groups = sorted(absent, key=len)
    first = groups[0]
    values: dict[str, Any] = {"owner": name_of(path, "the message")}
    values |= {"when": condition} if condition else {}
    if len(groups) > 1:
        case = "conditional-keys" if condition else "keys"
        values["keys"] = either([_words(each) for each in groups])
    elif len(first) > 1:
        case, values["keys"] = "either", either([f"'{each}'" for each in first])
    else:
        description = _description(schema, absent[first], first[0])
        case = "described" if description else "key"
        if condition:
            case = "conditional-described" if description else "conditional"
        values["key"] = first[0]
        values |= {"description": description} if description else {}
    note = Note(*place(document, path, is_name=True), f"missing-key.{case}", named((*path, first[0])), values)
    return At(path, note, names=tuple(name for group in groups for name in group))


def _words(group: tuple[str, ...]) -> str:
    quoted = [f"'{each}'" for each in group]
    return quoted[0] if len(quoted) == 1 else f"one of {either(quoted, 'and')}"


def _description(schema: Schema, node: Node, key: str) -> str:
    for part in reversed(json_schema.parts(schema, node)):
        if description := part.get("properties", {}).get(key, {}).get("description"):
            return str(description).rstrip(".")
    return ""
