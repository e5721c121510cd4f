"""The glossary of a site: a page of definition lists, below a heading for each letter."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from docsite.pages.abbreviations import Abbreviation
from docsite.pages.alphabet import misplaced
from docsite.sources.problems import Problem
from docsite.sources.source import Source
from docsite.sources.wording import short

_TERM = re.compile(
    r"^(?P<name>[^\s:#|<>{][^\n{]*?)[ \t]*(?P<address>\{:?[ ]*\#[^\n}]*\})?[ \t]*$"
    r"(?=\n\n?(?:[^\s:#|<>][^\n]*\n)*:[ \t])",
    re.MULTILINE,
)
_HEADING = re.compile(r"^\#{2,6}[ ]+(?P<text>[^\n{]*[^\s{])[^\n]*$", re.MULTILINE)
_WORDS = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


class Term(NamedTuple):
    """A term as it is written, the offset of its line, the heading above it, and whether it has an address."""

    name: str
    offset: int
    heading: str
    has_address: bool


def read(source: Source) -> list[Term]:
    """Return the terms of a glossary in their order."""
    text = source.unfenced
    headings = [(match.start(), match["text"]) for match in _HEADING.finditer(text, source.body)]
    return [
        Term(
            match["name"],
            match.start(),
            next((name for start, name in reversed(headings) if start < match.start()), ""),
            match["address"] is not None,
        )
        for match in _TERM.finditer(text, source.body)
    ]


def check(source: Source, terms: Sequence[Term]) -> Iterator[Problem]:
    """Yield a problem for each term without an address, below another letter, or not in alphabetical order."""
    for term in terms:
        if not term.has_address:
            written = f"{term.name} {{ #{'-'.join(_WORDS.findall(term.name.lower()))} }}"
            edit = {"meant": short(written), "replacement": written, **source.found(term.offset, term.name)}
            yield source.problem(term.offset, "missing-term.address", name=short(term.name), **edit)
    strange = [term for term in terms if _is_elsewhere(term)]
    for term in strange:
        values = {"name": short(term.name), "heading": term.heading, "letter": _letter(term)}
        yield source.problem(term.offset, "unsorted-term.letter", **values)
    placed = [term for term in terms if term not in strange]
    for index, where in misplaced([term.name for term in placed]):
        yield source.problem(
            placed[index].offset, "unsorted-term.term", name=short(placed[index].name), where=where
        )


def missing(
    source: Source, found: Iterable[Abbreviation], terms: Iterable[Term], page: str
) -> Iterator[Problem]:
    """Yield a problem for each abbreviation of a file that no term of the glossary has as one of its words."""
    known = {word for term in terms for word in re.split(r"[^\w-]+", term.name)}
    for each in found:
        if each.name not in known:
            values = {"name": short(each.name), "page": page, "letter": each.name[0].upper()}
            yield source.problem(each.offset, "missing-term.abbreviation", **values)


def _letter(term: Term) -> str:
    return next((each for each in term.name.upper() if each.isalnum()), "")


def _is_elsewhere(term: Term) -> bool:
    return len(term.heading) == 1 and term.heading.upper() != _letter(term)
