"""What a schema file may say: keywords of JSON Schema 2020-12, and our annotations, as `x-echo`.

A schema is held to a schema of its own, as a sample is. It has fewer keywords than JSON Schema, those that tables,
published schemas and messages know; so that a keyword that is misspelt is told, as JSON Schema leaves out what it
does not know.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from docsite.messages.json_schema.schemas import SUFFIX
from docsite.messages.judge import common, json_message, json_schema
from docsite.messages.judge.json_schema import Schema
from docsite.messages.judge.notes import problem_of, settled
from docsite.sources.json_text import Path
from docsite.sources.problems import Problem
from docsite.sources.schema import SCHEMAS
from docsite.sources.schema_look import IsRight, look
from docsite.sources.yaml_text import Document

NAME = "message-schema"

_OF_NAMES = ("properties", "$defs")
"""Keywords whose value has schemas by names of an author's own."""

_OF_DATA = ("const", "default", "enum", "examples")
"""Keywords whose value is data, in which nothing is a keyword."""


def check(document: Document) -> Iterator[Problem]:
    """Yield what is wrong with a schema by itself."""
    if not isinstance(document.value, dict):
        yield document.source.problem(document.places[()], "wrong-type.schema")
        return
    judge, is_right = _judge()
    found = [] if is_right(document.value) else settled(json_message.check({}, NAME, judge, document))
    yield from (problem_of(document.source.path, note) for note in found)
    if not found:
        yield from _patterns(document)


@cache
def _judge() -> tuple[Schema, IsRight]:
    value = json.loads((SCHEMAS / f"{NAME}{SUFFIX}").read_text(encoding="utf-8"))
    return json_schema.prepare(common.forms()["forms"], value), look("", {"": value}, json_schema.compiled)


def _patterns(document: Document) -> Iterator[Problem]:
    for path, keyword, value in keywords(document.value):
        if keyword == "pattern":
            try:
                re.compile(value)
            except (re.error, OverflowError, RecursionError) as error:
                reason = error.msg if isinstance(error, re.error) else "it is too large"
                place = document.places[(*path, keyword, "=")]
                yield document.source.problem(place, "wrong-form.pattern", reason=reason)


def keywords(schema: Any) -> Iterator[tuple[Path, str, Any]]:
    """Yield path, keyword and value of all that a schema says, inner schemas included."""
    waiting: list[tuple[Path, Any]] = [((), schema)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, list):
            waiting += [((*path, index), each) for index, each in enumerate(value)]
        elif isinstance(value, dict):
            for keyword, inner in value.items():
                yield path, keyword, inner
                if keyword in _OF_NAMES:
                    waiting += [((*path, keyword, name), each) for name, each in inner.items()]
                elif keyword not in _OF_DATA and not keyword.startswith("x-"):
                    waiting.append(((*path, keyword), inner))
