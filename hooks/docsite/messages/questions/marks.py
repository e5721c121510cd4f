"""Where pages ask a question: the links of authors, and the rows that a question concerns; and what is wrong there.

An author's mark is an ordinary link to the question, `[Confirm with IRIS](../open-questions.md#pid-8-unknown)`, so the
check of links proves that there is such a question. A row gets its mark from the data.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from posixpath import basename, dirname, join, normpath

from docsite.messages.questions.data import ALL, Question
from docsite.messages.questions.show import paths_of
from docsite.pages.front_matter import FrontMatter
from docsite.sources import dates
from docsite.sources.paths import DocsPath
from docsite.sources.problems import Problem, did_you_mean
from docsite.sources.source import Source

CHANGES = DocsPath("changes.md")
"""The page that names each answer with what has changed; its links are no marks."""

_LINK = re.compile(
    r"(?:\]\([ ]*<?|^[ ]{0,3}\[[^\[\]\n]+\]:[ \t]*<?)(?P<target>[^\s()<>#]+)#(?P<id>[^\s()<>\"']+)",
    re.MULTILINE,
)

Marks = Mapping[str, Sequence[tuple[DocsPath, int]]]
"""Page and offset of each link to a question, by its id."""


def read(pages: Mapping[DocsPath, Source], listed_on: DocsPath) -> Marks:
    """Return all links to questions; `listed_on` is the page that lists them, whose own links do not count."""
    found: dict[str, list[tuple[DocsPath, int]]] = {}
    for path, source in pages.items():
        if path == listed_on or basename(listed_on) not in source.text:
            continue
        for match in _LINK.finditer(source.prose, source.body):
            if normpath(join(dirname(path), match["target"])) == listed_on:
                start = source.text.rfind("[", 0, match.start() + 1)
                found.setdefault(match["id"], []).append((path, max(start, source.body)))
    return found


def check(
    asked: Sequence[Question],
    pages: Mapping[DocsPath, Source],
    front_matter: Mapping[DocsPath, FrontMatter],
    listed_on: DocsPath | None,
) -> Iterator[Problem]:
    """Yield what is wrong between questions and pages, but for links that point to nothing."""
    marks = read(pages, listed_on) if listed_on else {}
    for question in asked:
        yield from _paths(question, pages)
        found = marks.get(question.id, ())
        if question.answer:
            yield from _answered(question, found, pages, front_matter)
        elif not question.concerns and not any(path != CHANGES for path, _ in found):
            yield question.problem(("id",), "unused-question", id=question.id)


def _paths(question: Question, pages: Mapping[DocsPath, Source]) -> Iterator[Problem]:
    known = {*paths_of(pages), ALL}
    for index, path in enumerate(question.paths):
        if path not in known:
            meant = did_you_mean(path, known)
            yield question.problem(("paths", index), "unknown-page.folder", suggestion=meant, folder=path)


def _answered(
    question: Question,
    marks: Sequence[tuple[DocsPath, int]],
    pages: Mapping[DocsPath, Source],
    front_matter: Mapping[DocsPath, FrontMatter],
) -> Iterator[Problem]:
    """Yield what is left to do for an answer: each mark, each page that prints the reading, the entry of changes."""
    for path, offset in marks:
        if path != CHANGES:
            yield pages[path].problem(offset, "answered-question.mark", id=question.id)
    if CHANGES in pages and all(path != CHANGES for path, _ in marks):
        page = pages[CHANGES].path
        yield question.problem(("answer",), "answered-question.change", id=question.id, page=page)
    for path in dict.fromkeys(DocsPath(each.partition("#")[0]) for each in question.concerns):
        document = front_matter[path].document if path in pages and path in front_matter else None
        reviewed = document.value.get("reviewed") if document else None
        if path not in pages or question.answered is None:
            continue
        if not dates.is_date(reviewed) or reviewed < question.answered:
            places = [each for each in question.concerns if each.partition("#")[0] == path]
            values = {"id": question.id, "date": question.answered, "places": ", ".join(places)}
            if document:
                yield document.at_value(("reviewed",), "answered-question.reviewed", **values)
            else:
                yield pages[path].problem(0, "answered-question.reviewed", **values)
