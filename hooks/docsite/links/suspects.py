"""Which links could be wrong, by a first look at all built pages, and which pages have to be parsed for them.

Of a page only its addresses are taken, by expressions, each once for all pages from which it leads to the
same place. The few that could be wrong say which pages have to be parsed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import NamedTuple

from docsite.links import first_look
from docsite.links.built_page import BuiltPage
from docsite.links.html_links import Link
from docsite.links.judge import BrokenLink, Site, judge, scope
from docsite.sources.memory import Memory, remember
from docsite.sources.paths import OutputPath

Key = tuple[str, str]
"""A link: the folder that it is relative to, and its address."""

Suspects = Mapping[str, Mapping[str, BuiltPage]]
"""The first page that has a link, by the folder that the link is relative to and its address."""


@dataclass
class _Links:
    """The links of some pages, each once, as the last build found them; a build made once begins with none.

    Attributes:
        spelled: Of each page, the addresses as they stand in it.
        first: The number of the first page that has a link.
        doubtful: The links that are not known to be right.
        looked_at: The pages that had to be looked at for a verdict, with the links that are right for that.
    """

    spelled: list[set[str]] = field(default_factory=list)
    first: dict[Key, int] = field(default_factory=dict)
    doubtful: set[Key] = field(default_factory=set)
    looked_at: dict[OutputPath, tuple[BuiltPage, list[Key]]] = field(default_factory=dict)

    def read(self, addresses: Sequence[str], spelled: list[set[str]]) -> None:
        """Take the links of the pages, of those alone that have others than before if no page has lost one."""
        before, self.spelled = self.spelled, spelled
        changed = [number for number, now in enumerate(spelled) if before and now != before[number]]
        if not before or any(self._has_lost(number, addresses[number], before[number]) for number in changed):
            self.first = _first(addresses, spelled)
            self.doubtful = {*self.first}
            self.looked_at.clear()
        for number in changed:
            for key in (_key(addresses[number], each) for each in spelled[number]):
                if key not in self.first:
                    self.doubtful.add(key)
                self.first[key] = min(number, self.first.get(key, number))

    def _has_lost(self, number: int, address: str, before: set[str]) -> bool:
        lost = before - self.spelled[number]
        return any(self.first.get(_key(address, each)) == number for each in lost)

    def forget(self, site: Site) -> None:
        """Doubt the links that depend on a page that is not what it was."""
        for file in [file for file, (page, _) in self.looked_at.items() if site.page(file) is not page]:
            self.doubtful.update(self.looked_at.pop(file)[1])

    def settle(self, key: Key, seen: Mapping[OutputPath, BuiltPage]) -> None:
        """Note that a link is right as long as the pages are the same that were seen for that."""
        self.doubtful.discard(key)
        for file, built in seen.items():
            self.looked_at.setdefault(file, (built, []))[1].append(key)


def suspects(site: Site, pages: Sequence[BuiltPage], memory: Memory | None = None, of: str = "") -> Suspects:
    """Return the links of the pages, those of the theme among them, that could be wrong.

    `of` says which pages these are: a memory keeps the links of each kind.
    """
    addresses = [page.address for page in pages]
    spelled = (remember(memory, ("spelled", page.path), (page,), partial(_spelled, page)) for page in pages)
    if memory is None:
        links = _Links(first=_first(addresses, spelled))
        doubtful: Collection[Key] = links.first
    else:
        inputs = (site.base, site.files, site.schemes, addresses)
        links = remember(memory, (f"links {of}", ""), inputs, _Links)
        links.read(addresses, list(spelled))
        links.forget(site)
        doubtful = [*links.doubtful]
    watched = _watched(site)
    found: dict[str, dict[str, BuiltPage]] = {}
    for key in doubtful:
        page = pages[links.first[key]]
        if _is_wrong(watched, page, key[1]):
            found.setdefault(key[0], {})[key[1]] = page
        elif memory is not None:
            links.settle(key, watched.seen)
    return found


def _first(addresses: Sequence[str], spelled: Iterable[set[str]]) -> dict[Key, int]:
    """Return the number of the first page that has each link.

    A spelling is read once for all pages where it means the same: those of a folder, or of the one above if it begins
    with `../`.
    """
    first: dict[Key, int] = {}
    seen: dict[str, set[str]] = {}
    for number, (address, own) in enumerate(zip(addresses, spelled, strict=True)):
        folder = address[: address.rfind("/") + 1]
        above = folder[: folder.rfind("/", 0, -1) + 1]
        climbing, beside = (seen.setdefault(place, set()) for place in (f"{above}..", folder))
        for each in own - climbing - beside:
            key = _key(address, each)
            first.setdefault(key, number)
            if key[1].startswith("../"):
                climbing.add(each)
            elif key[0] != address:
                beside.add(each)
    return first


def _key(address: str, spelling: str) -> Key:
    value = first_look.address(spelling)
    return scope(address, value), value


class _Watched(NamedTuple):
    """A site, and the pages of it that were looked at for a verdict."""

    site: Site
    seen: dict[OutputPath, BuiltPage]


def _watched(site: Site) -> _Watched:
    seen: dict[OutputPath, BuiltPage] = {}

    def page(file: OutputPath) -> BuiltPage:
        return seen.setdefault(file, site.page(file))

    return _Watched(Site(site.base, site.files, page, site.schemes), seen)


def _is_wrong(watched: _Watched, page: BuiltPage, value: str) -> bool:
    watched.seen.clear()
    if value.startswith("#") and any(value[1:] in ids for ids in islice(page.looks(), 2)):  # most are such
        watched.seen[page.file.output] = page
        return False
    return judge(watched.site, page.address, Link("href", value)) is not None


def _spelled(page: BuiltPage) -> set[str]:
    return first_look.spelled(page.output)


def links_of(page: BuiltPage, suspected: Suspects) -> Sequence[Link]:
    """Return the links of a page's content; none where a first look shows that none of them could be wrong."""
    if page.is_plain:
        is_concerned = not suspected.keys().isdisjoint(_starts(page.address))
        values = first_look.addresses(page.html) if is_concerned else ()
        if not any(value in suspected.get(scope(page.address, value), ()) for value in values):
            return ()
    return page.content.links


def _starts(address: str) -> Iterator[str]:
    """Yield what a link on a page can be relative to, as `scope` returns it."""
    yield address
    while address:
        address = address[: address.rfind("/", 0, -1) + 1]
        yield address


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
    for values in suspected.values():
        for value, page in values.items():
            by_page.setdefault(page.address, (page, set()))[1].add(value)
    for _, (page, own) in sorted(by_page.items()):
        if own & first_look.addresses(page.theme):
            for link in page.theme_content.links:
                if link.value in own and (fault := judge(site, page.address, link)):
                    yield fault
