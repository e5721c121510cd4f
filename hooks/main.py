"""MkDocs' events in MkDocs' order. What they do stands in `docsite`; this is the only file that knows MkDocs."""

import gc
import logging
import os
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from docsite import build as builds
from docsite import check, fences, project, publish, render, settings
from docsite.links.address import base_of
from docsite.links.rendering import Renderer, Watch
from docsite.outputs import csp, llms, site_folder
from docsite.pages import files as docs_files
from docsite.pages import navigation
from docsite.sources import fixes, problems, source
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date

SUPERFENCES = "pymdownx.superfences"
FIRST, LAST = 1000, -1000
"""Priorities of the events that look before other plugins do, and at what all of them have made."""

FILES_LOG = logging.getLogger("mkdocs.structure.files")
log = logging.getLogger("mkdocs.hooks.docsite")


@dataclass
class State:
    """What lives while MkDocs does: how it was started, and the current build, which every build replaces."""

    serving: bool = False
    dirty: bool = False
    build: builds.Build | None = None
    page: str = ""
    pages: dict[str, Page] = field(default_factory=dict)
    clashes: list[tuple[str, str]] = field(default_factory=list)
    watch: Watch = field(default_factory=Watch)


STATE = State()

# What is loaded by now stays. Without looking at it each time, the garbage collector costs a build of 500 pages
# no more than it does without us; else a hundredth of the whole build.
gc.freeze()


def on_startup(command: str, dirty: bool) -> None:
    """Remember how MkDocs was started."""
    STATE.serving, STATE.dirty = command == "serve", dirty


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Make our verdict the only one, and register what renders."""
    _settings(config)
    _silence(config)
    STATE.watch = Watch()
    config.markdown_extensions.append(STATE.watch)  # type: ignore[arg-type]  # MkDocs passes it on as it is
    superfences = config.mdx_configs.setdefault(SUPERFENCES, {})
    superfences["custom_fences"] = [*superfences.get("custom_fences", []), *fences.custom(_context(config))]
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Listen for the one fault of files that MkDocs tells before it shows them."""
    STATE.clashes, STATE.pages = [], {}
    FILES_LOG.addFilter(_hear_clash)


@event_priority(LAST)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Read all sources, add the files that are made, and build the navigation."""
    FILES_LOG.removeFilter(_hear_clash)
    read = project.read(_sources(files, config), _settings(config), _clashes(files, config))
    before = site_folder.snapshot(Path(config.site_dir)) if STATE.dirty else {}
    STATE.build = builds.begin(_settings(config), read, *_own_texts(config), config.nav, before)
    _mend_encoding(files, read)
    _add_and_leave_out(files, config)
    if config.nav is None:
        _navigate(files, config, read)
    if fences.used(read) and SUPERFENCES not in config.markdown_extensions:
        config.markdown_extensions.append(SUPERFENCES)
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Remember which page is rendered, for its fences."""
    STATE.page = page.file.src_uri


@event_priority(FIRST)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Keep how the author wrote the links that MkDocs has just rewritten, and what the page includes."""
    _build().noted[page.file.src_uri] = STATE.watch.take()
    STATE.pages[page.file.src_uri] = page


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Collect the links of a page that only a template makes, such as 404.html, and protect it."""
    if template_name.endswith((".html", ".htm")):
        _build().gathered.add_theme(template_name, output_content)
    return _protected(config, template_name, output_content)


@event_priority(LAST)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Collect links and anchors of a built page, and protect it."""
    _build().add(page.file.src_uri, page.content or "", output, page.canonical_url or "")
    return _protected(config, page.file.dest_uri, output, page.content or "")


@event_priority(LAST)
def on_post_build(config: MkDocsConfig) -> None:
    """Write what all pages together make, report everything that is wrong, and show it on the pages while serving."""
    found = check.verdict(_build(), _surroundings(config), _finish(config))
    for problem in found:
        log.log(logging.WARNING if problem.level == "problem" else logging.INFO, problems.line(problem))
    if found:
        log.info(problems.closing(found))
    if file := os.environ.get("DOCSITE_PROBLEMS"):  # `python -m docsite fix` asks for them
        fixes.save(found, Path(file))
    if STATE.serving:
        publish.show_problems(_build(), found, Path(config.site_dir), _templates(config))


def _finish(config: MkDocsConfig) -> list[problems.Problem]:
    """Write Markdown, whole guides and search index, and return what is wrong with the words for the search."""
    folder, templates = Path(config.site_dir), _templates(config)
    about = llms.About(config.site_name, config.site_description or "", config.site_url or "")
    publish.write_markdown(_build(), about, folder, templates)
    values = {"site_name": config.site_name, "site_url": config.site_url or "", "made": get_build_date()}
    protect = partial(_protected, config)
    publish.write_whole_guides(_build(), folder, templates, protect, **values)
    return list(publish.write_search(_build(), folder))


def _add_and_leave_out(files: Files, config: MkDocsConfig) -> None:
    """Add the files that the hook makes, and take away those that the site does not want."""
    own = _build()
    for path, content in publish.files(own.project, own.settings, config.site_url, _templates(config)):
        made = _protected(config, path, content) if isinstance(content, str) else content
        files.append(File.generated(config, path, content=made))
    for file in [file for file in files if own.settings.leaves_out(file.dest_uri)]:
        files.remove(file)


def _build() -> builds.Build:
    if STATE.build is None:
        raise PluginError("hooks/main.py: no build has begun.")
    return STATE.build


def _protected(config: MkDocsConfig, file: str, html: str, content: str = "") -> str:
    """Return a page with its Content-Security-Policy if the site asks for one, and other files as they are."""
    if not _build().settings.policy or not file.endswith((".html", ".htm")):
        return html
    return csp.protect(html, content, _templates(config), serving=STATE.serving)


def _silence(config: MkDocsConfig) -> None:
    """Take MkDocs' own link messages away: they miss much, and what they find is found by us too."""
    validation = config.validation
    links = validation.links
    links.unrecognized_links = links.anchors = logging.DEBUG
    for each in (validation.nav, links):
        each.not_found = logging.DEBUG
        if each.absolute_links >= 0:  # below stands 'relative_to_docs', which is a way to read links
            each.absolute_links = logging.DEBUG


def _hear_clash(record: logging.LogRecord) -> bool:
    """Take MkDocs' warning that it leaves out one of two files with one address, to tell it with its place."""
    mark = "' from the site because it conflicts with '"
    excluded, found, kept = record.getMessage().removeprefix("Excluding '").partition(mark)
    if found:
        STATE.clashes.append((excluded, kept.removesuffix("'.")))
    return not found


def _clashes(files: Files, config: MkDocsConfig) -> list[docs_files.Clash]:
    """Return the files that MkDocs has left out, each with the file that keeps its address."""
    found = [(excluded, files.get_file_from_path(kept)) for excluded, kept in STATE.clashes]
    docs = Path(config.docs_dir)
    return [
        docs_files.Clash(_place(config, docs / excluded), _place(config, docs / file.src_uri), _address(file))
        for excluded, file in found
        if file
    ]


def _turn_to(path: str, config: MkDocsConfig) -> None:
    """Make a page the current one again, for what its rendering asks for."""
    STATE.page = path
    config._current_page = STATE.pages.get(path)  # noqa: SLF001  # where the tag '!relative' looks


def _settings(config: MkDocsConfig) -> settings.Settings:
    try:
        return settings.read(config.extra)
    except ValueError as error:
        raise PluginError(f"hooks/main.py: {error}") from None


def _navigate(files: Files, config: MkDocsConfig, read: project.Project) -> None:
    """Set the navigation, and tell MkDocs that the pages which are left out are so on purpose."""
    config.nav = read.navigation()
    listed = {target for _, target in navigation.leaves(config.nav)}
    for file in files:
        if file.is_documentation_page() and file.inclusion.is_in_nav() and file.src_uri not in listed:
            file.inclusion = InclusionLevel.NOT_IN_NAV


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent.absolute() if config.config_file_path else Path.cwd()


def _place(config: MkDocsConfig, path: Path) -> str:
    return Path(os.path.relpath(path, _root(config))).as_posix()


def _templates(config: MkDocsConfig) -> Environment:
    return render.environment(config.theme.custom_dir)


def _context(config: MkDocsConfig) -> fences.Context:
    """Return what a fence needs; it asks for the current build when it is rendered."""
    return fences.Context(
        templates=_templates(config),
        current=lambda: (_build().project, STATE.page),
    )


def _address(file: File) -> str:
    return "" if file.url == "./" else file.url


def _sources(files: Files, config: MkDocsConfig) -> list[docs_files.File]:
    docs, place, found = config.docs_dir, _place(config, Path(config.docs_dir)), []
    for file in files:
        level = file.inclusion
        is_served = level.is_in_serve() if STATE.serving else level.is_included()
        is_page, disk = file.is_documentation_page(), file.abs_src_path
        found.append(
            docs_files.File(
                path=file.src_uri,
                place=f"{place}/{file.src_uri}",
                disk=Path(disk) if disk else None,
                output=file.dest_uri,
                address=_address(file),
                is_page=is_page,
                in_nav=level.is_included() and level.is_in_nav(),
                is_built=is_served or level is InclusionLevel.UNDEFINED,
                is_authored=disk is not None and disk.startswith(f"{docs}{os.sep}"),
                content=file.content_bytes if disk is None and is_page else b"",
            )
        )
    return found


def _mend_encoding(files: Files, read: project.Project) -> None:
    """Give MkDocs the text of files that it could not decode, so that the build goes on and tells all."""
    broken = {problem.path for problem in read.problems if problem.rule == "not-utf-8"}
    for path, text in read.sources.items():
        file = files.get_file_from_path(path)
        if file and text.path in broken and file.is_documentation_page():
            file.content_string = text.text


def _own_texts(config: MkDocsConfig) -> tuple[source.Source, list[source.Source]]:
    """Return the texts of mkdocs.yml and of the project's own templates."""
    configuration = Path(config.config_file_path or "mkdocs.yml")
    content = (
        configuration.read_bytes() if configuration.is_file() else b""
    )  # MkDocs takes it from a pipe too
    overrides = Path(config.theme.custom_dir) if config.theme.custom_dir else None
    files = sorted(overrides.rglob("*.html")) if overrides else []
    files += [file for name in config.extra_templates if (file := Path(config.docs_dir, name)).is_file()]
    texts = [source.decode(_place(config, file), file.read_bytes())[0] for file in files]
    return source.decode(configuration.name, content)[0], texts


def _surroundings(config: MkDocsConfig) -> check.Surroundings:
    return check.Surroundings(
        root=_root(config),
        site_dir=Path(config.site_dir),
        base=base_of(config.site_url),
        renderer=Renderer(
            config.markdown_extensions, config.mdx_configs, lambda path: _turn_to(path, config)
        ),
    )
