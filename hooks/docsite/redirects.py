"""Old addresses: each path in a page's `redirect_from` becomes a small page that leads to it.

A redirect page keeps query and fragment, names the new page as canonical, and is no page for search or sitemap.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from posixpath import splitext

from docsite.frontmatter import FrontMatter
from docsite.links.suggest import relative_address
from docsite.problems import Problem

_PATH = re.compile(r"/?(?:[^/?#:\s][^/?#:]*/)*[^/?#:\s]*")


@dataclass(frozen=True)
class Redirect:
    """An old address.

    Attributes:
        key: The old site path without slashes at its ends and without `.html`, `.md` or `index`.
        page: Path below docs/ of the page that took its place.
        index: Which entry of the page's `redirect_from` it is.
    """

    key: str
    page: str
    index: int

    @property
    def files(self) -> tuple[str, str]:
        """The files that answer at the old address: with and without a slash at its end, and with `.html`."""
        return f"{self.key}/index.html", f"{self.key}.html"


def read(pages: Mapping[str, FrontMatter]) -> list[Redirect]:
    """Return all redirects of the site in order of page and entry, wrong ones left out."""
    return [
        Redirect(key(old), page, index)
        for page, front_matter in sorted(pages.items())
        for index, old in enumerate(front_matter.redirect_from)
        if _PATH.fullmatch(old) and key(old)
    ]


def key(old: str) -> str:
    """Return the one form of an old address."""
    path = re.sub("/+", "/", old).strip("/")
    stem, extension = splitext(path)
    path = stem if extension in (".html", ".htm", ".md") else path
    return "" if path == "index" else path.removesuffix("/index")


def check(pages: Mapping[str, FrontMatter], redirects: Iterable[Redirect], taken: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the problems of all redirects; `taken` gives the source of each file of the site."""
    for front_matter in pages.values():
        for index, old in enumerate(front_matter.redirect_from):
            if front_matter.document and not (_PATH.fullmatch(old) and key(old)):
                message = f"'{old}' is not a path of this site. Write it as '/folder/page/'."
                yield front_matter.document.problem(("redirect_from", index), "bad-redirect", message)
    claimed: dict[str, str] = {}
    for redirect in redirects:
        document = pages[redirect.page].document
        if document is None:
            continue
        place = ("redirect_from", redirect.index)
        owner = next((taken[file] for file in redirect.files if file in taken), None)
        if owner is not None:
            message = f"'/{redirect.key}/' is the address of '{owner}'. Remove it, or rename that page."
            yield document.problem(place, "redirect-over-page", message)
        elif redirect.key in claimed:
            other = claimed[redirect.key]
            where = "here already" if other == redirect.page else f"in '{other}' too"
            message = f"'/{redirect.key}/' stands {where}. Keep it in one place."
            yield document.problem(place, "duplicate-redirect", message)
        claimed.setdefault(redirect.key, redirect.page)


def outputs(redirects: Iterable[Redirect], addresses: Mapping[str, str], taken: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Yield file, link to the new page, and the new page's site path, for each redirect that can be built."""
    built: set[str] = set()
    for redirect in redirects:
        address = addresses[redirect.page]
        for file in redirect.files:
            if file not in taken and file not in built:
                built.add(file)
                yield file, relative_address(address, file), address
