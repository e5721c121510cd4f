"""What the author may have meant by a link that leads nowhere.

Candidates are tried from the surest to the vaguest: moved pages, a missing extension, other case or punctuation, the
same name elsewhere, a similar name in the same folder. The first kind that has any decides, and only where it has one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from posixpath import basename, dirname, join, normpath, relpath, splitext

_PAGE = (".md", ".html", ".htm", ".markdown")


@dataclass(frozen=True)
class Targets:
    """What links may lead to: site paths of sources by path below docs/, and pages by their old site paths."""

    addresses: Mapping[str, str]
    moved: Mapping[str, str]


def suggest(targets: Targets, source: str, path: str, below: str) -> str | None:
    """Return the path below docs/ that was meant, or None.

    `source` is the page's path below docs/, `path` the link's path as written, `below` the site path it leads to.
    """
    wanted = normpath(join(dirname(source), path)) if not path.startswith("/") else normpath(below)
    spots = list(dict.fromkeys([wanted, normpath(below)]))
    for tier in _tiers(targets, spots):
        found = sorted(set(tier))
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _tiers(targets: Targets, spots: Sequence[str]) -> Iterable[list[str]]:
    known = targets.addresses
    bare = [_bare(spot) for spot in spots]
    yield [targets.moved[each] for each in bare if each in targets.moved]
    yield [each for spot in spots for each in (f"{spot}.md", join(spot, "index.md"), f"{_bare(spot)}.md") if each in known]
    yield [each for each in known if any(_bare(each).casefold() == spot.casefold() and _alike(each, full)
                                         for spot, full in zip(bare, spots, strict=True))]
    folded = {_fold(spot) for spot in bare}
    yield [each for each in known if _fold(_bare(each)) in folded]
    names = {_fold(basename(spot)) for spot in bare} - {"index", "readme", ""}
    yield [each for each in known if _fold(basename(_bare(each))) in names and _alike(each, spots[0])]
    siblings = {basename(each): each for each in known if dirname(each) == dirname(spots[0]) and _alike(each, spots[0])}
    yield [siblings[name] for name in get_close_matches(basename(spots[0]), siblings, n=2, cutoff=0.8)]


def _alike(one: str, other: str) -> bool:
    """Return whether both are pages or neither is."""
    endings = (splitext(one)[1].lower(), splitext(other)[1].lower())
    return (endings[0] in _PAGE) == (endings[1] in ("", *_PAGE))


def _bare(path: str) -> str:
    """Return a path without what differs between a page's source and its address."""
    stem, extension = splitext(path)
    path = stem if extension.lower() in _PAGE else path
    return path[: -len("/index")] if path.endswith("/index") else path


def _fold(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum() or each in "/.")


def relative(target: str, source: str) -> str:
    """Return a path as a link on `source` writes it."""
    return relpath(target, dirname(source) or ".")


def relative_address(address: str, page: str) -> str:
    """Return a site path as a link on the page at another site path writes it."""
    start = page if page.endswith("/") or not page else dirname(page)
    path = relpath(address or ".", start or ".")
    return f"{path}/" if address.endswith("/") or not address else path
