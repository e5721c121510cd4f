"""What the built pages show of the sources: Markdown that nothing read, and the places that questions concern."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from docsite.addresses import anchored
from docsite.build import Build
from docsite.links.built_page import BuiltPage
from docsite.links.html_links import Link
from docsite.links.judge import BrokenLink, Site, judge
from docsite.messages.linker import QUESTIONS
from docsite.pages import markup
from docsite.pages.blocks import Dialect
from docsite.pages.built_text import BuiltText
from docsite.sources.memory import remember
from docsite.sources.paths import OutputPath
from docsite.sources.problems import Problem, did_you_mean
from docsite.sources.source import Source

Faulty = tuple[BuiltPage, list[BrokenLink]]
"""A page and what is wrong with its links."""


def of_markup(build: Build, source_of: Callable[[Path], Source]) -> Iterator[Problem]:
    """Yield the slips of Markdown that the built pages show, in the pages and in what they include."""
    renderer = build.around.renderer
    dialect = markup.dialect(renderer.extensions, renderer.settings)
    for page in build.pages.values():
        if page.is_markdown and page.file.is_authored:
            sources = (page.source, *map(source_of, map(Path, sorted(page.record.included))))
            made = partial(_slips, page, sources, dialect)
            yield from remember(build.memory, ("markup", page.path), (page, sources, dialect), made)


def _slips(page: BuiltPage, sources: Sequence[Source], dialect: Dialect) -> list[Problem]:
    visible = BuiltText(page.html)
    return [problem for source in sources for problem in markup.check(source, visible, dialect)]


def of_questions(build: Build, site: Site, faulty: Sequence[Faulty]) -> tuple[list[Problem], list[Faulty]]:
    """Return what is wrong with the places that questions concern, and the faults of pages without those links."""
    project = build.project
    listed_on = project.messages.shown_on.get((QUESTIONS, ""))
    found: list[Problem] = []
    told: set[str] = set()
    for question in project.messages.questions:
        for index, place in enumerate(question.concerns):
            page, mark, anchor = place.partition("#")
            if page not in project.pages:
                meant = did_you_mean(page, project.pages)
                values = {
                    "reason": "does not exist",
                    "suggestion": f"{meant}{mark}{anchor}" if meant else None,
                }
                found.append(question.problem(("concerns", index), "missing-page.link", link=place, **values))
            elif anchor and (fault := judge(site, "", Link("href", f"{project.address(page)}#{anchor}"))):
                meant = site.page(OutputPath(fault.path)).anchor_names.meant(anchor)
                values = {
                    "anchor": anchor,
                    "page": f"'{page}'",
                    "suggestion": f"{page}#{meant}" if meant else None,
                }
                found.append(
                    question.problem(("concerns", index), "missing-anchor.link", link=place, **values)
                )
                address = project.address(listed_on) if listed_on else ""
                told.add(anchored(project.address(page), address, anchor))
    left = [
        (page, [each for each in faults if page.path != listed_on or each.link.value not in told])
        for page, faults in faulty
    ]
    return found, left
