"""The routing table of the landing page: who you are or what you have, and the guides that are yours.

The data stands in the page's front matter; a fence `routing` is the place where the page shows it. Above the
table stands a finder, for a script to bring to life: who you are, what you have, what goes in and comes out.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markdown.extensions.toc import slugify

from docsite.addresses import relative_address
from docsite.pages.front_matter import FrontMatter
from docsite.sources.paths import DocsPath, SitePath
from docsite.sources.problems import Problem
from docsite.sources.source import Source
from docsite.sources.yaml_text import Document, Step

FENCE = "routing"
HEADINGS = {"sector": "By business sector", "technology": "By technology"}
FORMATS = {"send": "You send", "receive": "You get back"}


@dataclass(frozen=True)
class Guide:
    """A guide of a row: its link as the landing page writes it, its title, and what it serves for."""

    link: str
    title: str
    purpose: str


@dataclass(frozen=True)
class Row:
    """A row: whom or what it is for, when it applies, its guides and what joins them (`or`, `and/or`).

    `id` is its name in addresses, `short` its label where there is little room, and `also` has guides to read
    besides, in some cases. A form in which orders or results travel is a row too, without a condition.
    """

    id: str
    label: str
    condition: str
    guides: tuple[Guide, ...]
    join: str
    short: str
    also: tuple[Guide, ...] = ()


@dataclass(frozen=True)
class Group:
    """The rows of one question, `sector`, `technology`, `send` or `receive`, with its heading."""

    name: str
    heading: str
    rows: tuple[Row, ...]


def check(
    source: Source,
    path: str,
    front_matter: FrontMatter,
    pages: Mapping[DocsPath, Any],
    meant: Callable[[str], DocsPath | None],
) -> Iterator[Problem]:
    """Yield the problems of a page's routing data.

    `pages` are all pages, and `meant` returns the one that a wrong path may mean.
    """
    document = front_matter.document
    has_data = document is not None and FENCE in document.value
    if front_matter.is_broken or (not has_data and FENCE not in source.text):
        return
    fences = [fence for fence in source.fences() if fence.info.split()[:1] == [FENCE]]
    if document is None or not has_data:
        for fence in fences:
            yield source.problem(fence.start, "routing-without-data.absent")
        return
    if path not in ("index.md", "README.md"):
        yield document.problem(("routing",), "unknown-key.routing")
    if not fences:
        yield document.problem(("routing",), "routing-without-place", fence=f"```{FENCE}")
    for fence in fences[1:]:
        yield source.problem(fence.start, "routing-without-data.again")
    known: dict[tuple[str, str], tuple[tuple[Step, ...], str]] = {}
    for where, row in _rows(front_matter.routing):
        yield from _check_row(document, where, row, pages, meant)
        group, name = where[1], _id(row)
        first, label = known.setdefault((group, name), (where, _text(row, "label")))
        if name and first != where:
            yield document.problem(where, "duplicate-key.id", id=name, label=label, group=group)


def _check_row(
    document: Document,
    where: tuple[str, str, int],
    row: Mapping[str, Any],
    pages: Mapping[DocsPath, Any],
    meant: Callable[[str], DocsPath | None],
) -> Iterator[Problem]:
    guides = _guides(where[1], row)
    if len(guides) > 1 and "join" not in row and where[1] in HEADINGS:
        yield document.problem(where, "missing-key.join")
    for steps, guide in (*guides, *_guides(where[1], row, "also")):
        page = _text(guide, "page")
        if page and page not in pages:
            yield document.at_value((*where, *steps), "unknown-page.guide", suggestion=meant(page), page=page)


def groups(
    front_matter: FrontMatter,
    address: str,
    pages: Mapping[DocsPath, tuple[str, SitePath]],
    headings: Mapping[str, str] = HEADINGS,
) -> tuple[Group, ...]:
    """Return the rows of each heading without what is wrong.

    `pages` gives title and address of each page.
    """
    rows: dict[str, list[Row]] = {name: [] for name in headings}
    for where, row in _rows(front_matter.routing):
        if where[1] in rows:
            guides, also = (
                tuple(
                    _linked(guide, address, pages)
                    for _, guide in _guides(where[1], row, key)
                    if _text(guide, "page") in pages
                )
                for key in ("guides", "also")
            )
            label, join = _text(row, "label"), _text(row, "join") or "or"
            short = _text(row, "short") or label
            rows[where[1]].append(Row(_id(row), label, _text(row, "condition"), guides, join, short, also))
    return tuple(Group(name, heading, tuple(rows[name])) for name, heading in headings.items() if rows[name])


def _linked(guide: Mapping[str, Any], address: str, pages: Mapping[DocsPath, tuple[str, SitePath]]) -> Guide:
    title, target = pages[guide["page"]]
    return Guide(relative_address(target, address), title, _text(guide, "purpose"))


def _id(row: Mapping[str, Any]) -> str:
    return _text(row, "id") or slugify(_text(row, "label"), "-")


def _text(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    return value if isinstance(value, str) else ""


def _rows(routing: Any) -> Iterator[tuple[tuple[str, str, int], Mapping[str, Any]]]:
    """Yield each row that has the form of one, with its path in the front matter."""
    for name, rows in routing.items() if isinstance(routing, Mapping) else ():
        for index, row in enumerate(rows if isinstance(rows, list) else ()):
            if isinstance(row, Mapping):
                yield ("routing", str(name), index), row


def _guides(
    group: str, row: Mapping[str, Any], key: str = "guides"
) -> list[tuple[tuple[Step, ...], Mapping[str, Any]]]:
    """Return the guides of a row that have the form of one, with the path of their page in the row."""
    found: list[tuple[tuple[Step, ...], Mapping[str, Any]]] = []
    guides = row.get(key)
    for index, each in enumerate(guides if isinstance(guides, list) else ()):
        if isinstance(each, Mapping):
            found.append(((key, index, "page"), each))
        elif isinstance(each, str) and group in FORMATS:
            found.append(((key, index), {"page": each}))
    return found
