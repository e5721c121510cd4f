"""Files that pages show by inclusion: the snippets of pymdownx, as authors write them."""

import re
from collections.abc import Mapping

from docsite.source import Source

_SNIPPET = re.compile(r"(?<!;)-+8<-+[ \t]+([\"'])(?P<path>[^\"'\n:]+)")


def pages_of(pages: Mapping[str, Source]) -> dict[str, list[str]]:
    """Return the pages that include each file, all as paths below docs/."""
    found: dict[str, list[str]] = {}
    for page, source in pages.items():
        for match in _SNIPPET.finditer(source.text) if "8<-" in source.text else ():
            found.setdefault(match["path"], []).append(page)
    return found
