"""What only IRIS can settle about messages in JSON: `x-confirm` beside what it concerns."""

from collections.abc import Mapping
from typing import Any

from docsite.messages import question as questions
from docsite.messages.question import Concern, Question
from docsite.messages.sample import RowKey


def question(schema: Mapping[str, Any], about: str, row: RowKey) -> Question | None:
    """Return the question of a schema, if it has one; `row` is where pages show what it is about."""
    found = schema.get("x-confirm")
    return questions.read(found, concern=Concern(about, row)) if found else None
