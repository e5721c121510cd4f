"""An HTML file of the built site. What its source made is parsed at most once, and so is what the theme put around.

A parser takes twenty times as long as expressions do. So whoever asks for links and anchors gets what a first look
shows where that is enough, and the tree belongs to all who need it: link check, search, Markdown, guides to print.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import etree

from docsite.links import first_look, html_links
from docsite.links.html_links import Link
from docsite.links.rendering import NO_RECORD, RenderRecord
from docsite.pages.files import File
from docsite.sources.paths import DocsPath, SitePath
from docsite.sources.source import Source


@dataclass(frozen=True)
class BuiltPage:
    """An HTML file of the built site.

    Attributes:
        file: What it was made of, or the HTML itself where no source of the project made it.
        source: The text in which its problems are reported.
        html: What its source made, without what the theme puts around it.
        built: Where the HTML file is.
        record: What its rendering told.
        has_plain_theme: Whether a first look sees all links that the theme makes.
    """

    file: File
    source: Source
    html: str
    built: Path
    record: RenderRecord = NO_RECORD
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
        return read(self.built) if self.built.is_file() else ""

    @cached_property
    def theme(self) -> str:
        """What the theme put around; all of the file where another plugin changed what the source made."""
        before, found, after = self.output.partition(self.html) if self.html else (self.output, "", "")
        return before + after if found or not self.html else self.output

    @cached_property
    def root(self) -> etree._Element | None:
        """What its source made, as a tree, which nobody changes; None where there is nothing."""
        return html_links.parse(self.html)

    @cached_property
    def _theme_root(self) -> etree._Element | None:
        return html_links.parse(self.theme)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links that its source made."""
        return html_links.links(self.html, self.root)

    @cached_property
    def theme_links(self) -> tuple[Link, ...]:
        """The links that the theme made."""
        return html_links.links(self.theme, self._theme_root)

    @cached_property
    def is_plain(self) -> bool:
        """Whether a first look sees all links that its source made."""
        return first_look.is_plain(self.html)

    @cached_property
    def refresh(self) -> str | None:
        """Where a meta refresh leads."""
        links = () if self.is_plain else self.links
        more = () if self.has_plain_theme else self.theme_links
        return next((link.value for link in (*links, *more) if link.attribute == "refresh"), None)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """All anchors of the file."""
        return html_links.anchors(self.root) | html_links.anchors(self._theme_root)

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
