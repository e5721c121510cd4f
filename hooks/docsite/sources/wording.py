"""The parts of sentences that many messages share: quoted texts, lists of what is allowed, counts."""

import re
from collections.abc import Iterable, Sequence

LISTED = 8
"""Names that a message lists; where there are more, it says where to find them."""

_BLANKS = re.compile(r"[ \t\r\n]+")
SHOWN = 40
"""Characters of a text in a message."""

_UNSEEN = re.compile(
    "([\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202e\u2060\ud800-\udfff\ufeff])\\1*"
)


def one_of(names: Iterable[str], elsewhere: str) -> str:
    """Return the names to choose from, `'a', 'b', or 'c'`, where a message lists so many; else `elsewhere`."""
    quoted = [f"'{each}'" for each in names]
    return either(quoted) if 0 < len(quoted) <= LISTED else elsewhere


def choices(names: Iterable[str], where: str) -> str:
    """Return what to do about a name that does not exist, as a sentence: use one of few, or see where all are."""
    listed = one_of(names, "")
    return f"Use {listed}." if listed else f"See {where}."


def either(texts: Sequence[str], joint: str = "or") -> str:
    """Return texts as a sentence has them: `a`, `a or b`, `a, b, or c`."""
    if len(texts) < 3:
        return f" {joint} ".join(texts)
    return f"{', '.join(texts[:-1])}, {joint} {texts[-1]}"


def count(number: int, noun: str) -> str:
    """Return a number of things: `1 value`, `2 values`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def apart(text: str, other: str) -> tuple[str, str]:
    """Return two different texts as a message quotes them, whole where their difference would be cut."""
    return (text, other) if short(text) == short(other) else (short(text), short(other))


def short(text: str) -> str:
    """Return a text as a message quotes it: on one line, what nobody sees by its number, and cut where it is long."""
    line = _BLANKS.sub(" ", text[: SHOWN * 8]).strip(" ")
    line = _UNSEEN.sub(lambda match: f"<U+{ord(match[1]):04X}>", line)
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"
