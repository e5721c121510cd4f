"""Links and anchors of a page's Markdown copy: what leads to a page leads to that page's copy, by a relative link.

GitHub and most readers give a heading the address of its words; what has another one gets an `<a id>`.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from docsite.links.html_links import Tree

NAME = "index.md"
"""The copy of a page has this name, beside its `index.html`."""

HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_LEFT_OUT = re.compile(r"[^\w\- ]")
_WITHOUT = frozenset(("button", "desc", "input", "label", "path", "svg", "textarea", "title"))
"""Elements whose `id` is for the page's own scripts and labels."""


@dataclass(frozen=True)
class Place:
    """Where a page is.

    Attributes:
        address: Of the page, below the site.
        copies: The addresses of all pages that have a copy.
        clear: The ids that its headings have in its copy without our help.
    """

    address: str = ""
    copies: frozenset[str] = frozenset()
    clear: frozenset[str] = frozenset()


def place(root: Tree, address: str, copies: frozenset[str]) -> Place:
    """Return the place of a page whose HTML was parsed."""
    headings = (
        [(str(each.get("id")), _slug(each)) for each in root.iter(*HEADINGS)] if root is not None else []
    )
    slugs = Counter(slug for _, slug in headings)
    return Place(
        address, copies, frozenset(name for name, slug in headings if name == slug and slugs[slug] == 1)
    )


def _slug(heading: Any) -> str:
    """Return the address that GitHub gives a heading: its words in lower case, joined by hyphens."""
    text = "".join(_words(heading))
    return _LEFT_OUT.sub("", " ".join(text.split()).lower()).replace(" ", "-")


def _words(element: Any) -> Iterable[str]:
    yield element.text or ""
    for child in element:
        if child.get("class") != "headerlink":
            yield from _words(child)
        yield child.tail or ""


def anchor(element: Any, where: Place) -> str:
    """Return what gives an element of the copy the address that it has on the page, empty where it has none."""
    name = element.get("id")
    if not name or element.tag in _WITHOUT or (element.tag in HEADINGS and name in where.clear):
        return ""
    return f'<a id="{name}"></a>'


@lru_cache(10_000)  # a page of tables has the same links many times
def link_of(address: str, copies: frozenset[str], target: str) -> str:
    """Return a link of the page at an address as its copy has it; one that is no address stays as it is."""
    try:
        parts = urlsplit(target)
        path = urljoin(f"https://site/{address}", parts.path).removeprefix("https://site/")
    except ValueError:
        return target
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return target
    folder = path if path.endswith("/") or not path else f"{path}/"
    if folder not in copies:
        return target
    return parts._replace(path=f"{parts.path.rstrip('/')}/{NAME}".removeprefix("./")).geturl()
