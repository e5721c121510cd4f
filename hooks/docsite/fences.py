"""Fences that show data: their name, what they show, and their check.

A fence is a custom fence of pymdownx.superfences; its body names what to show. The renderer asks for the current build
when it is called, as one converter serves many builds while MkDocs serves.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment

from docsite import intake, routing
from docsite.problems import Problem, remedy
from docsite.project import Project
from docsite.render import render


@dataclass(frozen=True)
class Context:
    """What a fence is rendered with: the templates, and the current project with the path of the current page."""

    templates: Environment
    current: Callable[[], tuple[Project, str]]


def custom(context: Context) -> list[dict[str, Any]]:
    """Return the entries for `custom_fences` of pymdownx.superfences."""
    shows: Mapping[str, Callable[[Context, str], str]] = {routing.FENCE: _routing, intake.FENCE: _fields}

    def formatter(show: Callable[[Context, str], str]) -> Callable[..., str]:
        return lambda source, *_, **__: show(context, source.strip())

    return [{"name": name, "class": name, "format": formatter(show)} for name, show in shows.items()]


def _routing(context: Context, _: str) -> str:
    project, path = context.current()
    groups = routing.groups(project.front_matter[path], project.files[path].address, project.pages)
    return render(context.templates, "routing.html", groups=groups)


def _fields(context: Context, name: str) -> str:
    project, _ = context.current()
    table = project.intakes.get(name)
    return render(context.templates, "csv-fields.html", intake=table) if table else ""


def used(project: Project) -> bool:
    """Return whether a page has such a fence, so that the extension that renders them is needed."""
    names = (routing.FENCE, intake.FENCE)
    pages = (source for path, source in project.sources.items() if project.files[path].is_page)
    texts = (source for source in pages if any(f"```{name}" in source.text for name in names))
    return any(fence.info.split()[:1] == [name] for source in texts for fence in source.fences() for name in names)


def check(project: Project) -> Iterator[Problem]:
    """Yield a problem for each fence that asks for data that is not there."""
    for path, source in project.sources.items():
        if intake.FENCE not in source.text or not project.files[path].is_page:
            continue
        for fence in source.fences():
            name = fence.content.strip()
            if fence.info.split()[:1] == [intake.FENCE] and name not in project.intakes:
                what = remedy(name, project.intakes, f"See docs/{intake.FOLDER}/.")
                yield source.problem(fence.start, "unknown-table", f"there is no field table '{name}'. {what}")
