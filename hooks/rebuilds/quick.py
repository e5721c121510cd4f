"""A rebuild of the texts that have changed, on top of the site as it is: pages, data, samples, images.

It reads all sources again, and does what MkDocs does to a page for those pages alone that become something else. Where
more may change than these, such as titles, navigation, or which files there are, it leaves the build to MkDocs.
"""

import logging
import time
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path

from docsite import publish, reading
from docsite.checks import shown_problems
from docsite.outputs import quality, site_folder
from docsite.project import Project
from docsite.sources.paths import DocsPath, OutputPath
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date

from rebuilds import reuse
from rebuilds.state import Kept, State

log = logging.getLogger("mkdocs.hooks.docsite")


def rebuild(state: State, changed: Collection[Path]) -> bool:
    """Build what changes with some files of the docs folder, and return whether that is all that changes."""
    kept = state.kept
    before = kept.done.build if kept else None
    if kept is None or before is None or state.memory is None or state.shows_others or before.project.mended:
        return False
    start = time.monotonic()
    paths = {DocsPath(file.relative_to(kept.config.docs_dir).as_posix()) for file in changed}
    read = reading.read(
        before.project.files.values(),
        before.settings,
        kept.done.clashes,
        memory=state.memory,
        site_url=before.around.about.url,
    )
    build = replace(before, project=read)
    made = dict(publish.before_pages(build))
    if (
        paths & {*kept.config.extra_templates, before.settings.abbreviations}
        or not _is_same_site(before.project, read, paths)
        or made.keys() != state.made.keys()
        or any(page.update_date != get_build_date() for page in kept.nav.pages)
    ):
        return False
    state.kept = None  # what ends amid a build is not built upon
    state.begun[:], state.ended[:] = [replace(kept.done, build=build, is_rendered=False)], []
    shown_problems.hide(before, state.shown_problems)
    reuse.knows_files(state, kept.files)
    done = [file.page for file in _pages(kept.files) if file.page and _differs(state, kept, file.page, paths)]
    titles = [page.title for page in done]
    for page in done:
        _render(kept, page)
    if [page.title for page in done] != titles:
        return False
    _copy(kept.files, paths)
    _write(before.around.site_dir, made, state.made)
    state.made = made
    kept.config.plugins.on_post_build(config=kept.config)
    log.info(
        "Built %d of %d pages in %.2f seconds", len(done), len(kept.done.pages), time.monotonic() - start
    )
    return True


def _is_same_site(before: Project, now: Project, paths: Iterable[DocsPath]) -> bool:
    """Return whether nothing has changed that a page shows of others: titles and front matter."""
    return (
        not now.mended
        and before.titles == now.titles
        and all(_front_matter(before, path) == _front_matter(now, path) for path in paths)
    )


def _front_matter(read: Project, path: DocsPath) -> str:
    source = read.sources.get(path)
    return source.text[: source.body] if source and path in read.front_matter else ""


def _pages(files: Files) -> list[File]:
    return list(files.documentation_pages(inclusion=InclusionLevel.is_in_serve))


def _differs(state: State, kept: Kept, page: Page, paths: Collection[DocsPath]) -> bool:
    """Return whether a page may become something else: its own text has changed, or what it shows."""
    state.page = DocsPath(page.file.src_uri)
    rendering = state.renderings.get(state.page)
    if rendering is None or state.page in paths or quality.MARK in rendering.content:
        return True
    if not reuse.is_fresh(state, rendering, page, kept.config, kept.files):
        return True
    state.renderings[state.page] = replace(rendering, data=state.data, names=state.names)
    return False


def _render(kept: Kept, page: Page) -> None:
    """Do what MkDocs does to a page."""
    vars(page).pop("render", None)
    _populate_page(page, kept.config, kept.files)
    excluded = page.file.inclusion.is_excluded()
    _build_page(page, kept.config, _pages(kept.files), kept.nav, kept.env, excluded=excluded)


def _copy(files: Files, paths: Iterable[DocsPath]) -> None:
    """Copy the files that are published as they are."""
    for path in paths:
        file = files.get_file_from_path(path)
        if file and not file.is_documentation_page() and file.inclusion.is_in_serve():
            file.copy_file()


def _write(
    site_dir: Path, made: dict[OutputPath, str | bytes], before: dict[OutputPath, str | bytes]
) -> None:
    """Write the files that are made of the sources."""
    for path, content in made.items():
        if content != before[path]:
            if isinstance(content, str):
                site_folder.write(site_dir / path, content)
            else:
                (site_dir / path).write_bytes(content)


def keep(state: State, config: MkDocsConfig) -> None:
    """Keep of a build that is done what a quick one needs."""
    if state.memory is not None and state.files is not None and state.nav is not None:
        state.kept = Kept(state.ended[-1], config, state.files, state.nav, state.env)
