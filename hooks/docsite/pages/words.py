"""The words of a site, from `specs/words.yml`: names as they are written, and words that its text does not use.

A text is searched for each word that it should not have, which is fast and finds nothing on most pages. Only where a
word is found, `visible` tells whether a reader sees it: words in code, addresses and names of keys are none of ours.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import Any

from jinja2 import Environment

from docsite.pages.visible_text import visible
from docsite.render import render
from docsite.sources import schema, yaml_text
from docsite.sources.paths import DocsPath
from docsite.sources.problems import Checked, Problem, did_you_mean
from docsite.sources.schema import SCHEMAS
from docsite.sources.source import Source
from docsite.sources.wording import short
from docsite.sources.yaml_text import Document

FILE = DocsPath("specs/words.yml")
EXTENSIONS = (".md", ".yml", ".yaml", ".schema.json", ".svg")
"""The files whose text is checked, by the ends of their names."""

FENCE = "words"
"""The fence that shows all words, for authors."""

SCHEMA = SCHEMAS / "words.schema.json"


@dataclass(frozen=True)
class Word:
    """A word or name, and what nobody should write in its place.

    Attributes:
        write: What to write, empty where that depends.
        instead: What to do where `write` is empty, as a sentence.
        unwanted: Words and phrases.
        same_case: Whether these are meant in exactly this case.
        reason: A note for authors.
    """

    write: str
    instead: str
    unwanted: Sequence[str]
    same_case: bool
    reason: str


Pattern = tuple[str, re.Pattern[str]]
"""What a text must have at least, for a quick look, and what is looked for."""


@dataclass(frozen=True)
class Words:
    """All words, and the files that may have any."""

    words: Sequence[Word] = ()
    exceptions: frozenset[str] = frozenset()
    document: Document | None = None

    @cached_property
    def patterns(self) -> Sequence[tuple[Word, Pattern]]:
        """What is looked for."""
        return [(word, pattern) for word in self.words for pattern in _patterns(word)]


def read(source: Source) -> Checked[Words]:
    """Return the words of the data file, none where it has a problem."""
    found, faults = yaml_text.whole(source)
    if found is None:
        return Checked(Words(), faults)
    problems = [*faults, *schema.check(found, schema.validator(SCHEMA), "the file")]
    if problems:
        return Checked(Words(), problems)
    entries: list[Mapping[str, Any]] = found.value["words"]
    for index, each in enumerate(entries):
        if "write" not in each and "instead" not in each:
            values = {"owner": "an item of 'words'", "keys": "'write' or 'instead'"}
            problems.append(found.problem(("words", index), "missing-key.either", **values))
    words = [
        Word(
            each.get("write", ""),
            each.get("instead", ""),
            each["not"],
            each.get("same_case", False),
            each.get("reason", ""),
        )
        for each in entries
    ]
    files = frozenset(each["file"] for each in found.value.get("exceptions", ()))
    return Checked(Words(words, files, found), problems)


def unknown_files(words: Words, texts: Collection[DocsPath]) -> Iterator[Problem]:
    """Yield a problem for each exception for a file that is not there."""
    if words.document:
        for index, each in enumerate(words.document.value.get("exceptions", ())):
            if each["file"] not in texts:
                meant = did_you_mean(each["file"], texts)
                steps, values = ("exceptions", index, "file"), {"file": each["file"], "suggestion": meant}
                yield words.document.at_value(steps, "unknown-page.file", **values)


def check(words: Words, path: DocsPath, source: Source, front_matter: Document | None) -> Iterator[Problem]:
    """Yield a problem for each unwanted word that a reader sees in a text, that of a page or of data."""
    if path in words.exceptions or path == FILE:
        return
    if found := sorted(_found(source.text, words.patterns), key=lambda each: (each[0], -each[1])):
        seen = cache(partial(visible, source, front_matter))
        yield from _problems(source, found, seen, [word.write for word in words.words])


Found = tuple[int, int, Word]
"""Where a word begins and ends, and what to write."""


def _patterns(word: Word) -> Iterator[Pattern]:
    for each in word.unwanted:
        parts = (each if word.same_case else each.lower()).split()
        first, *rest = map(re.escape, parts)
        phrase = r"\s+".join(
            [rf"{first}(?<![\w-]{first})", *rest]
        )  # letters first are found ten times as fast
        yield parts[0], re.compile(rf"{phrase}(?![\w-])")


def _found(text: str, patterns: Iterable[tuple[Word, Pattern]]) -> list[Found]:
    lower = text.lower()
    if len(lower) != len(text):  # as with 'İ', which becomes two characters
        lower = "".join(each.lower() if len(each.lower()) == 1 else each for each in text)
    found = []
    for word, (first, pattern) in patterns:
        where = text if word.same_case else lower
        if first in where:
            found += [(match.start(), match.end(), word) for match in pattern.finditer(where)]
    return found


def _problems(
    source: Source, found: Iterable[Found], seen: Callable[[], str], wanted: Collection[str]
) -> Iterator[Problem]:
    end = 0
    for start, stop, word in found:
        text = source.text[start:stop]
        plain = " ".join(text.split())
        is_wanted = plain == word.write or _is_in(source.text, start, text, wanted)
        if start < end or is_wanted or seen()[start:stop] != text:
            continue
        end = stop
        if word.write:
            begins = text[0].isupper() and word.write[0].islower()
            write = word.write[0].upper() + word.write[1:] if begins else word.write
            edit = {"write": write, "replacement": write, **source.found(start, text)}
            yield source.problem(start, "unwanted-word.write", word=short(plain), **edit)
        else:
            yield source.problem(start, "unwanted-word.instead", word=short(plain), instead=word.instead)


def _is_in(text: str, start: int, found: str, wanted: Iterable[str]) -> bool:
    """Return whether a word that was found is part of one that is right, such as 'Azure Blob' of a longer name."""
    return any(
        text.startswith(each, max(start - match.start(), 0))
        for each in wanted
        if found in each  # most have not, and an expression takes ten times as long
        for match in re.finditer(re.escape(found), each)
    )


def show(words: Words, templates: Environment) -> str:
    """Return all words as a table, empty where there are none."""
    return render(templates, "words.html", words=words.words) if words.words else ""
