"""Navigation from front matter: folders are sections, siblings are ordered by `nav_order`, then title.

Pages are grouped folder by folder, each group is sorted by one key, and the result is MkDocs' `nav`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from posixpath import basename, dirname, splitext
from typing import Any

from docsite.pages.front_matter import FrontMatter
from docsite.pages.titles import of_path
from docsite.sources.paths import DocsPath


@dataclass(frozen=True)
class NavPage:
    """A page: its front matter, its title as HTML, whether it may be in the navigation."""

    path: DocsPath
    front_matter: FrontMatter
    title: str
    in_nav: bool = True

    @property
    def is_index(self) -> bool:
        """Whether the page is its folder's own page, as MkDocs sees it."""
        return splitext(basename(self.path))[0] in ("index", "README")


def build(pages: Iterable[NavPage], folder: str = "", groups: Sequence[str] = ()) -> list[Any]:
    """Return the value for `nav:` of mkdocs.yml, for the pages of a folder and below.

    What is in one of the `groups` comes in their order, and what is in none after them. Order among siblings:
    numeric `nav_order` ascending by value; then those without, by title without regard to case; ties by title,
    then path. A folder's index stands first in it and gives it title and place; an excluded index takes its
    section along, but for the site's home page.
    """
    own, folders = _split(pages, folder)
    index = _index(own)
    entries: list[tuple[Any, Any]] = [
        (_place(page.front_matter, page.title, page.path, groups), page.path)
        for page in own
        if page is not index and _is_shown(page)
    ]
    for child, below in folders.items():
        head = _index(page for page in below if dirname(page.path) == child)
        content = build(below, child)
        if content and not (head and head.front_matter.nav_exclude):
            title = head.title if head else of_path(child)
            place = _place(head.front_matter if head else FrontMatter(), title, f"{child}/", groups)
            entries.append((place, {title: content}))
    first = [index.path] if index and _is_shown(index) else []
    return first + [entry for _, entry in sorted(entries, key=lambda entry: entry[0])]


def _split(pages: Iterable[NavPage], folder: str) -> tuple[list[NavPage], dict[str, list[NavPage]]]:
    """Return the pages of a folder itself, and those below it by child folder."""
    own: list[NavPage] = []
    folders: dict[str, list[NavPage]] = {}
    start = len(folder) + 1 if folder else 0
    for page in pages:
        end = page.path.find("/", start)
        if end < 0:
            own.append(page)
        else:
            folders.setdefault(page.path[:end], []).append(page)
    return own, folders


def _index(pages: Iterable[NavPage]) -> NavPage | None:
    own = [page for page in pages if page.is_index]
    return min(own, key=lambda page: not basename(page.path).startswith("index"), default=None)


def _is_shown(page: NavPage) -> bool:
    return page.in_nav and not page.front_matter.nav_exclude


def _place(front_matter: FrontMatter, title: str, path: str, groups: Sequence[str]) -> tuple[Any, ...]:
    order, group = front_matter.nav_order, front_matter.nav_group
    return (
        groups.index(group) if group in groups else len(groups),
        order is None,
        order or 0,
        unescape(title).casefold(),
        path,
    )


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
