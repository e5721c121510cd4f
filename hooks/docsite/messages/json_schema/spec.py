"""The values of an object's table: its rows, and what each says of a property."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from docsite.messages.sample import RowKey


class Key(NamedTuple):
    """An object: its schema document, and its name in it, empty for the message itself."""

    document: str
    name: str

    @property
    def names(self) -> str:
        """What a fence names to show the object."""
        return f"{self.document} {self.name}".rstrip()

    def row(self, anchor: str) -> RowKey:
        """Return a row of the object's table."""
        return RowKey("json-object", self.names, anchor)


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
        format: The string format that the value has, such as Guid.
        values: The only allowed values, where they are few.
        is_required: Whether it is always required.
        condition: When it is required.
        person: What it says of a person: `family`, `given`, `birth`, `sex`, `mrn`, `id`, `street` or `phone`.
        echo: What all samples of a case share, such as `case order`.
    """

    name: str
    id: str
    type: str
    description: str
    is_list: bool = False
    holds: Key | None = None
    codes: str = ""
    format: str = ""
    values: tuple[str, ...] = ()
    example: str = ""
    is_required: bool = False
    condition: str = ""
    is_deprecated: bool = False
    person: str = ""
    echo: str = ""


@dataclass(frozen=True)
class Table:
    """An object; `variants` has what the message is for each value of the property `discriminator`.

    `person` is `patient` or `staff` where the object is about one.
    """

    key: Key
    title: str
    id: str
    description: str
    rows: tuple[Property, ...]
    discriminator: str = ""
    variants: Mapping[str, Key] | None = None
    person: str = ""

    def row(self, name: str) -> Property | None:
        """Return the row of a property."""
        return next((row for row in self.rows if row.name == name), None)
