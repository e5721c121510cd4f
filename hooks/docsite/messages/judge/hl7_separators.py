"""The separators that a message names in MSH-1 and MSH-2, and what is wrong with them."""

import re
from collections.abc import Iterator
from dataclasses import replace

from docsite.messages.judge.notes import Note
from docsite.messages.judge.words import short

STANDARD = "^~\\&"
_NAME_SIGN = re.compile(r"[A-Za-z0-9]")


def can_separate(sign: str) -> bool:
    """Return whether a sign can separate fields: ASCII, no letter, digit or blank, none of those of MSH-2."""
    return bool(sign) and not _is_wrong(sign) and sign not in STANDARD


def used(separator: str, encoding: str) -> str:
    """Return the separators that a message is read with: its own, or the usual ones where its own are wrong."""
    return separator + (encoding[:4] if _is_other(separator, encoding) else STANDARD)


def check(number: int, column: int, separator: str, encoding: str) -> Iterator[Note]:
    """Yield what is wrong with the separators of a header, of which the first is at `column`."""
    if separator != "|":
        yield Note(number, column, "invalid-hl7.field", "MSH-1", {"text": separator})
    if encoding != STANDARD:
        is_doubled = encoding.replace("\\", "") == "^~&" and encoding.count("\\") > 1
        values = {} if is_doubled else {"text": short(encoding)}
        note = Note(
            number, column + 1, f"invalid-hl7.{'doubled' if is_doubled else 'encoding'}", "MSH-2", values
        )
        yield replace(note, replacement=STANDARD, found=encoding) if encoding else note


def _is_wrong(sign: str) -> bool:
    """Return whether a sign cannot separate: a letter, a digit, a blank, or no ASCII at all."""
    return not "!" <= sign <= "~" or bool(_NAME_SIGN.match(sign))


def _is_other(separator: str, encoding: str) -> bool:
    """Return whether a message names separators of its own, and not the usual ones wrongly."""
    signs = separator + encoding
    return (
        len(encoding) in (4, 5)
        and len(set(signs)) == len(signs)
        and not any(map(_is_wrong, signs))
        and set(encoding[:4]) != set(STANDARD)
    )
