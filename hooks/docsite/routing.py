"""The routing table of the landing page: who you are or what you have, and the guides that are yours.

The data stands in the page's front matter; a fence `routing` is the place where the page shows it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docsite.frontmatter import FrontMatter
from docsite.links.suggest import relative_address
from docsite.problems import Problem, remedy
from docsite.source import Source

FENCE = "routing"
HEADINGS = {"sector": "By business sector", "technology": "By technology"}


@dataclass(frozen=True)
class Guide:
    """A guide of a row: its link as the landing page writes it, its title, and what it serves for."""

    link: str
    title: str
    purpose: str


@dataclass(frozen=True)
class Row:
    """A row: whom or what it is for, when it applies, its guides, and `or`, `and` or `and/or` between them."""

    label: str
    condition: str
    guides: tuple[Guide, ...]
    join: str


@dataclass(frozen=True)
class Group:
    """The rows of one question: `sector` or `technology`, with its heading."""

    name: str
    heading: str
    rows: tuple[Row, ...]


def check(source: Source, path: str, front_matter: FrontMatter, pages: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield the problems of a page's routing data; `pages` are the paths below docs/ that a guide can have."""
    fences = [fence for fence in source.fences() if fence.info.split()[:1] == [FENCE]]
    document = front_matter.document
    if front_matter.routing is None or document is None:
        for fence in fences:
            message = "the routing table is asked for, but the front matter has no 'routing'. Add the data."
            yield source.problem(fence.start, "routing-without-data", message)
        return
    if path not in ("index.md", "README.md"):
        message = "'routing' belongs to the home page, 'index.md'. Move it there."
        yield document.problem(("routing",), "unknown-key", message)
    if not fences:
        message = f"the page has routing data but no place for the table. Add a fence '```{FENCE}'."
        yield document.problem(("routing",), "routing-without-place", message)
    for fence in fences[1:]:
        message = "the routing table is shown a second time on this page. Remove one of the two."
        yield source.problem(fence.start, "routing-without-data", message)
    for where, row in _rows(front_matter.routing):
        guides = _guides(row)
        if len(guides) > 1 and "join" not in row:
            message = "the row has several guides and no 'join'. Add it: how they are joined, 'or', 'and' or 'and/or'."
            yield document.problem(where, "missing-key", message)
        for index, guide in enumerate(guides):
            page = guide.get("page")
            if isinstance(page, str) and page and page not in pages:
                what = remedy(page, pages, "Write the path of a page below docs/.")
                message = f"guide '{page}' is not a page of this site. {what}"
                yield document.at_value((*where, "guides", index, "page"), "unknown-page", message)


def groups(front_matter: FrontMatter, address: str, pages: Mapping[str, tuple[str, str]]) -> tuple[Group, ...]:
    """Return the table; `pages` gives title and site path by path below docs/. What is wrong in the data is left out."""
    rows: dict[str, list[Row]] = {name: [] for name in HEADINGS}
    for where, row in _rows(front_matter.routing):
        guides = tuple(
            Guide(relative_address(pages[guide["page"]][1], address), pages[guide["page"]][0], str(guide.get("purpose", "")))
            for guide in _guides(row)
            if guide.get("page") in pages
        )
        name = where[1]
        if name in rows:
            rows[name].append(Row(str(row.get("label", "")), str(row.get("condition", "")), guides, str(row.get("join", ""))))
    return tuple(Group(name, heading, tuple(rows[name])) for name, heading in HEADINGS.items())


def _rows(routing: Any) -> Iterator[tuple[tuple[Any, ...], Mapping[str, Any]]]:
    """Yield each row that has the form of one, with its path in the front matter."""
    for name, rows in routing.items() if isinstance(routing, Mapping) else ():
        for index, row in enumerate(rows if isinstance(rows, list) else ()):
            if isinstance(row, Mapping):
                yield ("routing", str(name), index), row


def _guides(row: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    guides = row.get("guides")
    return [each for each in guides if isinstance(each, Mapping)] if isinstance(guides, list) else []
