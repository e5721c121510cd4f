"""The problems of each page on top of its content, in a preview: its own, and those of the data that it shows."""

import re
from collections.abc import Mapping, Sequence

from docsite.build import Build
from docsite.checks import shown_data
from docsite.outputs import site_folder
from docsite.render import render
from docsite.sources.paths import DocsPath
from docsite.sources.problems import Problem

_TOP = re.compile(r"<(?:body|main|article)\b[^<>]*>")


def show(build: Build, found: Sequence[Problem]) -> dict[DocsPath, str]:
    """Write each page's problems on top of its content in the built site, and return these pages without them."""
    by_path: dict[str, list[Problem]] = {}
    for problem in found:
        by_path.setdefault(problem.path, []).append(problem)
    shown = shown_data.files_of_pages(build.project, by_path)
    before = {}
    for path, page in build.pages.items():
        own = [
            *by_path.get(page.source.path, ()),
            *(each for file in shown.get(path, ()) for each in by_path[file]),
        ]
        if own and page.built.is_file():
            html, banner = page.output, render(build.around.templates, "problems.html", problems=own)
            top = html.find(page.html) if page.html else -1
            if top < 0:  # an empty page, or one whose HTML another plugin has changed
                top = max((match.end() for match in _TOP.finditer(html)), default=0)
            site_folder.write(page.built, html[:top] + banner + html[top:])
            before[path] = html
    return before


def hide(build: Build, before: Mapping[DocsPath, str]) -> None:
    """Write pages once more as they are without their problems on top."""
    for path, html in before.items():
        site_folder.write(build.around.site_dir / build.project.files[path].output, html)
