"""Every problem of a finished build: of its sources, its pages, its theme and its navigation."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from posixpath import dirname, join, normpath

from docsite import fences, settings
from docsite.build import Build
from docsite.checks import page_problems, shown_data
from docsite.checks.page_problems import Faulty
from docsite.links import late, orphans, style_sheets, theme
from docsite.links.built_page import BuiltPage, read
from docsite.links.judge import BrokenLink, Site, broken_links, is_page
from docsite.links.report import Reporter
from docsite.links.suggest import Targets
from docsite.links.suspects import Suspects, broken_theme_links, links_of, suspects
from docsite.outputs import audit_figures, site_folder
from docsite.pages.files import File
from docsite.sources import suppressions
from docsite.sources.memory import remember
from docsite.sources.paths import DocsPath, OutputPath, RepoPath, SitePath, repo_path
from docsite.sources.problems import Problem, settle
from docsite.sources.source import Source, decode


def of_all(builds: Sequence[tuple[Build, Iterable[Problem]]]) -> list[Problem]:
    """Return every problem of finished builds of one site, each once, with those that were found already in each.

    An exception that one of them needs is used.
    """
    known = {file for build, _ in builds for file in _known(build)}
    found = [problems_of(build, more, known) for build, more in builds]
    used = set().union(*found).difference(*found)
    return sorted({each for own in found for each in own if each.rule != "unused-allow" or each not in used})


def problems_of(
    build: Build, more: Iterable[Problem] = (), known: Collection[OutputPath] = frozenset()
) -> list[Problem]:
    """Return every problem of a finished build, settled, with `more` that were found already.

    `known` are the files of the site that other builds have made.
    """
    project, around = build.project, build.around
    shown = {
        page.file.output: page for page in build.pages.values()
    }  # where two claim one, the last one is written
    site = _site(build, shown)
    left_out = {path: file.address for path, file in project.files.items() if not file.is_built}
    targets = Targets(project.addresses, project.moved, left_out, project.lost)

    @cache
    def source_of(file: Path) -> Source:
        return decode(repo_path(file, around.root), file.read_bytes()).value

    reporter = Reporter(site, targets, around.renderer, around.root, source_of, build.shown, build.memory)
    late_pages = list(_late(build, site, known))
    suspected = suspects(site, [*shown.values(), *late_pages], build.memory)
    faulty = list(_faults(build, site, shown, suspected))
    of_places, faulty = page_problems.of_places(build, site, faulty)
    found = [*of_places, *_of_settings(build), *project.problems, *_orphans(build, site), *more]
    found += audit_figures.read(project).problems if build.settings.fences else ()
    found += fences.check(project, build.memory) if build.settings.fences else ()
    found += reporter.problems(faulty)
    reported = [fault for _, faults in faulty for fault in faults]
    found += late.problems(
        [(page, broken_links(site, page.address, links_of(page, suspected))) for page in late_pages],
        around.configs,
    )
    found += style_sheets.problems(project.files.values(), reporter, around.site_dir)
    found += _of_theme(build, site, shown, suspected, targets, reported)
    found += [*page_problems.of_markup(build, source_of), *page_problems.of_includes(build, source_of)]
    checked = [*(document.source for document in build.settings.documents), *build.sources]
    by_path = {source.path: source for source in checked}
    levels = build.settings.levels
    return settle(suppressions.apply(settle(found, levels), by_path.values()), levels)


def _of_settings(build: Build) -> Iterator[Problem]:
    yield from build.settings.problems
    yield from settings.unused_patterns(build.settings, build.left_out)
    yield from settings.no_abbreviations(build.settings, build.around.docs)
    yield from settings.no_downloads(build.settings, build.around.root)
    yield from settings.empty_guides(build.settings, build.project.pages)


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
        _unsure(build),
        shown_data.unmade(build.project),
    )


def _unsure(build: Build) -> set[OutputPath]:
    """Return the files that show data with a problem: pages, and the guides to print that have such a page."""
    pages = shown_data.unsure(build.project)
    files = {build.project.files[path].output for path in pages}
    return files | {file for file, paths in build.guides.items() if not pages.isdisjoint(paths)}


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
        faults = broken_links(site, page.address, links_of(page, suspected))
        yield page, [fault for fault in faults if not _is_unmade(site, page, fault)]
    templates = {source.path for source in build.around.theme}
    for path, file in build.project.files.items():
        is_copied = file.is_built and not file.is_page and file.output not in shown
        if is_copied and path in build.project.sources and file.place not in templates:
            page = site.page(file.output)
            yield page, broken_links(site, page.address, page.content.links)


def _is_unmade(site: Site, page: BuiltPage, fault: BrokenLink) -> bool:
    """Return whether a link is as it is written, from folder to folder of the sources, to a file that was not made."""
    path = normpath(join(dirname(page.path), fault.link.value))
    return fault.rule.startswith("missing") and bool(site.unmade) and path.startswith(site.unmade)


def _of_theme(
    build: Build,
    site: Site,
    shown: Shown,
    suspected: Suspects,
    targets: Targets,
    reported: Sequence[BrokenLink],
) -> Iterable[Problem]:
    around = build.around
    texts = theme.Around(around.configs, around.theme, around.has)
    navigation = list(theme.navigation(site, around.nav, targets, texts, reported))
    is_right = not (reported or site.unsure or site.unmade)
    printed = [file for file, _ in build.printed] if is_right else []  # else its pages have said it all
    files = [*build.theme_pages, *printed]
    made = [site.page(file) for file in files if file in site.files and is_page(file)]
    doubtful = suspects(site, made, build.memory, "theme")
    faults = [
        *(fault for page in made for fault in broken_links(site, page.address, links_of(page, doubtful))),
        *broken_theme_links(site, shown.values(), suspected),
    ]
    listed = [fault for fault, _ in navigation]
    found = theme.problems(site.base, faults, reported, listed, texts, targets)
    ours = [] if build.settings.leaves_nav else [problem for _, problem in navigation]
    return [*ours, *found]


def _known(build: Build) -> Iterator[OutputPath]:
    """Yield the files of the site whose origin is known."""
    yield from build.project.outputs
    yield from (page.file.output for page in build.pages.values())
    yield from (*build.theme_pages, *build.guides, *build.made)


def _late(build: Build, site: Site, known: Collection[OutputPath]) -> Iterator[BuiltPage]:
    """Yield the HTML files that neither MkDocs nor we have written."""
    own = {*known, *_known(build)}
    yield from (site.page(file) for file in sorted(site.files) if file not in own and is_page(file))


def _orphans(build: Build, site: Site) -> Iterable[Problem]:
    project, pages = build.project, build.pages
    if build.settings.levels["orphan-page"] == "ignore" or not project.pages.keys() <= pages.keys():
        return []  # the links of pages that are not rendered are not known
    return orphans.find(
        project.files, project.front_matter, site, lambda path: pages[path].content.links, build.navigated
    )
