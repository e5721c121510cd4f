"""The Cloud Direct messages for tests: schemas, published samples, and those that are for tests only."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from docsite.messages.json_schema.reference import Reference
from docsite.messages.judge.json_schema import Schema

from tests.support import messages
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
def reference() -> Reference:
    """Return what the project knows of its messages in JSON."""
    found: Reference = messages.real().formats["json"].reference
    return found


def judge(name: str) -> Schema:
    """Return what judges messages of a schema."""
    return reference().judges[name]


def files(folder: str) -> list[Path]:
    """Return the messages of a folder: `valid` and `negative` of the tests, `samples` of the site."""
    return sorted((DOCS / "samples" / "json" if folder == "samples" else OWN / folder).glob("*.json"))


def kind(file: Path) -> str:
    """Return the schema of a message, which its name begins with."""
    return KINDS[file.name.partition("-")[0]]


def load(file: Path) -> Any:
    """Return the value of a message."""
    return json.loads(file.read_text("utf-8"))
