"""Fences that show data: their name, what they show, and their check.

A fence is a custom fence of pymdownx.superfences. The body of most names what to show; one in the language
of a sample is shown as that sample where its text is one, and else highlighted as always. The renderer asks
for the current build when it is called, as one converter serves many builds while MkDocs serves.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment
from markdown import Markdown
from pymdownx.superfences import (  # type: ignore[import-untyped]  # it has no types
    SuperFencesException,
    highlight_validator,
)

from docsite.addresses import relative_address
from docsite.messages import open_questions, test_kit
from docsite.messages.csv_files import fields
from docsite.messages.csv_files import samples as csv_samples
from docsite.messages.hl7 import fences as hl7
from docsite.messages.hl7.linker import View as Hl7View
from docsite.messages.json_schema import fences as messages
from docsite.messages.json_schema.tables import View
from docsite.pages import routing
from docsite.project import Project
from docsite.render import render
from docsite.sources.problems import Problem, remedy


@dataclass(frozen=True)
class Context:
    """What a fence is rendered with: the templates, and the current project with the current page."""

    templates: Environment
    current: Callable[[], tuple[Project, str]]


def custom(context: Context) -> list[dict[str, Any]]:
    """Return the entries for `custom_fences` of pymdownx.superfences."""
    named = [{"name": name, "class": name, "format": _named(context, show)} for name, show in _NAMED.items()]
    samples = [
        {"name": name, "class": name, "format": _sample(context, show), "validator": highlight_validator}
        for name, show in _SAMPLES.items()
    ]
    return [*named, *samples]


def _named(context: Context, show: Callable[[Context, str], str]) -> Callable[..., str]:
    return lambda source, *_, **__: _rendered(show, context, source.strip())


def _rendered(show: Callable[[Context, str], Any], context: Context, text: str) -> Any:
    try:
        return show(context, text)
    except Exception as error:  # superfences swallows all others, and shows the fence as text
        raise SuperFencesException from error


def _sample(context: Context, show: Callable[[Context, str], str | None]) -> Callable[..., str]:
    def formatter(
        source: str, language: str, _: str, options: dict[str, Any], md: Markdown, **more: Any
    ) -> str:
        shown = _rendered(show, context, source)
        fenced: Any = md.preprocessors["fenced_code_block"]  # it highlights what no custom fence takes
        return str(fenced.highlight(source, language, options, md, **more) if shown is None else shown)

    return formatter


def _routing(context: Context, _: str) -> str:
    project, path = context.current()
    data = project.front_matter[path], project.files[path].address, project.pages
    groups, formats = routing.groups(*data), routing.groups(*data, routing.FORMATS)
    return render(context.templates, "routing.html", groups=groups, formats=formats)


def _fields(context: Context, name: str) -> str:
    project, _ = context.current()
    table = project.intakes.get(name)
    return render(context.templates, "csv-fields.html", intake=table) if table else ""


def _intake_sample(context: Context, text: str) -> str | None:
    project, path = context.current()
    found = project.intake_samples.get(text.strip())
    if found is None or found.name not in project.intakes:
        return None
    own, addresses = project.files[path].address, {path: file.address for path, file in project.files.items()}
    page = next((page for page in project.sources if found.name in _tables(project, page)), path)
    link = "" if page == path else relative_address(addresses[page], own)
    download = relative_address(addresses[found.path], own)
    return csv_samples.show(context.templates, found, project.intakes[found.name], download, link)


def _tables(project: Project, page: str) -> list[str]:
    """Return the names of the field tables that a page has."""
    source = project.sources[page]
    fences = source.fences() if f"```{fields.FENCE}" in source.text else ()
    return [fence.content.strip() for fence in fences if fence.info.split()[:1] == [fields.FENCE]]


def _message(show: Callable[[View, str], Any]) -> Callable[[Context, str], Any]:
    return lambda context, text: show(_view(context), text)


def _view(context: Context) -> View:
    project, path = context.current()
    files = project.files
    return View(context.templates, project.messages, lambda each: files[each].address, files[path].address)


def _hl7(show: Callable[[Hl7View, str], Any]) -> Callable[[Context, str], Any]:
    return lambda context, text: show(_hl7_view(context), text)


def _hl7_view(context: Context) -> Hl7View:
    project, path = context.current()
    files = project.files
    return Hl7View(context.templates, project.hl7, lambda each: files[each].address, files[path].address)


def _questions(context: Context, folder: str) -> str:
    return open_questions.show(_hl7_view(context), context.current()[0], folder)


def _test_kit(context: Context, table: str) -> str:
    project, path = context.current()
    own = project.files[path].address

    def link(target: str) -> str:
        """Return the link to where a page shows a sample, else to the file."""
        if target in project.hl7.samples:
            return _hl7_view(context).sample(target)[1]
        if target in project.messages.samples:
            return _view(context).sample(target)
        page = next(iter(project.messages.shown.get(target, ())), None)
        return relative_address(project.files[page].address if page else target, own)

    return test_kit.show(context.templates, project, table, link)


_NAMED: Mapping[str, Callable[[Context, str], str]] = {
    routing.FENCE: _routing,
    fields.FENCE: _fields,
    open_questions.FENCE: _questions,
    test_kit.FENCE: _test_kit,
    **{name: _message(show) for name, show in messages.SHOWS.items()},
    **{name: _hl7(show) for name, show in hl7.SHOWS.items()},
}

_SAMPLES: Mapping[str, Callable[[Context, str], str | None]] = {
    "csv": _intake_sample,
    "hl7": _hl7(hl7.sample),
    "json": _message(messages.sample),
}


_ASKS = re.compile(f"```(?:{'|'.join(_NAMED)})")
_CHECKED = re.compile(f"```(?:{'|'.join((*_NAMED, *_SAMPLES, 'text'))})")


def used(project: Project) -> bool:
    """Return whether a page has such a fence, so that the extension that renders them is needed."""
    pages = (source for path, source in project.sources.items() if project.files[path].is_page)
    texts = (source for source in pages if _ASKS.search(source.text))
    return any(fence.info.partition(" ")[0] in _NAMED for source in texts for fence in source.fences())


def check(project: Project) -> Iterator[Problem]:
    """Yield a problem for each fence that asks for what is not there, or holds what belongs into a file."""
    yield from hl7.unshown(project.hl7)
    for path, source in project.sources.items():
        if not project.files[path].is_page or not _CHECKED.search(source.text):
            continue
        yield from hl7.check(project.hl7, source)
        yield from test_kit.check(source)
        for fence in source.fences():
            name = fence.content.strip()
            if fence.info.split()[:1] == [fields.FENCE] and name not in project.intakes:
                what = remedy(name, project.intakes, f"See docs/{fields.FOLDER}/.")
                yield source.problem(
                    fence.start, "unknown-table", f"there is no field table '{name}'. {what}"
                )
            yield from messages.check(project.messages, source, fence)
