"""The messages of the project for tests, as they are and with a part of them changed."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from docsite.messages import library
from docsite.messages.format import Format
from docsite.messages.library import Library
from docsite.project import FORMATS
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


def edited(path: str, old: str, new: str) -> str:
    """Return the text of a file with its first `old` replaced, which it must have."""
    text = files()[path].text
    assert old in text, f"{path} has no '{old}'"
    return text.replace(old, new, 1)
