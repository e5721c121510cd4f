"""Code spans of Markdown, found in one pass over each paragraph, and text with such places blanked."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

_PARAGRAPH = re.compile(r"^(?:[^\S\n]*\S[^\n]*(?:\n|\Z))+", re.MULTILINE)
_BACKTICKS = re.compile("`+")
_CHARACTER = re.compile(".")


def code_spans(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield start and end of each code span of a paragraph: a run of backticks to the next of its length.

    Where there is no such, Markdown takes the first of the longest shorter ones.
    """
    for paragraph in _PARAGRAPH.finditer(text, start):
        ends: dict[int, list[int]] = {}
        runs = list(_BACKTICKS.finditer(text, paragraph.start(), paragraph.end()))
        for run in runs:
            ends.setdefault(len(run[0]), []).append(run.end())
        end = 0
        for run in runs:
            if run.start() < end or _is_escaped(text, run.start()):
                continue
            for length in sorted(ends, reverse=True):
                index = bisect_right(ends[length], run.end())
                if length <= len(run[0]) and index < len(ends[length]):
                    end = ends[length][index]
                    yield run.start(), end
                    break


def _is_escaped(text: str, offset: int) -> bool:
    before = offset
    while text[before - 1 : before] == "\\":
        before -= 1
    return (offset - before) % 2 == 1


def blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return the text with each span's characters but line ends made blanks."""
    pieces, position = [], 0
    for start, end in spans:
        shown = text[start:end]
        blanks = _CHARACTER.sub(" ", shown) if "\n" in shown else " " * len(shown)
        pieces += [text[position:start], blanks]
        position = end
    return "".join([*pieces, text[position:]])
