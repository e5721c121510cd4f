"""What is wrong with a page's fences that show data: they name what is not there, or hold what belongs in a file."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from docsite.messages.format import Known, TableFence
from docsite.messages.library import Library
from docsite.messages.linker import SAMPLE
from docsite.messages.sample import FOLDER
from docsite.sources.problems import Problem
from docsite.sources.source import Fence, Source
from docsite.sources.suggestions import Names
from docsite.sources.wording import choices, short

_VERY_CLOSE = 0.9  # difflib's ratio


def check(library: Library, source: Source) -> Iterator[Problem]:
    """Yield what is wrong with the fences of a page."""
    tables = {
        name: (known, table)
        for known in library.formats.values()
        for name, table in known.format.tables.items()
    }
    seen: set[tuple[str, str]] = set()
    for fence in source.fences():
        if fence.name in tables:
            known, table = tables[fence.name]
            yield from _table(known, table, source, fence)
            yield from _again(source, fence, table.noun, table.anchor(fence.body), seen)
        elif fence.name == SAMPLE:
            yield from _sample(library, source, fence)
            yield from _again(source, fence, "sample", fence.body, seen)
        if fence.name != "md":
            yield from _pasted(library, source, fence)


def _table(known: Known[Any], table: TableFence[Any], source: Source, fence: Fence) -> Iterator[Problem]:
    names = table.names(known.reference)
    if known.is_whole and fence.body not in names:
        first = fence.body.partition(" ")[0]
        few = [name for name in names if name.partition(" ")[0] == first] or names
        facts = {"noun": table.noun, "name": short(fence.body), "what": choices(few, table.where)}
        yield _unknown(source, fence, "unknown-table.table", closest(fence.body, names), **facts)


def _sample(library: Library, source: Source, fence: Fence) -> Iterator[Problem]:
    files = [path.removeprefix(f"{FOLDER}/") for path in library.sample_files]
    is_ours = bool(files) or "/" in fence.body  # else 'sample' is a word of another project
    if is_ours and fence.body not in files:
        yield _unknown(
            source, fence, "unknown-sample.fence", closest(fence.body, files), file=short(fence.body)
        )


def _unknown(source: Source, fence: Fence, rule: str, suggestion: str | None, **facts: Any) -> Problem:
    """Return the problem of a fence that names what is not there; a tool can replace a name of one line."""
    start = source.text.find(fence.body, fence.start + len(fence.info)) if fence.body else -1
    if suggestion is not None and start > 0:
        facts |= {"found": fence.body, "found_at": source.position(start)}
    return source.problem(fence.start, rule, suggestion=suggestion, **facts)


def closest(name: str, names: Collection[str]) -> str | None:
    """Return the one name that may have been meant; of two words, that one is wrong which no name has."""
    first, _, rest = name.partition(" ")
    inner = [each.partition(" ")[2] for each in names if each.partition(" ")[0] == first]
    if rest and any(inner):
        meant = _meant(rest, filter(None, inner))
        return f"{first} {meant}" if meant else None
    meant = _meant(first, {each.partition(" ")[0] for each in names})
    whole = f"{meant} {rest}".strip()
    return whole if meant and whole in names else None


def _meant(name: str, names: Iterable[str]) -> str | None:
    """Return the only close name, or of several that share much the only one that is very close."""
    known = Names(frozenset(names))
    return known.meant(name) or known.meant(name, _VERY_CLOSE)


def _again(
    source: Source, fence: Fence, noun: str, anchor: str, seen: set[tuple[str, str]]
) -> Iterator[Problem]:
    """Yield a problem for a table or sample whose anchors the page has already."""
    if (fence.name, anchor) in seen:
        yield source.problem(fence.start, "repeated-table", noun=noun, name=short(anchor))
    seen.add((fence.name, anchor))


def _pasted(library: Library, source: Source, fence: Fence) -> Iterator[Problem]:
    for known in library.formats.values():
        if known.format.is_pasted(known.reference, fence):
            yield source.problem(fence.start, "pasted-sample", format=known.format.name)
