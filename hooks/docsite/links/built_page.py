"""An HTML file of the built site. What its source made is parsed at most once, and so is what the theme put around.

A parser takes twenty times as long as expressions do. So whoever asks for anchors gets what a first look shows where
that is enough. Where it is not, all who need the tree read it while it is there: link check, search, Markdown,
guides to print. The trees of all pages together would take ten times the memory of their HTML.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from docsite.links import first_look, html_links
from docsite.links.html_links import Link, Tree
from docsite.links.rendering import NO_RECORD, RenderRecord
from docsite.pages.files import File
from docsite.sources.paths import DocsPath, SitePath
from docsite.sources.source import Source
from docsite.sources.suggestions import Names

Reader = Callable[[Tree], Any]
"""Takes what it needs from a tree, which it leaves as it is."""


@dataclass(frozen=True, eq=False)
class Content:
    """Parsed HTML: its links, each once, its anchors, and what each reader took, by the reader's name."""

    links: tuple[Link, ...]
    anchors: frozenset[str]
    readings: Mapping[str, Any]


Parser = Callable[[str], Content]
"""Returns what HTML has."""


def parse(html: str, readers: Mapping[str, Reader] = MappingProxyType({})) -> Content:
    """Return what HTML has; what else is read of it has the name of the file of the site that needs it."""
    root = html_links.parse(html)
    readings = {name: read(root) for name, read in readers.items()}
    return Content(html_links.links(html, root), html_links.anchors(root), readings)


@dataclass(frozen=True, eq=False)
class BuiltPage:
    """An HTML file of the built site.

    Attributes:
        file: What it was made of, or the HTML itself where no source of the project made it.
        source: The text in which its problems are reported.
        html: What its source made, without what the theme puts around it.
        built: Where the HTML file is.
        record: What its rendering told.
        parsed: Parses its content for all who read that.
        has_plain_theme: Whether a first look sees all links that the theme makes.
    """

    file: File
    source: Source
    html: str
    built: Path
    record: RenderRecord = NO_RECORD
    parsed: Parser = parse
    has_plain_theme: bool = True

    @property
    def path(self) -> DocsPath:
        """The path of its source."""
        return self.file.path

    @property
    def address(self) -> SitePath:
        """Where the site has it."""
        return self.file.address

    @property
    def is_markdown(self) -> bool:
        """Whether the source is rendered, or is the HTML itself."""
        return self.file.is_page

    @property
    def output(self) -> str:
        """All of the HTML file; empty where nothing was written."""
        try:
            return read(self.built)
        except FileNotFoundError:
            return ""

    @cached_property
    def theme(self) -> str:
        """What the theme put around; all of the file where another plugin changed what the source made."""
        before, found, after = self.output.partition(self.html) if self.html else (self.output, "", "")
        return before + after if found or not self.html else self.output

    @cached_property
    def content(self) -> Content:
        """What its source made."""
        return self.parsed(self.html)

    @cached_property
    def theme_content(self) -> Content:
        """What the theme made."""
        return parse(self.theme)

    @cached_property
    def is_plain(self) -> bool:
        """Whether a first look sees all links that its source made."""
        return first_look.is_plain(self.html)

    @cached_property
    def is_plain_around(self) -> bool:
        """Whether a first look sees all links that the theme made."""
        return self.has_plain_theme or first_look.makes_plain(self.theme)

    @cached_property
    def refresh(self) -> str | None:
        """Where a meta refresh leads."""
        links = self.content.links if first_look.may_refresh(self.html) else ()
        more = self.theme_content.links if first_look.may_refresh(self.theme) else ()
        return next((link.value for link in (*links, *more) if link.attribute == "refresh"), None)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """All anchors of the file."""
        return self.content.anchors | self.theme_content.anchors

    @cached_property
    def anchor_names(self) -> Names:
        """The anchors that an author can mean, for suggestions: those of extensions begin with two underscores."""
        return Names(frozenset(each for each in self.anchors if not each.startswith("__")))

    @cached_property
    def _content_ids(self) -> frozenset[str]:
        return first_look.anchors(self.html)

    @cached_property
    def _theme_ids(self) -> frozenset[str]:
        return first_look.anchors(self.theme)

    def looks(self) -> Iterator[frozenset[str]]:
        """Yield anchors of the file: what a first look sees, each further look taking longer, and at last all."""
        yield self._content_ids
        yield self._theme_ids
        yield self.anchors


def read(built: Path) -> str:
    """Return the text of an HTML file of the site."""
    return built.read_text(encoding="utf-8-sig", errors="replace")
