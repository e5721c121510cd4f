"""Built pages as they come, and what is kept of each until all of the site is known.

Of a page only its addresses are taken, by expressions, each once for all pages from which it leads to the
same place. At the end the few that could be wrong say which pages have to be parsed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from docsite.links import first_look
from docsite.links.html_links import Document, Link, collect
from docsite.links.judge import Fault, Site, judge, scope


@dataclass(frozen=True)
class Built:
    """A built page.

    Attributes:
        address: Its site path.
        html: What its source made, without what the theme puts around it.
        anchors: The ids that its HTML has, perhaps not all.
        refresh: Where a meta refresh leads.
        parsed: Links and anchors of its HTML, where its addresses alone do not tell all.
    """

    address: str
    html: str
    anchors: frozenset[str]
    refresh: str | None
    parsed: Document | None

    @cached_property
    def content(self) -> Document:
        """Links and anchors of what its source made."""
        return self.parsed or collect(self.html)

    @property
    def document(self) -> Document:
        """What is known of the page without parsing it."""
        return Document((), self.anchors, self.refresh)


@dataclass(frozen=True)
class Gathered:
    """All built pages.

    Attributes:
        is_plain: Whether the project's own templates write links in no other way than as plain href and src.
        addresses: The first page that has an address, by the part of a page's site path that it depends on.
        links: The same of links that the theme makes, where its templates are not plain.
        seen: Addresses that need no second look on pages of the same folder.
    """

    is_plain: bool = True
    addresses: dict[tuple[str, str], str] = field(default_factory=dict)
    links: dict[tuple[str, Link], str] = field(default_factory=dict)
    seen: dict[str, set[str]] = field(default_factory=dict)

    def add(self, address: str, html: str, output: str) -> Built:
        """Take a page: what its source made, and the whole that the theme made of it."""
        for value in self._new(address, first_look.spelled(output)):
            self.addresses.setdefault((scope(address, value), value), address)
        if not self.is_plain:
            self.add_theme(address, around(html, output))
        parsed = None if first_look.is_plain(html) else collect(html)
        refresh = parsed.refresh if parsed else None
        if not self.is_plain:
            refresh = refresh or collect(output).refresh
        return Built(address, html, first_look.anchors(html), refresh, parsed)

    def add_theme(self, address: str, html: str) -> None:
        """Take HTML that only the theme makes."""
        for link in collect(html).links:
            self.links.setdefault((scope(address, link.value), link), address)

    def _new(self, address: str, spelled: set[str]) -> Iterator[str]:
        """Yield the addresses that no page of the same folder had before, and those of this page alone."""
        folder = address[: address.rfind("/") + 1]
        above = folder[: folder.rfind("/", 0, -1) + 1]
        climbing, beside = (self.seen.setdefault(place, set()) for place in (f"{above}..", folder))
        for each in spelled - climbing - beside:
            value = first_look.address(each)
            if value.startswith("../"):
                climbing.add(each)
            elif value[:1] not in "#?":
                beside.add(each)
            yield value


def around(html: str, output: str) -> str:
    """Return what the theme put around a page's content; all of it where the theme changed that content."""
    before, found, after = output.partition(html) if html else (output, "", "")
    return before + after if found or not html else output


def suspects(site: Site, gathered: Gathered) -> dict[tuple[str, str], str]:
    """Return the addresses that could be wrong, as `Gathered.addresses` has them."""
    return {
        (place, value): address
        for (place, value), address in gathered.addresses.items()
        if judge(site, address, Link("href", value))
    }


def links_of(page: Built, suspected: Mapping[tuple[str, str], str]) -> Sequence[Link]:
    """Return the links of a page's content, none where none of its addresses is suspected."""
    if page.parsed is None:
        values = first_look.addresses(page.html) if suspected else ()
        if not any((scope(page.address, value), value) in suspected for value in values):
            return ()
    return page.content.links


def theme_faults(
    site: Site, gathered: Gathered, suspected: Mapping[tuple[str, str], str], theme: Callable[[str], str]
) -> Iterator[Fault]:
    """Yield each fault of the theme's links; `theme` gives what it makes of the page at a site path."""
    for (_, link), address in gathered.links.items():
        if fault := judge(site, address, link):
            yield fault
    by_address: dict[str, set[str]] = {}
    for (_, value), address in suspected.items():
        by_address.setdefault(address, set()).add(value)
    for address, values in sorted(by_address.items()):
        html = theme(address)
        if values & first_look.addresses(html):
            for link in collect(html).links:
                if link.value in values and (fault := judge(site, address, link)):
                    yield fault
