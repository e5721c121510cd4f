"""Faults outside of page content: in the navigation, in mkdocs.yml, in a template. Each is told once.

A navigation entry is judged where it stands. A fault that many built pages share is looked for in the project's own
files, mkdocs.yml first, then the templates that override the theme.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from docsite.links.collect import Link
from docsite.links.judge import Fault, Site, judge
from docsite.document import Document
from docsite.nav import leaves
from docsite.problems import Problem, remedy

from docsite.source import Source

_COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.S)


def navigation(site: Site, nav: Any, addresses: Mapping[str, str], config: Document) -> Iterator[tuple[str, Problem]]:
    """Yield each fault of an explicit `nav:`, with the site path that it leads to."""
    for path, target in leaves(nav):
        fault = judge(site, "", Link("href", addresses.get(target, target)))
        if fault is None or not target:
            continue
        what = remedy(target, addresses, "Write the path of a page below docs/.")
        fact = f"'nav' has '{target}', which " + (fault.reason or "does not exist")
        yield fault.path, config.at_value(("nav", *path), fault.rule, f"{fact}. {what}")


def problems(faults: Iterable[Fault], config: Source, templates: Sequence[Source]) -> Iterator[Problem]:
    """Yield a problem for each fault that stands in mkdocs.yml or a template, at each place where it does."""
    for fault in {(each.rule, each.path, each.fragment, _own(each)): each for each in faults}.values():
        found = False
        for source, text in _texts(config, templates):
            for match in _pattern(fault).finditer(text):
                yield source.problem(match.start(), fault.rule, _message(fault, match[0]))
                found = True
            if found:
                break
        if not found and fault.rule != "empty-link":
            message = _message(fault, fault.link.value).replace("link", "the theme links", 1)
            yield config.problem(_theme(config), fault.rule, message)


def _own(fault: Fault) -> str:
    """Return what tells two faults of one rule apart where no path does."""
    return fault.link.value if not fault.path and not fault.fragment else ""


def _texts(config: Source, templates: Sequence[Source]) -> Iterator[tuple[Source, str]]:
    yield config, re.sub(r"(?m)(?:^|(?<=\s))#.*$", lambda match: " " * len(match[0]), config.text)
    for template in templates:
        yield template, _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), template.text)


def _pattern(fault: Fault) -> re.Pattern[str]:
    """Return what the place of a fault looks like: the value as built, or the path that it leads to."""
    if fault.rule == "empty-link":
        return re.compile(r"\b(?:href|src)\s*=\s*([\"'])\s*\1")
    spellings = {fault.link.value, fault.path.strip("/"), f"#{fault.fragment}" if fault.fragment else ""}
    spelled = sorted(filter(None, spellings), key=len, reverse=True)
    return re.compile(rf"(?<![\w./-])/?(?:{'|'.join(map(re.escape, spelled))})/?(?![\w/-])")


def _theme(config: Source) -> int:
    match = re.search(r"^theme:", config.text, re.M)
    return match.start() if match else 0


def _message(fault: Fault, written: str) -> str:
    match fault.rule:
        case "empty-link":
            return "the link has no target. Write one or remove the link."
        case "bad-scheme":
            return f"link to '{written}', which {fault.reason}. Correct or remove it."
        case "outside-site":
            return f"link to '{written}', which leads out of the site. Use the filter 'url', or the full address."
        case "missing-anchor":
            return f"link to '{written}', but '{fault.path}' has no anchor '{fault.fragment}'. Correct or remove it."
        case _:
            return f"link to '{written}', which does not exist. Correct or remove it."
