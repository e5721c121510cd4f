"""The data files of HL7 messages as documents that keep to their schemas; one that does not is left out."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from docsite.messages import people
from docsite.messages.hl7 import codes, spec_builder
from docsite.sources import schema, yaml_text
from docsite.sources.problems import Problem
from docsite.sources.schema import SCHEMAS
from docsite.sources.source import Source
from docsite.sources.yaml_text import Document

SAMPLES = "samples/hl7"
INDEX = f"{SAMPLES}/index.yml"
_KINDS = ("hl7-segment", "hl7-message", "hl7-shared", "hl7-samples", "codes", "people")


@dataclass(frozen=True)
class Files:
    """The documents by name; `samples` has the text of each sample by path below docs/."""

    data: spec_builder.Data
    tables: Mapping[str, Document] = field(default_factory=dict)
    people: Document | None = None
    index: Document | None = None
    samples: Mapping[str, Source] = field(default_factory=dict)


def wanted(path: str) -> bool:
    """Return whether a file below docs/ is one of the data."""
    folder = path.rpartition("/")[0]
    yaml = path.endswith(".yml") and folder in (spec_builder.FOLDER, spec_builder.SEGMENTS, codes.FOLDER)
    return yaml or path in (people.PATH, INDEX) or (folder == SAMPLES and path.endswith(".hl7"))


def read(files: Mapping[str, Source]) -> tuple[Files, list[Problem]]:
    """Return the documents of the files, by path below docs/, and what is wrong with their form."""
    problems: list[Problem] = []

    def documents(folder: str, kind: str) -> dict[str, Document]:
        found = {}
        for path, source in files.items():
            place, _, name = path.rpartition("/")
            if place == folder and name.endswith(".yml") and not _single(path):
                read = _document(source, kind, problems)
                if read:
                    found[name.removesuffix(".yml")] = read
        return found

    def single(path: str, kind: str) -> Document | None:
        return _document(files[path], kind, problems) if path in files else None

    data = spec_builder.Data(
        documents(spec_builder.SEGMENTS, "hl7-segment"),
        documents(spec_builder.FOLDER, "hl7-message"),
        single(f"{spec_builder.FOLDER}/{spec_builder.SHARED}.yml", "hl7-shared"),
    )
    samples = {path: source for path, source in files.items() if path.endswith(".hl7")}
    tables = documents(codes.FOLDER, "codes")
    return Files(data, tables, single(people.PATH, "people"), single(INDEX, "hl7-samples"), samples), problems


def _single(path: str) -> bool:
    return path in (people.PATH, INDEX, f"{spec_builder.FOLDER}/{spec_builder.SHARED}.yml")


def _document(source: Source, kind: str, problems: list[Problem]) -> Document | None:
    read, faults = _checked(source, kind)
    problems += faults
    return read if not faults else None


@lru_cache(maxsize=200)
def _checked(source: Source, kind: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """Return a document and its faults; while serving, what has not changed is not read again."""
    read, faults = yaml_text.load(source, source.text, 0, "the file")
    more = schema.check(read, _validator(kind), "the file") if read else ()
    return read, (*faults, *more)


@cache
def _validator(kind: str) -> Draft202012Validator:
    """Return the validator of a schema; schemas refer to one another by file name."""
    schemas = _schemas()
    return Draft202012Validator(schemas.contents(f"{kind}.schema.json"), registry=schemas)


@cache
def _schemas() -> Registry[Any]:
    names = [f"{kind}.schema.json" for kind in _KINDS]
    contents = [json.loads((SCHEMAS / name).read_text(encoding="utf-8")) for name in names]
    resources = [(name, Resource.from_contents(each)) for name, each in zip(names, contents, strict=True)]
    return Registry().with_resources(resources).crawl()
