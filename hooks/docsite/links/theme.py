"""Faults outside of page content: in the navigation, in mkdocs.yml, in a template. Each is told once.

A navigation entry is judged where it stands. A fault that built pages share is looked up among the texts of
the project's own files that may have made it: values of mkdocs.yml, attributes and Jinja strings of its
templates.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, NamedTuple

import yaml

from docsite.links import markers
from docsite.links.address import Base, join
from docsite.links.html_links import Link
from docsite.links.judge import BrokenLink, Site, judge
from docsite.links.suggest import Targets
from docsite.pages.navigation import leaves
from docsite.sources.paths import DocsPath, SitePath
from docsite.sources.problems import Problem
from docsite.sources.source import Source
from docsite.sources.suggestions import Names
from docsite.sources.yaml_text import Document

_COMMENT = re.compile(r"\{#.*?(?:#\}|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_JINJA = re.compile(r"\{\{.*?(?:\}\}|\Z)|\{%.*?(?:%\}|\Z)", re.DOTALL)
_STRING = re.compile(r"'(?P<single>[^'\n]*)'|\"(?P<double>[^\"\n]*)\"")
_VALUE = re.compile(r"\s*(?P<text>(?>\{\{.*?\}\}|\{%.*?%\}|[^\"'<>{\s]|\{(?![{%]))*)", re.DOTALL)


class Spot(NamedTuple):
    """A text that may have made a link: where it stands and how it is written."""

    source: Source
    offset: int
    text: str


Spots = Mapping[str, Sequence[Spot]]
"""Spots by their text as it is written and, after a `/`, by the site path with fragment that it leads to."""


def navigation(
    site: Site, nav: Any, targets: Targets, config: Document
) -> Iterator[tuple[BrokenLink, Problem]]:
    """Yield each fault of an explicit `nav:` with its problem."""
    names = Names(frozenset(targets.addresses))
    for path, target in leaves(nav):
        name = DocsPath(PurePosixPath(target).as_posix())
        value = targets.left_out.get(name, SitePath(target))
        fault = judge(site, "", Link("href", value)) if name not in targets.addresses and target else None
        if fault:
            fault = fault._replace(reason="is left out of the site") if name in targets.left_out else fault
            meant = names.meant(target) if fault.rule.startswith("missing") and not fault.reason else None
            at = ("nav", *path)
            edit = config.source.found(config.offset_of_value(at), target) if meant else {}
            yield (
                fault,
                config.at_value(
                    at, f"{fault.rule}.nav", suggestion=meant, **edit, **_values_of(fault, target)
                ),
            )


def problems(
    base: Base,
    faults: Iterable[BrokenLink],
    told: Iterable[BrokenLink],
    config: Source,
    templates: Sequence[Source],
) -> Iterator[Problem]:
    """Yield a problem for each place of mkdocs.yml and of the templates that makes one of the faults.

    `told` are the faults told already, of the navigation and of pages: a theme may show parts of both.
    """
    made = [*_attributes(templates), *_attributes([config]), *_values(config)]
    firm, loose = _index(base, made), _index(base, _strings(templates))
    known = {cause for fault in told for cause in (_cause(fault), _cause(fault._replace(path="")))}
    for fault in {_cause(each): each for each in faults}.values():
        spots = _find(base, fault, firm) or _find(base, fault, loose)
        for spot in spots:
            yield _problem(spot, fault)
        is_told = not known.isdisjoint([_cause(fault), _cause(fault._replace(path=""))])
        if not spots and not is_told and not _is_harmless(fault):
            yield config.problem(_theme(config), f"{fault.rule}.theme", **_values_of(fault, fault.link.value))


def _is_harmless(fault: BrokenLink) -> bool:
    """Return whether a fault that only the theme makes is told at a redirect page, or nothing to mend."""
    is_home = fault.rule == "missing-page" and not fault.path  # a site without home page
    return is_home or fault.rule == "empty-link" or fault.reason.startswith("redirects")


def _cause(fault: BrokenLink) -> tuple[str, str, str]:
    return fault.rule, fault.path or fault.link.value, fault.fragment


def _find(base: Base, fault: BrokenLink, spots: Spots) -> Sequence[Spot]:
    path = fault.path.removeprefix(base.path) if fault.rule == "outside-site" else fault.path
    led = "/" + path.removesuffix("index.html").strip("/") + (f"#{fault.fragment}" if fault.fragment else "")
    found = [*spots.get(fault.link.value, ()), *(spots.get(led, ()) if path else ())]
    return list(dict.fromkeys(found))


def _index(base: Base, spots: Iterable[Spot]) -> Spots:
    index: dict[str, list[Spot]] = {}
    for spot in spots:
        for text in dict.fromkeys(_literals(spot.text)):
            path, mark, fragment = text.strip().partition("#")
            absolute = join("/", path.partition("?")[0].strip())
            below = absolute.removeprefix(base.path) if absolute.startswith(base.path) else absolute
            led = "/" + below.removesuffix("index.html").strip("/")
            for key in dict.fromkeys((text.strip(), led, f"{led}#{fragment}" if mark else led)):
                index.setdefault(key, []).append(spot)
    return index


def _literals(text: str) -> Iterator[str]:
    """Yield what a value may come out as: itself, what stands around its Jinja expressions, their strings."""
    plain = _JINJA.sub("", text)
    if plain or not text:
        yield plain
    for jinja in _JINJA.finditer(text):
        yield from filter(None, (match["single"] or match["double"] for match in _STRING.finditer(jinja[0])))


def _attributes(sources: Iterable[Source]) -> Iterator[Spot]:
    for source in sources:
        text = _uncommented(source)
        for mark in markers.find(Source(source.path, text), is_markdown=False):
            value = _VALUE.match(text, mark.marker)
            yield Spot(source, mark.begins, value["text"] if value else "")


def _strings(templates: Iterable[Source]) -> Iterator[Spot]:
    for source in templates:
        text = _uncommented(source)
        for jinja in _JINJA.finditer(text):
            for match in _STRING.finditer(text, jinja.start(), jinja.end()):
                yield Spot(source, match.start() + 1, match["single"] or match["double"] or "")


def _uncommented(source: Source) -> str:
    if source.path.endswith((".html", ".htm")):
        return _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), source.text)
    return re.sub(r"(?m)(?:^|(?<=\s))#.*$", lambda match: " " * len(match[0]), source.text)


def _values(config: Source) -> Iterator[Spot]:
    """Yield the values of mkdocs.yml, its navigation left out."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(config.text)
    try:
        waiting = [loader.get_single_node()]
    finally:
        loader.dispose()
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.ScalarNode):
            yield Spot(config, node.start_mark.index, node.value)
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            waiting += [value for key, value in node.value if key.value != "nav"]


def _theme(config: Source) -> int:
    match = re.search(r"^theme:", config.text, re.MULTILINE)
    return match.start() if match else 0


def _problem(spot: Spot, fault: BrokenLink) -> Problem:
    if fault.rule == "empty-link":
        return spot.source.problem(spot.offset, "empty-link")
    is_anywhere = fault.rule in ("missing-page", "missing-asset", "bad-scheme")
    name = f"{fault.rule}.link" if is_anywhere else f"{fault.rule}.template"
    return spot.source.problem(spot.offset, name, **_values_of(fault, spot.text))


def _values_of(fault: BrokenLink, written: str) -> dict[str, str]:
    """Return what the message of a link that is written so takes."""
    link = written.strip()
    match fault.rule:
        case "outside-site":
            return {"link": link}
        case "missing-anchor":
            page = "the page" if fault.link.value.startswith("#") else f"'{fault.path}'"
            return {"link": link, "page": page, "anchor": fault.fragment}
        case _:
            return {"link": link, "reason": fault.reason or "does not exist"}
