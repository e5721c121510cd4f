"""The verdict on a finished build: every problem of its sources, its pages, its theme and its navigation."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from docsite import fences
from docsite.build import Build
from docsite.links import orphans, theme
from docsite.links.address import Base
from docsite.links.built_pages import around, links_of, suspects, theme_faults
from docsite.links.html_links import Document, collect
from docsite.links.judge import Fault, Site, faults_of
from docsite.links.rendering import Renderer
from docsite.links.report import Page, Reporter
from docsite.links.suggest import Targets
from docsite.outputs import site_folder
from docsite.sources import suppressions
from docsite.sources.problems import Problem, settle
from docsite.sources.source import Source, decode, place_of
from docsite.sources.yaml_text import places as places_of


@dataclass(frozen=True)
class Surroundings:
    """Where a build stands, repository root, built site and base address, and how its pages are rendered."""

    root: Path
    site_dir: Path
    base: Base
    renderer: Renderer


def verdict(build: Build, surroundings: Surroundings, more: Iterable[Problem] = ()) -> list[Problem]:
    """Return every problem of a finished build, settled, with `more` that were found already."""
    project = build.project
    site = _site(build, surroundings)
    moved = {redirect.key: redirect.page for redirect in project.redirects}
    left_out = {path: file.address for path, file in project.files.items() if not file.is_built}
    targets = Targets(project.addresses, moved, left_out)

    def read(file: Path) -> Source:
        return decode(place_of(file, surroundings.root), file.read_bytes()).value

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
    return settle(
        suppressions.apply(settle(found, build.settings.levels), by_path.values()), build.settings.levels
    )


def _site(build: Build, surroundings: Surroundings) -> Site:
    files = build.project.files
    known = {files[path].output: page.document for path, page in build.rendered.items() if path in files}

    @cache
    def complete(file: str) -> Document:
        return collect(site_folder.read(surroundings.site_dir / file))

    present = frozenset(site_folder.walk(surroundings.site_dir)) - _stale(build, surroundings.site_dir)
    return Site(
        surroundings.base,
        present,
        lambda file: known.get(file) or complete(file),
        complete,
        build.settings.schemes,
    )


def _stale(build: Build, site_dir: Path) -> set[str]:
    """Return the files of earlier builds that no source makes any more."""
    kept = build.before.keys() - build.project.outputs.keys()
    return {file for file in kept if (site_dir / file).stat().st_mtime_ns == build.before[file]}


def _pages(build: Build, site: Site, suspected: Mapping[tuple[str, str], str]) -> Iterator[Page]:
    """Yield what authors write and the site shows: pages, and HTML files that are copied rather than rendered."""
    sources, templates = build.project.sources, {source.path for source in build.templates}
    outputs = {
        build.project.files[path].output: path for path in build.rendered if path in build.project.files
    }
    for path, page in build.rendered.items():
        if (
            path in sources and outputs[build.project.files[path].output] == path
        ):  # else another is written over it
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
    outputs = {
        page.address: (build.project.files[path].output, page) for path, page in build.rendered.items()
    }

    def made(address: str) -> str:
        file, page = outputs[address]
        return around(page.html, site_folder.read(surroundings.site_dir / file))

    navigation = list(theme.navigation(site, build.nav, targets, places_of(build.config)))
    faults = theme_faults(site, build.gathered, suspected, made)
    told = [*told, *(fault for fault, _ in navigation)]
    found = theme.problems(site.base, faults, told, build.config, build.templates)
    return [*(problem for _, problem in navigation), *found]


def _orphans(build: Build, site: Site) -> Iterable[Problem]:
    pages = sum(file.is_page and file.is_built for file in build.project.files.values())
    if build.settings.levels["orphan-page"] == "ignore" or len(build.rendered) < pages:
        return []  # the links of pages that are not rendered are not known
    links = {path: page.content.links for path, page in build.rendered.items()}
    return orphans.find(build.project, site, links, build.navigated)
