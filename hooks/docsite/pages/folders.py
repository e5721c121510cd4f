"""Folders of pages, which the menu shows as sections: each has a page of its own, with its title and its place."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from docsite.pages.navigation import NavPage
from docsite.sources.paths import DocsPath
from docsite.sources.problems import Problem
from docsite.sources.source import Source


def check(pages: Iterable[NavPage], sources: Mapping[DocsPath, Source]) -> Iterator[Problem]:
    """Yield a problem, at the first page in it, for each folder of the menu that has no page of its own."""
    known = {page.path: page for page in pages}
    own = {_folder(page.path): page for page in known.values() if page.is_index}
    seen = set(own)
    for path in sorted(known):
        folders = [str(each) for each in PurePosixPath(path).parents][:-1]  # the last one is docs/ itself
        is_hidden = any(each in own and own[each].front_matter.nav_exclude for each in folders)
        page = known[path]
        if is_hidden or page.front_matter.nav_exclude or not page.in_nav or path not in sources:
            continue
        for folder in [each for each in folders if each not in seen]:
            seen.add(folder)
            yield sources[path].problem(0, "missing-index", folder=f"docs/{folder}/")


def _folder(path: str) -> str:
    return str(PurePosixPath(path).parent)
