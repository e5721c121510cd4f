"""What only IRIS can settle, as data: a question of a row, a table or a message of any format."""

from dataclasses import dataclass

from docsite.messages.sample import RowKey


@dataclass(frozen=True)
class Place:
    """What a question concerns: a name, the row or table that it is, and what tells it from others of the name."""

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
        places: What it concerns.
    """

    question: str
    topic: str = ""
    reading: str = ""
    others: tuple[str, ...] = ()
    id: str = ""
    home: tuple[str, str] = ("", "")
    title: str = ""
    places: tuple[Place, ...] = ()
