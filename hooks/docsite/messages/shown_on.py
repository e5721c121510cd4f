"""Which page shows each table and sample: one pass over the fences of all pages, once for a build."""

from collections.abc import Collection, Mapping

from docsite.sources.paths import DocsPath
from docsite.sources.source import Source

ShownOn = Mapping[tuple[str, str], DocsPath]
"""The first page that has it, by fence and what the fence names."""


def read(pages: Mapping[DocsPath, Source], fences: Collection[str]) -> ShownOn:
    """Return which page shows what these fences name; `pages` are in the order of the site's files."""
    found: dict[tuple[str, str], DocsPath] = {}
    for path, source in pages.items():
        for fence in source.fences():
            if fence.name in fences:
                found.setdefault((fence.name, fence.body), path)
    return found
