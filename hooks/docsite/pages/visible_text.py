"""What a reader sees of a source file: its words, without code, addresses, names of keys, and markup.

All else is blanks, so that every character stays at its offset.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from docsite.sources import json_text, yaml_text
from docsite.sources.code_spans import blank
from docsite.sources.source import Source
from docsite.sources.yaml_text import Document

_ADDRESS = r"\bhttps?://[^\s)>\"']+|(?<![\w.+-])[\w.+-]++@[\w-]+\.[\w.-]+"
_MARKUP = re.compile(
    rf"""\]\([^()\s]*                               # the target of a link
    |\]\[[^\[\]\n]*\]                          # the name of a reference
    |^[ ]{{0,3}}\[[^\[\]\n]+\]:[ \t]*\S+         # that of a reference
    |<!--.*?(?:-->|\Z)|</?[a-zA-Z][^<>]*>
    |\{{[^{{}}\n]*\}}                            # attributes
    |^[ \t]*;?-+8<-.*?$                          # an included file
    |{_ADDRESS}""",
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
_TAGS = re.compile(r"<!--.*?(?:-->|\Z)|<style\b.*?(?:</style>|\Z)|<[^<>]*>", re.DOTALL)
_IN_DATA = re.compile(rf"`[^`]*`|(?:^|(?<=\s))\#[^\n]*|\]\([^()\s]*\)|{_ADDRESS}", re.MULTILINE)


def visible(source: Source, front_matter: Document | None = None) -> str:
    """Return the text of a page, of a data file, or of a drawing with blanks in place of what nobody reads."""
    if source.path.endswith((".yml", ".yaml")):
        document = yaml_text.whole(source).value
        return _of_data(source.text, document) if document else ""
    if source.path.endswith(".json"):
        document = json_text.load(source).value
        return _of_data(source.text, document) if document else ""
    if source.path.endswith(".svg"):
        return blank(source.text, (match.span() for match in _TAGS.finditer(source.text)))
    prose = source.prose
    text = blank(prose, (match.span() for match in _MARKUP.finditer(prose, source.body)))
    before = _of_data(source.text[: source.body], front_matter) if front_matter else ""
    return before.ljust(source.body) + text[source.body :]


def _of_data(text: str, document: Document) -> str:
    """Return the values of several words: one word is a name or a code."""
    pieces = []
    at = 0
    for start, end in _values(text, document):
        value = text[start:end]
        shown = blank(value, (match.span() for match in _IN_DATA.finditer(value)))
        if sum(any(map(str.isalnum, each)) for each in shown.split()) > 1:
            pieces += [blank(text[at:start], [(0, start - at)]), shown]
            at = end
    return "".join([*pieces, blank(text[at:], [(0, len(text) - at)])])


def _values(text: str, document: Document) -> Iterator[tuple[int, int]]:
    """Yield where each value begins, and where what follows it does."""
    keys = {
        place
        for path, place in document.places.items()
        if path and isinstance(path[-1], str) and path[-1] != "="
    }
    places = sorted({*document.places.values(), len(text)})
    for start, end in pairwise(places):
        if start not in keys:
            yield start, end
