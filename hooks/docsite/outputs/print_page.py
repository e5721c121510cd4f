"""A whole guide on one page, for printing: the pages of some folders, in the order of the navigation.

The pages come as they were rendered. Headings go down one level, ids get the name of their page in front,
links to pages of the guide lead inside, all others from where the page stands, and what is folded is open.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import Any

from jinja2 import Environment
from lxml import html as parser

from docsite.addresses import relative_address
from docsite.project import Project
from docsite.render import render

FILE = "print.html"

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what lxml reads, and does not write
_DROPPED = ".//a[@class='headerlink'] | .//button | .//script"
_IDS = ("id", "for", "aria-labelledby", "aria-describedby", "aria-controls")


@dataclass(frozen=True)
class Part:
    """A page in the whole: its anchor, its title as text, and its HTML."""

    anchor: str
    title: str
    content: str


def guides(wanted: Sequence[str], order: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield for each guide the file it becomes, and its pages by path below docs/.

    `wanted` names folders, such as `emr + hl7`; `order` are the pages as the navigation has them.
    """
    for guide in wanted:
        folders = [folder.strip() for folder in guide.split("+")]
        paths = [path for folder in folders for path in order if path.startswith(f"{folder}/")]
        if paths:
            yield f"{folders[0]}/{FILE}", paths


def page(
    project: Project,
    file: str,
    paths: Sequence[str],
    contents: Mapping[str, str],
    styles: Sequence[str],
    templates: Environment,
    **values: str,
) -> str:
    """Return a whole guide as a page.

    `contents` has the HTML of each page; `styles` are links as the first page has them, in the same folder.
    """
    anchors = {project.files[path].address.rstrip("/"): _anchor(path) for path in paths}
    pages = project.pages
    parts = [
        Part(_anchor(path), pages[path][0], _content(contents[path], pages[path][1], file, anchors))
        for path in paths
    ]
    return render(
        templates,
        "whole.html",
        parts=parts,
        title=parts[0].title,
        guide=relative_address(pages[paths[0]][1], file),
        reviewed=max((_reviewed(project, path) for path in paths), default=""),
        styles=styles,
        **values,
    )


def _anchor(path: str) -> str:
    return path.removesuffix(".md").removesuffix("/index").replace("/", "-")


def _reviewed(project: Project, path: str) -> str:
    document = project.front_matter[path].document
    return str(document.value.get("reviewed") or "") if document else ""


def _content(content: str, address: str, file: str, anchors: Mapping[str, str]) -> str:
    own = anchors[address.rstrip("/")]
    root: Any = parser.fragment_fromstring(content, create_parent="div")
    for element in root.xpath(_DROPPED):
        element.drop_tree()
    for element in root.iter(parser.etree.Element):
        if re.fullmatch("h[1-5]", element.tag):
            element.tag = f"h{int(element.tag[1]) + 1}"
        for name, value in element.items():
            if name in _IDS or (name == "name" and element.tag in ("a", "input")):
                element.set(name, " ".join(f"{own}--{each}" for each in _NOT_XML.sub("", value).split()))
            elif name in ("href", "src", "xlink:href"):
                element.set(name, _link(_NOT_XML.sub("", value).strip(), address, file, anchors))
        if element.tag == "details":
            element.set("open", "")
    text: str = parser.tostring(root, encoding="unicode")
    return text


def _link(value: str, address: str, file: str, anchors: Mapping[str, str]) -> str:
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
