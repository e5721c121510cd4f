"""Every problem of a finished build: of its sources, its pages, its theme and its navigation."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path

from docsite import fences, settings
from docsite.addresses import anchored
from docsite.build import Build
from docsite.links import orphans, theme
from docsite.links.built_page import BuiltPage, read
from docsite.links.html_links import Link
from docsite.links.judge import BrokenLink, Site, broken_links, is_page, judge
from docsite.links.report import Reporter
from docsite.links.suggest import Targets
from docsite.links.suspects import Suspects, broken_theme_links, doubtful, links_of, suspects
from docsite.messages.linker import QUESTIONS
from docsite.outputs import site_folder
from docsite.pages.files import File
from docsite.sources import suppressions
from docsite.sources.memory import remember
from docsite.sources.paths import DocsPath, OutputPath, RepoPath, SitePath, repo_path
from docsite.sources.problems import Problem, did_you_mean, settle
from docsite.sources.source import Source, decode
from docsite.sources.yaml_text import places as places_of


def problems_of(build: Build, more: Iterable[Problem] = ()) -> list[Problem]:
    """Return every problem of a finished build, settled, with `more` that were found already."""
    project, around = build.project, build.around
    shown = {
        page.file.output: page for page in build.pages.values()
    }  # where two claim one, the last one is written
    site = _site(build, shown)
    moved = {redirect.key: redirect.page for redirect in project.redirects}
    left_out = {path: file.address for path, file in project.files.items() if not file.is_built}
    targets = Targets(project.addresses, moved, left_out)

    @cache
    def source_of(file: Path) -> Source:
        return decode(repo_path(file, around.root), file.read_bytes()).value

    reporter = Reporter(site, targets, around.renderer, source_of, build.shown, build.memory)
    suspected = suspects(site, shown.values(), build.memory)
    faulty = list(_faults(build, site, shown, suspected))
    concerned, faulty = _of_questions(build, site, faulty)
    found = [
        *concerned,
        *_of_settings(build),
        *project.problems,
        *fences.check(project),
        *_orphans(build, site),
        *more,
    ]
    found += [problem for page, faults in faulty for problem in reporter.problems(page, faults)]
    reported = [fault for _, faults in faulty for fault in faults]
    found += _of_theme(build, site, shown, suspected, targets, reported)
    included = sorted({file for page in build.pages.values() for file in page.record.included})
    checked = [source for path, source in project.sources.items() if project.files[path].is_built]
    checked += [document.source for document in build.settings.documents]
    checked += [around.config, *around.theme, *map(source_of, map(Path, included))]
    by_path = {source.path: source for source in checked}
    levels = build.settings.levels
    return settle(suppressions.apply(settle(found, levels), by_path.values()), levels)


def _of_settings(build: Build) -> Iterator[Problem]:
    yield from build.settings.problems
    yield from settings.unused_patterns(build.settings, build.left_out)
    yield from settings.no_abbreviations(build.settings, build.around.docs)
    yield from settings.empty_guides(build.settings, build.project.pages)


Faulty = tuple[BuiltPage, list[BrokenLink]]
"""A page and what is wrong with its links."""

Shown = dict[OutputPath, BuiltPage]
"""The pages that were rendered, by the file that they became."""


def _site(build: Build, shown: Shown) -> Site:
    site_dir, project = build.around.site_dir, build.project
    copied = {file.output: file for file in project.files.values() if file.is_built and not file.is_page}

    @cache
    def other(output: OutputPath) -> BuiltPage:
        """Return an HTML file of the site that was not rendered, as a page that is all content."""
        html = read(site_dir / output)
        file = copied.get(output) or _unknown(output, site_dir / output)
        source = project.sources.get(file.path) or Source(file.place, html)
        built = partial(BuiltPage, file, source, html, site_dir / output)
        return remember(build.memory, ("copied", output), (file, source, html), built)

    present = frozenset(site_folder.walk(site_dir)) - _stale(build)
    return Site(
        build.around.base,
        present,
        lambda output: shown.get(output) or other(output),
        build.settings.schemes,
    )


def _unknown(output: OutputPath, built: Path) -> File:
    """Return a file of the site that no source of the project made as one that is its own source."""
    return File(
        path=DocsPath(output),
        place=RepoPath(output),
        disk=built,
        output=output,
        address=SitePath(output),
        is_page=False,
        in_nav=False,
        is_built=True,
        is_authored=False,
    )


def _stale(build: Build) -> set[OutputPath]:
    """Return the files of earlier builds that no source makes any more."""
    before, site_dir = build.around.before or {}, build.around.site_dir
    kept = before.keys() - build.project.outputs.keys()
    return {file for file in kept if (site_dir / file).stat().st_mtime_ns == before[file]}


def _faults(build: Build, site: Site, shown: Shown, suspected: Suspects) -> Iterator[Faulty]:
    """Yield pages with what is wrong with their links, and so HTML files that are copied rather than rendered."""
    for page in shown.values():
        yield page, broken_links(site, page.address, links_of(page, suspected))
    templates = {source.path for source in build.around.theme}
    for path, file in build.project.files.items():
        is_copied = file.is_built and not file.is_page and file.output not in shown
        if is_copied and path in build.project.sources and file.place not in templates:
            page = site.page(file.output)
            yield page, broken_links(site, page.address, page.content.links)


def _of_theme(
    build: Build,
    site: Site,
    shown: Shown,
    suspected: Suspects,
    targets: Targets,
    reported: Sequence[BrokenLink],
) -> Iterable[Problem]:
    around = build.around
    navigation = list(theme.navigation(site, around.nav, targets, places_of(around.config)))
    files = [*build.theme_pages, *(file for file, _ in build.printed)]
    made = [site.page(file) for file in files if file in site.files and is_page(file)]
    faults = [
        *(
            fault
            for page in made
            for fault in broken_links(site, page.address, doubtful(site, page, build.memory))
        ),
        *broken_theme_links(site, shown.values(), suspected),
    ]
    reported = [*reported, *(fault for fault, _ in navigation)]
    found = theme.problems(site.base, faults, reported, around.config, around.theme)
    return [*(problem for _, problem in navigation), *found]


def _of_questions(build: Build, site: Site, faulty: Sequence[Faulty]) -> tuple[list[Problem], list[Faulty]]:
    """Return what is wrong with the places that questions concern, and the faults of pages without those links."""
    project = build.project
    listed_on = project.messages.shown_on.get((QUESTIONS, ""))
    found: list[Problem] = []
    told: set[str] = set()
    for question in project.messages.questions:
        for index, place in enumerate(question.concerns):
            page, mark, anchor = place.partition("#")
            if page not in project.pages:
                meant = did_you_mean(page, project.pages)
                values = {
                    "reason": "does not exist",
                    "suggestion": f"{meant}{mark}{anchor}" if meant else None,
                }
                found.append(question.problem(("concerns", index), "missing-page.link", link=place, **values))
            elif anchor and (fault := judge(site, "", Link("href", f"{project.address(page)}#{anchor}"))):
                meant = site.page(OutputPath(fault.path)).anchor_names.meant(anchor)
                values = {
                    "anchor": anchor,
                    "page": f"'{page}'",
                    "suggestion": f"{page}#{meant}" if meant else None,
                }
                found.append(
                    question.problem(("concerns", index), "missing-anchor.link", link=place, **values)
                )
                address = project.address(listed_on) if listed_on else ""
                told.add(anchored(project.address(page), address, anchor))
    left = [
        (page, [each for each in faults if page.path != listed_on or each.link.value not in told])
        for page, faults in faulty
    ]
    return found, left


def _orphans(build: Build, site: Site) -> Iterable[Problem]:
    project, pages = build.project, build.pages
    if build.settings.levels["orphan-page"] == "ignore" or not project.pages.keys() <= pages.keys():
        return []  # the links of pages that are not rendered are not known
    return orphans.find(
        project.files, project.front_matter, site, lambda path: pages[path].content.links, build.navigated
    )
