"""Deviations that concern several rows, each written once, by a message or for all messages."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docsite.messages.hl7 import rows
from docsite.sources.problems import Problem, did_you_mean
from docsite.sources.yaml_text import Document


@dataclass(frozen=True)
class Annotation:
    """A deviation and the rows that it concerns; a row may stand after its segment's key."""

    value: str
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Annotations:
    """All notes of a message."""

    message: str
    deviations: tuple[Annotation, ...]

    def of(self, key: str) -> rows.RowAnnotations:
        """Return what concerns the rows of a segment."""
        return rows.RowAnnotations(self.message, _by_row(self.deviations, key))


def read(name: str, document: Document, shared: Document | None) -> Annotations:
    """Return the notes of a message: its own, and the shared ones that concern it."""
    deviations: list[Annotation] = []
    for source in (document, shared):
        value: Mapping[str, Any] = source.value if source else {}
        deviations += [
            Annotation(each["text"], tuple(each["rows"]))
            for each in value.get("deviations", ())
            if name in each.get("messages", (name,))
        ]
    return Annotations(name, tuple(deviations))


def unknown(name: str, document: Document, known: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each row that a note of a message names and that the message does not have."""
    for index, each in enumerate(document.value.get("deviations", ())):
        for number, row in enumerate(each["rows"]):
            if row not in known:
                values = {"message": name, "row": row, "suggestion": did_you_mean(row, known)}
                yield document.problem(("deviations", index, "rows", number), "unknown-row.message", **values)


def _by_row(notes: tuple[Annotation, ...], key: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for note in notes:
        for name in note.rows:
            segment, _, row = name.rpartition(" ")
            if segment in ("", key):
                found[row] = (*found.get(row, ()), note.value)
    return found
