"""The messages of the project for tests, as they are and with a part of them changed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from docsite.messages import echoes, library, privacy
from docsite.messages.format import Format
from docsite.messages.library import Library
from docsite.reading import FORMATS
from docsite.sources.paths import DocsPath
from docsite.sources.problems import RULES, line, settle
from docsite.sources.source import Source, decode

from tests.support.project import DOCS


@cache
def files() -> Mapping[str, Source]:
    """Return the data files and samples by path below docs/."""
    paths = [file.relative_to(DOCS).as_posix() for file in sorted(DOCS.rglob("*")) if file.is_file()]
    return {path: _source(path) for path in paths if library.wants(path, FORMATS)}


@cache
def pages() -> Mapping[DocsPath, Source]:
    """Return the pages."""
    return {
        DocsPath(path): _source(path)
        for path in [file.relative_to(DOCS).as_posix() for file in sorted(DOCS.rglob("*.md"))]
    }


def _source(path: str) -> Source:
    return decode(f"docs/{path}", (DOCS / path).read_bytes())[0]


@cache
def real() -> Library:
    """Return the library of the project; data with a fault fails the test."""
    found, problems = library.read(files(), pages(), FORMATS)
    assert problems == []
    return found


def lines(
    changes: Mapping[str, str],
    shown: Mapping[DocsPath, Source] | None = None,
    formats: Sequence[Format[Any]] = FORMATS,
) -> list[str]:
    """Return the problem lines of the data where files, by path below docs/, or all pages are others."""
    changed = {path: Source(f"docs/{path}", text) for path, text in changes.items()}
    _, problems = library.read({**files(), **changed}, pages() if shown is None else shown, formats)
    return [line(each) for each in settle(problems, RULES)]


def sample_lines(path: str, text: str) -> list[str]:
    """Return the problem lines where one sample is another; what it is checked with is read once.

    What other samples of its format repeat of it is checked as in a build.
    """
    whole, source = real(), Source(f"docs/{path}", text)
    kept = whole.samples[path]
    known = whole.formats[kept.format]
    content, faults = known.format.parse(
        known.reference, replace(kept, source=source, content=None, values=())
    )
    sample = replace(kept, source=source, content=content, values=())
    if content is not None:
        found = sorted(known.format.values(known.reference, sample), key=lambda value: value.start)
        sample = replace(sample, values=tuple(found))
    problems = [*faults, *privacy.scan(source, whole.site.hosts), *library._of_sample(whole, sample)]
    if not problems:
        others = [each for each in whole.samples.values() if each.format == kept.format]
        right = [sample if each.path == path else each for each in others]
        problems += echoes.check(right, whole.people.cases)
    return [line(each) for each in settle(problems, RULES)]


def edited(path: str, old: str, new: str) -> str:
    """Return the text of a file with its first `old` replaced, which it must have."""
    text = files()[path].text
    assert old in text, f"{path} has no '{old}'"
    return text.replace(old, new, 1)
