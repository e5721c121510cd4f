"""The page of changes as an Atom feed (RFC 4287): an entry for each of its dated sections.

A section is a heading of level 2 that begins with a date, such as
`## 2026-11-24: first edition { #2026-11-24 }`; its first paragraph is the summary.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown.extensions.toc import slugify

from docsite.sources.paths import DocsPath, OutputPath
from docsite.sources.source import Source

PAGE = DocsPath("changes.md")
FILE = OutputPath("changes/feed.xml")

_SECTION = re.compile(
    r"""^\#\#[ ](?P<date>\d{4}-\d{2}-\d{2}):[ ](?P<title>[^\n{]++)
    (?:\{[ \t]*\#(?P<id>[\w-]+)[ \t]*\}[ \t]*)?\n+
    (?P<text>(?:[^\#\n][^\n]*(?:\n|\Z))*)""",
    re.MULTILINE | re.VERBOSE,
)
_LINK = re.compile(r"\[([^\[\]]*)\]\([^)\[]*\)|[`*]")


@dataclass(frozen=True)
class Entry:
    """A dated section: its date as YYYY-MM-DD, title, anchor, and first paragraph without markup."""

    date: str
    title: str
    anchor: str
    summary: str


def entries(source: Source) -> Iterator[Entry]:
    """Yield the dated sections of the page of changes in their order, the newest first."""
    for match in _SECTION.finditer(source.text, source.body):
        summary = " ".join(_LINK.sub(lambda link: link[1] or "", match["text"]).split())
        title = match["title"].strip()
        yield Entry(match["date"], title, match["id"] or slugify(f"{match['date']}: {title}", "-"), summary)
