"""Files and sections that a page includes and that do not exist; what includes them is left out of the page."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from docsite.sources.problems import Problem, did_you_mean
from docsite.sources.source import Source
from docsite.sources.wording import short

SECTION = ":"
"""What the name of a section begins with."""

_EMPTY = re.compile(r"^[ \t>]*(?P<it>-+8<-+[ \t]+[\"'])[ \t]*:", re.MULTILINE)


def check(sources: Sequence[Source], missing: Collection[str], known: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each place of a page, and of what it includes, that names what is `missing`.

    `known` are the names of files that can be included. The first source is the page; it has the problem where none
    names it, as settings may.
    """
    for name in sorted(missing):
        places = [(source, at) for source in sources for at in _places(source, name)]
        for source, at in places or [(sources[0], -1)]:
            edit = {} if at < 0 else {"found": name, "found_at": source.position(at)}
            if name.startswith(SECTION):
                yield source.problem(max(at, 0), "missing-include.section", name=short(name[1:]))
            else:
                meant = _meant(name, known)
                values = {"path": short(name), "suggestion": meant, **edit}
                yield source.problem(max(at, 0), "missing-include.file", **values)
    for source in sources:
        for match in _EMPTY.finditer(source.text, source.body):
            yield source.problem(match.start("it"), "missing-include.empty")


def _meant(name: str, known: Collection[str]) -> str | None:
    """Return the one file of the same name, or the one of a close name in the same folder."""
    folder, _, file = name.rpartition("/")
    same = [each for each in known if each.rpartition("/")[2] == file]
    beside = [each for each in known if each.rpartition("/")[0] == folder]
    near = did_you_mean(file, (each.rpartition("/")[2] for each in beside))
    return same[0] if len(same) == 1 else f"{folder}/{near}".lstrip("/") if near else None


def _places(source: Source, name: str) -> Iterator[int]:
    """Yield where a file is included by a name: on a line with the mark, or else on a line of its own."""
    name = re.escape(name)
    marked = re.compile(rf"^[ \t>]*-+8<-+[ \t]+[\"'][ \t]*\S*?(?P<it>{name})(?=[ \t]*[\"':])", re.MULTILINE)
    alone = re.compile(rf"^[ \t>]*(?:\S+(?=:))?(?P<it>{name})(?=[ \t]*(?:$|:))", re.MULTILINE)
    for pattern in (marked, alone):
        if found := [match.start("it") for match in pattern.finditer(source.text, source.body)]:
            yield from found
            return


def names(files: Iterable[Path], folders: Iterable[Path]) -> frozenset[str]:
    """Return the names by which files can be included from folders."""
    folders = list(folders)
    return frozenset(
        file.relative_to(folder).as_posix()
        for file in files
        for folder in folders
        if file.is_relative_to(folder)
    )
