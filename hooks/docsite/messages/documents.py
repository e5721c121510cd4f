"""Data files in YAML as documents that keep to their JSON Schema, which may refer to others by file name."""

import json
from collections.abc import Mapping
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any

from docsite.sources import curly_quotes, schema, yaml_text
from docsite.sources.problems import Checked
from docsite.sources.schema import SCHEMAS
from docsite.sources.schema_look import REGEX, Schema, look, validator
from docsite.sources.source import Source
from docsite.sources.yaml_text import Document

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator


def load(source: Source, kind: str) -> Checked[Document | None]:
    """Return the document of a file, None where something is wrong with it, and what that is.

    `kind` names the schema.
    """
    document, problems = read(source, kind)
    flaws = [each for each in problems if each.rule != "curly-quotes"]  # which take nothing from what it says
    return Checked(None if flaws else document, problems)


@lru_cache(maxsize=200)
def read(source: Source, kind: str) -> Checked[Document | None]:
    """Return the document of a file as `load` does, but None only where it is not YAML.

    While MkDocs serves, what has not changed is not read again.
    """
    document, faults = yaml_text.whole(source)
    more = schema.check(document, _schema(kind), "the file") if document else ()
    curly = curly_quotes.check(document) if document else ()
    return Checked(document, (*faults, *more, *curly))


@cache
def _schema(kind: str) -> Schema:
    name = f"{kind}.schema.json"
    return Schema(look(name, _files()), cache(partial(_validator, name)))


def _validator(name: str) -> "Draft202012Validator":
    from jsonschema import FormatChecker  # noqa: PLC0415  # where data is wrong
    from referencing import Registry, Resource  # noqa: PLC0415

    files = _files()
    known = ((each, Resource.from_contents(value)) for each, value in files.items())
    registry = Registry().with_resources(known)
    return validator(files[name], registry=registry, format_checker=FormatChecker([REGEX]))


@cache
def _files() -> Mapping[str, Any]:
    return {file.name: json.loads(file.read_text(encoding="utf-8")) for file in SCHEMAS.glob("*.schema.json")}
