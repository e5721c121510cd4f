"""MkDocs' events, in MkDocs' order. What they do is in `docsite`; how MkDocs' values look is in `mkdocs_values`."""

from dataclasses import dataclass, field, replace

import mkdocs_values as values
from docsite import build as builds
from docsite import fences, passes, publish
from docsite.links.rendering import NO_RECORD, Recorder
from docsite.passes import Pass
from docsite.project import Project
from docsite.settings import asks_for_fences
from docsite.sources.paths import DocsPath, OutputPath
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

FIRST, LAST = 1000, -1000
"""Run before all other plugins; run after them, on what all of them have made."""


@dataclass
class State:
    """How MkDocs was started, and the builds that have begun and ended since the outermost of them began."""

    serving: bool = False
    dirty: bool = False
    recorder: Recorder = field(default_factory=Recorder)
    begun: list[Pass] = field(default_factory=list)
    ended: list[Pass] = field(default_factory=list)


STATE = State()


def on_startup(command: str, dirty: bool) -> None:
    """Remember how MkDocs was started."""
    STATE.serving, STATE.dirty = command == "serve", dirty


def on_config(config: MkDocsConfig) -> None:
    """Make our checks the only ones, and register what renders."""
    config.nav = passes.begin(STATE.begun, STATE.ended, values.documents(config), config.nav)
    values.silence_validation(config, STATE.begun[-1].documents)
    context = fences.RenderContext(values.templates(config), _current)
    values.register(config, STATE.recorder, fences.custom(context) if asks_for_fences(config.extra) else [])


@event_priority(LAST)
def on_pre_build(config: MkDocsConfig) -> None:
    """Leave out what another file has the address of, before MkDocs warns of it without a place."""
    STATE.begun[-1] = replace(STATE.begun[-1], clashes=values.leave_out_clashes(config))


@event_priority(LAST)
def on_files(files: Files, config: MkDocsConfig) -> None:
    """Read all sources, add the files that are made of them, and build the navigation."""
    now, started = STATE.begun[-1], {"serving": STATE.serving, "dirty": STATE.dirty}
    build = values.begin(files, config, now, **started)
    values.mend(files, build.project.mended)
    made = values.add(files, config, publish.before_pages(build))
    build = replace(build, made=made, left_out=values.leave_out(files, build.settings.leaves_out))
    STATE.begun[-1] = replace(now, build=build, nav=values.set_navigation(files, config, build))
    values.enable_fences(config, needed=build.settings.fences and fences.used(build.project))


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Remember which page is rendered, for its fences."""
    STATE.begun[-1] = replace(STATE.begun[-1], page=DocsPath(page.file.src_uri))


@event_priority(FIRST)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep how the author wrote the links that MkDocs has just rewritten, and let long names break between words."""
    STATE.begun[-1].records[DocsPath(page.file.src_uri)] = STATE.recorder.take()
    return builds.content(_build(), html)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Remember a page that only a template makes, such as 404.html, and protect it."""
    STATE.begun[-1].theme_pages.append(OutputPath(template_name))
    return publish.protected(_build(), OutputPath(template_name), output_content)


@event_priority(FIRST)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Keep what a page's source became, and protect the page before others change what the theme made."""
    build, path, html = _build(), DocsPath(page.file.src_uri), page.content or ""
    file = build.project.files.get(path) or values.file_of(page.file, config, serving=STATE.serving)
    now = STATE.begun[-1]
    now.pages[path] = builds.page(build, file, html, now.records.get(path, NO_RECORD))
    return publish.protected(build, file.output, output, html)


@event_priority(FIRST)
def _on_all_rendered(config: MkDocsConfig) -> None:
    """Remember that what is built from now on is a build inside this one."""
    STATE.begun[-1] = replace(STATE.begun[-1], is_rendered=True)


@event_priority(LAST)
def _on_all_written(config: MkDocsConfig) -> None:
    """Write what all pages together make, report everything that is wrong, and show it on the pages while serving."""
    STATE.ended.append(STATE.begun.pop())
    if not STATE.begun:  # else the pages of other languages are still to come
        values.report(passes.finish(STATE.ended, serving=STATE.serving))


on_post_build = CombinedEvent(_on_all_rendered, _on_all_written)


def _current() -> tuple[Project, DocsPath]:
    return _build().project, STATE.begun[-1].page


def _build() -> builds.Build:
    if not STATE.begun or (build := STATE.begun[-1].build) is None:
        raise PluginError("hooks/main.py: no build has begun.")
    return build
