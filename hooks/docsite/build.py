"""One build: the pages as they are rendered, and at its end the verdict on all of it."""

import os
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment

from docsite import allow, fences, nav, orphans
from docsite.document import places as places_of
from docsite.links import template
from docsite.links.address import Base
from docsite.links.collect import EMPTY, Document, Link, collect, merge
from docsite.links.judge import Site, judge, scope
from docsite.links.renderer import Noted, Renderer
from docsite.links.report import Page, Reporter
from docsite.links.suggest import Targets
from docsite.problems import Problem, settle
from docsite.project import Project
from docsite.render import render
from docsite.settings import Settings
from docsite.source import Source, decode

_TOP = re.compile(r"<(?:body|main|article)\b[^>]*>")


@dataclass(frozen=True)
class Rendered:
    """A built page: what its source made, all that it has but for links, its HTML, and what its rendering told."""

    address: str
    content: Document
    whole: Document
    html: str
    noted: Noted


@dataclass(frozen=True)
class Build:
    """What one build knows: its settings, its sources, and each page by path below docs/ as it is rendered.

    `nav` is the navigation that mkdocs.yml has, None where it is made from front matter. `before` is what stood in the
    site's folder when a build began that leaves unchanged pages as they are.
    """

    settings: Settings
    project: Project
    nav: Any = None
    before: Mapping[str, int] = field(default_factory=dict)
    rendered: dict[str, Rendered] = field(default_factory=dict)
    chrome: dict[tuple[str, Link], str] = field(default_factory=dict)
    noted: dict[str, Noted] = field(default_factory=dict)

    def add(self, path: str, content: str, output: str) -> None:
        """Take a page's HTML: the content that its source made, and the whole that the theme made of it."""
        before, found, after = output.partition(content) if content else (output, "", "")
        address = self.project.files[path].address if path in self.project.files else path
        inner = collect(content) if content else EMPTY
        chrome = collect(before + after) if found or not content else _without(collect(output), inner)
        self._drop(address)
        self.add_chrome(address, chrome)
        whole = merge(inner, chrome)._replace(links=())
        self.rendered[path] = Rendered(address, inner, whole, content, self.noted.pop(path, Noted()))

    def _drop(self, address: str) -> None:
        """Forget the page that stood at an address, as the next one is written over it."""
        for path in [path for path, page in self.rendered.items() if page.address == address]:
            del self.rendered[path]
            for key in [key for key in self.chrome if key[0] == address]:
                del self.chrome[key]

    def add_chrome(self, address: str, document: Document) -> None:
        """Take the links that the theme makes on a page; those that lead to the same are kept once."""
        for link in document.links:
            self.chrome.setdefault((scope(address, link), link), address)


@dataclass(frozen=True)
class Surroundings:
    """Where a build stands: repository root, built site, base address, and the project's own templates."""

    root: Path
    site_dir: Path
    base: Base
    config: Source
    templates: Sequence[Source]
    renderer: Renderer


def snapshot(site_dir: Path) -> dict[str, int]:
    """Return when each file of the site was last written."""
    return {file: (site_dir / file).stat().st_mtime_ns for file in _walk(site_dir)}


def _walk(site_dir: Path) -> Iterator[str]:
    """Yield each file of the site as a path below its root."""
    start = len(str(site_dir)) + 1
    for folder, _, names in os.walk(site_dir):
        below = folder[start:].replace(os.sep, "/")
        yield from (f"{below}/{name}" if below else name for name in names)


def verdict(build: Build, around: Surroundings) -> list[Problem]:
    """Return every problem of a finished build, settled."""
    project = build.project
    site = _site(build, around)
    moved = {redirect.key: redirect.page for redirect in project.redirects}
    left_out = {path: file.address for path, file in project.files.items() if not file.is_built}
    targets = Targets(project.addresses, moved, left_out)

    def read(file: Path) -> Source:
        return decode(os.path.relpath(file, around.root).replace(os.sep, "/"), file.read_bytes())[0]

    reporter = Reporter(site, targets, around.renderer, cache(read))
    found = [*project.problems, *fences.check(project), *_orphans(build, site)]
    pages = _pages(build, site, {source.path for source in around.templates})
    found += [problem for page in pages for problem in reporter.problems(page)]
    found += _of_chrome(build, site, targets, around)
    included = sorted({file for page in build.rendered.values() for file in page.noted.included})
    checked = [source for path, source in project.sources.items() if project.files[path].is_built]
    checked += [around.config, *around.templates, *map(read, map(Path, included))]
    by_path = {source.path: source for source in checked}
    return settle(allow.apply(settle(found, build.settings.levels), by_path.values()), build.settings.levels)


def _site(build: Build, around: Surroundings) -> Site:
    documents = {
        build.project.files[path].output: page.whole
        for path, page in build.rendered.items()
        if path in build.project.files
    }

    @cache
    def document(file: str) -> Document:
        return documents[file] if file in documents else collect(_read(around.site_dir / file))

    files = frozenset(_walk(around.site_dir)) - _stale(build, around.site_dir)
    return Site(around.base, files, document, build.settings.schemes)


def _stale(build: Build, site_dir: Path) -> set[str]:
    """Return the files of earlier builds that no source makes any more."""
    kept = build.before.keys() - build.project.outputs.keys()
    return {file for file in kept if (site_dir / file).stat().st_mtime_ns == build.before[file]}


def _pages(build: Build, site: Site, templates: Collection[str]) -> Iterator[Page]:
    """Yield what authors write and the site shows: pages, and HTML files that are copied rather than rendered."""
    for path, page in build.rendered.items():
        if path in build.project.sources:
            yield Page(build.project.sources[path], path, page.address, page.content.links, page.html, page.noted.rewritten)
    for path, file in build.project.files.items():
        if file.is_built and not file.is_page and path in build.project.sources and file.place not in templates:
            yield Page(build.project.sources[path], path, file.address, site.document(file.output).links)


def _of_chrome(build: Build, site: Site, targets: Targets, around: Surroundings) -> Iterable[Problem]:
    navigation = list(template.navigation(site, build.nav, targets, places_of(around.config)))
    faults = [fault for (_, link), address in build.chrome.items() if (fault := judge(site, address, link))]
    return [
        *(problem for _, problem in navigation),
        *template.problems(site.base, faults, [fault for fault, _ in navigation], around.config, around.templates),
    ]


def show_problems(build: Build, found: Sequence[Problem], site_dir: Path, templates: Environment) -> None:
    """Write each page's own problems on top of its content in the built site."""
    for path, page in build.rendered.items():
        source = build.project.sources.get(path)
        own = [problem for problem in found if source and problem.path == source.path]
        file = site_dir / build.project.files[path].output
        if own and file.is_file():
            html, banner = _read(file), render(templates, "problems.html", problems=own)
            top = html.find(page.html) if page.html else -1
            if top < 0:  # an empty page, or one whose HTML another plugin has changed
                top = max((match.end() for match in _TOP.finditer(html)), default=0)
            file.write_text(html[:top] + banner + html[top:], encoding="utf-8")


def _without(whole: Document, part: Document) -> Document:
    """Return what a document has more than its part has."""
    links = Counter(whole.links)
    links.subtract(part.links)
    return whole._replace(links=tuple(links.elements()))


def _orphans(build: Build, site: Site) -> Iterable[Problem]:
    pages = sum(file.is_page and file.is_built for file in build.project.files.values())
    if build.settings.levels["orphan-page"] == "ignore" or len(build.rendered) < pages:
        return []  # the links of pages that are not rendered are not known
    navigation = build.nav if build.nav is not None else build.project.navigation()
    links = {path: page.content.links for path, page in build.rendered.items()}
    return orphans.find(build.project, site, links, [target for _, target in nav.leaves(navigation)])


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8-sig", errors="replace")
