"""Which links could be wrong, by a first look at all built pages, and which pages have to be parsed for them.

Of a page only its addresses are taken, by expressions, each once for all pages from which it leads to the
same place. The few that could be wrong say which pages have to be parsed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from docsite.links import first_look
from docsite.links.built_page import BuiltPage
from docsite.links.html_links import Link
from docsite.links.judge import BrokenLink, Site, judge, scope
from docsite.sources.memory import Memory, remember
from docsite.sources.paths import OutputPath

Suspects = Mapping[tuple[str, str], BuiltPage]
"""The first page that has a link, by the folder that the link is relative to and its address."""


Key = tuple[str, str]
"""A link: the folder that it is relative to, and its address."""


@dataclass(frozen=True)
class _Right:
    """The links in which no build before has found a fault, with the pages that had to be looked at."""

    links: set[Key] = field(default_factory=set)
    pages: dict[OutputPath, tuple[BuiltPage, list[Key]]] = field(default_factory=dict)

    def forget(self, site: Site) -> None:
        """Forget the links that depend on a page that is not what it was."""
        for file in [file for file, (page, _) in self.pages.items() if site.page(file) is not page]:
            self.links.difference_update(self.pages.pop(file)[1])


def suspects(site: Site, pages: Iterable[BuiltPage], memory: Memory | None = None) -> Suspects:
    """Return the links of the pages, those of the theme among them, that could be wrong."""
    first: dict[tuple[str, str], BuiltPage] = {}
    seen: dict[str, set[str]] = {}
    for page in pages:
        spelled = remember(memory, ("spelled", page.path), (page,), partial(_spelled, page))
        for value in _new(page.address, spelled, seen):
            first.setdefault((scope(page.address, value), value), page)
    right = _right(site, memory)
    right.forget(site)
    watched = _watched(site)
    return {
        key: page
        for key, page in first.items()
        if key not in right.links and _is_wrong(watched, page.address, key, right)
    }


def _right(site: Site, memory: Memory | None) -> _Right:
    return remember(memory, ("right links", ""), (site.base, site.files, site.schemes), _Right)


class _Watched(NamedTuple):
    """A site, and the pages of it that were looked at for a verdict."""

    site: Site
    seen: dict[OutputPath, BuiltPage]


def _watched(site: Site) -> _Watched:
    seen: dict[OutputPath, BuiltPage] = {}

    def page(file: OutputPath) -> BuiltPage:
        return seen.setdefault(file, site.page(file))

    return _Watched(Site(site.base, site.files, page, site.schemes), seen)


def _is_wrong(watched: _Watched, address: str, key: Key, right: _Right) -> bool:
    watched.seen.clear()
    is_wrong = judge(watched.site, address, Link("href", key[1])) is not None
    if not is_wrong:
        right.links.add(key)
        for file, built in watched.seen.items():
            right.pages.setdefault(file, (built, []))[1].append(key)
    return is_wrong


def _spelled(page: BuiltPage) -> set[str]:
    return first_look.spelled(page.output)


def _new(address: str, spelled: set[str], seen: dict[str, set[str]]) -> Iterator[str]:
    """Yield the links not seen yet on a page of this folder, and those that concern this page alone.

    `seen` gets them, by what they are relative to: the folder, or the one above for links that begin with `../`.
    """
    folder = address[: address.rfind("/") + 1]
    above = folder[: folder.rfind("/", 0, -1) + 1]
    climbing, beside = (seen.setdefault(place, set()) for place in (f"{above}..", folder))
    for each in spelled - climbing - beside:
        value = first_look.address(each)
        if value.startswith("../"):
            climbing.add(each)
        elif value[:1] not in "#?":
            beside.add(each)
        yield value


def links_of(page: BuiltPage, suspected: Suspects) -> Sequence[Link]:
    """Return the links of a page's content; none where a first look shows that none of them could be wrong."""
    if page.is_plain:
        values = first_look.addresses(page.html) if suspected else ()
        if not any((scope(page.address, value), value) in suspected for value in values):
            return ()
    return page.content.links


def broken_theme_links(site: Site, pages: Iterable[BuiltPage], suspected: Suspects) -> Iterator[BrokenLink]:
    """Yield each fault of the links that the theme makes around pages."""
    links = {
        (scope(page.address, link.value), link): page
        for page in pages
        if not page.is_plain_around
        for link in page.theme_content.links
    }
    for (_, link), page in links.items():
        if fault := judge(site, page.address, link):
            yield fault
    by_page: dict[str, tuple[BuiltPage, set[str]]] = {}
    for (_, value), page in suspected.items():
        by_page.setdefault(page.address, (page, set()))[1].add(value)
    for _, (page, values) in sorted(by_page.items()):
        if values & first_look.addresses(page.theme):
            for link in page.theme_content.links:
                if link.value in values and (fault := judge(site, page.address, link)):
                    yield fault
