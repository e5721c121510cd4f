"""A whole guide on one page, for printing: the pages of some folders, in the order of the navigation.

The pages come as they were rendered. Headings go down one level, ids get the name of their page in front,
links to pages of the guide lead inside, all others from where the page stands, and what is folded is open.
A sample is text without links, as it is on paper: one has hundreds, to the tables before and after it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from posixpath import dirname, join, normpath
from typing import Any, NamedTuple

from jinja2 import Environment
from lxml import etree

from docsite.addresses import relative_address
from docsite.links.built_page import BuiltPage
from docsite.links.html_links import Tree
from docsite.outputs.llms import About
from docsite.project import Project
from docsite.render import render
from docsite.sources.paths import DocsPath, OutputPath, SitePath

FILE = "print.html"

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/")
_NOT_XML = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
)  # what lxml reads, and does not write
_PERMALINKS: Any = etree.XPath(".//a[@class='headerlink']")
_SAMPLES: Any = etree.XPath(".//pre[contains(@class, 'sample__text')]")
_SECTIONS: Any = etree.XPath(".//h3[@id]")
_IDS = ("id", "for", "aria-labelledby", "aria-describedby", "aria-controls")
_LINKS = ("href", "src", "xlink:href")
_LOWER = {f"h{level}": f"h{level + 1}" for level in range(1, 6)}


class Section(NamedTuple):
    """A section of a page in the whole: its anchor, and its title as text."""

    anchor: str
    title: str


class Content(NamedTuple):
    """What the content of a page becomes in the whole: its sections, and its HTML."""

    sections: Sequence[Section]
    html: str


@dataclass(frozen=True)
class Part:
    """A page in the whole: its anchor, its title as text, and its content."""

    anchor: str
    title: str
    content: Content


def guides(
    wanted: Iterable[Sequence[str]], order: Sequence[DocsPath]
) -> Iterator[tuple[OutputPath, list[DocsPath]]]:
    """Yield for each guide, which is some folders, the file it becomes, and its pages.

    `order` are the pages as the navigation has them.
    """
    for folders in wanted:
        paths = [path for folder in folders for path in order if path.startswith(f"{folder}/")]
        if paths:
            yield OutputPath(f"{folders[0]}/{FILE}"), paths


def page(
    project: Project, file: OutputPath, pages: Sequence[BuiltPage], about: About, templates: Environment
) -> str:
    """Return a whole guide as a page, with the style sheets of its first one, which is in the same folder."""
    titles = project.pages
    parts = [Part(_anchor(each.path), titles[each.path][0], each.content.readings[file]) for each in pages]
    links = pages[0].theme_content.links
    styles = [link.value for link in links if link.loads and link.value.endswith(".css")]
    return render(
        templates,
        "whole.html",
        parts=parts,
        title=parts[0].title,
        guide=relative_address(pages[0].address, file),
        reviewed=max((_reviewed(project, each.path) for each in pages), default=""),
        styles=styles,
        site_name=about.name,
        site_url=about.url,
    )


def _anchor(path: str) -> str:
    return path.removesuffix(".md").removesuffix("/index").replace("/", "-")


def _reviewed(project: Project, path: DocsPath) -> str:
    document = project.front_matter[path].document
    return str(document.value.get("reviewed") or "") if document else ""


def part(tree: Tree, address: SitePath, guide: OutputPath, addresses: Mapping[DocsPath, SitePath]) -> Content:
    """Return what the content of a page becomes in a guide; `addresses` are those of all of its pages."""
    anchors = {each.rstrip("/"): _anchor(path) for path, each in addresses.items()}
    own = anchors[address.rstrip("/")]
    root: Any = etree.Element("div") if tree is None else deepcopy(tree)
    root.tag = "div"
    etree.strip_tags(root, "head", "body")
    for permalink in _PERMALINKS(root):
        permalink.tag = "button"  # what the next line takes out, and leaves what follows
    etree.strip_elements(root, "button", "script", with_tail=False)
    for sample in _SAMPLES(root):
        etree.strip_tags(sample, "a")

    @lru_cache(None)  # tables have the same links many times
    def link(value: str) -> str:
        return _link(_NOT_XML.sub("", value).strip(), address, guide, anchors)

    for element in root.iter(etree.Element):
        tag = element.tag
        for name, value in element.items():
            if name in _IDS or (name == "name" and tag in ("a", "input")):
                element.set(name, " ".join(f"{own}--{each}" for each in _NOT_XML.sub("", value).split()))
            elif name in _LINKS:
                element.set(name, link(value))
        if tag in _LOWER:
            element.tag = _LOWER[tag]
        elif tag == "details":
            element.set("open", "")
    sections = [
        Section(each.get("id"), " ".join("".join(each.itertext()).split())) for each in _SECTIONS(root)
    ]
    return Content(sections, etree.tostring(root, method="html", encoding="unicode"))


def _link(value: str, address: SitePath, file: OutputPath, anchors: Mapping[str, str]) -> str:
    """Return what leads from the whole guide to where a link on the page at `address` leads."""
    if not value or _SCHEME.match(value):
        return value
    before, mark, fragment = value.partition("#")
    path, _, query = before.partition("?")
    folder = address if address.endswith("/") or not address else dirname(address)
    target = normpath(join(folder, path)) if path else address.rstrip("/")
    if target in anchors:
        return f"#{anchors[target]}--{fragment}" if fragment else f"#{anchors[target]}"
    is_folder = path.endswith(("/", "..")) or path == "."
    found = "" if target == "." else f"{target}/" if is_folder else target
    rest = (f"?{query}" if query else "") + mark + fragment
    return relative_address(found, file) + rest
