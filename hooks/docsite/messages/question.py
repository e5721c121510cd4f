"""What only IRIS can settle, as data: a question about rows, tables or messages of any format."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docsite.messages.sample import RowKey


@dataclass(frozen=True)
class Concern:
    """What a question is about: a name, the row or table that it is, and what tells it from others of the name."""

    name: str
    row: RowKey
    more: str = ""


@dataclass(frozen=True)
class Question:
    """A question with the reading that is printed until it is answered.

    Attributes:
        id: Its anchor where all questions are listed, if it has one.
        others: Other readings.
        home: The fence on whose page it belongs, and what that names.
        title: The heading under which it is listed, where that is not the title of that page.
        open: What a message cannot be blamed for until it is answered: `usage`, `values`.
    """

    question: str = ""
    topic: str = ""
    reading: str = ""
    others: tuple[str, ...] = ()
    id: str = ""
    home: tuple[str, str] = ("", "")
    title: str = ""
    concerns: tuple[Concern, ...] = ()
    open: tuple[str, ...] = ()


def read(value: Mapping[str, Any], identity: str = "", concern: Concern | None = None) -> Question:
    """Return a question as data files have it; one that concerns a row belongs to the page of the row's table."""
    home = (concern.row.fence, concern.row.names) if concern else ("", "")
    words = value["question"], value["topic"], value["reading"], tuple(value.get("others", ()))
    is_open = tuple(value.get("open", ()))
    return Question(*words, identity, home, concerns=(concern,) if concern else (), open=is_open)
