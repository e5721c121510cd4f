"""Words that readers use and pages do not, and what the search box says of pages, from `specs/search.yml`.

Some words mean the same as others wherever they stand; some are another name of a page or section, which is written
as a link from `docs/` would be: `emr/proxy.md#install`. What search does not have is a problem.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from docsite.outputs.search.places import Place
from docsite.sources import schema, yaml_text
from docsite.sources.paths import DocsPath
from docsite.sources.problems import Checked
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

    def kinds_of(self, kind: str) -> Iterator[DocsPath]:
        """Yield each page that is of a kind as a whole."""
        yield from (DocsPath(place) for place in self.kinds.get(kind, ()) if "#" not in place)


def read(source: Source) -> Checked[Words]:
    """Return the words of the data file, none where it has a problem."""
    found, problems = yaml_text.whole(source)
    if found is None or found.value is None:
        return Checked(Words(), problems)
    problems = [*problems, *schema.check(found, schema.validator(SCHEMA), "the file")]
    if problems:
        return Checked(Words(), problems)
    return Checked(Words(**found.value, document=found))


def places(words: Words, pages: Collection[DocsPath]) -> Iterator[Place]:
    """Yield each page or section that the file names, with its place in it; `pages` are those of the site."""
    if words.document:
        for steps, text in words.places():
            page = DocsPath(text.partition("#")[0])
            yield Place(words.document, steps, text, page if page in pages else None)
