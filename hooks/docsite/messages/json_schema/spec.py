"""The values of an object's table: its rows, and what each says of a property."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from docsite.messages.json_schema.question import Question


class Key(NamedTuple):
    """An object: its schema document, and its name in it, empty for the message itself."""

    document: str
    name: str


@dataclass(frozen=True)
class Property:
    """A row: a property of an object.

    Attributes:
        name: As it stands in the message.
        id: The address of the row on its page.
        type: The type in words: that of JSON, or the name of a form, list or object.
        is_list: Whether the value is a list of that type.
        holds: The object whose table describes the value.
        codes: The list of codes that the value comes from.
        form: The form that the value has, such as Guid.
        values: The only allowed values, where they are few.
        is_required: Whether it is always required.
        condition: When it is required.
    """

    name: str
    id: str
    type: str
    description: str
    is_list: bool = False
    holds: Key | None = None
    codes: str = ""
    form: str = ""
    values: tuple[str, ...] = ()
    example: str = ""
    is_required: bool = False
    condition: str = ""
    is_deprecated: bool = False
    question: Question | None = None


@dataclass(frozen=True)
class Table:
    """An object; `variants` has what the message is for each value of the property `discriminator`."""

    key: Key
    title: str
    id: str
    description: str
    rows: tuple[Property, ...]
    question: Question | None = None
    discriminator: str = ""
    variants: Mapping[str, Key] | None = None

    def row(self, name: str) -> Property | None:
        """Return the row of a property."""
        return next((row for row in self.rows if row.name == name), None)
