"""The HL7 data of the project for tests, as it stands and with a part of it changed."""

from collections.abc import Mapping
from functools import cache

from docsite.messages.hl7 import data_files, reference
from docsite.messages.hl7.reference import Book
from docsite.sources.problems import RULES, line, settle
from docsite.sources.source import Source, decode

from tests.support.project import DOCS


@cache
def files() -> Mapping[str, Source]:
    """Return the data files by path below docs/."""
    paths = [file.relative_to(DOCS).as_posix() for file in sorted(DOCS.rglob("*")) if file.is_file()]
    return {
        path: decode(f"docs/{path}", (DOCS / path).read_bytes())[0]
        for path in paths
        if data_files.wanted(path)
    }


@cache
def pages() -> Mapping[str, Source]:
    """Return the pages by path below docs/."""
    paths = [file.relative_to(DOCS).as_posix() for file in sorted(DOCS.rglob("*.md"))]
    return {path: decode(f"docs/{path}", (DOCS / path).read_bytes())[0] for path in paths}


@cache
def real() -> Book:
    """Return the book of the project; data with a fault fails the test."""
    found, problems = reference.read(files(), pages())
    assert problems == []
    return found


def lines(changes: Mapping[str, str], shown: Mapping[str, Source] | None = None) -> list[str]:
    """Return the problem lines of the data where files, by path below docs/, or all pages are others."""
    changed = {path: Source(f"docs/{path}", text) for path, text in changes.items()}
    _, problems = reference.read({**files(), **changed}, pages() if shown is None else shown)
    return [line(each) for each in settle(problems, RULES)]


def edited(path: str, old: str, new: str) -> str:
    """Return the text of a file with its first `old` replaced, which it must have."""
    text = files()[path].text
    assert old in text, f"{path} has no '{old}'"
    return text.replace(old, new, 1)
