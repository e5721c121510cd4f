"""Old addresses: each path in a page's `redirect_from` becomes a small page that leads to it.

A redirect page keeps query and fragment, names the new page as canonical, and is no page for search or
sitemap.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from posixpath import dirname, splitext
from urllib.parse import unquote, urlsplit

from docsite.addresses import relative_address
from docsite.pages.front_matter import FrontMatter
from docsite.sources.paths import DocsPath, OutputPath, RepoPath, SitePath
from docsite.sources.problems import Problem
from docsite.sources.wording import short

_ADDRESS = re.compile(r"https?://(?P<host>[^/?#]*)(?P<path>/[^?#]*)", re.IGNORECASE)
_EXTENSION = re.compile(r"\.(?=[0-9]*[A-Za-z])[A-Za-z0-9]{1,10}$")
_PATH = re.compile(r"/*+(?>(?:[^/?#:\\\x00-\x1f]++/*+)+)")


@dataclass(frozen=True)
class Redirect:
    """An old address.

    Attributes:
        key: The old site path, decoded, without slashes at its ends and without `.html`, `.md` or `index`.
        is_file: Whether the old address ended in `.html` or the like, rather than in a slash.
        page: The page that took its place.
        index: Which entry of the page's `redirect_from` it is.
        address: The old address as it is written below the site.
    """

    key: str
    is_file: bool
    page: DocsPath
    index: int
    address: str

    @property
    def files(self) -> tuple[OutputPath, OutputPath]:
        """The files that answer at the address, with `.html` and with a slash, the one asked for first."""
        forms = OutputPath(f"{self.key}.html"), OutputPath(f"{self.key}/index.html")
        return forms if self.is_file else forms[::-1]


def read(pages: Mapping[DocsPath, FrontMatter], site_url: str = "") -> list[Redirect]:
    """Return all redirects of the site in order of page and entry, wrong ones left out as far as nothing is meant."""
    return [
        Redirect(form[0], form[1], page, index, address)
        for page, front_matter in sorted(pages.items())
        for index, old in front_matter.redirect_from.items()
        if (form := _form(address := meant(old, site_url)))
    ]


def meant(old: str, site_url: str) -> str:
    """Return an old address as this site writes it: below the site, with a slash at both ends or an extension.

    An author may have copied it from the address bar, or have written the path of the file.
    """
    site, path = urlsplit(site_url), old.strip()
    base = site.path.rstrip("/")
    if full := _ADDRESS.fullmatch(path):
        if full["host"].lower() != site.netloc.lower() or not full["path"].startswith(f"{base}/"):
            return path
        path = full["path"]
    if _form(path) is None:
        return path
    is_folder, path = path.endswith("/"), "".join(f"/{each}" for each in path.split("/") if each)
    if base and path.startswith(f"{base}/"):
        path = path.removeprefix(base)
    if path.endswith(".md"):
        path = f"/{path[1:].removeprefix('docs/')}".removesuffix(".md").removesuffix("/index")
    return path if not is_folder and _EXTENSION.search(path) else f"{path}/"


def _form(old: str) -> tuple[str, bool] | None:
    """Return key and `is_file` of an old address as it is written, or None where it is no site path."""
    path = unquote(old.strip())
    segments = [each for each in path.split("/") if each]
    if not _PATH.fullmatch(path) or {".", ".."} & set(segments):
        return None
    stem, extension = splitext("/".join(segments))
    is_file = extension.lower() in (".html", ".htm", ".md")
    key = stem if is_file else stem + extension
    is_index = key == "index" or key.endswith("/index")
    key = key[: -len("index")].rstrip("/") if is_index else key
    return (key, is_file and not is_index) if key else None


def check(
    pages: Mapping[DocsPath, FrontMatter],
    redirects: Iterable[Redirect],
    taken: Mapping[OutputPath, RepoPath],
    site_url: str = "",
) -> Iterator[Problem]:
    """Yield the problems of all redirects; `taken` gives the source of each file of the site."""
    told = {}
    for page, index, problem in _conflicts(pages, redirects, taken):
        told[page, index] = problem
    yield from told.values()
    for page, front_matter in pages.items():
        for index, old in front_matter.redirect_from.items():
            if front_matter.document and (page, index) not in told:
                wanted, values = meant(old, site_url), {"old": short(old)}
                place = ("redirect_from", index)
                if _form(wanted) is None:
                    yield front_matter.document.problem(place, "bad-redirect.path", **values)
                elif wanted != old.strip():
                    name = f"bad-redirect.{_slip(old.strip(), wanted)}"
                    yield front_matter.document.problem(place, name, **values, suggestion=wanted)


def _slip(old: str, wanted: str) -> str:
    if _ADDRESS.match(old):
        return "path"
    return "base" if old.strip("/").endswith(f"/{wanted.strip('/')}") else "form"


def _conflicts(
    pages: Mapping[DocsPath, FrontMatter], redirects: Iterable[Redirect], taken: Mapping[OutputPath, RepoPath]
) -> Iterator[tuple[DocsPath, int, Problem]]:
    """Yield page, entry and problem of each redirect from an address that a file or another redirect has."""
    tree = _tree(taken)
    first: dict[str, Redirect] = {}
    for redirect in redirects:
        other = first.setdefault(redirect.key, redirect)
        document = pages[redirect.page].document
        if document is None:
            continue
        name, values = "", {"old": f"/{redirect.key}/"}
        owner = _owner(redirect.files[0], tree)
        if owner is not None:
            name, values = "redirect-over-page", {**values, "owner": owner}
        elif other is not redirect and (other.page != redirect.page or other.is_file == redirect.is_file):
            source = pages[other.page].document
            is_here = other.page == redirect.page or not source
            name = "duplicate-redirect.here" if is_here else "duplicate-redirect.elsewhere"
            values |= {} if is_here or not source else {"page": source.source.path}
        if name:
            place = ("redirect_from", redirect.index)
            yield redirect.page, redirect.index, document.problem(place, name, **values)


def outputs(
    redirects: Iterable[Redirect],
    addresses: Mapping[DocsPath, SitePath],
    taken: Mapping[OutputPath, RepoPath],
) -> Iterator[tuple[OutputPath, str, SitePath]]:
    """Yield file, link to the new page, and the new page's address, for each redirect that can be built."""
    tree = _tree(taken)
    for redirect in redirects:
        for file in redirect.files:
            if _owner(file, tree) is None:
                tree |= _tree({file: file})
                yield file, relative_address(addresses[redirect.page], file), addresses[redirect.page]


def _tree(taken: Mapping[OutputPath, str]) -> dict[str, tuple[bool, str]]:
    """Return for each file and folder of the site whether it is a file, and a source that made it."""
    tree: dict[str, tuple[bool, str]] = {}
    for file, source in taken.items():
        tree[file] = True, source
        for folder in _folders(file):
            tree.setdefault(folder, (False, source))
    return tree


def _owner(file: str, tree: Mapping[str, tuple[bool, str]]) -> str | None:
    """Return the source that a new file collides with, at its path or as a file where it needs a folder."""
    if file in tree:
        return tree[file][1]
    return next((tree[each][1] for each in _folders(file) if each in tree and tree[each][0]), None)


def _folders(file: str) -> Iterator[str]:
    while file := dirname(file):
        yield file
