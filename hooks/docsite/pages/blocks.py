"""Fences and blocks of a page: those that are never closed, and those that no extension knows.

A block is what pymdownx.blocks reads: `/// type`, its content, and as many slashes again.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from docsite.pages.built_text import BuiltText
from docsite.sources.problems import Problem, did_you_mean
from docsite.sources.source import Source
from docsite.sources.wording import choices, short

_MARK = re.compile(
    r"^(?P<before>[ \t>]*)(?P<marks>/{3,})[ ]*(?:(?P<type>[\w-]+)(?P<rest>[ ]*(?:\|[^\n]*)?))?$", re.MULTILINE
)
_FOREIGN = re.compile(
    r"^[ \t>]*(?P<mark>(?:!!!|\?\?\?\+?|:::)[ ]+(?P<type>[\w-]+)|===[+!]?[ ]+[\"'](?P<tab>[^\n]*)[\"']"
    r"|\[!(?P<alert>[A-Za-z]+)\])[^\n]*$",
    re.MULTILINE,
)
_LANGUAGES = "the languages of Pygments"


@dataclass(frozen=True)
class Dialect:
    """What the extensions of a site know: types of blocks, and names that a fence can have; none where any will do."""

    blocks: Collection[str] = field(default=())
    fences: Collection[str] = field(default=())


def check(source: Source, page: BuiltText, dialect: Dialect) -> Iterator[Problem]:
    """Yield what is wrong with a page's fences and blocks."""
    yield from _fences(source, page, dialect)
    if "///" in source.plain:
        yield from _blocks(source, page, dialect)
    for match in _FOREIGN.finditer(source.plain, source.body):
        if page.has_line(match["mark"]):
            yield _foreign(source, match, dialect)


def _fences(source: Source, page: BuiltText, dialect: Dialect) -> Iterator[Problem]:
    start = source.open_fence
    if start is not None:
        info = source.text[start:].partition("\n")[0]
        ticks = info[: len(info) - len(info.lstrip(info[0]))]
        if ticks in page.text or f"<code>{ticks[1:]}" in page.html:
            yield source.problem(start, "open-fence", fence=short(info), ticks=ticks)
    known = dialect.fences
    for fence in source.fences() if known else ():
        name = fence.name
        if not name:
            yield source.problem(fence.start, "unknown-language.none")
        elif name.lower() not in known:
            meant = did_you_mean(name, known)
            values = source.found(source.text.find(name, fence.start), name) if meant else {}
            yield source.problem(
                fence.start, "unknown-language.other", name=name, where=_LANGUAGES, suggestion=meant, **values
            )


def _blocks(source: Source, page: BuiltText, dialect: Dialect) -> Iterator[Problem]:
    opened: list[tuple[re.Match[str], bool]] = []  # a block and whether it was read
    for match in _MARK.finditer(source.plain, source.body):
        equal = [index for index, (each, _) in enumerate(opened) if each["marks"] == match["marks"]]
        if match["type"] is not None:
            is_read = not page.has_line(_line(match))
            if not is_read and all(each for _, each in opened):  # what is in it is not another fault
                yield _unread(source, match, dialect)
            opened.append((match, is_read))
        elif equal:
            yield from _open(source, opened[equal[-1] + 1 :])
            del opened[equal[-1] :]
        elif not opened and page.has_line(_line(match)):
            yield source.problem(match.start("marks"), "unknown-block.end", marks=match["marks"])
    yield from _open(source, opened)


def _line(match: re.Match[str]) -> str:
    return match[0].strip(" \t>")


def _open(source: Source, opened: Sequence[tuple[re.Match[str], bool]]) -> Iterator[Problem]:
    for match, is_read in opened:
        if is_read:
            values = {"block": short(_line(match)), "marks": match["marks"]}
            yield source.problem(match.start("marks"), "open-block", **values)


def _unread(source: Source, match: re.Match[str], dialect: Dialect) -> Problem:
    name, start = match["type"], match.start("marks")
    if not dialect.blocks or name in dialect.blocks:
        case = "alone" if dialect.blocks else "none"
        return source.problem(start, f"unknown-block.{case}", block=short(_line(match)))
    meant = did_you_mean(name, dialect.blocks)
    values = source.found(match.start("type"), name) if meant else {}
    where = choices(sorted(dialect.blocks), "'markdown_extensions' of mkdocs.yml")
    return source.problem(start, "unknown-block.type", type=name, where=where, suggestion=meant, **values)


def _foreign(source: Source, match: re.Match[str], dialect: Dialect) -> Problem:
    start, mark = match.start("mark"), short(match["mark"])
    if not dialect.blocks:
        return source.problem(start, "unknown-block.none", block=mark)
    name = "tab" if match["tab"] is not None else (match["type"] or match["alert"]).lower()
    meant = name if name in dialect.blocks else did_you_mean(name, dialect.blocks) or "note"
    meant = f"{meant} | {match['tab']}" if match["tab"] else meant
    return source.problem(start, "unknown-block.foreign", block=mark, ours=f"/// {meant}")
