"""Navigation from front matter: folders are sections, and siblings are ordered by `nav_order`, then title.

Pages are grouped folder by folder, each group is sorted by one key, and the result is MkDocs' `nav`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from posixpath import basename, dirname, join, splitext
from typing import Any

from docsite.frontmatter import FrontMatter


@dataclass(frozen=True)
class NavPage:
    """A page that may stand in the navigation: its path below docs/, its front matter, and its title if known."""

    path: str
    front_matter: FrontMatter
    title: str | None

    @property
    def is_index(self) -> bool:
        """Whether the page is its folder's own page, as MkDocs sees it."""
        return splitext(basename(self.path))[0] in ("index", "README")


def build(pages: Sequence[NavPage], folder: str = "") -> list[Any]:
    """Return the value for `nav:` of mkdocs.yml, for the pages of a folder and below.

    Order among siblings: numeric `nav_order` ascending by value; then those without, by title without regard to
    case; ties by title, then path. A folder's index stands first in it and gives it title and place; an excluded
    index takes its section along, but for the site's home page.
    """
    index = _index(pages, folder)
    entries = [
        (_place(page.front_matter, page.title or name_title(splitext(basename(page.path))[0]), page.path), page.path)
        for page in pages
        if dirname(page.path) == folder and page is not index and not page.front_matter.nav_exclude
    ]
    for child, below in _folders(pages, folder).items():
        own = _index(below, child)
        content = build(below, child)
        if content and not (own and own.front_matter.nav_exclude):
            title = own and own.title or name_title(basename(child))
            entries.append((_place(own.front_matter if own else FrontMatter(), title, child), {title: content}))
    first = [index.path] if index and not index.front_matter.nav_exclude else []
    return first + [entry for _, entry in sorted(entries, key=lambda entry: entry[0])]


def _index(pages: Iterable[NavPage], folder: str) -> NavPage | None:
    own = [page for page in pages if page.is_index and dirname(page.path) == folder]
    return min(own, key=lambda page: not basename(page.path).startswith("index"), default=None)


def _folders(pages: Iterable[NavPage], folder: str) -> dict[str, list[NavPage]]:
    folders: dict[str, list[NavPage]] = {}
    for page in pages:
        inside = page.path[len(folder) :].lstrip("/")
        if "/" in inside:
            folders.setdefault(join(folder, inside.split("/", 1)[0]), []).append(page)
    return folders


def _place(front_matter: FrontMatter, title: str, path: str) -> tuple[Any, ...]:
    order = front_matter.nav_order
    return (order is None, order or 0, title.casefold(), title, path)


def name_title(name: str) -> str:
    """Return a file or folder name as a title: dashes and underscores as spaces, capitalized if all lower case."""
    title = name.replace("-", " ").replace("_", " ")
    return title.capitalize() if title.lower() == title else title


def leaves(nav: Any, path: tuple[str | int, ...] = ()) -> Iterable[tuple[tuple[str | int, ...], str]]:
    """Yield each target of a `nav:` value with its path in the YAML."""
    if isinstance(nav, str):
        yield path, nav
    elif isinstance(nav, Mapping):
        for key, value in nav.items():
            yield from leaves(value, (*path, key))
    elif isinstance(nav, list):
        for index, value in enumerate(nav):
            yield from leaves(value, (*path, index))
