"""The values of a message in JSON, each with the row that explains it: objects are followed as their tables say."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from docsite.messages.json_schema.reference import Reference
from docsite.messages.json_schema.spec import Key, Property
from docsite.messages.sample import Identity, Sample, Value
from docsite.sources import json_text
from docsite.sources.json_text import Path
from docsite.sources.yaml_text import Document


class _Person(NamedTuple):
    """Whom an object is about: the path of the object, and whether that is a patient."""

    path: Path
    is_patient: bool = False


class _Found(NamedTuple):
    path: Path
    key: Key
    row: Property
    value: Any
    person: _Person


def values(reference: Reference, sample: Sample) -> Iterator[Value]:
    """Yield each property that a table has; what is linked is its name."""
    document: Document = sample.content
    names = {path: (start + 1, end - 1) for start, end, path in json_text.properties(document)}
    for found in _walk(reference, sample):
        path, row, text = found.path, found.row, _text(found.value)
        yield Value(
            name=f"'{row.name}'",
            row=found.key.row(row.id),
            start=document.places.get((*path, "="), document.places[path]),
            text=text,
            link=names.get(path),
            title=_title(path, row),
            identity=_identity(found, text) if row.person else None,
            echo=row.echo,
        )


def _walk(reference: Reference, sample: Sample) -> Iterator[_Found]:
    waiting: list[tuple[Path, Key, Any, _Person | None]] = [
        ((), Key(sample.spec, ""), sample.content.value, None)
    ]
    while waiting:
        path, key, value, person = waiting.pop()
        table = reference.tables.get(key)
        if isinstance(value, list):
            waiting += [((*path, index), key, item, person) for index, item in enumerate(value)]
        elif table and isinstance(value, dict):
            kind = (table.variants or {}).get(str(value.get(table.discriminator)))
            if kind:
                waiting.append((path, kind, value, person))
                continue
            whom = _Person(path, table.person == "patient") if table.person else person
            for name, inner in value.items():
                if row := table.row(name):
                    yield _Found((*path, name), key, row, inner, whom or _Person(path))
                    if row.holds:
                        waiting.append(((*path, name), row.holds, inner, whom))


def _text(value: Any) -> str:
    """Return a value as text, empty for what has none of its own: null, true, an object or a list."""
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _identity(found: _Found, text: str) -> Identity:
    who = "/".join(map(str, found.person.path))
    return Identity(who, {found.row.person: text}, found.person.is_patient)  # type: ignore[dict-item]  # as the schema says


def _title(path: Path, row: Property) -> str:
    names = "".join("[]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
    required = (
        "required" if row.is_required else f"required if {row.condition}" if row.condition else "optional"
    )
    return f"{names}: {'list of ' if row.is_list else ''}{row.type}, {required}"
