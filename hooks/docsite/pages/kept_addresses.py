"""The addresses that the site has had: each is a page or redirects to one, so that no link of a reader dies.

A site that wants this has the list: one address in a line, sorted, `#` before a comment. A page that is not in it is a
problem too, and so is an old address, so that the list is never behind. So an address that is lost, and a page that is
new, may be one page that has moved.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import basename, dirname
from typing import NamedTuple
from urllib.parse import unquote

from docsite.pages.files import File
from docsite.pages.redirects import Redirect
from docsite.sources.paths import DocsPath
from docsite.sources.problems import Problem
from docsite.sources.source import Source

PATH = DocsPath("specs/addresses.txt")


class Line(NamedTuple):
    """An address of the list: its key, as redirects have it, its text, and the offset of its line."""

    key: str
    text: str
    offset: int


@dataclass(frozen=True)
class Kept:
    """What the list says of the pages of the site.

    Attributes:
        lost: The address, by its key, of each page that is gone and that no other page redirects from.
        moved: The new page that most likely has the content of such a page, by its key.
        problems: What the list and the site do not agree on.
    """

    lost: Mapping[str, str] = field(default_factory=dict)
    moved: Mapping[str, DocsPath] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read(
    source: Source, files: Iterable[File], redirects: Iterable[Redirect], renamed: Collection[str] = ()
) -> Kept:
    """Return what the list says, with a problem for each address that is lost, and for each that is not listed.

    `renamed` are files that will have another address, since their name is a problem. A page that most likely has the
    content of a lost address is listed once that address redirects: until then it is known by not being listed.
    """
    redirects, lines = list(redirects), list(_lines(source))
    pages = {_key(file.address): file for file in files if file.is_page and file.is_built}
    known = {*pages, *(redirect.key for redirect in redirects)}
    listed = {line.key for line in lines}
    gone = [line for line in lines if line.key not in known]
    new = {key: file for key, file in pages.items() if key not in listed and file.place not in renamed}
    pairs = _pairs({line.key for line in gone}, new)
    moved = {key: new[other].path for key, other in pairs.items()}
    found = [_lost(source, line, new, moved) for line in gone]
    unlisted = [file for key, file in new.items() if key not in pairs.values()]
    missing = {f"/{file.address}": ("unlisted-address.page", file.place) for file in unlisted}
    for redirect in redirects:
        if redirect.key not in listed:
            place = next(file.place for file in pages.values() if file.path == redirect.page)
            missing.setdefault(redirect.address, ("unlisted-address.redirect", place))
    found += _unlisted(source, lines, missing)
    return Kept({line.key: line.text for line in gone}, moved, tuple(found))


def _pairs(gone: Iterable[str], new: Iterable[str]) -> dict[str, str]:
    """Return the key of a new page for each that is gone: the only one of its name, or the only one of its folder."""
    pairs: dict[str, str] = {}
    left, free = set(gone), set(new)
    for kind in (basename, dirname):
        groups = _grouped(left, kind), _grouped(free, kind)
        for name, (old, *others) in groups[0].items():
            candidates = groups[1].get(name, [])
            if not others and len(candidates) == 1:
                pairs[old] = candidates[0]
        left -= pairs.keys()
        free -= {*pairs.values()}
    return pairs


def _grouped(keys: Iterable[str], kind: Callable[[str], str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for key in sorted(keys):
        groups.setdefault(kind(key), []).append(key)
    return groups


def _lost(source: Source, line: Line, new: Mapping[str, File], moved: Mapping[str, DocsPath]) -> Problem:
    page = next((file.place for file in new.values() if file.path == moved.get(line.key)), None)
    if page:
        return source.problem(line.offset, "lost-address.moved", address=line.text, page=page)
    return source.problem(line.offset, "lost-address.gone", address=line.text)


def _lines(source: Source) -> Iterator[Line]:
    offset = 0
    for line in source.text.splitlines(keepends=True):
        if line.strip() and not line.startswith("#"):
            yield Line(_key(line.strip()), line.strip(), offset)
        offset += len(line)


def _key(address: str) -> str:
    return unquote(address).strip("/").removesuffix(".html")  # as redirects have it


def _unlisted(source: Source, lines: list[Line], missing: Mapping[str, tuple[str, str]]) -> Iterator[Problem]:
    """Yield a problem for each address that is missing in the list, where it belongs; one edit adds all of a place.

    `missing` gives the message and the page of each.
    """
    texts = [line.text for line in lines]
    places: dict[int, list[str]] = {}
    for address in sorted(missing):
        places.setdefault(bisect_left(texts, address), []).append(address)
    for place, addresses in places.items():
        more = "\n".join(addresses)
        for address in addresses:
            edit = {}
            if lines:
                line = lines[min(place, len(lines) - 1)]
                text = f"{more}\n{line.text}" if place < len(lines) else f"{line.text}\n{more}"
                edit = {"found": line.text, "replacement": text}
            offset = lines[min(place, len(lines) - 1)].offset if lines else 0
            name, page = missing[address]
            yield source.problem(offset, name, address=address, page=page, **edit)
