"""The parts of sentences, and the value that someone may have meant: the same letter by letter in both engines."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from docsite.sources.wording import SHOWN, one_of, short

__all__ = ["PRIVATE", "SHOWN", "allowed", "filled", "fold", "lower", "masked", "meant", "short"]

PRIVATE = re.compile(
    r"(?<![0-9A-Za-z-])(?!000|666|9)[0-9]{3}-(?!00)[0-9]{2}-(?!0000)[0-9]{4}(?![0-9A-Za-z-])"
)
"""A number as Social Security writes it, of those that it assigns."""

_MAY_BE_PRIVATE = re.compile(r"(?<![0-9])[0-9]{3}-[0-9]{2}-[0-9]{4}(?![0-9])")
_FIELD = re.compile(r"\{\{|\}\}|\{([a-z]+)\}")
_CAPITALS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
_NO_LETTER = re.compile(r"[^a-z0-9]+")


def filled(text: str, values: Mapping[str, Any]) -> str:
    """Return a wording with its values filled in."""
    return _FIELD.sub(lambda match: str(values[match[1]]) if match[1] else match[0][0], text)


def masked(text: str) -> str:
    """Return a text without what may be a number that nobody may see."""
    return _MAY_BE_PRIVATE.sub("***-**-****", text) if "-" in text else text


def lower(text: str) -> str:
    """Return a text with small letters for A to Z alone."""
    return text.translate(_CAPITALS)


def fold(text: str) -> str:
    """Return the letters and digits of a text, small."""
    return _NO_LETTER.sub("", lower(text))


def allowed(names: Sequence[str], elsewhere: str) -> str:
    """Return what a value can be: the names, where they are few, else `elsewhere`."""
    return one_of([each for each in names if each], elsewhere)


def meant(found: str, names: Iterable[str]) -> str | None:
    """Return the only name that is close to what was found, None where there is no such or more than one."""
    known = [name for name in dict.fromkeys(names) if name]
    if len(found) > SHOWN:
        return None
    folded = fold(found)
    same = [name for name in known if folded and fold(name) == folded]
    if same:
        return same[0] if len(same) == 1 else None
    best = SHOWN
    close: list[str] = []
    for name in known:
        most = (min(len(found), len(name)) + 1) // 4
        if len(name) <= SHOWN and abs(len(found) - len(name)) <= most:
            far = _distance(found, name)
            if far <= most and far <= best:
                close = [name] if far < best else [*close, name]
                best = far
    return close[0] if len(close) == 1 else None


def _distance(one: str, other: str) -> int:
    """Return how many characters to add, remove, replace, or exchange with their neighbor."""
    lines = [list(range(len(other) + 1))]
    for row, sign in enumerate(one, 1):
        line, above = [row], lines[-1]
        for column, against in enumerate(other, 1):
            least = min(line[-1] + 1, above[column] + 1, above[column - 1] + (sign != against))
            if row > 1 and column > 1 and sign == other[column - 2] and one[row - 2] == against:
                least = min(least, lines[-2][column - 2] + 1)
            line.append(least)
        lines.append(line)
    return lines[-1][-1]
