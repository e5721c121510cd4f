"""Reads the sources of a build: each page's text, front matter and title once, the data, and what is wrong."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple

from docsite.messages import library
from docsite.messages.csv_files.format import FORMAT as CSV
from docsite.messages.format import Format
from docsite.messages.hl7.format import FORMAT as HL7
from docsite.messages.json_schema.format import FORMAT as JSON
from docsite.messages.library import Library
from docsite.messages.linker import QUESTIONS
from docsite.messages.questions import marks
from docsite.pages import (
    capitals,
    explained,
    file_names,
    folders,
    front_matter,
    kept_addresses,
    nav_groups,
    page_text,
    redirects,
    routing,
    titles,
    words,
)
from docsite.pages.files import File
from docsite.pages.front_matter import FrontMatter
from docsite.pages.kept_addresses import Kept
from docsite.pages.redirects import Redirect
from docsite.pages.words import Words
from docsite.project import Project
from docsite.settings import Settings
from docsite.sources.memory import Memory, remember
from docsite.sources.paths import DocsPath
from docsite.sources.problems import Checked, Problem
from docsite.sources.source import Source, decode
from docsite.sources.yaml_text import Document

FORMATS: Sequence[Format[Any]] = (HL7, JSON, CSV)
"""The message formats of a site, in the order in which tables list their samples."""


def read(
    files: Iterable[File],
    settings: Settings,
    clashes: Mapping[DocsPath, DocsPath] = MappingProxyType({}),
    formats: Sequence[Format[Any]] = FORMATS,
    memory: Memory | None = None,
    site_url: str = "",
) -> Project:
    """Read all sources; each file's own problems and those between files are in `problems`.

    `clashes` are files that are not among `files`, since another one beside them has their address, with that one.
    """
    known = {file.path: file for file in files}
    sources: dict[DocsPath, Source] = {}
    matters: dict[DocsPath, FrontMatter] = {}
    called: dict[DocsPath, str] = {}
    problems: list[Problem] = []
    for path, file in known.items():
        if not (file.is_page or (file.is_authored and file.output.endswith((".html", ".htm")))):
            continue
        page = _read(file, settings, memory)
        if file.is_page:
            matters[path], called[path] = page.front_matter, page.title
            if file.is_authored and file.is_built:
                problems += page.problems
        if file.is_authored:
            sources[path] = page.source
    messages, more = _messages(known, sources, formats, memory) if settings.fences else Checked(Library())
    problems += more
    built = {path: matter for path, matter in matters.items() if known[path].is_built}
    old = redirects.read(built, site_url) if settings.redirects else []
    project = Project(known, sources, matters, called, old, (), messages=messages)
    project = replace(project, nav_groups=settings.nav_groups, print_guides=settings.print_guides)
    problems += nav_groups.check(built, settings.nav_groups)
    problems += folders.check(project.nav_pages, sources) if settings.navigation else ()
    misnamed = list(file_names.check(known.values()))
    problems += [*file_names.duplicates(known, clashes), *misnamed]
    problems += redirects.check(built, old, project.outputs, site_url) if settings.redirects else ()
    are_known = not any(matter.is_broken for matter in built.values())
    renamed = {problem.path for problem in misnamed if settings.levels[problem.rule] != "ignore"}
    kept = _kept(known, old, renamed) if are_known else Kept()
    problems += kept.problems
    moved = {**kept.moved, **{redirect.key: redirect.page for redirect in reversed(old)}}
    project = replace(project, lost=kept.lost, moved=moved)
    texts = {path: source for path, source in sources.items() if path in built}
    for path, source in texts.items():
        made = partial(_of_text, source, matters[path])
        problems += remember(memory, ("page text", path), (source, matters[path]), made)
        problems += (
            routing.check(source, path, matters[path], project.pages, project.meant)
            if settings.fences
            else ()
        )
    problems += marks.check(messages.questions, texts, matters, messages.shown_on.get((QUESTIONS, "")))
    own, more = _words(known, sources, matters, memory) if settings.fences else Checked(Words())
    problems += _explained(known, texts, settings, own, memory)
    return replace(project, problems=[*problems, *more], words=own)


def _explained(
    files: Mapping[DocsPath, File],
    pages: Mapping[DocsPath, Source],
    settings: Settings,
    words: Words,
    memory: Memory | None,
) -> Iterable[Problem]:
    """Yield what is wrong with abbreviations, glossary, and words in capitals."""
    file = files.get(DocsPath(settings.abbreviations))
    tooltips = _decode(file, memory) if file and file.is_authored else None
    pages = {path: page for path, page in pages.items() if files[path].is_page}

    def words_of(path: DocsPath) -> Mapping[str, int]:
        return remember(memory, ("capitals", path), pages[path], partial(capitals.words, pages[path]))

    return explained.check(tooltips, pages, DocsPath(settings.glossary), words.document, words_of)


def _kept(files: Mapping[DocsPath, File], redirects: Iterable[Redirect], renamed: Collection[str]) -> Kept:
    """Return what the list of addresses says, if the site has one; files that will have another name are not new."""
    file = files.get(kept_addresses.PATH)
    if file is None or not file.is_authored:
        return Kept()
    return kept_addresses.read(decode(file.place, file.read()).value, files.values(), redirects, renamed)


def _words(
    files: Mapping[DocsPath, File],
    pages: Mapping[DocsPath, Source],
    matters: Mapping[DocsPath, FrontMatter],
    memory: Memory | None,
) -> Checked[Words]:
    """Return the words of the site, and each that its pages and data should not have."""
    if words.FILE not in files:
        return Checked(Words())
    texts = {
        path: pages[path] if path in pages else _decode(file, memory).value
        for path, file in files.items()
        if file.is_authored and path.endswith(words.EXTENSIONS)
    }
    source = texts[words.FILE]
    own, found = remember(memory, ("site words", ""), source, partial(words.read, source))
    problems = [*found, *words.unknown_files(own, texts)]
    for path, each in texts.items():
        document = matters[path].document if path in matters else None
        made = partial(_unwanted, own, path, each, document)
        problems += remember(memory, ("unwanted words", path), (own, each, document), made)
    return Checked(own, problems)


def _unwanted(own: Words, path: DocsPath, source: Source, document: Document | None) -> list[Problem]:
    return list(words.check(own, path, source, document))


class _Read(NamedTuple):
    """A page or HTML file by itself: text, front matter, title, and what is wrong with text and front matter."""

    source: Source
    front_matter: FrontMatter
    title: str
    problems: Sequence[Problem]


def _read(file: File, settings: Settings, memory: Memory | None) -> _Read:
    data = file.read()
    wanted = (settings.required, settings.keys, settings.front_matter)

    def read() -> _Read:
        source, faults = decode(file.place, data)
        if not file.is_page:
            return _Read(source, FrontMatter(), "", faults)
        matter, more = front_matter.read(
            source, settings.required, settings.keys, has_schema=settings.front_matter
        )
        title = titles.title(file.path, source, matter)
        matter = matter if file.is_authored else replace(matter, document=None)
        return _Read(source, matter, title, [*faults, *more])

    inputs = (data, file.place, file.is_page, file.is_authored, wanted)
    return remember(memory, ("source", file.path), inputs, read)


def _of_text(source: Source, matter: FrontMatter) -> list[Problem]:
    return list(page_text.check(source, matter))


def _decode(file: File, memory: Memory | None) -> Checked[Source]:
    data = file.read()
    return remember(memory, ("data", file.path), (data, file.place), lambda: decode(file.place, data))


def _messages(
    files: Mapping[DocsPath, File],
    sources: Mapping[DocsPath, Source],
    formats: Sequence[Format[Any]],
    memory: Memory | None,
) -> Checked[Library]:
    """Return what authored files say of messages, and what is wrong with that."""
    texts = {
        path: _decode(file, memory)
        for path, file in files.items()
        if file.is_authored and library.wants(path, formats)
    }
    faults = [fault for _, found in texts.values() for fault in found]
    pages = {path: source for path, source in sources.items() if files[path].is_page and files[path].is_built}
    messages, problems = library.read(
        {path: source for path, (source, _) in texts.items()}, pages, formats, memory
    )
    return Checked(messages, [*faults, *problems])
