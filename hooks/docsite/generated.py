"""Files of the site that no author writes: each made from what the project has read, as path and content."""

from collections.abc import Iterator

from jinja2 import Environment

from docsite import feed, moved, redirects, testkit
from docsite.hl7 import download
from docsite.messages import publish
from docsite.project import Project
from docsite.render import render
from docsite.settings import Settings


def files(
    project: Project, settings: Settings, site_url: str | None, templates: Environment
) -> Iterator[tuple[str, str | bytes]]:
    """Yield the path below the site's root and the content of each generated file."""
    yield from _redirects(project, site_url, templates)
    if project.redirects:
        yield moved.FILE, moved.text(project)
    if settings.feed:
        yield from _feed(project, site_url, templates)
    yield from publish.files(project.messages.catalog, site_url)
    yield from download.files(project.hl7)
    if project.hl7.people.cases:
        yield testkit.FILE, testkit.archive(project, templates)


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
