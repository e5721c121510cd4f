"""What only IRIS can settle about messages in JSON: what stands in `x-confirm` beside what it concerns."""

from collections.abc import Mapping
from typing import Any

from docsite.messages.question import Place, Question
from docsite.messages.sample import RowKey


def question(schema: Mapping[str, Any], about: str, home: tuple[str, str], anchor: str) -> Question | None:
    """Return the question of a schema, if it has one: about what, in which table, and that one's anchor."""
    found = schema.get("x-confirm")
    if not found:
        return None
    return Question(
        found["question"],
        found["topic"],
        found["reading"],
        tuple(found.get("others", ())),
        home=home,
        places=(Place(about, RowKey(*home, anchor)),),
    )
