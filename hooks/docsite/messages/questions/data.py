"""The questions of `docs/specs/questions/*.yml`, each once, with the reading that pages print until it is answered.

What is wrong with an entry takes nothing from the others, nor its id: the marks of pages still point to it.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from docsite.messages import documents
from docsite.sources import dates
from docsite.sources.problems import Checked, Problem
from docsite.sources.source import Source
from docsite.sources.yaml_text import Document, Step

PATTERN = re.compile(r"specs/questions/[^/]+\.yml")
"""The files that have questions, below docs/."""

ALL = "all"
"""The path of a question that is about every guide."""

BLOCKS = ("first message", "go-live", "nothing")
"""What a question can block, the most urgent first."""


@dataclass(frozen=True)
class Question:
    """A question to IRIS or to a vendor.

    Attributes:
        id: Its anchor on the page that lists all questions.
        reading: What the guide prints until it is answered.
        paths: The folders of the guides that it is about, or `ALL`.
        blocks: One of `BLOCKS`.
        who: Who can answer.
        source: Where the doubt comes from.
        concerns: The pages and rows that print the reading: a path below docs/, perhaps with an anchor.
        answer: Empty as long as it is open.
        open: What a message cannot be blamed for until then: `usage`, `order`, `values`, `form`, `flags`.
        may_be: The pattern of the only values that it leaves open; empty where it leaves every value open.
        judged: Why no message depends on it, although it concerns a row.
        document: The file that has it.
        index: Which entry of the file it is.
    """

    id: str
    question: str
    reading: str
    paths: tuple[str, ...]
    blocks: str
    who: str
    source: str
    concerns: tuple[str, ...]
    answer: str
    answered: datetime.date | None
    document: Document = field(repr=False, compare=False)
    index: int = field(compare=False)
    open: tuple[str, ...] = ()
    may_be: str = ""
    judged: str = ""

    def problem(self, steps: tuple[Step, ...], name: str, /, **values: Any) -> Problem:
        """Return a problem at the value of one of its keys."""
        return self.document.at_value(("questions", self.index, *steps), name, **values)

    def is_of(self, path: str) -> bool:
        """Return whether it is about the guide of a folder."""
        return path in self.paths or ALL in self.paths


def left_open(asked: Iterable[Question], address: Callable[[str], str]) -> dict[str, dict[str, str]]:
    """Return questions by what they leave open, the first of each; `address` returns that of one by its id."""
    found: dict[str, dict[str, str]] = {}
    for question in asked:
        own = {"at": address(question.id)}
        if question.may_be:
            own["may_be"] = question.may_be
        for each in question.open:
            found.setdefault(each, own)
    return found


def read(files: Mapping[str, Source]) -> Checked[tuple[Question, ...]]:
    """Return the questions of the data files in the order of the files; of two with one id the first is kept."""
    found: dict[str, Question] = {}
    problems: list[Problem] = []
    for path in sorted(filter(PATTERN.fullmatch, files)):
        document, faults = documents.read(files[path], "questions")
        problems += faults
        for question in _questions(document) if document else ():
            first = found.setdefault(question.id, question)
            if first is not question:
                where = first.document.source.path
                problems.append(
                    question.problem(("id",), "duplicate-key.question", id=question.id, path=where)
                )
            answered = _entries(question.document)[question.index].get("answered")
            if answered is not None:
                steps = ("questions", question.index, "answered")
                problems += dates.check(question.document, steps, answered)
    return Checked(tuple(found.values()), problems)


def _entries(document: Document) -> Sequence[Any]:
    value = document.value.get("questions") if isinstance(document.value, dict) else None
    return value if isinstance(value, list) else ()


def _questions(document: Document) -> Iterator[Question]:
    """Yield each entry that has an id; a value that is wrong counts as absent."""
    for index, each in enumerate(_entries(document)):
        if not isinstance(each, dict) or not isinstance(each.get("id"), str):
            continue
        blocks, answered = _text(each, "blocks"), each.get("answered")
        yield Question(
            id=each["id"],
            question=_text(each, "question"),
            reading=_text(each, "reading"),
            paths=_texts(each, "paths"),
            blocks=blocks if blocks in BLOCKS else BLOCKS[-1],
            who=_text(each, "who"),
            source=_text(each, "source"),
            concerns=_texts(each, "concerns"),
            answer=_text(each, "answer"),
            answered=answered if dates.is_date(answered) else None,
            document=document,
            index=index,
            open=_texts(each, "open"),
            may_be=_text(each, "may_be"),
            judged=_text(each, "judged"),
        )


def _text(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    return value if isinstance(value, str) else ""


def _texts(entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = entry.get(key)
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()
