"""Addresses in style sheets: `url()` and `@import`, with their places."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import tinycss2

from docsite.links.built_page import BuiltPage
from docsite.links.html_links import Link
from docsite.links.judge import judge
from docsite.links.locate import Place
from docsite.links.report import Reporter
from docsite.pages.files import File
from docsite.sources.memory import remember
from docsite.sources.paths import repo_path
from docsite.sources.problems import Problem
from docsite.sources.source import Source, decode

_PLAIN = re.compile(r"url\(|@import", re.IGNORECASE)


class Address(NamedTuple):
    """An address in a style sheet: the offset of what has it, and the address itself."""

    offset: int
    value: str


def problems(files: Iterable[File], reporter: Reporter, site_dir: Path) -> Iterator[Problem]:
    """Yield what is wrong with the addresses in the project's own style sheets, those beside its templates too."""
    root = reporter.root
    for file in files:
        if not file.is_built or not file.output.endswith(".css") or file.disk is None:
            continue
        is_own = file.disk.is_relative_to(root) and "site-packages" not in file.disk.parts
        if file.is_authored or is_own:
            source = decode(repo_path(file.disk, root), file.read()).value
            page = BuiltPage(file, source, "", site_dir / file.output)
            made = partial(_listed, source)
            for offset, value in remember(reporter.memory, ("style sheet", file.path), source, made):
                if fault := judge(reporter.site, page.address, Link("url", value, True)):
                    yield reporter.problem(fault, page, Place(source, offset, offset, value, False))


def _listed(source: Source) -> list[Address]:
    return list(addresses(source))


def addresses(source: Source) -> Iterator[Address]:
    """Yield the addresses of a style sheet in order; one that begins with `#` is of the page that it is used on."""
    if not _PLAIN.search(source.text):
        return
    stack = list(reversed(tinycss2.parse_component_value_list(source.text, skip_comments=True)))
    is_import = False
    while stack:
        node: Any = stack.pop()
        value = _value(node, is_import)
        if value and not value.startswith("#"):
            yield Address(source.offset(node.source_line, node.source_column), value)
        if node.type != "whitespace":
            is_import = node.type == "at-keyword" and node.lower_value == "import"
        if value is None and (below := getattr(node, "content", None) or getattr(node, "arguments", None)):
            stack.extend(reversed(below))


def _value(node: Any, is_import: bool) -> str | None:
    """Return the address that a node is, or None where it is none."""
    if node.type == "url" or (node.type == "string" and is_import):
        return str(node.value).strip()
    if node.type == "function" and node.lower_name == "url":
        return next((str(each.value).strip() for each in node.arguments if each.type == "string"), "")
    return None
