"""What the author may have meant by a link that leads nowhere.

Candidates are tried from the surest to the vaguest: moved pages, a missing extension, other case or
punctuation, the same name elsewhere, a similar name in the same folder. The first kind that has any decides,
and only where it has one.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from posixpath import basename, dirname, join, normpath, splitext
from typing import Any

from docsite.pages.files import PAGE_EXTENSIONS
from docsite.sources.paths import DocsPath, SitePath
from docsite.sources.suggestions import Names, fold

_NUMBER = re.compile("[0-9]+")


@dataclass(frozen=True)
class Targets:
    """What links may point to: the addresses of files, and pages by their old addresses.

    `left_out` are the addresses that files would have which are not part of the build, `lost` the addresses, by their
    key, of pages that are gone and have no redirect yet.
    """

    addresses: Mapping[DocsPath, SitePath]
    moved: Mapping[str, DocsPath]
    left_out: Mapping[DocsPath, SitePath] = field(default_factory=dict)
    lost: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_case(self) -> dict[str, list[str]]:
        """Paths by what is left of them without case and without what differs between source and address."""
        return _index(self.addresses, lambda path: _bare(path).casefold())

    @cached_property
    def by_letters(self) -> dict[str, list[str]]:
        """Paths as in `by_case`, without punctuation too."""
        return _index(self.addresses, lambda path: _fold(_bare(path)))

    @cached_property
    def by_name(self) -> dict[str, list[str]]:
        """Paths by their last segment without case, punctuation and page extension."""
        return _index(self.addresses, lambda path: _fold(basename(_bare(path))))

    @cached_property
    def siblings(self) -> dict[tuple[str, bool], Names]:
        """Last segments of the paths in a folder, pages and other files apart."""
        folders: dict[tuple[str, bool], set[str]] = {}
        for path in self.addresses:
            folders.setdefault((dirname(path), _is_page(path)), set()).add(basename(path))
        return {folder: Names(frozenset(names)) for folder, names in folders.items()}


def suggest(targets: Targets, source: str, path: str, below: str) -> DocsPath | None:
    """Return the file that was meant, or None.

    `source` is the page's path, `path` the link's path as written, `below` the address that it points to.
    """
    for tier in _tiers(targets, _spots(source, path, below)):
        found = sorted(set(tier))
        if found:
            return DocsPath(found[0]) if len(found) == 1 else None
    return None


def lost(targets: Targets, source: str, path: str, below: str) -> str | None:
    """Return the address of a page that is gone without a redirect, if a link points to it."""
    found = (targets.lost.get(_bare(spot)) for spot in _spots(source, path, below))
    return next(filter(None, found), None)


def close_name(names: Names, found: str, cutoff: float = 0.75) -> str | None:
    """Return the only name close to `found`, as `close_names` has them."""
    close = close_names(names, found, cutoff)
    return close[0] if len(close) == 1 else None


def close_names(names: Names, found: str, cutoff: float = 0.75) -> list[str]:
    """Return the names close to `found`, one or two: another number is no slip, nor is a part that two names have."""
    close = names.close(found, cutoff)
    if all(fold(each) == fold(found) for each in close):
        return close
    part = re.compile(rf"(?<![^\W_]){re.escape(found)}(?![^\W_])")
    is_shared = sum(bool(part.search(each)) for each in names.known) > 1
    numbers = _NUMBER.findall(found)
    return [] if is_shared or any(_NUMBER.findall(each) != numbers for each in close) else close


def offered(close: Sequence[str], before: str = "") -> dict[str, Any]:
    """Return what a problem says of the names close to a wrong one, after a text that was right."""
    texts = [f"{before}{each}" for each in close]
    return {"suggestion": texts[0]} if len(texts) == 1 else {"choice": texts}


def _spots(source: str, path: str, below: str) -> list[str]:
    """Return where a link points to: as it is written on a page, and as the browser takes it."""
    wanted = normpath(join(dirname(source), path)) if not path.startswith("/") else normpath(below)
    return list(dict.fromkeys([wanted, normpath(below)]))


def _tiers(targets: Targets, spots: Sequence[str]) -> Iterator[Iterable[str]]:
    known = targets.addresses
    bare = [_bare(spot) for spot in spots]
    yield [targets.moved[each] for each in bare if each in targets.moved]
    yield [
        each
        for spot in spots
        for each in (f"{spot}.md", join(spot, "index.md"), f"{_bare(spot)}.md")
        if each in known
    ]
    same = zip(bare, spots, strict=True)
    yield [
        each for spot, full in same for each in targets.by_case.get(spot.casefold(), ()) if _alike(each, full)
    ]
    yield [each for spot in bare for each in targets.by_letters.get(_fold(spot), ())]
    names = {_fold(basename(spot)) for spot in bare} - {"index", "readme", ""}
    yield [each for name in names for each in targets.by_name.get(name, ()) if _alike(each, spots[0])]
    folder, name = dirname(spots[0]), basename(spots[0])
    kinds = [True] if _is_page(name) else [False] if splitext(name)[1] else [True]
    near = [
        close_name(targets.siblings[folder, kind], name, 0.8)
        for kind in kinds
        if (folder, kind) in targets.siblings
    ]
    yield [join(folder, each) for each in near if each]


def _index(paths: Iterable[str], key: Callable[[str], str]) -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for path in paths:
        index.setdefault(key(path), []).append(path)
    return index


def _is_page(path: str) -> bool:
    return splitext(path)[1].lower() in (*PAGE_EXTENSIONS, ".html", ".htm")


def _alike(one: str, other: str) -> bool:
    """Return whether both are pages or neither is; a path without extension may be a page."""
    return _is_page(one) == (_is_page(other) or not splitext(other)[1])


def _bare(path: str) -> str:
    """Return a path without what differs between a page's source and its address."""
    stem = splitext(path)[0] if _is_page(path) else path
    return "" if stem == "index" else stem.removesuffix("/index")


def _fold(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum() or each in "/.")
