"""One build: the pages as they are rendered, and at its end the verdict on all of it."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment

from docsite import allow, fences, llms, markdown, nav, orphans, whole
from docsite.document import places as places_of
from docsite.links import template
from docsite.links.address import Base
from docsite.links.collect import Document, collect, parse
from docsite.links.gather import Built, Gathered, around, links_of, suspects, theme_faults
from docsite.links.judge import Fault, Site, faults_of
from docsite.links.renderer import Noted, Renderer
from docsite.links.report import Page, Reporter
from docsite.links.scan import makes_plain
from docsite.links.suggest import Targets
from docsite.problems import Problem, settle
from docsite.project import Project
from docsite.render import render
from docsite.search import index, passages
from docsite.search.passages import Passage
from docsite.settings import Settings
from docsite.source import Source, decode

_TOP = re.compile(r"<(?:body|main|article)\b[^>]*>")


@dataclass(frozen=True)
class Rendered(Built):
    """A built page with what its rendering told, and, where the site asks for them, its passages and its Markdown."""

    noted: Noted = Noted()
    passages: Sequence[Passage] = ()
    markdown: str = ""


@dataclass(frozen=True)
class Build:
    """What one build knows: its settings, its sources, and each page by path below docs/ as it is rendered.

    `config` and `templates` are the texts of mkdocs.yml and of the project's own templates. `nav` is the navigation that
    mkdocs.yml has, None where it is made from front matter. `before` is what stood in the site's folder when a build
    began that leaves unchanged pages as they are.
    """

    settings: Settings
    project: Project
    config: Source
    templates: Sequence[Source] = ()
    nav: Any = None
    before: Mapping[str, int] = field(default_factory=dict)
    gathered: Gathered = field(default_factory=Gathered)
    rendered: dict[str, Rendered] = field(default_factory=dict)
    noted: dict[str, Noted] = field(default_factory=dict)

    def add(self, path: str, content: str, output: str, url: str = "") -> None:
        """Take a page's HTML: the content that its source made, and the whole that the theme made of it."""
        address = self.project.files[path].address if path in self.project.files else path
        built = self.gathered.add(address, content, output)
        own = self.settings
        root = parse(content) if own.search or own.markdown else None
        found = passages.read(root) if own.search and root is not None else ()
        text = markdown.convert(root, url) if own.markdown and root is not None else ""
        noted = self.noted.pop(path, Noted())
        self.rendered[path] = Rendered(**vars(built), noted=noted, passages=found, markdown=text)


@dataclass(frozen=True)
class Surroundings:
    """Where a build stands, repository root, built site and base address, and how its pages are rendered."""

    root: Path
    site_dir: Path
    base: Base
    renderer: Renderer


def begin(
    settings: Settings, project: Project, config: Source, templates: Sequence[Source], nav: Any, before: Mapping[str, int]
) -> Build:
    """Return a new build."""
    is_plain = all(makes_plain(source.text) for source in (config, *templates))
    return Build(settings, project, config, templates, nav, before, Gathered(is_plain))


def snapshot(site_dir: Path) -> dict[str, int]:
    """Return when each file of the site was last written."""
    return {file: (site_dir / file).stat().st_mtime_ns for file in _walk(site_dir)}


def _walk(site_dir: Path) -> Iterator[str]:
    """Yield each file of the site as a path below its root."""
    start = len(str(site_dir)) + 1
    for folder, _, names in os.walk(site_dir):
        below = folder[start:].replace(os.sep, "/")
        yield from (f"{below}/{name}" if below else name for name in names)


def write_search(build: Build, site_dir: Path) -> Sequence[Problem]:
    """Write what the site's search loads, if it has one, and return what is wrong with the words for it."""
    if not build.settings.search:
        return ()
    passages_of = {path: page.passages for path, page in build.rendered.items()}
    made = index.make(build.project, passages_of, _navigated(build), site_dir)
    index.write(made, build.project, site_dir)
    return made.problems


def write_markdown(build: Build, about: llms.About, site_dir: Path, templates: Environment) -> None:
    """Write each page as Markdown and the list of them, if the site asks for it."""
    if build.settings.markdown:
        texts = {path: page.markdown for path, page in build.rendered.items()}
        llms.write(build.project, texts, _navigation(build), about, site_dir, templates)


def write_whole_guides(
    build: Build, site_dir: Path, templates: Environment, protect: Callable[[str, str], str], **values: str
) -> None:
    """Write the guides that the site wants whole on one page, each with the style sheets of its first page."""
    contents = {path: page.html for path, page in build.rendered.items()}
    for file, paths in whole.guides(build.settings.whole_guides, _navigated(build)):
        if not contents.keys() >= set(paths):  # unchanged pages were left as they are
            (site_dir / file).touch()
            continue
        first = build.project.files[paths[0]]
        head = collect(around(contents[paths[0]], _read(site_dir / first.output))).links
        styles = [link.value for link in head if link.loads and link.value.endswith(".css")]
        html = whole.page(build.project, file, paths, contents, styles, templates, **values)
        build.gathered.add_theme(file, html)
        (site_dir / file).write_text(protect(file, html), encoding="utf-8")


def verdict(build: Build, surroundings: Surroundings, more: Iterable[Problem] = ()) -> list[Problem]:
    """Return every problem of a finished build, settled, with `more` that were found already."""
    project = build.project
    site = _site(build, surroundings)
    moved = {redirect.key: redirect.page for redirect in project.redirects}
    left_out = {path: file.address for path, file in project.files.items() if not file.is_built}
    targets = Targets(project.addresses, moved, left_out)

    def read(file: Path) -> Source:
        return decode(os.path.relpath(file, surroundings.root).replace(os.sep, "/"), file.read_bytes())[0]

    reporter = Reporter(site, targets, surroundings.renderer, cache(read))
    suspected = suspects(site, build.gathered)
    pages = list(_pages(build, site, suspected))
    found = [*project.problems, *fences.check(project), *_orphans(build, site), *more]
    found += [problem for page in pages for problem in reporter.problems(page)]
    told = [fault for page in pages for fault in page.faults]
    found += _of_theme(build, site, suspected, targets, surroundings, told)
    included = sorted({file for page in build.rendered.values() for file in page.noted.included})
    checked = [source for path, source in project.sources.items() if project.files[path].is_built]
    checked += [build.config, *build.templates, *map(read, map(Path, included))]
    by_path = {source.path: source for source in checked}
    return settle(allow.apply(settle(found, build.settings.levels), by_path.values()), build.settings.levels)


def _site(build: Build, surroundings: Surroundings) -> Site:
    files = build.project.files
    known = {files[path].output: page.document for path, page in build.rendered.items() if path in files}

    @cache
    def complete(file: str) -> Document:
        return collect(_read(surroundings.site_dir / file))

    present = frozenset(_walk(surroundings.site_dir)) - _stale(build, surroundings.site_dir)
    return Site(
        surroundings.base, present, lambda file: known.get(file) or complete(file), complete, build.settings.schemes
    )


def _stale(build: Build, site_dir: Path) -> set[str]:
    """Return the files of earlier builds that no source makes any more."""
    kept = build.before.keys() - build.project.outputs.keys()
    return {file for file in kept if (site_dir / file).stat().st_mtime_ns == build.before[file]}


def _pages(build: Build, site: Site, suspected: Mapping[tuple[str, str], str]) -> Iterator[Page]:
    """Yield what authors write and the site shows: pages, and HTML files that are copied rather than rendered."""
    sources, templates = build.project.sources, {source.path for source in build.templates}
    outputs = {build.project.files[path].output: path for path in build.rendered if path in build.project.files}
    for path, page in build.rendered.items():
        if path in sources and outputs[build.project.files[path].output] == path:  # else another is written over it
            faults = faults_of(site, page.address, links_of(page, suspected))
            yield Page(sources[path], path, page.address, faults, page.html, page.noted.rewritten)
    for path, file in build.project.files.items():
        is_copied = file.is_built and not file.is_page and file.output not in outputs
        if is_copied and path in sources and file.place not in templates:
            faults = faults_of(site, file.address, site.complete(file.output).links)
            yield Page(sources[path], path, file.address, faults)


def _of_theme(
    build: Build,
    site: Site,
    suspected: Mapping[tuple[str, str], str],
    targets: Targets,
    surroundings: Surroundings,
    told: Sequence[Fault],
) -> Iterable[Problem]:
    outputs = {page.address: (build.project.files[path].output, page) for path, page in build.rendered.items()}

    def theme(address: str) -> str:
        output, page = outputs[address]
        return around(page.html, _read(surroundings.site_dir / output))

    navigation = list(template.navigation(site, build.nav, targets, places_of(build.config)))
    faults = theme_faults(site, build.gathered, suspected, theme)
    told = [*told, *(fault for fault, _ in navigation)]
    found = template.problems(site.base, faults, told, build.config, build.templates)
    return [*(problem for _, problem in navigation), *found]


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


def _orphans(build: Build, site: Site) -> Iterable[Problem]:
    pages = sum(file.is_page and file.is_built for file in build.project.files.values())
    if build.settings.levels["orphan-page"] == "ignore" or len(build.rendered) < pages:
        return []  # the links of pages that are not rendered are not known
    links = {path: page.content.links for path, page in build.rendered.items()}
    return orphans.find(build.project, site, links, _navigated(build))


def _navigated(build: Build) -> list[str]:
    """Return what the navigation leads to, in its order."""
    return [target for _, target in nav.leaves(_navigation(build))]


def _navigation(build: Build) -> Any:
    return build.nav if build.nav is not None else build.project.navigation()


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8-sig", errors="replace")
