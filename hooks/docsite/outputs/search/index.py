"""The index that the browser loads at its first search: the passages of all pages, and readers' own words.

It is a script that sets one variable, since a page that is opened from a folder can load scripts but no data.
Where a build leaves unchanged pages as they are, the index before has their passages.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from docsite.outputs.search import asked, places, symptoms, words
from docsite.outputs.search.passages import Passage
from docsite.outputs.search.places import Place
from docsite.outputs.search.words import Words
from docsite.pages.front_matter import FrontMatter
from docsite.project import Project
from docsite.sources.memory import Memory, remember
from docsite.sources.paths import DocsPath, path_key
from docsite.sources.problems import Checked, Problem, did_you_mean
from docsite.sources.source import Source, decode

T = TypeVar("T")

FILE = "search/index.js"

_BEFORE, _AFTER = "globalThis.searchIndex = ", ";\n"


@dataclass(frozen=True)
class Index:
    """What search has, the passages of each page and the words, and their problems."""

    pages: Mapping[DocsPath, Sequence[Passage]]
    words: Words
    problems: Sequence[Problem]


def make(
    project: Project,
    rendered: Mapping[DocsPath, Sequence[Passage]],
    order: Iterable[DocsPath],
    site_dir: Path,
    unsure: Collection[DocsPath] = (),
    memory: Memory | None = None,
) -> Index:
    """Return the index of a build.

    `rendered` has the passages of each page that was rendered. `order` are the pages as the navigation has
    them: of results that fit equally well, the first is shown first. `unsure` are pages whose sections are not known.
    """
    searched = _searched(project)
    kept = {} if searched <= rendered.keys() else _kept(site_dir / FILE)
    found = {
        path: rendered[path] if path in rendered else kept.get(project.files[path].address, ())
        for path in dict.fromkeys((*order, *sorted(searched)))
        if path in searched
    }
    pages = {path: passages for path, passages in found.items() if passages}
    data = of_sources(project, memory)
    sections = places.unknown_sections(data.places, pages, unsure)
    return Index(pages, data.words, [*data.problems, *sections])


class Data(NamedTuple):
    """What the data files say: words, the pages and sections that they name, and what is wrong without a build."""

    words: Words
    places: Sequence[Place]
    problems: Sequence[Problem]


def of_sources(project: Project, memory: Memory | None = None) -> Data:
    """Return what the data files say, with the problems that can be known before pages are built."""
    own, found = _read(project, words.FILE, words.read, memory) or Checked(Words())
    questions, more = _read(project, asked.FILE, asked.read, memory) or Checked(None)
    named = list(words.places(own, project.pages))
    searched = _searched(project)
    listing = [project.sources[page] for page in own.kinds_of(symptoms.KIND) if page in project.sources]
    problems = [*found, *more, *places.unknown_pages(named, searched, partial(project.meant, pages=searched))]
    problems += symptoms.check(listing)
    answers: list[Place] = []
    if questions:
        by_address = {_folder(project.pages[path][1]): path for path in sorted(project.pages)}
        answers += asked.places(questions, by_address)
        meant = partial(_address_meant, project, by_address)
        problems += places.unknown_pages(answers, searched, meant)
    return Data(own, [*named, *answers], problems)


def _read(
    project: Project, path: DocsPath, reader: Callable[[Source], Checked[T]], memory: Memory | None
) -> Checked[T] | None:
    """Return what a data file has, None where there is none."""
    file = project.files.get(path)
    if file is None or not file.is_authored:
        return None
    source, faults = decode(file.place, file.read())
    value, found = remember(memory, ("search", path), source, partial(reader, source))
    return Checked(value, [*faults, *found])


def _address_meant(project: Project, known: Iterable[str], address: str) -> str | None:
    """Return the address that somebody means who names one without a page."""
    page = project.page_at(address)
    return _folder(project.pages[page][1]) if page in project.pages else did_you_mean(address, known)


def _folder(address: str) -> str:
    """Return the address that a page has where each is a folder, as the data file names it; offline it's a file."""
    key = path_key(address)
    return f"{key}/" if key else ""


def _searched(project: Project) -> set[DocsPath]:
    return {path for path in project.pages if _is_searched(project.front_matter[path])}


def text(index: Index, project: Project) -> str:
    """Return the index as a script."""
    known = {}
    for _, place in index.words.places():
        name, _, anchor = place.partition("#")
        page = DocsPath(name)
        if page in index.pages:
            known[place] = f"{project.files[page].address}#{anchor}".removesuffix("#")
    own = index.words
    titles = project.pages
    pages = [
        [titles[path][1], titles[path][0], list(_texts(passages))] for path, passages in index.pages.items()
    ]
    value = {
        "same": own.same,
        "also": {known[place]: names for place, names in own.sections.items() if place in known},
        "kinds": {
            known[place]: kind for kind, places in own.kinds.items() for place in places if place in known
        },
        "examples": own.examples,
        "next": [[known[place], text] for place, text in own.next.items() if place in known],
        "pages": pages,
    }
    return f"{_BEFORE}{json.dumps(value, ensure_ascii=False, separators=(',', ':'))}{_AFTER}"


def _texts(passages: Iterable[Passage]) -> Iterator[str | Sequence[str] | None]:
    """Yield what each passage has, and the section of entries once, before the first of them.

    A passage is anchor, title, and text, with its kind if it has one. After the last entry of a section is None.
    """
    section = None
    for passage in passages:
        if passage.section != section:
            section = passage.section
            yield section
        yield (*passage[:3], passage.kind) if passage.kind else passage[:3]


def _passages(texts: Iterable[str | Sequence[str] | None]) -> Iterator[Passage]:
    """Yield the passages of which the texts are."""
    section = None
    for each in texts:
        if each is None or isinstance(each, str):
            section = each
        else:
            anchor, title, text, *kind = each
            yield Passage(anchor, title, text, section, *kind)


def _kept(file: Path) -> dict[str, tuple[Passage, ...]]:
    """Return the passages of an earlier index by the address of their page."""
    text = file.read_text("utf-8") if file.is_file() else ""
    if not text.startswith(_BEFORE):
        return {}
    value: Any = json.loads(text[len(_BEFORE) : -len(_AFTER)])
    return {address: tuple(_passages(texts)) for address, _, texts in value["pages"]}


def _is_searched(front_matter: FrontMatter) -> bool:
    """Return whether a page may be found: Material's key `search: exclude` leaves it out."""
    value = front_matter.document.value if front_matter.document else {}
    own = value.get("search") if isinstance(value, dict) else None
    return not (isinstance(own, dict) and own.get("exclude") is True)
