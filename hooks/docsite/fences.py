"""Fences that show data: their names, what they show, and their check.

A fence is a custom fence of pymdownx.superfences, whose body names what to show. Fences are registered when MkDocs
reads its configuration, before any source is read; so the renderer asks for the current build when it is called.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from jinja2 import Environment
from pymdownx.superfences import SuperFencesException  # type: ignore[import-untyped]  # it has no types

from docsite.messages import annotated, check_fences, hosts, privacy, test_kit
from docsite.messages.format import Format, TableFence
from docsite.messages.linker import CHECKER, SAMPLE, Linker
from docsite.messages.named_places import Pages
from docsite.messages.people import People
from docsite.messages.questions import show as questions
from docsite.messages.sample import FOLDER
from docsite.outputs import archive, checker, downloads, print_page, quality
from docsite.pages import navigation, routing, words
from docsite.project import Project
from docsite.reading import FORMATS
from docsite.render import render
from docsite.sources.memory import Memory, remember
from docsite.sources.paths import DocsPath
from docsite.sources.problems import Problem
from docsite.sources.source import Source


class Shown(NamedTuple):
    """What a fence of a page became: its name, its lines, and its HTML."""

    name: str
    text: str
    html: str


def _nobody(_: Shown) -> None:
    pass


def _now(_name: str, _text: str, make: Callable[[], str]) -> str:
    return make()


@dataclass(frozen=True)
class RenderContext:
    """What a fence is rendered with: the templates, and the current project with the current page.

    `record` is given what each fence became, `remember` returns what one with the same name and text became on the
    same page from the same data.
    """

    templates: Environment
    current: Callable[[], tuple[Project, DocsPath]]
    record: Callable[[Shown], None] = _nobody
    remember: Callable[[str, str, Callable[[], str]], str] = _now

    def linker(self, name: str = "") -> Linker[Any]:
        """Return what renders data on the current page, that of a format by its name."""
        project, page = self.current()
        known = project.messages.formats.get(name)
        reference = known.reference if known else None
        return project.messages.linker(reference, self.templates, project.address, page)


Show = Callable[[RenderContext, str], str]


def custom(context: RenderContext, formats: Sequence[Format[Any]] = FORMATS) -> list[dict[str, Any]]:
    """Return the entries for `custom_fences` of pymdownx.superfences."""
    return [
        {"name": name, "class": name, "validator": _takes_options, "format": _formatter(context, name, show)}
        for name, show in _shows(formats).items()
    ]


def own_data(project: Project, name: str, text: str) -> object:
    """Return the data that a table of a format, or a sample, has for itself; None where a fence can show any data."""
    if name == SAMPLE:
        return project.messages.samples.get(f"{FOLDER}/{' '.join(text.split())}")
    formats = project.messages.formats.values()
    return next((known for known in formats if name in known.format.tables), None)


def is_same(context: RenderContext, shown: Shown, formats: Sequence[Format[Any]] = FORMATS) -> bool:
    """Return whether a fence of the current page would become the same HTML once more."""
    return _html(context, shown.name, _shows(formats)[shown.name], shown.text) == shown.html


def _shows(formats: Sequence[Format[Any]]) -> dict[str, Show]:
    return {
        **_SHOWS,
        **{name: _table(each.name, table) for each in formats for name, table in each.tables.items()},
    }


def _takes_options(*_: Any) -> bool:
    """Let a fence have options, which say nothing; else superfences would show it as code."""
    return True


def _formatter(context: RenderContext, name: str, show: Show) -> Callable[..., str]:
    def formatter(source: str, *_: Any, **__: Any) -> str:
        try:
            html = _html(context, name, show, source)
        except Exception as error:  # superfences swallows all others, and shows the fence as text
            raise SuperFencesException from error
        context.record(Shown(name, source, html))
        return html

    return formatter


def _html(context: RenderContext, name: str, show: Show, text: str) -> str:
    def make() -> str:
        return show(context, " ".join(text.split())) or render(context.templates, "fence.html", text=text)

    return context.remember(name, text, make)


def _table(name: str, table: TableFence[Any]) -> Show:
    return lambda context, names: table.show(context.linker(name), names)


def _sample(context: RenderContext, file: str) -> str:
    project, _ = context.current()
    sample = project.messages.samples.get(f"{FOLDER}/{file}")
    return annotated.show(context.linker(sample.format), sample) if sample else ""


def _routing(context: RenderContext, _: str) -> str:
    project, path = context.current()
    data = project.front_matter[path], project.files[path].address, project.pages
    groups, formats = routing.groups(*data), routing.groups(*data, routing.FORMATS)
    return render(context.templates, "routing.html", groups=groups, formats=formats)


def _questions(context: RenderContext, _: str) -> str:
    project, _page = context.current()
    return questions.show(context.linker(), project.messages.questions, _in_order(project))


def _blocking(context: RenderContext, path: str) -> str:
    project, _ = context.current()
    return questions.blocking(context.linker(), project.messages.questions, _in_order(project), path)


def _in_order(project: Project) -> Pages:
    """Return the pages in the order of the navigation, then the others."""
    order = (DocsPath(target) for _, target in navigation.leaves(project.navigation()))
    return {path: project.pages[path] for path in (*order, *project.pages)}


def _test_kit(context: RenderContext, table: str) -> str:
    project, _ = context.current()
    linker = context.linker()

    def size() -> int:
        return len(archive.pack(test_kit.files(project.messages, context.templates)))

    def link(path: str) -> str:
        return linker.sample(path) if path in project.messages.samples else linker.file(path)

    return test_kit.show(project.messages, context.templates, table, link, size)


def _checker(context: RenderContext, _: str) -> str:
    return checker.show(context.current()[0], context.templates)


def _hosts(context: RenderContext, name: str) -> str:
    project, _ = context.current()
    listed = project.messages.hosts.get(name)
    return hosts.show(listed, context.linker(), project.pages) if listed else ""


def _downloads(context: RenderContext, _: str) -> str:
    project, _page = context.current()
    guides = print_page.guides(project.print_guides, list(_in_order(project)))
    firsts = {file: project.pages[paths[0]] for file, paths in guides}
    return downloads.show(project.downloads, firsts, context.linker().file, context.templates)


def _quality(*_: Any) -> str:
    """Return the place of the report, which is made when all pages are built."""
    return quality.MARK


_SHOWS: Mapping[str, Show] = {
    CHECKER: _checker,
    SAMPLE: _sample,
    questions.FENCE: _questions,
    questions.BLOCKING: _blocking,
    routing.FENCE: _routing,
    test_kit.FENCE: _test_kit,
    hosts.FENCE: _hosts,
    words.FENCE: lambda context, _: words.show(context.current()[0].words, context.templates),
    quality.FENCE: _quality,
    downloads.FENCE: _downloads,
}


def used(project: Project) -> bool:
    """Return whether a page has such a fence, so that the extension that renders them is needed."""
    names = {*_SHOWS, *(name for known in project.messages.formats.values() for name in known.format.tables)}
    pages = (source for path, source in project.sources.items() if project.files[path].is_page)
    return any(fence.name in names for source in pages for fence in source.fences())


def check(project: Project, memory: Memory | None = None) -> Iterator[Problem]:
    """Yield a problem for each fence that asks for what is not there, or holds what belongs in a file.

    A site that says who may appear in samples has no private contact and no secret on its pages either.
    """
    own, people = project.messages.site, project.messages.people
    is_watched = project.messages.is_whole and (bool(own.hosts) or bool(people.patients))
    for path, source in project.sources.items():
        if project.files[path].is_page:
            if is_watched:
                inputs = (source, own.hosts, own.contacts, people)
                yield from remember(memory, ("private", path), inputs, partial(_private, *inputs))
            yield from check_fences.check(project.messages, source)
            yield from test_kit.check(source)
            yield from hosts.check(project.messages.hosts, source)
            yield from questions.check(source, project.pages)


def _private(source: Source, hosts: Sequence[str], contacts: Sequence[str], people: People) -> list[Problem]:
    return list(privacy.scan_page(source, hosts, contacts, people))
