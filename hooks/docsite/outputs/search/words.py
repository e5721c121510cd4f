"""Words that readers use and pages do not, and what the search box says of pages, from `specs/search.yml`.

Some words mean the same as others wherever they stand; some are another name of a page or section, which is written
as a link from `docs/` would be: `emr/proxy.md#install`. What search does not have is a problem.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from docsite.outputs.search.passages import Passage
from docsite.sources import schema, yaml_text
from docsite.sources.paths import DocsPath
from docsite.sources.problems import Checked, Problem, did_you_mean
from docsite.sources.schema import SCHEMAS
from docsite.sources.source import Source
from docsite.sources.yaml_text import Document

FILE = DocsPath("specs/search.yml")
SCHEMA = SCHEMAS / "search.schema.json"


@dataclass(frozen=True)
class Words:
    """What the data file has.

    Attributes:
        same: Groups of words and phrases that mean the same.
        sections: Other names by page and section as written.
        kinds: What a page or section is, as written by kind.
        examples: What a reader may ask.
        next: Where to go on when nothing is found: links as written, with their texts.
    """

    same: Sequence[Sequence[str]] = ()
    sections: Mapping[str, Sequence[str]] = field(default_factory=dict)
    kinds: Mapping[str, Sequence[str]] = field(default_factory=dict)
    examples: Sequence[str] = ()
    next: Mapping[str, str] = field(default_factory=dict)
    document: Document | None = None

    def places(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield each page or section that the file names, with its place in the file."""
        yield from ((("sections", place), place) for place in self.sections)
        for kind, places in self.kinds.items():
            yield from ((("kinds", kind, at), place) for at, place in enumerate(places))
        yield from ((("next", place), place) for place in self.next)


def read(source: Source) -> Checked[Words]:
    """Return the words of the data file, none where it has a problem."""
    found, problems = yaml_text.load(source, source.text, 0, "the file")
    if found is None or found.value is None:
        return Checked(Words(), problems)
    problems = [*problems, *schema.check(found, schema.validator(SCHEMA), "the file")]
    if problems:
        return Checked(Words(), problems)
    return Checked(Words(**found.value, document=found))


def check(
    words: Words, pages: Mapping[DocsPath, Sequence[Passage]], unsure: Collection[DocsPath] = ()
) -> Iterator[Problem]:
    """Yield a problem for each page or section that search does not have.

    `pages` are those that it has, `unsure` those that may have more sections.
    """
    if words.document is None:
        return
    for path, place in words.places():
        name, mark, anchor = place.partition("#")
        page = DocsPath(name)
        anchors = {passage.anchor for passage in pages.get(page, ())}
        if page not in pages:
            meant = did_you_mean(page, pages)
            values = {"page": page, "suggestion": f"{meant}{mark}{anchor}" if meant else None}
            yield words.document.problem(path, "unknown-section.page", **values)
        elif anchor not in anchors and page not in unsure:
            meant = did_you_mean(anchor, anchors - {""})
            values = {"page": page, "section": anchor, "suggestion": f"{page}#{meant}" if meant else None}
            yield words.document.problem(path, "unknown-section.section", **values)
