"""Abbreviations of all pages, for the extension `abbr`: one file, read once, not a text at the end of every page."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from docsite.pages.alphabet import misplaced
from docsite.sources.problems import Problem
from docsite.sources.source import Source
from docsite.sources.wording import short

_DEFINITION = re.compile(r"^[*]\[(?P<abbreviation>[^\\\n]*?)\][ ]?:[ ]*(?P<title>.+)$", re.MULTILINE)
_LINE = re.compile(r"^(?P<blanks>[ \t]*)(?P<it>\S[^\n]*)$", re.MULTILINE)
_MEANT = re.compile(r"[*+-]?[ \t]*\[(?P<name>[^\]\n]*[^\]\s])\][ \t]*[:=-]?[ \t]*(?P<title>[^\s(:][^\n]*)")


class Abbreviation(NamedTuple):
    """An abbreviation, what it means, and the offset of its line."""

    name: str
    title: str
    offset: int


def glossary(text: str) -> dict[str, str]:
    """Return the meaning of each abbreviation that a text defines, as Markdown defines it: `*[EMR]: record`."""
    return {each.name: each.title for each in read(text)}


def read(text: str) -> list[Abbreviation]:
    """Return all that a text defines, in its order."""
    found = (
        Abbreviation(match["abbreviation"].strip(), match["title"].strip(), match.start())
        for match in _DEFINITION.finditer(text)
    )
    return [each for each in found if each.name and each.title]


def check(source: Source) -> Iterator[Problem]:
    """Yield a problem for each line of the file that defines nothing, or what another line has defined."""
    own = {each.offset: each for each in read(source.text)}
    first: dict[str, Abbreviation] = {}
    for line in _LINE.finditer(source.plain):
        each = own.get(line.start())
        if each is None:
            yield _unread(source, line.start("it"), source.text[line.start("it") : line.end("it")])
        elif (other := first.setdefault(each.name, each)) is not each:
            number = source.position(other.offset)[0]
            yield source.problem(each.offset, "repeated-abbreviation", name=short(each.name), line=number)


def first(found: Iterable[Abbreviation]) -> list[Abbreviation]:
    """Return the abbreviations without those that one before them has defined."""
    known: dict[str, Abbreviation] = {}
    for each in found:
        known.setdefault(each.name, each)
    return list(known.values())


def unsorted(source: Source, found: Sequence[Abbreviation]) -> Iterator[Problem]:
    """Yield a problem for each of some abbreviations of a file that is not in alphabetical order."""
    for index, where in misplaced([each.name for each in found]):
        values = {"name": short(found[index].name), "where": where}
        yield source.problem(found[index].offset, "unsorted-term.abbreviation", **values)


def _unread(source: Source, offset: int, line: str) -> Problem:
    meant = _MEANT.fullmatch(line)
    if meant is None:
        return source.problem(offset, "unread-abbreviation.other", line=short(line))
    written = f"*[{meant['name'].strip()}]:"
    start = offset - source.position(offset)[1] + 1
    edit = {
        "replacement": f"{written} {meant['title']}",
        **source.found(start, source.text[start:offset] + line),
    }
    values = {"line": short(line[: meant.start("title")]), "meant": short(written)}
    return source.problem(offset, "unread-abbreviation.line", **values, **edit)
