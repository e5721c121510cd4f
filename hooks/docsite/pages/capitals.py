"""Words in capitals: each that readers see has a tooltip, or is one that `capitals` of `specs/words.yml` knows.

The words of the data file are in groups with a reason, and it names the folders of pages that need no tooltips.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from docsite.sources.paths import DocsPath
from docsite.sources.problems import Problem
from docsite.sources.source import Source
from docsite.sources.yaml_text import Document

_WORD = re.compile(r"[A-Z](?<![\w.`/&$-][A-Z])[A-Z]{1,5}(?:s\b|\b)(?![-/_\w]|\.\w)")
_NO_PROSE = re.compile(r"\]\([^)\s]*\)|<[^>\n]+>|\{[^}\n]*\}|https?://\S+|\*\*?You.*?\*\*")
"""Addresses, HTML, attributes, and what a reader says in an example of a conversation."""


def words(source: Source) -> dict[str, int]:
    """Return the words in capitals that a page has in its prose, with the offset of the first of each."""
    body = source.body
    text = _NO_PROSE.sub(lambda match: " " * len(match[0]), source.plain[body:])
    found: dict[str, int] = {}
    for match in _WORD.finditer(text):
        found.setdefault(match[0].removesuffix("s"), body + match.start())
    return found


def check(
    data: Document,
    pages: Mapping[DocsPath, Source],
    found: Mapping[DocsPath, Mapping[str, int]],
    tooltips: Collection[str],
    place: str,
) -> Iterator[Problem]:
    """Yield a problem for the first use of each word that nobody knows, and for each known one that no page has.

    `found` are the words of each page, `place` is what to do about one.
    """
    own: Mapping[str, Any] = data.value["capitals"]
    groups = own["known"]
    known = {word for group in groups for word in group["words"]}
    told: set[str] = set()
    for path, page in sorted(pages.items()):
        if not path.startswith(tuple(own.get("except", ()))):
            for word in sorted(found[path].keys() - known - {*tooltips} - told):
                told.add(word)
                yield page.problem(found[path][word], "unknown-abbreviation", word=word, place=place)
    used = {word for each in found.values() for word in each}
    for number, group in enumerate(groups):
        for index, word in enumerate(group["words"]):
            if word not in used:
                steps = ("capitals", "known", number, "words", index)
                yield data.problem(steps, "unused-pattern.word", word=word)
