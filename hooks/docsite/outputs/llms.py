"""The site for machines: each page as Markdown beside it, and `llms.txt`, which lists them all by navigation.

The form of the list is that of https://llmstxt.org: title, description, then sections of links.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment

from docsite.outputs import markdown_links
from docsite.pages.navigation import leaves
from docsite.project import Project
from docsite.render import render
from docsite.sources.paths import DocsPath

FILE = "llms.txt"
_LOOSE = "General"  # the section of pages that stand in none


@dataclass(frozen=True)
class About:
    """What the site says of itself; `url` is its address with a slash at its end, or empty."""

    name: str
    description: str
    url: str


@dataclass(frozen=True)
class Entry:
    """A page of the list; `address` is empty where the site has none, and `copy` is the Markdown, below the site."""

    title: str
    address: str
    copy: str
    description: str


def page(entry: Entry, text: str, templates: Environment) -> str:
    """Return the Markdown of a page with its title, description and address on top."""
    own = {"title": entry.title, "description": entry.description, "url": entry.address}
    quoted = {key: json.dumps(value, ensure_ascii=False) for key, value in own.items() if value}
    return render(templates, "page.md", own=quoted, text=text)


def index(project: Project, navigation: Any, about: About, templates: Environment) -> str:
    """Return the list of all pages in the order of the navigation."""
    sections: dict[str, list[Entry]] = {}
    for section, path in _places(navigation):
        file = project.files.get(path)
        if file and file.is_page and file.is_built and file.output.endswith("index.html"):
            sections.setdefault(section, []).append(entry(project, path, about))
    return render(templates, FILE, about=about, file=FILE, sections=sections)


def _places(navigation: Any) -> Iterator[tuple[str, DocsPath]]:
    """Yield the title of the outermost section and the path of each page, pages without a section first."""
    inside: list[tuple[str, DocsPath]] = []
    for item in navigation:
        for path, target in leaves(item):
            if len(path) > 1 or (path and not isinstance(item[path[0]], str)):
                inside.append((str(path[0]), DocsPath(target)))
            else:
                yield _LOOSE, DocsPath(target)
    yield from inside


def entry(project: Project, path: DocsPath, about: About) -> Entry:
    """Return what the list says of a page."""
    title, address = project.pages[path]
    document = project.front_matter[path].document
    value = document.value if document else {}
    description = value.get("description") if isinstance(value, dict) else None
    full = f"{about.url}{address}" if about.url else ""
    return Entry(title, full, f"{address}{markdown_links.NAME}", str(description or ""))
