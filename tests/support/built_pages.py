"""Built pages that no build has made, from their HTML."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from docsite.links.built_page import BuiltPage
from docsite.links.html_links import Link, anchors, links, parse
from docsite.links.suggest import Targets
from docsite.pages.files import PAGE_EXTENSIONS, File
from docsite.sources.paths import DocsPath, OutputPath, RepoPath, SitePath
from docsite.sources.source import Source


def built_page(html: str, source: Source, address: str) -> BuiltPage:
    """Return a page that has no theme."""
    path = source.path.removeprefix("docs/")
    file = File(
        path=DocsPath(path),
        place=RepoPath(source.path),
        disk=None,
        output=OutputPath(path),
        address=SitePath(address),
        is_page=path.endswith(PAGE_EXTENSIONS),
        in_nav=True,
        is_built=True,
    )
    return BuiltPage(file, source, html, Path("no such file"))


def target(html: str) -> BuiltPage:
    """Return a page that links may have as their target."""
    return built_page(html, Source("docs/a.html", html), "a.html")


def targets(addresses: Mapping[str, str], moved: Mapping[str, str]) -> Targets:
    """Return what links may point to, by plain paths."""
    return Targets(
        {DocsPath(path): SitePath(address) for path, address in addresses.items()},
        {old: DocsPath(path) for old, path in moved.items()},
    )


def links_in(html: str) -> Sequence[Link]:
    return links(html, parse(html))


def anchors_in(html: str) -> frozenset[str]:
    return anchors(parse(html))
