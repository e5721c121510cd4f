"""The questions as pages show them: all of them by path and by what they block, and those that block one path."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from docsite.messages.linker import QUESTIONS, Linker
from docsite.messages.named_places import Pages, link
from docsite.messages.questions import files
from docsite.messages.questions.data import ALL, BLOCKS, Question
from docsite.render import render
from docsite.sources.paths import DocsPath
from docsite.sources.problems import Problem, did_you_mean
from docsite.sources.source import Source

FENCE = QUESTIONS
BLOCKING = "blocking-questions"
"""The fence that names the questions that block a path: `emr`."""


@dataclass(frozen=True)
class Group:
    """The open questions of a path.

    Attributes:
        path: A folder, or `ALL`.
        title: Of the folder's own page.
        counts: How many questions it has of each of `BLOCKS`, those of all paths and of several counted.
        listed: Those that are listed here, by what they block; each question is listed once.
        also: How many of its questions are listed with another path: title, path, and count of each.
    """

    path: str
    title: str
    counts: tuple[int, ...]
    listed: Sequence[tuple[str, Sequence[Question]]]
    also: Sequence[tuple[str, str, int]]


def paths_of(pages: Iterable[str]) -> list[str]:
    """Return the folders that can be a path of questions: those that have a page of their own."""
    return [page.removesuffix("/index.md") for page in pages if page.endswith("/index.md")]


def groups(asked: Sequence[Question], pages: Pages) -> list[Group]:
    """Return the open questions by path: those about all paths first, then in the order of `pages`."""
    is_open = sorted((each for each in asked if not each.answer), key=lambda each: BLOCKS.index(each.blocks))
    found: list[Group] = []
    listed: dict[str, str] = {}
    for path in (ALL, *paths_of(pages)):
        own = [each for each in is_open if path in each.paths]
        if not own and path != ALL:
            continue
        counted = is_open if path == ALL else [each for each in is_open if each.is_of(path)]
        here = [each for each in own if each.id not in listed]
        elsewhere = Counter(listed[each.id] for each in own if each.id in listed)
        listed |= {each.id: path for each in here}
        found.append(
            Group(
                path,
                "Every path" if path == ALL else pages[DocsPath(f"{path}/index.md")][0],
                tuple(sum(each.blocks == blocks for each in counted) for blocks in BLOCKS),
                [(blocks, list(each)) for blocks, each in groupby(here, lambda each: each.blocks)],
                [(each.title, each.path, elsewhere[each.path]) for each in found if elsewhere[each.path]],
            )
        )
    return found


def show(linker: Linker[Any], asked: Sequence[Question], pages: Pages) -> str:
    """Return all questions as HTML, the open ones by path, then those with an answer, the newest first."""
    if not asked:
        return ""
    answered = sorted(
        (each for each in asked if each.answer), key=lambda each: str(each.answered), reverse=True
    )
    return render(
        linker.templates,
        "questions.html",
        linker=linker,
        groups=groups(asked, pages),
        answered=answered,
        blocks=BLOCKS,
        csv=lambda path: linker.file(files.path_of(path)),
        details=linker.file(files.DETAILS),
        concerned=lambda place: link(place, linker.address, pages),
    )


def blocking(linker: Linker[Any], asked: Sequence[Question], pages: Pages, path: str) -> str:
    """Return the questions that block a path as HTML, empty where there is no such path."""
    if path not in paths_of(pages):
        return ""
    found = [each for each in asked if each.is_of(path) and not each.answer]
    by_block = [(blocks, [each for each in found if each.blocks == blocks]) for blocks in BLOCKS[:-1]]
    return render(linker.templates, "blocking-questions.html", linker=linker, blocking=by_block)


def check(source: Source, pages: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each fence of a page that names a path which no guide has."""
    for fence in source.fences():
        if fence.name == BLOCKING and fence.body not in (known := paths_of(pages)):
            start = source.text.find(fence.body, fence.start + len(fence.info)) if fence.body else -1
            edit = {"found": fence.body, "found_at": source.position(start)} if start > 0 else {}
            meant = did_you_mean(fence.body, known)
            yield source.problem(
                fence.start, "unknown-page.folder", folder=fence.body, suggestion=meant, **edit
            )
