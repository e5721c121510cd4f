"""What readers ask, in their words, and where the guide answers it, from `specs/searches.yml`.

An answer is an address below the root of the site, as `emr/#send-orders`. The tests type each question into the box.
"""

from collections.abc import Iterator, Mapping

from docsite.outputs.search.places import Place
from docsite.sources import schema, yaml_text
from docsite.sources.paths import DocsPath
from docsite.sources.problems import Checked
from docsite.sources.schema import SCHEMAS
from docsite.sources.source import Source
from docsite.sources.yaml_text import Document

FILE = DocsPath("specs/searches.yml")
SCHEMA = SCHEMAS / "searches.schema.json"


def read(source: Source) -> Checked[Document | None]:
    """Return the questions with their answers, None where the file has a problem."""
    found, problems = yaml_text.load(source, source.text, 0, "the file")
    if found is None or found.value is None:
        return Checked(None, problems)
    problems = [*problems, *schema.check(found, schema.validator(SCHEMA), "the file")]
    return Checked(None if problems else found, problems)


def places(document: Document, pages: Mapping[str, DocsPath]) -> Iterator[Place]:
    """Yield each answer; `pages` are those of the site by address."""
    for question, answers in document.value.items():
        for index, answer in enumerate(answers):
            page = pages.get(answer.partition("#")[0])
            yield Place(document, (question, index), answer, page)
