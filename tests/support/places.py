"""Places of expected problems: `⟦rule⟧` in a text stands where a problem of the rule is expected.

An expectation that computes its place keeps when lines come before it in the data of the project.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

MARK = re.compile(r"⟦(?P<rule>[\w-]+)⟧")


@dataclass(frozen=True, order=True)
class Place:
    """Where a problem is expected, and of which rule."""

    line: int
    column: int
    rule: str


def unmarked(text: str) -> tuple[str, list[Place]]:
    """Return a text without its marks, and their places in order."""
    pieces, places, position = [], [], 0
    for match in MARK.finditer(text):
        pieces.append(text[position : match.start()])
        before = "".join(pieces)
        places.append(Place(before.count("\n") + 1, len(before) - before.rfind("\n"), match["rule"]))
        position = match.end()
    return "".join(pieces) + text[position:], places


def located(text: str, snippet: str) -> list[Place]:
    """Return the places of the marks of a snippet, which is in the text once."""
    plain = MARK.sub("", snippet)
    assert text.count(plain) == 1, f"{text.count(plain)} times in the text: {plain}"
    return unmarked(text.replace(plain, snippet))[1]


def lines(path: str, places: Sequence[Place], messages: Sequence[str]) -> list[str]:
    """Return the problem lines of a file: one message for each place."""
    return [
        f"{path}:{place.line}:{place.column}: {message} [{place.rule}]"
        for place, message in zip(places, messages, strict=True)
    ]
