"""Marks that git leaves where two changes of one place met."""

import re
from collections.abc import Iterator

from docsite.sources.problems import Problem
from docsite.sources.source import Source

_CONFLICT = re.compile(
    r"^<{7}(?: [^\n]*)?\n(?:.*?\n)?={7}\n(?:.*?\n)?>{7}(?: [^\n]*)?$", re.MULTILINE | re.DOTALL
)
_LEFT = re.compile(r"^(?:<{7} [^\n]*\S|>{7} [^\s>][^\n]*)$", re.MULTILINE)
"""A mark whose others somebody has deleted."""


def check(source: Source) -> Iterator[Problem]:
    """Yield a problem for each conflict in a page that is not resolved; in a code block it may be meant."""
    if _may_have(source.text):
        yield from _check(source, source.unfenced)


def first(source: Source) -> Problem | None:
    """Return the problem of the first conflict in a file of data, which is nothing else until that is resolved."""
    return next(_check(source, source.text), None) if _may_have(source.text) else None


def _may_have(text: str) -> bool:
    return "<<<<<<<" in text or ">>>>>>>" in text


def _check(source: Source, text: str) -> Iterator[Problem]:
    end = 0
    for match in _CONFLICT.finditer(text):
        yield from _left(source, text, end, match.start())
        yield source.problem(match.start(), "conflict-marker")
        end = match.end()
    yield from _left(source, text, end, len(text))


def _left(source: Source, text: str, start: int, end: int) -> Iterator[Problem]:
    """Yield a problem for the first mark that is alone; its others are of the same conflict."""
    for match in _LEFT.finditer(text, start, end):
        before = text[: match.start()].rpartition("\n")[0].rpartition("\n")[2]
        if match[0][0] == "<" or not before.lstrip().startswith(">"):
            yield source.problem(match.start(), "conflict-marker")
            return
