"""Builds of one site inside each other: a plugin may build again for each language before a build ends.

What is wrong is known when the outermost has ended, as pages of one language have links to those of others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from docsite import publish
from docsite.build import Build
from docsite.checks import build_problems, shown_problems
from docsite.links.built_page import BuiltPage
from docsite.links.rendering import RenderRecord
from docsite.sources.paths import DocsPath, OutputPath
from docsite.sources.problems import Problem
from docsite.sources.yaml_text import Document


@dataclass(frozen=True)
class Pass:
    """What a build that goes on knows so far.

    Attributes:
        documents: mkdocs.yml and what it inherits from.
        clashes: Files that are left out, as another has their address, with that one.
        build: What is known before pages are rendered.
        nav: The navigation that we have made.
        records: What each page's rendering told.
        pages: What was rendered.
        theme_pages: What only a template makes, such as 404.html.
        is_rendered: Whether all pages are; a build that begins now is one inside this one.
    """

    documents: Sequence[Document]
    clashes: Mapping[DocsPath, DocsPath] = field(default_factory=dict)
    build: Build | None = None
    nav: Any = None
    records: dict[DocsPath, RenderRecord] = field(default_factory=dict)
    pages: dict[DocsPath, BuiltPage] = field(default_factory=dict)
    theme_pages: list[OutputPath] = field(default_factory=list)
    is_rendered: bool = False


def begin(begun: list[Pass], ended: list[Pass], documents: Sequence[Document], nav: Any) -> Any:
    """Begin a build inside those that have begun, and return the navigation that it starts from.

    A build that has not rendered its pages was broken off: it is forgotten.
    """
    if not begun or not begun[-1].is_rendered:
        begun.clear()
        ended.clear()
    is_ours = bool(begun) and nav is begun[-1].nav
    begun.append(Pass(documents))
    return None if is_ours else nav


class Finished(NamedTuple):
    """Everything that is wrong, and the pages that show it on top, without that."""

    problems: Sequence[Problem]
    shown: Mapping[DocsPath, str]


def finish(ended: Sequence[Pass], *, serving: bool) -> Finished:
    """Write what all pages together make, and return everything that is wrong; while serving, pages show it."""
    builds = [
        publish.with_report(replace(each.build, pages=each.pages, theme_pages=each.theme_pages))
        for each in ended
        if each.build
    ]
    found = build_problems.of_all([(build, publish.after_pages(build)) for build in builds])
    publish.save_problems(found)
    shown: dict[DocsPath, str] = {}
    for build in builds if serving else ():
        shown |= shown_problems.show(build, found)
    return Finished(found, shown)
