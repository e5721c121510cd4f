"""The Cloud Direct messages for tests: schemas, published samples, and those that are for tests only."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from docsite.messages.json_schema import reference, validation
from docsite.messages.json_schema.reference import Book
from docsite.sources.source import Source

from tests.support.project import DOCS, ROOT

OWN = ROOT / "tests" / "messages" / "json_schema"
SITE = "https://docs.example.com/guide/"
KINDS = {
    "order": "order-request",
    "event": "order-event",
    "result": "order-result",
    "grading": "grading-submission",
}


@cache
def sources() -> dict[str, Source]:
    """Return the schema and sample files by path below docs/."""
    folders = (DOCS / "schemas", DOCS / "samples" / "json")
    files = sorted(file for folder in folders for file in folder.iterdir())
    return {
        file.relative_to(DOCS).as_posix(): Source(file.relative_to(ROOT).as_posix(), file.read_text("utf-8"))
        for file in files
    }


@cache
def pages() -> dict[str, Source]:
    """Return the pages by path below docs/."""
    return {
        file.relative_to(DOCS).as_posix(): Source(file.relative_to(ROOT).as_posix(), file.read_text("utf-8"))
        for file in sorted(DOCS.rglob("*.md"))
    }


@cache
def messages() -> Book:
    """Return what the project knows of its messages; data with a fault fails the test."""
    found, problems = reference.read(sources(), pages())
    assert problems == []
    return found


@cache
def checks() -> validation.Validation:
    """Return what checks messages."""
    return validation.prepare(messages().catalog)


def files(folder: str) -> list[Path]:
    """Return the messages of a folder: `valid` and `negative` of the tests, `samples` of the site."""
    return sorted((DOCS / "samples" / "json" if folder == "samples" else OWN / folder).glob("*.json"))


def kind(file: Path) -> str:
    """Return the schema of a message, which its name begins with."""
    return KINDS[file.name.partition("-")[0]]


def load(file: Path) -> Any:
    """Return the value of a message."""
    return json.loads(file.read_text("utf-8"))
