"""What explains the words of a site to its readers: tooltips of abbreviations, glossary, and words in capitals."""

from collections.abc import Callable, Iterator, Mapping

from docsite.pages import abbreviations, capitals, glossary
from docsite.sources.paths import DocsPath
from docsite.sources.problems import Checked, Problem
from docsite.sources.source import Source
from docsite.sources.yaml_text import Document


def check(
    tooltips: Checked[Source] | None,
    pages: Mapping[DocsPath, Source],
    terms_of: DocsPath,
    data: Document | None,
    words_of: Callable[[DocsPath], Mapping[str, int]],
) -> Iterator[Problem]:
    """Yield what is wrong with the file of abbreviations, with the glossary, and with words that neither has.

    Args:
        tooltips: The file of abbreviations, None where the site has none.
        pages: That are built.
        terms_of: The page with the glossary, empty where the site has none.
        data: The words of the site.
        words_of: Returns the words in capitals of a page.
    """
    page = pages.get(terms_of)
    terms = glossary.read(page) if page else []
    if page:
        yield from glossary.check(page, terms)
    if tooltips is None:
        return
    file, own = tooltips.value, abbreviations.first(abbreviations.read(tooltips.value.text))
    yield from tooltips.problems
    yield from abbreviations.check(file)
    if page:
        yield from abbreviations.unsorted(file, own)
        yield from glossary.missing(file, own, terms, page.path)
    if data and "capitals" in data.value:
        found = {path: words_of(path) for path in pages}
        places = f"{file.path} and {page.path}" if page else file.path
        yield from capitals.check(data, pages, found, {each.name for each in own}, places)
