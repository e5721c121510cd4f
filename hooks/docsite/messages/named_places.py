"""Places of pages that data files name, such as what a question concerns: linked where a fence shows the data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docsite.addresses import anchored, relative_address
from docsite.sources.paths import DocsPath, SitePath
from docsite.sources.problems import Problem
from docsite.sources.yaml_text import Document, Step

Pages = Mapping[DocsPath, tuple[str, SitePath]]
"""Title and site path of each page by path below docs/."""


@dataclass(frozen=True)
class NamedPlace:
    """A place and where it is named.

    Attributes:
        target: A page below docs/, perhaps with an anchor: `hl7/orders.md#pid-8`.
        fence: The fence that shows the link to it.
        document: The data file, and `steps` the value in it.
    """

    target: str
    fence: str
    document: Document
    steps: tuple[Step, ...]

    def problem(self, name: str, /, **values: Any) -> Problem:
        """Return a problem at the value that names the place."""
        return self.document.at_value(self.steps, name, **values)


def link(target: str, address: str, pages: Pages) -> tuple[str, str, str]:
    """Return title, anchor and link of a place for the page at an address; no link to a page that is missing."""
    path, _, anchor = target.partition("#")
    if path not in pages:
        return path, anchor, ""
    title, there = pages[DocsPath(path)]
    return title, anchor, anchored(there, address, anchor) if anchor else relative_address(there, address)
