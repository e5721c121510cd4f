"""Files of the site that no author writes: each made from what the project has read, as path and content."""

from collections.abc import Iterator

from jinja2 import Environment

from docsite import feed, redirects
from docsite.hl7 import download
from docsite.messages import publish
from docsite.project import Project
from docsite.render import render


def files(project: Project, site_url: str | None, templates: Environment) -> Iterator[tuple[str, str | bytes]]:
    """Yield the path below the site's root and the content of each generated file."""
    yield from _redirects(project, site_url, templates)
    yield from _feed(project, site_url, templates)
    yield from publish.files(project.messages.catalog, site_url)
    yield from download.files(project.hl7)


def _redirects(project: Project, site_url: str | None, templates: Environment) -> Iterator[tuple[str, str]]:
    titles = {address: title for title, address in project.pages.values()}
    for path, link, address in redirects.outputs(project.redirects, project.addresses, project.outputs):
        canonical = f"{site_url}{address}" if site_url else link
        values = {"link": link, "canonical": canonical, "title": titles[address]}
        yield path, render(templates, "redirect.html", **values)


def _feed(project: Project, site_url: str | None, templates: Environment) -> Iterator[tuple[str, str]]:
    source = project.sources.get(feed.PAGE)
    entries = list(feed.entries(source)) if source and site_url else []
    if entries:
        title = project.titles[feed.PAGE]
        page = f"{site_url}{project.files[feed.PAGE].address}"
        values = {"entries": entries, "title": title, "page": page, "feed": f"{site_url}{feed.FILE}", "author": "IRIS"}
        yield feed.FILE, render(templates, "feed.xml", **values)
