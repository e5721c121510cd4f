"""MkDocs' events, in MkDocs' order. What they do is in `docsite`; how MkDocs' values look is in `mkdocs_values`."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import mkdocs_values as values
from docsite import build as builds
from docsite import fences, passes, publish
from docsite.sources.paths import DocsPath, OutputPath
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from rebuilds import quick, reuse, serve, themed
from rebuilds.state import State

FIRST, LAST = 1000, -1000  # before all other plugins; after them, on what all of them have made
STATE = State()


def on_startup(command: str, dirty: bool) -> None:
    """Remember how MkDocs was started."""
    STATE.serving, STATE.dirty = command == "serve", dirty
    values.collect_rarely(STATE)


def on_config(config: MkDocsConfig) -> None:
    """Make our checks the only ones, and register what renders."""
    serve.starts(STATE, config)
    config.nav = passes.begin(STATE.begun, STATE.ended, values.documents(config), config.nav)
    values.silence_validation(config, STATE.begun[-1].documents)
    custom = reuse.custom_fences(STATE, config, values.templates(config))
    values.register(config, STATE.recorder, custom)
    reuse.begins(STATE, config, globals())


@event_priority(LAST)
def on_pre_build(config: MkDocsConfig) -> None:
    """Leave out what another file has the address of, before MkDocs warns of it without a place."""
    STATE.begun[-1] = replace(STATE.begun[-1], clashes=values.leave_out_clashes(config))


@event_priority(LAST)
def on_files(files: Files, config: MkDocsConfig) -> None:
    """Read all sources, add the files that are made of them, and build the navigation."""
    build = values.begin(files, config, STATE)
    STATE.made = dict(publish.before_pages(build))
    build = values.change(files, config, build, STATE.made)
    STATE.begun[-1] = replace(STATE.begun[-1], build=build, nav=values.set_navigation(files, config, build))
    values.enable_fences(config, needed=build.settings.fences and fences.used(build.project))
    reuse.knows_files(STATE, files)


@event_priority(LAST)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Note which page is rendered, for its fences, and take what it became before where that is the same."""
    reuse.renders(STATE, markdown, page, config, files)


@event_priority(FIRST)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep how the author wrote the links that MkDocs has just rewritten, and let long names break between words."""
    reuse.keeps(STATE, html, page)
    return builds.content(STATE.current(), DocsPath(page.file.src_uri), html)


@event_priority(LAST)
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Any:
    """Have the theme show again what is the same on a page as before."""
    return themed.remembering(STATE, env)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Remember a page that only a template makes, such as 404.html, and protect it."""
    STATE.begun[-1].theme_pages.append(OutputPath(template_name))
    return publish.protected(STATE.current(), OutputPath(template_name), output_content)


@event_priority(FIRST)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Keep what a page's source became, and protect the page before others change what the theme made."""
    build, path, html = STATE.current(), DocsPath(page.file.src_uri), page.content or ""
    file = build.project.files.get(path) or values.file_of(page.file, config, serving=STATE.serving)
    STATE.begun[-1].pages[path] = builds.page(build, file, html, STATE.begun[-1].records.get(path), output)
    return publish.protected(build, file.output, output, html)


@event_priority(FIRST)
def _on_all_rendered(config: MkDocsConfig) -> None:
    """Remember that what is built from now on is a build inside this one."""
    STATE.begun[-1] = replace(STATE.begun[-1], is_rendered=True)


@event_priority(LAST)
def _on_all_written(config: MkDocsConfig) -> None:
    """Write what all pages together make, report everything that is wrong, and show it on the pages while serving."""
    STATE.ended.append(STATE.begun.pop())
    if STATE.begun:  # the pages of other languages are still to come
        return
    done = passes.finish(STATE.ended, serving=STATE.serving)
    values.report(done.problems)
    themed.forget_outputs(STATE)
    STATE.shown_problems = done.shown
    quick.keep(STATE, config)


on_post_build = CombinedEvent(_on_all_rendered, _on_all_written)


def on_serve(server: Any, config: MkDocsConfig, builder: Callable[..., Any]) -> None:
    """Build from now on no more than has changed."""
    serve.take_over(STATE, server, config, builder)


def on_shutdown() -> None:
    """Leave Python as it was."""
    values.collect_as_before(STATE)
