"""Words that readers use and pages do not, from `specs/search.yml`.

Some mean the same as others wherever they stand; some are another name of a page or section, which is written
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
    """Groups of words that mean the same, and other names by page and section as written."""

    same: Sequence[Sequence[str]] = ()
    sections: Mapping[str, Sequence[str]] = field(default_factory=dict)
    document: Document | None = None


def read(source: Source) -> Checked[Words]:
    """Return the words of the data file, none where it has a problem."""
    found, problems = yaml_text.load(source, source.text, 0, "the file")
    if found is None or found.value is None:
        return Checked(Words(), problems)
    problems = [*problems, *schema.check(found, schema.validator(SCHEMA), "the file")]
    if problems:
        return Checked(Words(), problems)
    return Checked(Words(found.value.get("same", ()), found.value.get("sections", {}), found))


def check(
    words: Words, pages: Mapping[DocsPath, Sequence[Passage]], unsure: Collection[DocsPath] = ()
) -> Iterator[Problem]:
    """Yield a problem for each page or section that search does not have.

    `pages` are those that it has, `unsure` those that may have more sections.
    """
    if words.document is None:
        return
    for place in words.sections:
        name, mark, anchor = place.partition("#")
        page = DocsPath(name)
        anchors = {passage.anchor for passage in pages.get(page, ())}
        if page not in pages:
            meant = did_you_mean(page, pages)
            values = {"page": page, "suggestion": f"{meant}{mark}{anchor}" if meant else None}
            yield words.document.problem(("sections", place), "unknown-section.page", **values)
        elif anchor not in anchors and page not in unsure:
            meant = did_you_mean(anchor, anchors - {""})
            values = {"page": page, "section": anchor, "suggestion": f"{page}#{meant}" if meant else None}
            yield words.document.problem(("sections", place), "unknown-section.section", **values)
