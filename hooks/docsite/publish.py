"""Every file of the site that no author writes: those made of the sources, and those made of all built pages."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from jinja2 import Environment

from docsite.build import Build
from docsite.links.built_pages import around
from docsite.links.html_links import collect
from docsite.messages import test_kit
from docsite.messages.hl7 import downloads as hl7_downloads
from docsite.messages.json_schema import downloads as json_downloads
from docsite.outputs import feed, llms, print_page, redirect_map, site_folder
from docsite.outputs.search import index
from docsite.pages import redirects
from docsite.project import Project
from docsite.render import render
from docsite.settings import Settings
from docsite.sources.problems import Problem

_TOP = re.compile(r"<(?:body|main|article)\b[^<>]*>")


def files(
    project: Project, settings: Settings, site_url: str | None, templates: Environment
) -> Iterator[tuple[str, str | bytes]]:
    """Yield the path below the site's root and the content of each generated file."""
    yield from _redirects(project, site_url, templates)
    if project.redirects:
        yield redirect_map.FILE, redirect_map.text(project)
    if settings.feed:
        yield from _feed(project, site_url, templates)
    yield from json_downloads.files(project.messages.catalog, site_url)
    yield from hl7_downloads.files(project.hl7)
    if project.hl7.people.cases:
        yield test_kit.FILE, test_kit.archive(project, templates)


def _redirects(project: Project, site_url: str | None, templates: Environment) -> Iterator[tuple[str, str]]:
    titles = {address: title for title, address in project.pages.values()}
    for path, link, address in redirects.outputs(project.redirects, project.addresses, project.outputs):
        canonical = f"{site_url}{address}" if site_url else link
        values = {"link": link, "canonical": canonical, "title": titles[address]}
        yield path, render(templates, "redirect.html", **values)


def _feed(project: Project, site_url: str | None, templates: Environment) -> Iterator[tuple[str, str]]:
    source = project.sources.get(feed.PAGE)
    entries = list(feed.entries(source)) if source and site_url and feed.PAGE in project.pages else []
    if entries:
        title, address = project.pages[feed.PAGE]
        values = {"entries": entries, "title": title, "page": f"{site_url}{address}"}
        yield feed.FILE, render(templates, "feed.xml", feed=f"{site_url}{feed.FILE}", author="IRIS", **values)


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
    for file, paths in print_page.guides(build.settings.whole_guides, build.navigated):
        if not contents.keys() >= set(paths):  # unchanged pages were left as they are
            (site_dir / file).touch()
            continue
        first = build.project.files[paths[0]]
        head = collect(around(contents[paths[0]], site_folder.read(site_dir / first.output))).links
        styles = [link.value for link in head if link.loads and link.value.endswith(".css")]
        html = print_page.page(build.project, file, paths, contents, styles, templates, **values)
        build.gathered.add_theme(file, html)
        (site_dir / file).write_text(protect(file, html), encoding="utf-8")


def show_problems(build: Build, found: Sequence[Problem], site_dir: Path, templates: Environment) -> None:
    """Write each page's own problems on top of its content in the built site."""
    for path, page in build.rendered.items():
        source = build.project.sources.get(path)
        own = [problem for problem in found if source and problem.path == source.path]
        file = site_dir / build.project.files[path].output
        if own and file.is_file():
            html, banner = site_folder.read(file), render(templates, "problems.html", problems=own)
            top = html.find(page.html) if page.html else -1
            if top < 0:  # an empty page, or one whose HTML another plugin has changed
                top = max((match.end() for match in _TOP.finditer(html)), default=0)
            file.write_text(html[:top] + banner + html[top:], encoding="utf-8")
