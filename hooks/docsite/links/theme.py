"""Faults outside of page content: in the navigation, in mkdocs.yml, in a template. Each is told once.

A navigation entry is judged where it stands. A fault that built pages share is looked up among the texts of
the project's own files that may have made it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from docsite.links import spots
from docsite.links.address import Base
from docsite.links.html_links import Link
from docsite.links.judge import BrokenLink, Cause, Site, judge
from docsite.links.spots import Spot
from docsite.links.suggest import Targets, lost
from docsite.pages.navigation import leaves
from docsite.sources.paths import DocsPath, SitePath
from docsite.sources.problems import Problem
from docsite.sources.source import Source
from docsite.sources.suggestions import Names
from docsite.sources.yaml_text import Document


class Around(NamedTuple):
    """The project's files around its pages: configuration, the nearest first, and templates.

    `has` returns whether there is a source for an entry of the navigation, by whatever name a plugin knows it.
    """

    configs: Sequence[Document]
    templates: Sequence[Source]
    has: Callable[[DocsPath], bool]


def navigation(
    site: Site,
    nav: Any,
    targets: Targets,
    around: Around,
    told: Iterable[BrokenLink],
) -> Iterator[tuple[BrokenLink, Problem]]:
    """Yield each fault of an explicit `nav:` with its problem.

    One that a plugin has made of a page's links is told there, and else at the top of mkdocs.yml.
    """
    names = Names(frozenset(targets.addresses))
    config = next((each for each in around.configs if ("nav",) in each.places), None)
    known = set() if config else {(fault.rule, fault.link.value) for fault in told}
    config = config or around.configs[0]
    for path, target in leaves(nav):
        name = DocsPath(PurePosixPath(target).as_posix())
        value = targets.left_out.get(name, SitePath(target))
        is_found = name in targets.addresses or (name not in targets.left_out and around.has(name))
        fault = judge(site, "", Link("href", value)) if not is_found and target else None
        if fault and (fault.rule, target) not in known:
            fault = fault._replace(reason="is left out of the site") if name in targets.left_out else fault
            meant = names.meant(target) if fault.rule.startswith("missing") and not fault.reason else None
            at = ("nav", *path)
            edit = config.source.found(config.offset_of_value(at), target) if meant else {}
            values = values_of(fault, target)
            yield fault, config.at_value(at, f"{fault.rule}.nav", suggestion=meant, **edit, **values)


def problems(
    base: Base,
    faults: Iterable[BrokenLink],
    told: Iterable[BrokenLink],
    listed: Iterable[BrokenLink],
    around: Around,
    targets: Targets,
) -> Iterator[Problem]:
    """Yield a problem for each place of mkdocs.yml and of the templates that makes one of the faults.

    `told` are the faults of pages, and `listed` those of the navigation: a theme may show parts of both.
    """
    found = spots.spots([each.source for each in around.configs], around.templates)
    index = spots.index(base, found)
    of_nav = _causes(listed)
    known = of_nav | _causes(told)
    for fault in {each.cause: each for each in faults}.values():
        own = _causes([fault])
        makers = spots.find(base, fault, index)
        if own & of_nav:  # the same text elsewhere in mkdocs.yml is not the link
            makers = [each for each in makers if each.kind != "value"]
        for spot in makers:
            yield problem(spot, fault, targets)
        if not makers and not own & known and not _is_harmless(fault):
            values = values_of(fault, fault.link.value)
            yield _theme(around.configs[0].source, f"{fault.rule}.theme", **values)


def _is_harmless(fault: BrokenLink) -> bool:
    """Return whether a fault that only the theme makes is told at a redirect page, or nothing to mend."""
    is_home = fault.rule == "missing-page" and not fault.path  # a site without home page
    return is_home or fault.rule in ("empty-link", "bad-scheme") or fault.reason.startswith("redirects")


def _causes(faults: Iterable[BrokenLink]) -> set[Cause]:
    return {each for fault in faults for each in (fault.cause, fault._replace(path="").cause)}


def _theme(config: Source, name: str, **values: str) -> Problem:
    match = re.search(r"^theme:", config.text, re.MULTILINE)
    return config.problem(match.start() if match else 0, name, **values)


def problem(spot: Spot, fault: BrokenLink, targets: Targets | None = None) -> Problem:
    """Return the problem of a faulty link at the text that has made it."""
    gone = lost(targets, "", fault.path, fault.path) if targets and fault.rule.startswith("missing") else None
    if gone:
        return spot.source.problem(spot.offset, "missing-page.moved", link=spot.text.strip(), address=gone)
    if fault.rule == "empty-link":
        return spot.source.problem(spot.offset, "empty-link.link")
    is_anywhere = fault.rule in ("missing-page", "missing-asset", "bad-scheme")
    name = f"{fault.rule}.link" if is_anywhere else f"{fault.rule}.template"
    return spot.source.problem(spot.offset, name, **values_of(fault, spot.text))


def values_of(fault: BrokenLink, written: str) -> dict[str, str]:
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
