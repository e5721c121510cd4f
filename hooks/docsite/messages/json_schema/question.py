"""What only IRIS can settle, kept beside the property, object, list or form it concerns (`x-confirm`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Question:
    """A question to IRIS, with its topic and the reading that is printed until it is answered."""

    topic: str
    reading: str
    question: str
    others: tuple[str, ...] = ()


def question(value: Mapping[str, Any]) -> Question | None:
    """Return the question that a schema carries."""
    found = value.get("x-confirm")
    if not found:
        return None
    return Question(found["topic"], found["reading"], found["question"], tuple(found.get("others", ())))
