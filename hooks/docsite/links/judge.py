"""The verdict on a link: whether it leads to something that the built site has.

A link is resolved to a file of the site, following redirect pages, and then to an anchor in it. The decisions on
base path, host, slashes, letter case and fragments are those of `docs/contributing/rules.md`.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from posixpath import splitext
from typing import NamedTuple
from urllib.parse import unquote

from docsite.links.address import Base, join, split
from docsite.links.collect import Document, Link

SCHEMES = frozenset(["http", "https", "mailto", "tel", "sms", "ftp", "ftps", "data"])
_PAGE_EXTENSIONS = frozenset([".md", ".markdown", ".mdown", ".mkdn", ".mkd", ".html", ".htm"])
_EXTENSION = re.compile(r"\.(?=[0-9]*[A-Za-z])[A-Za-z0-9]{1,10}$")
_REDIRECTS = 10  # a chain longer than that is a circle


class Fault(NamedTuple):
    """What is wrong with a link.

    Attributes:
        rule: One of the link rules.
        link: The link as it stands in the built page.
        path: The path below the base that it leads to, as far as it could be resolved.
        fragment: The fragment that was not found, for `missing-anchor`.
        reason: For `bad-scheme`, what is wrong with the address.
    """

    rule: str
    link: Link
    path: str = ""
    fragment: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Site:
    """The built site.

    Attributes:
        base: Host and base path.
        files: Every file of the site, as a path below its root.
        document: Returns the links and anchors of an HTML file of the site.
        schemes: The schemes that links may have.
    """

    base: Base
    files: Collection[str]
    document: Callable[[str], Document]
    schemes: Collection[str] = SCHEMES


def judge(site: Site, page: str, link: Link) -> Fault | None:
    """Return the fault of a link on the page at `page`, a path below the base, or None."""
    if not link.value:
        return None if link.is_anchor or link.attribute in ("url", "refresh") else Fault("empty-link", link)
    try:
        address = split(link.value)
    except ValueError as error:
        return Fault("bad-scheme", link, reason=str(error))
    if address.scheme and address.scheme not in site.schemes:
        return Fault("bad-scheme", link, reason=f"has the scheme '{address.scheme}'")
    if (address.scheme or address.host) and not _is_own(site.base, address.scheme, address.host):
        return None
    here = site.base.path + page
    path = join(here, address.path or "/") if address.host else join(here, address.path)
    below = _below(site.base.path, path)
    if below is None:
        return Fault("outside-site", link, path)
    return _lead(site, link, below, address.fragment)


def _is_own(base: Base, scheme: str, host: str) -> bool:
    return scheme in ("http", "https") and bool(host) and host == base.host


def _below(base: str, path: str) -> str | None:
    """Return a path below the base, compared by segment, or None where it is not below it."""
    if path.startswith(base):
        return path[len(base) :]
    decoded = unquote(path)
    if decoded.startswith(base):
        return decoded[len(base) :]
    return "" if decoded + "/" == base else None


def _lead(site: Site, link: Link, path: str, fragment: str | None) -> Fault | None:
    file = find(site, path)
    for _ in range(_REDIRECTS):
        refresh = site.document(file).refresh if file and is_page(file) and link.attribute != "refresh" else None
        if not refresh:
            break
        onward = _onward(site.base, str(file), refresh)
        if onward is None:
            return None
        file = find(site, onward[0])
        fragment = fragment if onward[1] is None else onward[1]
    else:
        file = None
    if file is None:
        return Fault(_missing(link, path), link, path)
    if fragment and is_page(file) and not has_anchor(site.document(file), fragment):
        return Fault("missing-anchor", link, file, fragment)
    return None


def _onward(base: Base, file: str, refresh: str) -> tuple[str, str | None] | None:
    """Return path below the base and fragment to which a redirect page leads, or None where that is another site."""
    try:
        address = split(refresh)
    except ValueError:
        return "", None  # reported where the redirect page stands
    if (address.scheme or address.host) and not _is_own(base, address.scheme, address.host):
        return None
    below = _below(base.path, join(base.path + file, address.path or "/" if address.host else address.path))
    return (below if below is not None else "..", address.fragment)


def is_page(file: str) -> bool:
    """Return whether a file of the site is HTML, so that its anchors are known."""
    return file.endswith((".html", ".htm"))


def find(site: Site, path: str) -> str | None:
    """Return the file that the address `path` below the base shows, or None."""
    for each in dict.fromkeys((path, unquote(path))):
        if each in site.files:
            return each
        index = f"{each.rstrip('/')}/index.html" if each else "index.html"
        if index in site.files:
            return index
    return None


def has_anchor(document: Document, fragment: str) -> bool:
    """Return whether a fragment leads somewhere: tried raw, then decoded; `top` and text directives always do."""
    element = fragment.partition(":~:")[0]
    if not element or element.lower() == "top":
        return True
    return element in document.anchors or unquote(element) in document.anchors


def _missing(link: Link, path: str) -> str:
    segment = unquote(path.rsplit("/", 1)[-1])
    extension = splitext(segment)[1]
    is_file = bool(_EXTENSION.match(extension)) and extension.lower() not in _PAGE_EXTENSIONS
    return "missing-asset" if link.loads or is_file else "missing-page"
