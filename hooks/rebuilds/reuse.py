"""What a rebuild while serving takes from the builds before it where MkDocs renders the Markdown of a page.

Nothing is taken but where everything that it was made of is the same. So a site where that is not known, as another
plugin, hook or extension of Markdown may read anything, is built whole at every save.
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from docsite import fences, publish
from docsite.project import Project
from docsite.render import TEMPLATES
from docsite.settings import asks_for_fences
from docsite.sources.memory import remember
from docsite.sources.paths import DocsPath
from jinja2 import Environment
from markdown.util import get_installed_extensions
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page, _RelativePathTreeprocessor

from rebuilds.state import Rendering, State

_INHERIT = re.compile(r"^INHERIT[ \t]*:[ \t]*[\"']?(?P<file>[^\"'#\n]+)", re.MULTILINE)
_EXTENSIONS = ("markdown.extensions.", "pymdownx.", "material.extensions.")
_READING = ("pymdownx.b64",)


# When a build begins


def begins(state: State, config: MkDocsConfig, own: Mapping[str, Any]) -> None:
    """Keep what the builds before know where configuration and templates are as they were; `own` is our hook."""
    if not state.serving or state.dirty or not _is_known(config, own):
        state.memory, state.world = None, None
        return
    world = _world(config)
    if state.memory is None or state.world != world:
        state.memory, state.world, state.renderings, state.templates = {}, world, {}, None
    for key in [key for key in state.memory if key[0] == publish.WRITTEN]:
        del state.memory[key]


def _is_known(config: MkDocsConfig, own: Mapping[str, Any]) -> bool:
    """Return whether nothing takes part in a build that may read what we do not know."""
    handlers = (each for event in config.plugins.events.values() for each in event)
    full_names = {each.name: each.value for each in get_installed_extensions()}
    names = [full_names.get(each, each) for each in config.markdown_extensions if isinstance(each, str)]
    return (
        all(getattr(each, "__globals__", None) is own for each in handlers)
        and all(each.startswith(_EXTENSIONS) and not each.startswith(_READING) for each in names)
        and not config.mdx_configs.get("pymdownx.snippets", {}).get("url_download")
        and all(_is_ours(each) for each in _functions(config.mdx_configs))
        and not _has_messages(config)
    )


def _has_messages(config: MkDocsConfig) -> bool:
    """Return whether MkDocs itself judges links or the navigation, and only where it reads them once more."""
    links, nav = config.validation.links, config.validation.nav
    levels = (links.unrecognized_links, links.absolute_links, nav.not_found, nav.absolute_links)
    return max(levels) > logging.DEBUG or nav.omitted_files > logging.INFO


def _functions(value: Any) -> Iterator[Any]:
    """Yield each function in the settings of extensions."""
    if isinstance(value, Mapping):
        for each in value.values():
            yield from _functions(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _functions(each)
    elif callable(value):
        yield value


def _is_ours(function: Any) -> bool:
    return getattr(function, "__module__", "").split(".")[0] in (
        "docsite",
        "markdown",
        "material",
        "pymdownx",
    )


def _world(config: MkDocsConfig) -> tuple[object, ...]:
    """Return the texts that every page depends on: configuration, and the project's own templates."""
    folders = [TEMPLATES, *([Path(config.theme.custom_dir)] if config.theme.custom_dir else [])]
    files = sorted(file for folder in folders for file in folder.rglob("*") if file.is_file())
    glossary = config.mdx_configs.get("abbr", {}).get("glossary")
    texts = [(file, file.read_bytes()) for file in (*configuration_files(config), *files)]
    return (texts, glossary, config.site_url)


def configuration_files(config: MkDocsConfig) -> Iterator[Path]:
    """Yield mkdocs.yml and the files that it inherits from."""
    file = Path(config.config_file_path) if config.config_file_path else None
    for _ in range(10):
        if file is None or not file.is_file():
            return
        yield file
        inherited = _INHERIT.search(file.read_text("utf-8", errors="replace"))
        file = file.parent / inherited["file"].strip() if inherited else None


def custom_fences(state: State, config: MkDocsConfig, templates: Environment) -> list[dict[str, Any]]:
    """Return the fences that show data, each rendered once from the same data, if the site asks for them."""

    def current() -> tuple[Project, DocsPath]:
        return state.current().project, state.page or DocsPath("")

    def again(name: str, text: str, make: Callable[[], str]) -> str:
        page = state.page or DocsPath("")
        project = state.current().project
        own = fences.own_data(project, name, text)
        data = state.data if own is None else (state.common, own)
        made = (data, project.front_matter.get(page), project.addresses.get(page))
        return remember(state.memory, (f"fence {name} {text}", page), made, make)

    state.context = fences.RenderContext(templates, current, state.shown.append, again)
    return fences.custom(state.context) if asks_for_fences(config.extra) else []


# When all files are known


def knows_files(state: State, files: Files) -> None:
    """Note what pages can show: the data, and the names and addresses of all files."""
    state.files = files
    memory = state.memory
    names = [(file.src_uri, file.url) for file in files]
    state.data = remember(memory, ("data", ""), state.current().shown, object)
    state.common = remember(memory, ("common data", ""), state.current().shown_by_all, object)
    state.names = remember(memory, ("names", ""), names, object)


# When a page is rendered


def renders(state: State, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Have MkDocs take what a page's Markdown became before, where that is what it would become now."""
    path = DocsPath(page.file.src_uri)
    state.page, state.reused = path, None
    state.shown.clear()
    before = state.renderings.get(path) if state.memory is not None else None
    if before and before.markdown == markdown and is_fresh(state, before, page, config, files):
        state.reused = replace(before, data=state.data, names=state.names)
        vars(page)["render"] = partial(_take, page, before)


def is_fresh(state: State, before: Rendering, page: Page, config: MkDocsConfig, files: Files) -> bool:
    """Return whether a page's Markdown would become what it became before, its text being the same."""
    return (
        before.own == state.current().project.front_matter.get(DocsPath(page.file.src_uri))
        and all(state.find and state.find(path) == file for path, file in before.record.snippets.items())
        and all(_bytes(file) == text for file, text in before.texts.items())
        and state.context is not None
        and (before.data is state.data or all(fences.is_same(state.context, each) for each in before.fences))
        and (before.names is state.names or _has_same_links(before, page, config, files))
    )


def _has_same_links(before: Rendering, page: Page, config: MkDocsConfig, files: Files) -> bool:
    rewriter = _RelativePathTreeprocessor(page.file, files, config)
    return all(rewriter.path_to_url(written) == value for written, value in before.record.links.items())


def _bytes(file: str) -> bytes:
    return Path(file).read_bytes() if Path(file).is_file() else b""


def _take(page: Page, before: Rendering, *_: Any) -> None:
    page.content, page.toc = before.content, before.toc
    page._title_from_render, page.present_anchor_ids = before.title, before.anchors  # noqa: SLF001


def keeps(state: State, html: str, page: Page) -> None:
    """Keep what a page's Markdown became, with all that it was made of."""
    path = DocsPath(page.file.src_uri)
    if state.reused is None:
        record = state.begun[-1].records[path] = state.recorder.take()
        state.find = state.recorder.find or state.find
    else:
        record = state.begun[-1].records[path] = state.reused.record
        state.renderings[path] = state.reused
    if state.memory is not None and state.reused is None:
        state.renderings[path] = Rendering(
            page.markdown or "",
            state.current().project.front_matter.get(path),
            html,
            page.toc,
            page._title_from_render,  # noqa: SLF001
            page.present_anchor_ids,
            record,
            {file: _bytes(file) for file in record.included},
            tuple(state.shown),
            state.data,
            state.names,
        )
