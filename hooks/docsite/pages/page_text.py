"""What is wrong with a page by its text alone, however it is rendered."""

from collections.abc import Iterator

from docsite.pages import attributes, headings, repeats
from docsite.pages.front_matter import FrontMatter
from docsite.sources import conflicts
from docsite.sources.problems import Problem
from docsite.sources.source import Source


def check(source: Source, front_matter: FrontMatter) -> Iterator[Problem]:
    """Yield what is wrong with a page's headings, its title, and what git left in it."""
    yield from attributes.check(source)
    yield from conflicts.check(source)
    yield from headings.check(source)
    yield from repeats.check(source, front_matter)
