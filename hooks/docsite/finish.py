"""What is written when all pages are built: search, Markdown, whole guides, and problems while serving."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from jinja2 import Environment

from docsite import llms, output, whole
from docsite.build import Build
from docsite.links.collect import collect
from docsite.links.gather import around
from docsite.problems import Problem
from docsite.render import render
from docsite.search import index

_TOP = re.compile(r"<(?:body|main|article)\b[^>]*>")


def write_search(build: Build, site_dir: Path) -> Sequence[Problem]:
    """Write what the site's search loads, if it has one, and return what is wrong with the words for it."""
    if not build.settings.search:
        return ()
    passages_of = {path: page.passages for path, page in build.rendered.items()}
    made = index.make(build.project, passages_of, build.navigated, site_dir)
    index.write(made, build.project, site_dir)
    return made.problems


def write_markdown(build: Build, about: llms.About, site_dir: Path, templates: Environment) -> None:
    """Write each page as Markdown and the list of them, if the site asks for it."""
    if build.settings.markdown:
        texts = {path: page.markdown for path, page in build.rendered.items()}
        llms.write(build.project, texts, build.navigation, about, site_dir, templates)


def write_whole_guides(
    build: Build, site_dir: Path, templates: Environment, protect: Callable[[str, str], str], **values: str
) -> None:
    """Write the guides that the site wants whole on one page, each with the style sheets of its first page."""
    contents = {path: page.html for path, page in build.rendered.items()}
    for file, paths in whole.guides(build.settings.whole_guides, build.navigated):
        if not contents.keys() >= set(paths):  # unchanged pages were left as they are
            (site_dir / file).touch()
            continue
        first = build.project.files[paths[0]]
        head = collect(around(contents[paths[0]], output.read(site_dir / first.output))).links
        styles = [link.value for link in head if link.loads and link.value.endswith(".css")]
        html = whole.page(build.project, file, paths, contents, styles, templates, **values)
        build.gathered.add_theme(file, html)
        (site_dir / file).write_text(protect(file, html), encoding="utf-8")


def show_problems(build: Build, found: Sequence[Problem], site_dir: Path, templates: Environment) -> None:
    """Write each page's own problems on top of its content in the built site."""
    for path, page in build.rendered.items():
        source = build.project.sources.get(path)
        own = [problem for problem in found if source and problem.path == source.path]
        file = site_dir / build.project.files[path].output
        if own and file.is_file():
            html, banner = output.read(file), render(templates, "problems.html", problems=own)
            top = html.find(page.html) if page.html else -1
            if top < 0:  # an empty page, or one whose HTML another plugin has changed
                top = max((match.end() for match in _TOP.finditer(html)), default=0)
            file.write_text(html[:top] + banner + html[top:], encoding="utf-8")
