"""Questions and deviations that concern several rows, each written once, by a message or for all messages."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docsite.messages import question
from docsite.messages.hl7 import rows
from docsite.messages.question import Question
from docsite.sources.problems import Problem, did_you_mean
from docsite.sources.yaml_text import Document


@dataclass(frozen=True)
class Annotation:
    """A question or a deviation and the rows that it concerns; a row may stand after its segment's key."""

    value: Any
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Annotations:
    """All notes of a message, and its questions that concern no row."""

    message: str
    questions: tuple[Annotation, ...]
    deviations: tuple[Annotation, ...]
    general: tuple[Question, ...]

    def of(self, key: str) -> rows.RowAnnotations:
        """Return what concerns the rows of a segment."""
        return rows.RowAnnotations(self.message, _by_row(self.questions, key), _by_row(self.deviations, key))


def read(name: str, document: Document, shared: Document | None) -> Annotations:
    """Return the notes of a message: its own, and the shared ones that concern it."""
    asked: list[Annotation] = []
    deviations: list[Annotation] = []
    for source, scope in ((document, name), (shared, "")):
        value: Mapping[str, Any] = source.value if source else {}
        asked += [
            Annotation(_question(scope, each), tuple(each.get("rows", ())))
            for each in _own(value, "questions", name)
        ]
        deviations += [
            Annotation(each["text"], tuple(each["rows"])) for each in _own(value, "deviations", name)
        ]
    general = tuple(note.value for note in asked if not note.rows)
    return Annotations(name, tuple(note for note in asked if note.rows), tuple(deviations), general)


def unknown(name: str, document: Document, known: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each row that a note of a message names and that the message does not have."""
    for kind in ("questions", "deviations"):
        for index, each in enumerate(document.value.get(kind, ())):
            for number, row in enumerate(each.get("rows", ())):
                if row not in known:
                    values = {"message": name, "row": row, "suggestion": did_you_mean(row, known)}
                    yield document.problem((kind, index, "rows", number), "unknown-row.message", **values)


def _own(value: Mapping[str, Any], kind: str, name: str) -> list[Mapping[str, Any]]:
    return [each for each in value.get(kind, ()) if name in each.get("messages", (name,))]


def _question(scope: str, value: Mapping[str, Any]) -> Question:
    return question.read(value, f"{scope or 'hl7'}-{value['id']}")


def _by_row(notes: tuple[Annotation, ...], key: str) -> dict[str, tuple[Any, ...]]:
    found: dict[str, tuple[Any, ...]] = {}
    for note in notes:
        for name in note.rows:
            segment, _, row = name.rpartition(" ")
            if segment in ("", key):
                found[row] = (*found.get(row, ()), note.value)
    return found
