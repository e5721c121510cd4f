"""The site for machines: each page as Markdown beside it, and `llms.txt`, which lists them all by navigation.

The form of the list is that of https://llmstxt.org: title, description, then sections of links.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname
from typing import Any

from jinja2 import Environment

from docsite.outputs import site_folder
from docsite.pages.navigation import leaves
from docsite.project import Project
from docsite.render import render
from docsite.sources.paths import DocsPath

FILE = "llms.txt"
OUTPUT = "index.md"
"""The Markdown of a page stands under this name beside its `index.html`."""

_LOOSE = "General"  # the section of pages that stand in none


@dataclass(frozen=True)
class About:
    """What the site says of itself; `url` is its address with a slash at its end, or empty."""

    name: str
    description: str
    url: str


@dataclass(frozen=True)
class Entry:
    """A page of the list."""

    title: str
    address: str
    description: str


def write(
    project: Project,
    texts: Mapping[DocsPath, str],
    navigation: Any,
    about: About,
    site_dir: Path,
    templates: Environment,
) -> None:
    """Write Markdown and list; `texts` has the Markdown of each page that was rendered."""
    for path, text in texts.items():
        file = project.files.get(path)
        if file and file.output.endswith("index.html"):
            entry = _entry(project, path, about)
            quoted = [json.dumps(each, ensure_ascii=False) for each in (entry.title, entry.description)]
            page = render(templates, "page.md", title=quoted[0], description=quoted[1], text=text)
            site_folder.write(site_dir / dirname(file.output) / OUTPUT, page)
    sections: dict[str, list[Entry]] = {}
    for section, path in _places(navigation):
        file = project.files.get(path)
        if file and file.is_page and file.is_built and file.output.endswith("index.html"):
            sections.setdefault(section, []).append(_entry(project, path, about))
    site_folder.write(site_dir / FILE, render(templates, FILE, about=about, sections=sections))


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


def _entry(project: Project, path: DocsPath, about: About) -> Entry:
    title, address = project.pages[path]
    document = project.front_matter[path].document
    value = document.value if document else {}
    description = value.get("description") if isinstance(value, dict) else None
    return Entry(title, f"{about.url}{address}{OUTPUT}", str(description or ""))
