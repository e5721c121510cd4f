"""The index that the browser loads at its first search: the passages of all pages, and readers' own words.

It is a script that sets one variable, since a page that is opened from a folder can load scripts but no data.
Where a build leaves unchanged pages as they are, the index before has their passages.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from docsite.outputs.search import asked, coded, places, symptoms, words
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
Pages = Mapping[DocsPath, Sequence[Passage]]

FILE = "search/index.js"
MORE = "search/more.js"
"""What few readers look for, loaded after the first result."""

_BEFORE, _BEFORE_MORE, _AFTER = "globalThis.searchIndex = ", "globalThis.searchMore = ", ";\n"
_OF_MORE = frozenset(("question", "unused"))  # kinds


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
    kept = {} if searched <= rendered.keys() else _kept(site_dir)
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


def texts(index: Index, project: Project) -> Mapping[str, str]:
    """Return the index as scripts, by file."""
    first, more = _divided(index.pages, is_more=False), _divided(index.pages, is_more=True)
    return {
        FILE: _script(_BEFORE, _first(index, first, project)),
        MORE: _script(_BEFORE_MORE, {"pages": _rows(more, {}, project)}),
    }


def _divided(pages: Pages, *, is_more: bool) -> Pages:
    """Return the passages that are loaded after the first result, or the others."""
    found = {
        path: [each for each in passages if (each.kind in _OF_MORE) is is_more]
        for path, passages in pages.items()
    }
    return {path: passages for path, passages in found.items() if passages}


def _script(before: str, value: Mapping[str, Any]) -> str:
    return f"{before}{json.dumps(value, ensure_ascii=False, separators=(',', ':'))}{_AFTER}"


def _rows(pages: Pages, places: Mapping[str, int], project: Project) -> Sequence[Any]:
    return [
        [project.pages[path][1], project.pages[path][0], [*coded.rows(passages, places)]]
        for path, passages in pages.items()
    ]


def _first(index: Index, pages: Pages, project: Project) -> Mapping[str, Any]:
    known, numbers = {}, {}
    passages = [(path, passage) for path, found in pages.items() for passage in found]
    at = {(path, each.anchor): number for number, (path, each) in enumerate(passages)}
    for _, place in index.words.places():
        name, _, anchor = place.partition("#")
        page = DocsPath(name)
        if page in index.pages:
            known[place] = f"{project.files[page].address}#{anchor}".removesuffix("#")
        if (page, anchor) in at:
            numbers[place] = at[page, anchor]
    own = index.words
    repeated = coded.repeated(passage for _, passage in passages)
    return {
        "same": own.same,
        "also": list(
            coded.steps({numbers[place]: own.sections[place] for place in own.sections if place in numbers})
        ),
        "kinds": {
            known[place]: kind for kind, places in own.kinds.items() for place in places if place in known
        },
        "examples": own.examples,
        "next": [[known[place], text] for place, text in own.next.items() if place in known],
        "texts": repeated,
        "pages": _rows(pages, {text: place for place, text in enumerate(repeated)}, project),
    }


def _kept(site_dir: Path) -> Mapping[str, Sequence[Passage]]:
    """Return the passages of an earlier index by the address of their page."""
    found: dict[str, list[Passage]] = {}
    for name, before in ((FILE, _BEFORE), (MORE, _BEFORE_MORE)):
        file = site_dir / name
        text = file.read_text("utf-8") if file.is_file() else ""
        if text.startswith(before):
            value: Any = json.loads(text[len(before) : -len(_AFTER)])
            for address, _, rows in value["pages"]:
                found.setdefault(address, []).extend(coded.passages(rows, value.get("texts", ())))
    return found


def _is_searched(front_matter: FrontMatter) -> bool:
    """Return whether a page may be found: Material's key `search: exclude` leaves it out."""
    value = front_matter.document.value if front_matter.document else {}
    own = value.get("search") if isinstance(value, dict) else None
    return not (isinstance(own, dict) and own.get("exclude") is True)
