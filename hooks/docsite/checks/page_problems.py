"""What the built pages show of the sources: Markdown that nothing read, and the places that data names."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from docsite.build import Build
from docsite.links.built_page import BuiltPage
from docsite.links.html_links import Link
from docsite.links.judge import BrokenLink, Site, judge
from docsite.links.suggest import close_names, offered
from docsite.messages.named_places import NamedPlace, Pages, link
from docsite.pages import includes, markup
from docsite.pages.blocks import Dialect
from docsite.pages.built_text import BuiltText
from docsite.sources.memory import remember
from docsite.sources.paths import OutputPath, path_key
from docsite.sources.problems import Problem
from docsite.sources.source import Source

Faulty = tuple[BuiltPage, list[BrokenLink]]
"""A page and what is wrong with its links."""


def of_markup(build: Build, source_of: Callable[[Path], Source]) -> Iterator[Problem]:
    """Yield the slips of Markdown that the built pages show, in the pages and in what they include."""
    renderer = build.around.renderer
    dialect = markup.dialect(renderer.extensions, renderer.settings)
    for page in build.pages.values():
        if page.is_markdown and page.file.is_authored:
            sources = _sources(page, source_of)
            made = partial(_slips, page.html, sources, dialect)
            yield from remember(build.memory, ("markup", page.path), (page.html, sources, dialect), made)


def _sources(page: BuiltPage, source_of: Callable[[Path], Source]) -> tuple[Source, ...]:
    """Return the source of a page, and those of what it includes."""
    return (page.source, *map(source_of, map(Path, sorted(page.record.included))))


def _slips(html: str, sources: Sequence[Source], dialect: Dialect) -> list[Problem]:
    visible = BuiltText(html)
    return [problem for source in sources for problem in markup.check(source, visible, dialect)]


def of_includes(build: Build, source_of: Callable[[Path], Source]) -> Iterator[Problem]:
    """Yield what pages include and what does not exist, where the site wants that checked."""
    own = build.around.renderer.settings.get("pymdownx.snippets", {})
    if not own.get("check_paths") or own.get("url_download"):
        return
    bases = own.get("base_path", ["."])
    folders = [build.around.root / base for base in ([bases] if isinstance(bases, str) else bases)]
    known: frozenset[str] = frozenset()
    for page in build.pages.values():
        missing = [name for name, file in page.record.snippets.items() if file is None]
        if missing or "8<" in page.source.text:
            known = known or includes.names(
                filter(None, (file.disk for file in build.project.files.values())), folders
            )
            sources = _sources(page, source_of)
            yield from includes.check(sources, missing, known)


def of_places(build: Build, site: Site, faulty: Sequence[Faulty]) -> tuple[list[Problem], list[Faulty]]:
    """Return what is wrong with the places that data names, and the faults of pages without those links."""
    project = build.project
    found: list[Problem] = []
    told: list[NamedPlace] = []
    for place in project.messages.named_places:
        page, mark, anchor = place.target.partition("#")
        if page not in project.pages:
            meant = project.meant(page)
            suggestion = f"{meant}{mark}{anchor}" if meant else None
            gone = project.lost.get(path_key(page))
            name = "missing-page.moved" if gone else "missing-page.link"
            why = {"address": gone} if gone else {"reason": "does not exist"}
            found.append(place.problem(name, suggestion=suggestion, link=place.target, **why))
        elif anchor and (fault := judge(site, "", Link("href", f"{project.address(page)}#{anchor}"))):
            close = close_names(site.page(OutputPath(fault.path)).anchor_names, anchor)
            values = {"link": place.target, "anchor": anchor, "page": f"'{page}'"}
            found.append(place.problem("missing-anchor.link", **offered(close, f"{page}#"), **values))
            told.append(place)
    left = [(page, _without(page, faults, told, project.pages)) for page, faults in faulty]
    return found, left


def _without(
    page: BuiltPage, faults: list[BrokenLink], told: Sequence[NamedPlace], pages: Pages
) -> list[BrokenLink]:
    """Return the faults of a page but for links that a fence has made of places with a problem of their own."""
    fences = {fence.name for fence in page.source.fences()} if told else set()
    links = {link(each.target, page.address, pages)[-1] for each in told if each.fence in fences}
    return [each for each in faults if each.link.value not in links]
