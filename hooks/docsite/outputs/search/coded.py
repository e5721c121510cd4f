"""How the index writes passages: nothing twice that a few letters can stand for, since a phone loads all of it.

A passage is anchor, title and text, with its kind if it has one. An anchor that the title has is a number, and so is
a text that several passages have: its place in the list of those. The section of entries stands once, before the first
of them, and None after the last.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from docsite.outputs.search.passages import Passage

Row = str | Sequence[str | int] | None

_OF_FIRST_WORD, _OF_TITLE = 0, 1
_SHORTEST = 8  # letters of a text that a number stands for
_PLAIN = 3  # values of a passage without a kind


def repeated(passages: Iterable[Passage]) -> list[str]:
    """Return the texts that several passages have."""
    often = Counter(passage.text for passage in passages)
    return [text for text, times in often.items() if times > 1 and len(text) >= _SHORTEST]


def rows(passages: Iterable[Passage], texts: Mapping[str, int]) -> Iterator[Row]:
    """Yield what the index has of the passages of a page; `texts` has the place of each repeated one."""
    section = None
    for passage in passages:
        if passage.section != section:
            section = passage.section
            yield section
        anchor, title, text = passage[:3]
        row = (_anchor(anchor, title), title, texts.get(text, text))
        yield (*row, passage.kind) if passage.kind else row


def passages(rows: Iterable[Row], texts: Sequence[str]) -> Iterator[Passage]:
    """Yield the passages of which the rows are."""
    section = None
    for row in rows:
        if row is None or isinstance(row, str):
            section = row
        else:
            anchor, *said, kind = row if len(row) > _PLAIN else (*row, "")
            title, text = (texts[each] if isinstance(each, int) else each for each in said)
            yield Passage(_written(anchor, title), title, text, section, str(kind))


def steps(names: Mapping[int, Sequence[str]]) -> Iterator[Sequence[int | str]]:
    """Yield the other names of each passage that has some, after how many passages further on it is than the last."""
    last = 0
    for number in sorted(names):
        yield number - last, *names[number]
        last = number


def _anchor(anchor: str, title: str) -> str | int:
    return next(
        (how for how in (_OF_FIRST_WORD, _OF_TITLE) if anchor and _written(how, title) == anchor), anchor
    )


def _written(anchor: str | int, title: str) -> str:
    if isinstance(anchor, str):
        return anchor
    return _slug(title.partition(" ")[0] if anchor == _OF_FIRST_WORD else title)


def _slug(title: str) -> str:
    return re.sub("[^a-z0-9]+", "-", title.lower()).strip("-")
