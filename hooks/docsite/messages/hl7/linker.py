"""Links from what a page shows to what explains it: rows, segments, codes, samples."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docsite.messages.hl7 import codes
from docsite.messages.hl7.addresses import row_key, segment_key, table_key
from docsite.messages.hl7.reference import Reference
from docsite.messages.hl7.spec import Message, Row
from docsite.messages.linker import Linker

_FIELD = re.compile(
    r"\b(?P<field>[A-Z][A-Z0-9]{2}-[0-9]+(?>(?:\.[0-9]+)?))\b(?: of the (?P<message>[a-z]+))?"
)
"""A field of the message itself, or of another one: `ORC-12.1 of the order`."""

_FEW = 4
"""The row itself lists the codes of a table that has no more."""

_TIMES = {"1": "once", "2": "twice"}


@dataclass(frozen=True)
class Hl7Linker(Linker[Reference]):
    """Links to what explains an HL7 message."""

    def row(self, message: Message, key: str, row: str) -> str:
        """Return the link to a row; `key` is that of its segment."""
        return self.link(*row_key(message, key, row))

    def segment(self, message: Message, key: str) -> str:
        """Return the link to a segment."""
        return self.link(*segment_key(message, key))

    def codes(self, name: str) -> str:
        """Return the link to a code table."""
        return self.link(*table_key(name))

    def few(self, name: str) -> tuple[str, ...]:
        """Return the codes of a table that has few and allows no others, else none."""
        table = self.reference.tables.get(name)
        closed = table is not None and not table.is_open and len(table.codes) <= _FEW
        return tuple(code.code for code in table.codes if code.code) if table and closed else ()

    def meaning(self, message: Message, usage: str) -> tuple[str, str]:
        """Return the word of a usage code, and what it means in a message of this direction."""
        found = self.reference.usage.get(usage, {})
        meaning = "from_iris" if message.direction == "from IRIS" else "to_iris"
        return found.get("word", usage), found.get(meaning, "")

    def usage(self, message: Message) -> str:
        """Return the link to what the usage codes of a message mean."""
        return self.link("hl7-structure", message.id, f"usage-{message.id}")

    def types(self) -> str:
        """Return the link to what the data types are."""
        return self.codes(codes.TYPES)

    def samples_with(self, message: Message, key: str, row: Row) -> tuple[str, Sequence[tuple[str, str]]]:
        """Return which samples have a value in a row: a phrase, and label and link of each that is named."""
        return self.used_in(row_key(message, key, row.id), message.id)

    def named(self, message: Message, text: str, variant: str = "") -> list[tuple[str, str]]:
        """Return text as runs with a link for each field that it names, in `variant` if that has it."""
        found, position = [], 0
        for match in _FIELD.finditer(text):
            field = match["field"]
            link = self._field(self._called(match["message"]) or message, field, variant)
            if link:
                found += [(text[position : match.start()], ""), (field, link)]
                position = match.start() + len(field)
        return [(words, link) for words, link in (*found, (text[position:], "")) if words]

    def _field(self, message: Message, field: str, variant: str) -> str:
        keys = sorted(message.segments, key=lambda key: not key.endswith(f" {variant}"))
        key = next((key for key in keys if field in message.segments[key].rows), "")
        return self.row(message, key, field) if key else ""

    def _called(self, word: str | None) -> Message | None:
        """Return the message that a word such as `order` names."""
        return next((each for each in self.reference.messages.values() if word and each.called == word), None)


def times(cardinality: str) -> str:
    """Return a cardinality as words."""
    least, _, most = cardinality.partition("..")
    limit = _TIMES.get(most, f"{most} times")
    if most == "*":
        return f"{'Optional' if least == '0' else 'Required'}, may repeat"
    return (
        f"Required, {limit}"
        if least == most
        else f"{'Optional' if least == '0' else 'Required'}, at most {limit}"
    )
