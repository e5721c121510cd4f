"""MkDocs' files and configuration as plain values, and what is set in them. Besides it only `rebuilds` knows MkDocs."""

import gc
import logging
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from docsite import build, reading, render
from docsite import settings as own_settings
from docsite.links.rendering import Recorder, Renderer
from docsite.outputs import downloads, site_folder
from docsite.outputs.llms import About
from docsite.pages import files as docs_files
from docsite.pages import navigation
from docsite.pages.abbreviations import glossary
from docsite.sources import configuration, problems
from docsite.sources import mkdocs_validation as validation
from docsite.sources.paths import DocsPath, OutputPath, RepoPath, SitePath, repo_path
from docsite.sources.problems import Problem
from docsite.sources.source import Source, decode
from docsite.sources.yaml_text import Document
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from pathspec.gitignore import GitIgnoreSpec
from rebuilds.state import State

SUPERFENCES = "pymdownx.superfences"
OBJECTS = 10_000
"""So many new ones make Python look for cycles while MkDocs runs, instead of some hundreds."""

log = logging.getLogger("mkdocs.hooks.docsite")


# What is set in Python


def collect_rarely(state: State) -> None:
    """Look for cycles rarely: a build keeps most of what it makes, and to go through all of it takes a twentieth."""
    state.thresholds = gc.get_threshold()
    gc.set_threshold(OBJECTS, *state.thresholds[1:])


def collect_as_before(state: State) -> None:
    """Look for cycles as often as before the build."""
    gc.set_threshold(*state.thresholds)


# What is set in MkDocs' configuration


def silence_validation(config: MkDocsConfig, documents: Sequence[Document]) -> None:
    """Take MkDocs' own link messages away that are ours too, which miss much; what the site asks for besides stays."""
    for part, key in validation.ours(validation.wanted(documents)):
        own: Any = config.validation[part]
        own[key] = logging.DEBUG


def register(config: MkDocsConfig, recorder: Recorder, custom_fences: Sequence[dict[str, Any]]) -> None:
    """Have each page's rendering recorded, the fences rendered that show data, and abbreviations explained.

    It is done once for each configuration.
    """
    extensions: list[Any] = config.markdown_extensions  # MkDocs passes on what is no name
    if recorder in extensions:
        return
    set_glossary(config)
    extensions.append(recorder)
    superfences = config.mdx_configs.setdefault(SUPERFENCES, {}) if custom_fences else {}
    superfences["custom_fences"] = [*superfences.get("custom_fences", []), *custom_fences]


def set_glossary(config: MkDocsConfig) -> None:
    """Give the abbreviations of all pages to `abbr`: a text appended to every page takes twice the time."""
    own = config.extra.get(own_settings.KEY)
    name = own.get("abbreviations") if isinstance(own, dict) else None
    file = Path(config.docs_dir, name) if isinstance(name, str) else None
    if file and file.is_file():
        text = decode(file.name, file.read_bytes()).value.text
        abbreviations = config.mdx_configs.setdefault("abbr", {})
        abbreviations["glossary"] = {**glossary(text), **abbreviations.get("glossary", {})}


def enable_fences(config: MkDocsConfig, *, needed: bool) -> None:
    """Switch on the extension that renders fences, where a page needs it."""
    if needed and SUPERFENCES not in config.markdown_extensions:
        config.markdown_extensions.append(SUPERFENCES)


def leave_out_clashes(config: MkDocsConfig) -> dict[DocsPath, DocsPath]:
    """Exclude and return the files that MkDocs would warn of, as another one beside them has their address."""
    own = config.exclude_docs or GitIgnoreSpec([])
    excluded = [GitIgnoreSpec.from_lines(docs_files.NEVER) + own, config.draft_docs or GitIgnoreSpec([])]
    found = docs_files.clashes(
        docs_files.walk(Path(config.docs_dir)),
        lambda path: not any(spec.match_file(path) for spec in excluded),
        flat=not config.use_directory_urls,
    )
    config.exclude_docs = own + GitIgnoreSpec.from_lines(map(docs_files.pattern, found))
    return found


# What is read from it


def begin(files: Files, config: MkDocsConfig, state: State) -> build.Build:
    """Return a build whose sources are read and whose pages are still to come."""
    now = state.begun[-1]
    documents = now.documents
    asked = validation.wanted(documents)
    own = own_settings.read(config.extra, [each for each in documents if each.value], asked)
    here = [each for each in files if not (state.serving and docs_files.is_of_editor(each.src_uri))]
    known = [file_of(file, config, serving=state.serving) for file in here]
    read = reading.read(known, own, now.clashes, memory=state.memory, site_url=config.site_url or "")
    offered = downloads.read(_root(config) / own.downloads) if own.downloads else {}
    around = build.Surroundings(
        root=_root(config),
        docs=Path(config.docs_dir),
        site_dir=Path(config.site_dir),
        about=About(config.site_name, config.site_description or "", config.site_url or ""),
        configs=documents,
        nav=config.nav,
        theme=_theme_texts(config),
        templates=templates(config),
        renderer=Renderer(
            config.markdown_extensions, config.mdx_configs, lambda path: _turn_to(path, config, files)
        ),
        has=lambda path: files.get_file_from_path(path) is not None,
        is_serving=state.serving,
        before=site_folder.snapshot(Path(config.site_dir)) if state.dirty else None,
    )
    return build.Build(own, replace(read, downloads=offered), around, memory=state.memory)


def templates(config: MkDocsConfig) -> Environment:
    """Return what renders our own HTML."""
    return render.environment(config.theme.custom_dir)


def file_of(file: File, config: MkDocsConfig, *, serving: bool) -> docs_files.File:
    """Return a file as a plain value; it is empty where a plugin gives the text only when the page is read."""
    level, is_page = file.inclusion, file.is_documentation_page()
    disk = Path(file.abs_src_path) if file.abs_src_path else None
    disk = disk if disk and disk.is_file() else None
    known = file.page.markdown if disk is None and file.page else None  # once a plugin has given it
    given = (known or "").encode() if file.abs_src_path or not is_page else file.content_bytes
    is_served = level.is_in_serve() if serving else level.is_included()
    return docs_files.File(
        path=DocsPath(file.src_uri),
        place=RepoPath(f"{repo_path(config.docs_dir, _root(config))}/{file.src_uri}"),
        disk=disk,
        output=OutputPath(file.dest_uri),
        address=SitePath("" if file.url == "./" else file.url),
        is_page=is_page,
        in_nav=level.is_included() and level.is_in_nav(),
        is_built=is_served or level is InclusionLevel.UNDEFINED,
        is_authored=disk is not None and str(disk).startswith(f"{config.docs_dir}{os.sep}"),
        content=given,
    )


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent.absolute() if config.config_file_path else Path.cwd()


def documents(config: MkDocsConfig) -> Sequence[Document]:
    """Return mkdocs.yml and what it inherits from; MkDocs takes it from a pipe too, and then it is empty."""
    file = Path(config.config_file_path or "mkdocs.yml")
    found = configuration.read(file).value if file.is_file() else []
    return found or [Document(None, Source(file.name, ""), {})]


def _theme_texts(config: MkDocsConfig) -> list[Source]:
    """Return the texts of the project's own templates."""
    files = sorted(Path(config.theme.custom_dir).rglob("*.html")) if config.theme.custom_dir else []
    files += [file for name in config.extra_templates if (file := Path(config.docs_dir, name)).is_file()]
    return [decode(repo_path(file, _root(config)), file.read_bytes())[0] for file in files]


def _turn_to(path: DocsPath, config: MkDocsConfig, files: Files) -> None:
    """Make a page the current one again, for what its rendering asks for."""
    file = files.get_file_from_path(path)
    config._current_page = file.page if file else None  # noqa: SLF001  # where the tag '!relative' looks


# What is set in MkDocs' files


def change(
    files: Files, config: MkDocsConfig, begun: build.Build, made: Mapping[OutputPath, str | bytes]
) -> build.Build:
    """Mend files that MkDocs could not read, add those that the hook makes, and take away those not wanted."""
    mend(files, begun.project.mended)
    added = add(files, config, made.items())
    config.extra["downloads"] = downloads.sizes(begun.project.downloads)  # for templates
    return replace(begun, made=added, left_out=leave_out(files, begun.settings.leaves_out))


def mend(files: Files, texts: Mapping[DocsPath, str]) -> None:
    """Give MkDocs other texts of pages that it could not read, so that the build goes on and reports everything."""
    for path, text in texts.items():
        file = files.get_file_from_path(path)
        if file and file.is_documentation_page():
            file.content_string = text


def add(
    files: Files, config: MkDocsConfig, made: Iterable[tuple[OutputPath, str | bytes]]
) -> list[OutputPath]:
    """Add files that the hook makes, and return which."""
    found = [(path, File.generated(config, path, content=content)) for path, content in made]
    for _, file in found:
        files.append(file)
    return [path for path, _ in found]


def leave_out(files: Files, is_left_out: Callable[[str], bool]) -> list[OutputPath]:
    """Take away and return the files of the theme that the site does not want."""
    found = [file for file in files if is_left_out(file.dest_uri)]
    for file in found:
        files.remove(file)
    return [OutputPath(file.dest_uri) for file in found]


def set_navigation(files: Files, config: MkDocsConfig, begun: build.Build) -> Any:
    """Set the navigation if it is ours, tell MkDocs that what it leaves out is so on purpose, and return it."""
    if config.nav is not None or not begun.settings.navigation:
        return None
    config.nav = begun.project.navigation()
    listed = {target for _, target in navigation.leaves(config.nav)}
    for file in files:
        if file.is_documentation_page() and file.inclusion.is_in_nav() and file.src_uri not in listed:
            file.inclusion = InclusionLevel.NOT_IN_NAV
    return config.nav


# What is said at its end


def report(found: Sequence[Problem]) -> None:
    """Log each problem and their count; a strict build fails where MkDocs counts a warning."""
    for problem in found:
        log.log(logging.WARNING if problem.level == "problem" else logging.INFO, problems.line(problem))
    if found:
        log.info(problems.closing(found))
