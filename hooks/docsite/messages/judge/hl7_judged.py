"""What all judgments of an HL7 message share: what they judge with, the names of rows, notes at parts of a text."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from docsite.messages.judge.notes import Note, Rules
from docsite.sources import er7
from docsite.sources.er7 import Part

NULL = '""'


@dataclass(frozen=True)
class Judged:
    """What fields are judged with: the compiled rules, those of HL7 in them, those of the message, and its text."""

    rules: Rules
    spec: Rules
    message: er7.Message
    faults: frozenset[tuple[int, int]] = frozenset()

    @property
    def hl7(self) -> Rules:
        """What all HL7 messages share."""
        return self.rules["hl7"]  # type: ignore[no-any-return]  # the compiled rules say so

    def table(self, name: str | None) -> Rules | None:
        """Return a code table by its name."""
        return self.hl7["tables"].get(name)  # type: ignore[no-any-return]  # as above

    def form(self, name: str) -> Rules | None:
        """Return the form of a data type or of a format."""
        return self.rules["forms"].get(name)  # type: ignore[no-any-return]  # as above


@lru_cache(maxsize=4096)
def numbers(row: str) -> tuple[int, int]:
    """Return the numbers of field and component of the id of a row, 0 for a field itself."""
    number, _, component = row.partition("-")[2].partition(".")
    return int(number), int(component or 0)


def note(part: Part, case: str, row: Rules, /, **shown: Any) -> Note:
    """Return a note at a part of a message; what is meant replaces the part."""
    meant = shown.pop("meant", None)
    explains = shown.pop("explains", row)
    return Note(part.line, part.column, case, row["id"], shown, explains, meant=meant, found=part.text)


def is_empty(text: str) -> bool:
    """Return whether a value says nothing: no sign at all, blanks, or the null of HL7."""
    return not text or text == NULL or (text[0] == " " and not text.strip(" "))
