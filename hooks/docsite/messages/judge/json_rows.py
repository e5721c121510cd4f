"""The row of a guide that explains a note on a message in JSON."""

from dataclasses import replace
from typing import Any

from docsite.messages.judge.json_places import At
from docsite.messages.judge.notes import Note, Rules, blamed, left_open
from docsite.sources.json_text import Path
from docsite.sources.yaml_text import Document


def explained(rules: Rules, kind: str, document: Document, at: At) -> Note:
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
        asked = held.get("questions", {}) if at.note.meant is None else {}
        return replace(at.note, row={**row, "questions": asked})
    instance = _value(document.value, at.path)
    return replace(at.note, row=left_open(row, instance if isinstance(instance, str) else ""))


def _value(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


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
