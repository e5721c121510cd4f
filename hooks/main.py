"""MkDocs' events, in MkDocs' order. What they do is in `docsite`; how MkDocs' values look is in `mkdocs_values`."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import mkdocs_values as values
from docsite import build as builds
from docsite import check, fences, publish
from docsite.links.built_page import BuiltPage
from docsite.links.rendering import NO_RECORD, Recorder, RenderRecord
from docsite.project import Project
from docsite.sources.paths import DocsPath, OutputPath
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

FIRST, LAST = 1000, -1000
"""Run before all other plugins; run after them, on what all of them have made."""


@dataclass
class State:
    """How MkDocs was started, and what the build that goes on knows so far; every build starts anew."""

    serving: bool = False
    dirty: bool = False
    clashes: Mapping[DocsPath, DocsPath] = field(default_factory=dict)
    build: builds.Build | None = None  # what is known before pages are rendered
    page: DocsPath | None = None  # the one that is rendered right now, for its fences
    recorder: Recorder = field(default_factory=Recorder)
    records: dict[DocsPath, RenderRecord] = field(default_factory=dict)
    pages: dict[DocsPath, BuiltPage] = field(default_factory=dict)
    theme_pages: list[OutputPath] = field(default_factory=list)


STATE = State()


def on_startup(command: str, dirty: bool) -> None:
    """Remember how MkDocs was started."""
    STATE.serving, STATE.dirty = command == "serve", dirty


def on_config(config: MkDocsConfig) -> None:
    """Make our checks the only ones, and register what renders."""
    STATE.recorder, STATE.records, STATE.pages, STATE.theme_pages = Recorder(), {}, {}, []
    values.silence_validation(config)
    values.set_glossary(config)
    context = fences.RenderContext(values.templates(config), _current)
    values.register(config, STATE.recorder, fences.custom(context))


@event_priority(LAST)
def on_pre_build(config: MkDocsConfig) -> None:
    """Leave out what another file has the address of, before MkDocs warns of it without a place."""
    STATE.clashes = values.leave_out_clashes(config)


@event_priority(LAST)
def on_files(files: Files, config: MkDocsConfig) -> None:
    """Read all sources, add the files that are made of them, and build the navigation."""
    build = values.begin(files, config, STATE.clashes, serving=STATE.serving, dirty=STATE.dirty)
    values.mend(files, build.project.mended)
    values.add(files, config, publish.before_pages(build))
    STATE.build = replace(build, left_out=values.leave_out(files, build.settings.leaves_out))
    values.set_navigation(files, config, build.project)
    values.enable_fences(config, needed=fences.used(build.project))


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Remember which page is rendered, for its fences."""
    STATE.page = DocsPath(page.file.src_uri)


@event_priority(FIRST)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Keep how the author wrote the links that MkDocs has just rewritten, and what the page includes."""
    STATE.records[DocsPath(page.file.src_uri)] = STATE.recorder.take()


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Remember a page that only a template makes, such as 404.html, and protect it."""
    STATE.theme_pages.append(OutputPath(template_name))
    return publish.protected(_build(), STATE.theme_pages[-1], output_content)


@event_priority(FIRST)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Keep what a page's source became, and protect the page before others change what the theme made."""
    build, path, html = _build(), DocsPath(page.file.src_uri), page.content or ""
    file = build.project.files.get(path) or values.file_of(page.file, config, serving=STATE.serving)
    STATE.pages[path] = builds.page(build, file, html, STATE.records.get(path, NO_RECORD))
    return publish.protected(build, file.output, output, html)


@event_priority(LAST)
def on_post_build(config: MkDocsConfig) -> None:
    """Write what all pages together make, report everything that is wrong, and show it on the pages while serving."""
    build = replace(_build(), pages=STATE.pages, theme_pages=STATE.theme_pages)
    found = check.problems_of(build, publish.after_pages(build))
    values.report(found)
    publish.save_problems(found)
    if STATE.serving:
        publish.show_problems(build, found)


def _current() -> tuple[Project, DocsPath]:
    return _build().project, STATE.page or DocsPath("")


def _build() -> builds.Build:
    if STATE.build is None:
        raise PluginError("hooks/main.py: no build has begun.")
    return STATE.build
