"""Blanks in a message in JSON: a text of blanks alone is empty, and none begins or ends with one."""

from collections.abc import Collection, Iterator
from typing import Any

from docsite.messages.judge.json_places import At, named, place
from docsite.messages.judge.notes import Note
from docsite.messages.judge.words import SHOWN, short
from docsite.sources.json_text import Path
from docsite.sources.yaml_text import Document

_BLANKS = " \t\r\n"


def emptied(value: Any) -> Any:
    """Return a value in which texts of blanks alone are empty."""
    if isinstance(value, dict):
        return {key: emptied(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [emptied(inner) for inner in value]
    return "" if isinstance(value, str) and not value.strip(_BLANKS) else value


def check(document: Document, told: Collection[str]) -> Iterator[At]:
    """Yield a note for each short text with blanks around it; `told` are the places of which something is told."""
    yield from _check(document, document.value, (), told)


def _check(document: Document, value: Any, path: Path, told: Collection[str]) -> Iterator[At]:
    name = named(path)
    if path and name in told:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _check(document, inner, (*path, key), told)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _check(document, inner, (*path, index), told)
    elif isinstance(value, str) and value.strip(" ") != value and len(value.strip(" ")) <= SHOWN:
        shown = {"row": name, "value": short(f"{value}|")[:-1]}
        yield At(path, Note(*place(document, path), "surrounding-blank", name, shown))
