"""Where something is in a message in JSON: notes with the path of their value, places and names of paths."""

from typing import NamedTuple

from docsite.messages.judge.notes import Note
from docsite.sources.json_text import Path
from docsite.sources.yaml_text import Document


class At(NamedTuple):
    """A note with the path of the value that it is about; of two of a rule the one with less weight is told.

    `names` are the properties that are missing.
    """

    path: Path
    note: Note
    weight: int = 0
    names: tuple[str, ...] = ()


def place(document: Document, path: Path, *, is_name: bool = False) -> tuple[int, int]:
    """Return line and column of a value, or of the name that it has."""
    key = path if is_name or (*path, "=") not in document.places else (*path, "=")
    return document.source.position(document.places[key])


def named(path: Path) -> str:
    """Return a path as `Order.Images[0].LocalId`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
