"""Everything that pages can show of messages, read once for a build: tables, lists, samples, places."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from docsite.messages import people
from docsite.messages.hl7 import data_files
from docsite.messages.json_schema import codes, formats, objects, samples, schema_files, schemas
from docsite.messages.json_schema.codes import Enumeration
from docsite.messages.json_schema.formats import Form
from docsite.messages.json_schema.samples import Sample
from docsite.messages.json_schema.schemas import Catalog
from docsite.messages.json_schema.spec import Key, Property, Table
from docsite.messages.people import People
from docsite.sources import snippets
from docsite.sources.json_text import Path
from docsite.sources.problems import Problem
from docsite.sources.source import Source

FENCES = ("json-object", "json-enumeration", "json-forms", "json-required")


@dataclass(frozen=True)
class Book:
    """The messages of a build.

    Attributes:
        tables: Every object by its key.
        enumerations: Every list of codes by its name.
        forms: Every form of a value by its name.
        samples: By path below docs/, in the order of their index.
        texts: Path of each sample by its text as a page includes it.
        pages: The page that shows each table, by fence and what the fence names.
        shown: The pages that include each file.
        used: The samples that have each property.
        people: Everybody who may appear in a sample, None where there is no such list.
    """

    catalog: Catalog = field(default_factory=Catalog)
    tables: Mapping[Key, Table] = field(default_factory=dict)
    enumerations: Mapping[str, Enumeration] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)
    samples: Mapping[str, Sample] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[tuple[str, str], str] = field(default_factory=dict)
    shown: Mapping[str, list[str]] = field(default_factory=dict)
    used: Mapping[tuple[Key, str], tuple[str, ...]] = field(default_factory=dict)
    people: People | None = None


def read(files: Mapping[str, Source], pages: Mapping[str, Source]) -> tuple[Book, list[Problem]]:
    """Return the book and what is wrong with it; `files` are those that `is_data`, by path below docs/."""
    texts = [source for path, source in files.items() if path.endswith(schemas.SUFFIX)]
    messages, problems = schema_files.read(texts)
    known = messages if messages.is_whole else Catalog(is_whole=False)
    everybody = {path: source for path, source in files.items() if path == people.PATH}
    listed = people.read(data_files.read(everybody)[0].people) if everybody else None
    found, more = samples.read(
        {path: source for path, source in files.items() if _is_sample(path)}, known, listed
    )
    tables = objects.read(known)
    shown = snippets.pages_of(pages)
    book = Book(
        catalog=known,
        tables=tables,
        enumerations=codes.read(known),
        forms=formats.read(known),
        samples=found,
        texts={sample.text: path for path, sample in found.items()},
        pages=dict(_fences(pages)),
        shown=shown,
        used=_used(tables, found),
        people=listed,
    )
    for path, sample in found.items():
        more += snippets.unused(sample.document.source, path, shown)
    return book, [*problems, *more]


def walk(tables: Mapping[Key, Table], sample: Sample) -> Iterator[tuple[Path, Key, Property]]:
    """Yield each property of a sample that a table has: its path, and the object and row that describe it."""
    waiting: list[tuple[Path, Key, object]] = [((), Key(sample.schema, ""), sample.document.value)]
    while waiting:
        path, key, value = waiting.pop()
        table = tables.get(key)
        if isinstance(value, list):
            waiting += [((*path, index), key, item) for index, item in enumerate(value)]
        elif table and isinstance(value, dict):
            kind = (table.variants or {}).get(str(value.get(table.discriminator)))
            if kind:
                waiting.append((path, kind, value))
                continue
            for name, inner in value.items():
                if row := table.row(name):
                    yield (*path, name), key, row
                    if row.holds:
                        waiting.append(((*path, name), row.holds, inner))


def is_data(path: str) -> bool:
    """Return whether a file below docs/ is a schema, a sample or their index, or the list of people."""
    return (
        path == people.PATH
        or _is_sample(path)
        or (path.rpartition("/")[0] == schemas.FOLDER and path.endswith(schemas.SUFFIX))
    )


def _is_sample(path: str) -> bool:
    return path.rpartition("/")[0] == samples.FOLDER


def _used(tables: Mapping[Key, Table], found: Mapping[str, Sample]) -> dict[tuple[Key, str], tuple[str, ...]]:
    used: dict[tuple[Key, str], dict[str, None]] = {}
    for path, sample in found.items():
        for _, key, row in walk(tables, sample):
            used.setdefault((key, row.name), {})[path] = None
    return {place: tuple(paths) for place, paths in used.items()}


def _fences(pages: Mapping[str, Source]) -> Iterator[tuple[tuple[str, str], str]]:
    for path, source in pages.items():
        if any(f"```{name}" in source.text for name in FENCES):
            for fence in source.fences():
                name = fence.info.partition(" ")[0]
                if name in FENCES:
                    yield (name, " ".join(fence.content.split())), path
