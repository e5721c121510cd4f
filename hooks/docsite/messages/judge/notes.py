"""What is wrong with a message: notes as a judgment makes them, findings as people read them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from docsite.messages.judge.patterns import matches
from docsite.messages.judge.words import filled, masked
from docsite.sources.problems import Problem, problem

Rules = Mapping[str, Any]
"""The compiled rules, or a part of them."""


@dataclass(frozen=True)
class Note:
    """Something wrong at a place of a text.

    Attributes:
        line: 1-based.
        column: 1-based, in code points.
        case: Its wording in the rules, `rule.case` or the rule alone.
        place: `PID-8`, a path in JSON, a column of CSV, or empty for the whole file.
        values: What the wording takes.
        row: What explains it, with its address `at`, and its `questions` by what they leave open.
        meant: What replaces `found`: the remedy is a question then.
        replacement: What replaces `found` where the remedy says so.
        found: The text that either replaces.
        found_at: Line and column of `found`, where they are not those of the note.
    """

    line: int
    column: int
    case: str
    place: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    row: Rules = field(default_factory=dict)
    meant: str | None = None
    replacement: str | None = None
    found: str = ""
    found_at: tuple[int, int] | None = None

    @property
    def rule(self) -> str:
        """The rule without its case."""
        return self.case.partition(".")[0]


@dataclass(frozen=True)
class Finding:
    """A note in words: `level` is `error`, `warning` or `open`, `at` and `question` are addresses of the site."""

    line: int
    column: int
    level: str
    rule: str
    place: str
    fact: str
    remedy: str
    at: str = ""
    question: str = ""


def settled(notes: Iterable[Note]) -> list[Note]:
    """Return the notes in order, one for each place and rule; what is wrong with the encoding comes first."""
    unique: dict[tuple[int, int, bool, str, str], Note] = {}
    for note in notes:
        key = note.line, note.column, note.rule != "not-utf-8", note.rule, note.place
        unique.setdefault(key, note)
    return [unique[key] for key in sorted(unique)]


def finding(rules: Rules, note: Note) -> Finding:
    """Return a note in words."""
    level = level_of(rules, note)
    fact, remedy = (filled(text, note.values) for text in rules["says"][note.case])
    if note.meant is not None:
        remedy = f"Did you mean '{note.meant}'?"
    question = question_of(rules, note.case, note.row) if level == "open" else ""
    place, fact, remedy = (masked(text) for text in (note.place, fact, remedy))
    where = note.line, note.column, level, note.rule, place
    return Finding(*where, fact, remedy, note.row.get("at", ""), question)


def problem_of(path: str, note: Note) -> Problem:
    """Return a note on a sample as a problem of its file."""
    edit = {"suggestion": note.meant, "replacement": note.replacement, "found": note.found}
    place = path, note.line, note.column, note.case
    return problem(*place, found_at=note.found_at, **edit, **note.values)  # type: ignore[arg-type]  # texts all


def question_of(rules: Rules, case: str, row: Rules) -> str:
    """Return the address of the question that leaves open what a case depends on, empty where none does."""
    depends = rules["open"]
    kind = depends.get(case) or depends.get(case.partition(".")[0])
    return str(row.get("questions", {}).get(kind, {}).get("at", ""))


def left_open(row: Rules, text: str) -> Rules:
    """Return a row with those of its questions that leave a value open, and those of something else."""
    asked = row.get("questions", {})
    left = {
        kind: each
        for kind, each in asked.items()
        if kind in ("usage", "order") or "may_be" not in each or matches(each["may_be"], text)
    }
    return {**row, "questions": left} if len(left) < len(asked) else row


def level_of(rules: Rules, note: Note) -> str:
    """Return the level of a note: `open` where a question to IRIS leaves open what its rule depends on."""
    if question_of(rules, note.case, note.row):
        return "open"
    levels = rules["levels"]
    return str(levels.get(note.case) or levels.get(note.rule, "error"))


def blamed(rules: Rules, case: str, rows: Sequence[Rules]) -> Rules:
    """Return the row that explains a note about several: the first, with the questions of one that is not open."""
    sure = next((row for row in rows if not question_of(rules, case, row)), rows[0])
    return {**rows[0], "questions": sure.get("questions", {})}
