"""Files that pages show by inclusion: the snippets of pymdownx, as authors write them."""

import re
from collections.abc import Collection, Iterator, Mapping

from docsite.sources.problems import Problem
from docsite.sources.source import Source

_SNIPPET = re.compile(r"(?<!;)-+8<-+[ \t]+([\"'])(?P<path>[^\"'\n:]+)")


def pages_of(pages: Mapping[str, Source]) -> dict[str, list[str]]:
    """Return the pages that include each file, all as paths below docs/."""
    found: dict[str, list[str]] = {}
    for page, source in pages.items():
        for match in _SNIPPET.finditer(source.text) if "8<-" in source.text else ():
            found.setdefault(match["path"], []).append(page)
    return found


def unused(source: Source, path: str, shown: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for a sample that no page includes; `path` is below docs/."""
    if path not in shown:
        yield source.problem(0, "unused-sample")
