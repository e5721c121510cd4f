"""The reference of messages in JSON: schemas, the tables that follow from them, and what samples are checked with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from docsite.messages.json_schema import (
    codes,
    downloads,
    examples,
    objects,
    schema_files,
    schemas,
    string_formats,
)
from docsite.messages.json_schema.codes import Enumeration
from docsite.messages.json_schema.schemas import Catalog
from docsite.messages.json_schema.spec import Key, Table
from docsite.messages.json_schema.string_formats import StringFormat
from docsite.messages.judge import common, json_schema
from docsite.messages.judge.json_schema import Schema
from docsite.sources.problems import Checked
from docsite.sources.source import Source


@dataclass(frozen=True)
class Reference:
    """The messages in JSON of a build.

    Attributes:
        tables: Every object by its key.
        enumerations: Every list of codes by its name.
        formats: Every string format by its name.
        judges: What judges samples by each message, nothing where a schema is broken.
    """

    catalog: Catalog = field(default_factory=Catalog)
    tables: Mapping[Key, Table] = field(default_factory=dict)
    enumerations: Mapping[str, Enumeration] = field(default_factory=dict)
    formats: Mapping[str, StringFormat] = field(default_factory=dict)
    judges: Mapping[str, Schema] = field(default_factory=dict)


def wants(path: str) -> bool:
    """Return whether a file below docs/ is a schema."""
    return path.rpartition("/")[0] == schemas.FOLDER and path.endswith(schemas.SUFFIX)


def read(files: Mapping[str, Source]) -> Checked[Reference]:
    """Return the reference; `files` are those that `wants` takes."""
    catalog, problems = schema_files.read(list(files.values()))
    if not catalog.is_whole:
        return Checked(Reference(catalog), problems)
    tables = objects.read(catalog), codes.read(catalog), string_formats.read(catalog)
    bundles = {name: downloads.bundle(catalog, node) for name, node in catalog.messages.items()}
    forms = common.forms()["forms"]
    judges = {name: json_schema.prepare(forms, bundle) for name, bundle in bundles.items()}
    return Checked(Reference(catalog, *tables, judges), [*examples.check(catalog)])
