"""The verdict on a link: whether it leads to something that the built site has.

A link is resolved to a file of the site, following redirect pages, and then to an anchor in it. The decisions
on base path, host, slashes, letter case and fragments are those of `docs/contributing/rules.md`.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from posixpath import splitext
from typing import NamedTuple
from urllib.parse import unquote

from docsite.links.address import Address, Base, absolute, below, split
from docsite.links.built_page import BuiltPage
from docsite.links.html_links import Link
from docsite.pages.files import PAGE_EXTENSIONS
from docsite.sources.paths import OutputPath

SCHEMES = frozenset(["http", "https", "mailto", "tel", "sms", "ftp", "ftps", "data"])
_CIRCLE = "redirects in a circle"
_EXTENSION = re.compile(r"\.(?=[0-9]*[A-Za-z])[A-Za-z0-9]{1,10}$")

Cause = tuple[str, str, str]
"""Rule, target and fragment of broken links."""


class BrokenLink(NamedTuple):
    """A link that points to nothing, and what is wrong with it.

    Attributes:
        rule: One of the link rules.
        link: The link as it stands in the built page.
        path: The path below the base that it leads to, as far as it is known; absolute for `outside-site`.
        fragment: The fragment that was not found, for `missing-anchor`.
        reason: What is wrong, where the rule alone does not tell, to follow "which".
    """

    rule: str
    link: Link
    path: str = ""
    fragment: str = ""
    reason: str = ""

    @property
    def cause(self) -> Cause:
        """What has to be mended once, however many links have it."""
        return self.rule, self.path or self.link.value, self.fragment


@dataclass(frozen=True)
class Site:
    """The built site.

    Attributes:
        base: Host and base path.
        files: Every file of the site, as a path below its root.
        page: Returns an HTML file of the site by its path below the root.
        schemes: That links may have.
        unsure, unmade: Files that show data with a problem, of unknown anchors; how paths of files made of it begin.
    """

    base: Base
    files: Collection[OutputPath]
    page: Callable[[OutputPath], BuiltPage]
    schemes: Collection[str] = SCHEMES
    unsure: Collection[OutputPath] = ()
    unmade: tuple[str, ...] = ()


def judge(site: Site, page: str, link: Link) -> BrokenLink | None:
    """Return the fault of a link on the page at `page`, a path below the base, or None."""
    if not link.value:
        return (
            None if link.is_anchor or link.attribute in ("url", "refresh") else BrokenLink("empty-link", link)
        )
    try:
        address = split(link.value)
    except ValueError as error:
        return BrokenLink("bad-scheme", link, reason=str(error))
    if address.scheme and address.scheme not in site.schemes:
        return BrokenLink("bad-scheme", link, reason=f"begins with '{address.scheme}:'")
    if is_elsewhere(site.base, address):
        return None
    path = absolute(site.base, page, address)
    inside = below(site.base.path, path)
    if inside is None:  # with its host written out, another site or version of it is meant
        return None if address.host else BrokenLink("outside-site", link, path)
    return _lead(site, link, inside, address)


def broken_links(site: Site, page: str, links: Iterable[Link]) -> list[BrokenLink]:
    """Return the faults of the links on the page at `page`, a path below the base."""
    return [fault for link in links if (fault := judge(site, page, link))]


def scope(page: str, value: str) -> str:
    """Return the part of a page's site path that the verdict on a link depends on: where it starts from.

    So a link that many pages of a folder share needs one verdict.
    """
    if value.startswith("/"):
        return ""
    if not value.startswith(".") and not value[:1].isalnum():
        return page
    folder = page[: page.rfind("/") + 1]
    while value.startswith("../") and folder:
        value = value[3:]
        folder = folder[: folder.rfind("/", 0, -1) + 1]
    return folder


def is_elsewhere(base: Base, address: Address) -> bool:
    """Return whether an address names another site: another scheme or host."""
    if not address.scheme and not address.host:
        return False
    return address.scheme not in ("http", "https") or not address.host or address.host != base.host


def _lead(site: Site, link: Link, path: str, address: Address) -> BrokenLink | None:
    file = find(site, path)
    if file is None:
        return None if path.startswith(site.unmade) else BrokenLink(_missing(link, path), link, path)
    end: OutputPath | None = file
    fragment, reason = address.fragment, ""
    if address.path:  # else the link stays on its page, even if that leads on after a while
        end, fragment, reason = _follow(site, file, fragment)
    is_told_there = link.attribute == "refresh" and (end != file or reason) and reason != _CIRCLE
    if reason and not is_told_there:
        return BrokenLink(_missing(link, path), link, path, reason=reason)
    if end and fragment and is_page(end) and not is_told_there and not has_anchor(site, end, fragment):
        return BrokenLink("missing-anchor", link, end, fragment)
    return None


def _follow(site: Site, file: OutputPath, fragment: str | None) -> tuple[OutputPath | None, str | None, str]:
    """Return file and fragment at which redirects end, None for another site, or why they do not end."""
    seen = {file}
    while is_page(file) and (refresh := site.page(file).refresh):
        try:
            address = split(refresh)
        except ValueError:
            return None, None, f"redirects to '{refresh}'"
        if is_elsewhere(site.base, address):
            return None, None, ""
        inside = below(site.base.path, absolute(site.base, file, address))
        following = find(site, inside) if inside is not None else None
        if following is None:
            return None, None, f"redirects to '{refresh}', which does not exist"
        if following == file:  # a page that loads itself anew is no redirect
            break
        fragment = fragment if address.fragment is None else address.fragment
        if following in seen:
            return None, None, _CIRCLE
        seen.add(following)
        file = following
    return file, fragment, ""


def is_page(file: str) -> bool:
    """Return whether a file of the site is HTML, so that its anchors are known."""
    return file.lower().endswith((".html", ".htm"))


def find(site: Site, path: str) -> OutputPath | None:
    """Return the file that the address `path` below the base shows, or None."""
    for each in (path, unquote(path)) if "%" in path else (path,):
        if each in site.files:
            return OutputPath(each)
        index = OutputPath(f"{each.rstrip('/')}/index.html" if each else "index.html")
        if index in site.files:
            return index
    return None


def has_anchor(site: Site, file: OutputPath, fragment: str) -> bool:
    """Return whether a fragment, raw or decoded, leads somewhere; `top`, text directives and the unknown always do."""
    element = fragment.partition(":~:")[0]
    if not element or element.lower() == "top" or file in site.unsure:
        return True
    tried = {element, unquote(element)}
    return any(not tried.isdisjoint(anchors) for anchors in site.page(file).looks())


def _missing(link: Link, path: str) -> str:
    segment = unquote(path.rsplit("/", 1)[-1])
    extension = splitext(segment)[1]
    is_file = bool(_EXTENSION.match(extension)) and extension.lower() not in (
        *PAGE_EXTENSIONS,
        ".html",
        ".htm",
    )
    return "missing-asset" if link.loads or is_file else "missing-page"
