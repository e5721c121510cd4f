"""The schema files as a catalog, and what is wrong in them: each by itself, and its references to definitions."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from docsite.messages.json_schema import dialect
from docsite.messages.json_schema.schemas import SUFFIX, Catalog, Node, reference_name
from docsite.sources import json_text
from docsite.sources.json_text import Path
from docsite.sources.problems import Checked, Problem, did_you_mean
from docsite.sources.source import Source
from docsite.sources.wording import short
from docsite.sources.yaml_text import Document

_PARTIAL = frozenset(("anyOf", "oneOf", "not", "if", "then", "else"))
"""Keywords whose schemas say only a part of what an object is."""

_IN_PLACE = _PARTIAL | {"allOf"}
"""Keywords whose schemas judge the value itself, and no part of it."""


class _Reference(NamedTuple):
    """A `$ref`: the document and path of its schema, and the definition that it names, as a document and a name."""

    document: str
    path: Path
    written: str
    target: tuple[str, str]

    @property
    def owner(self) -> tuple[str, str]:
        """The definition that it is in, without a name outside of all."""
        return self.document, str(self.path[1]) if self.path[:1] == ("$defs",) else ""

    @property
    def is_in_place(self) -> bool:
        """Whether it judges the very value that its definition does."""
        steps = self.path[2:] if self.path[:1] == ("$defs",) else self.path
        return all(isinstance(step, int) or step in _IN_PLACE for step in steps)


def read(sources: Iterable[Source]) -> Checked[Catalog]:
    """Return the catalog of the schema files and what is wrong with them."""
    problems: list[Problem] = []
    documents: dict[str, Document] = {}
    broken: set[str] = set()
    for source in sources:
        name = source.path.rsplit("/", 1)[-1].removesuffix(SUFFIX)
        document, faults = json_text.load(source)
        found = [*faults, *(dialect.check(document) if document else ())]
        if document is None or found:
            broken.add(name)
        else:
            documents[name] = document
        problems += found
    catalog = Catalog({name: document.value for name, document in documents.items()})
    references = list(_references(documents))
    problems += _dangling(catalog, documents, references, broken)
    problems += _circles(documents, references)
    for name, document in documents.items() if not problems else ():
        problems += [*_names(catalog, name, document), *_undescribed(catalog, name, document)]
    return Checked(Catalog(catalog.documents, not problems, documents), problems)


def _references(documents: Mapping[str, Document]) -> Iterator[_Reference]:
    for name, document in documents.items():
        for path, keyword, value in dialect.keywords(document.value):
            if keyword == "$ref":
                file = value.partition("#")[0].removesuffix(SUFFIX)
                yield _Reference(
                    name, path, value, (file or name, reference_name(Node(name, {"$ref": value})))
                )


def _dangling(
    catalog: Catalog,
    documents: Mapping[str, Document],
    references: Iterable[_Reference],
    broken: set[str],
) -> Iterator[Problem]:
    """Yield a problem for each reference that leads nowhere; what leads to a file with a fault is not judged."""
    for each in references:
        if (
            each.target[0] not in broken
            and catalog.target(Node(each.document, {"$ref": each.written})) is None
        ):
            meant = _reference_meant(catalog, each)
            yield documents[each.document].at_value(
                (*each.path, "$ref"),
                "unknown-table.reference",
                suggestion=meant,
                reference=short(each.written),
            )


def _reference_meant(catalog: Catalog, reference: _Reference) -> str | None:
    """Return the reference that was meant by one that points nowhere."""
    before, slash, last = reference.written.rpartition("/")
    meant = did_you_mean(last, [key for key, _ in catalog.definitions()])
    found = f"{before}{slash}{meant}"
    return found if meant and catalog.target(Node(reference.document, {"$ref": found})) else None


def _circles(documents: Mapping[str, Document], references: Iterable[_Reference]) -> Iterator[Problem]:
    """Yield a problem for each reference that closes a circle, in which a value would be judged for ever."""
    leads: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for each in references:
        if not each.is_in_place:
            continue
        reached = waiting = [each.target]
        while waiting:
            waiting = [
                target for place in waiting for target in leads.get(place, ()) if target not in reached
            ]
            reached = [*reached, *waiting]
        if each.owner in reached:
            place = documents[each.document].places[(*each.path, "$ref", "=")]
            source = documents[each.document].source
            yield source.problem(place, "circular-reference", reference=each.written)
        else:
            leads.setdefault(each.owner, set()).add(each.target)


def _names(catalog: Catalog, name: str, document: Document) -> Iterator[Problem]:
    """Yield a problem for each name in `x-see` that no definition has, and in `required` that no property has."""
    definitions = {each for each, _ in catalog.definitions()}
    for path, keyword, value in dialect.keywords(document.value):
        if keyword == "x-see" and value not in definitions:
            place = document.places[(*path, keyword, "=")]
            meant = _meant(document, place, value, definitions)
            yield document.source.problem(place, "unknown-table.list", list=value, **meant)
        if keyword == "required" and not _PARTIAL.intersection(path):
            known = _properties(catalog, name, document, path)
            for index, each in enumerate(value) if known else ():
                if each not in known:
                    place = document.places[(*path, keyword, index)]
                    meant = _meant(document, place, each, known)
                    yield document.source.problem(place, "unknown-value.required", property=each, **meant)


def _undescribed(catalog: Catalog, name: str, document: Document) -> Iterator[Problem]:
    """Yield a problem for each property whose row would say nothing of it, not even what it refines."""
    for path, keyword, value in dialect.keywords(document.value):
        if keyword != "properties" or _PARTIAL.intersection(path):
            continue
        parts = _parts(catalog, name, document, path)
        for each in value:
            if not any("description" in part.value.get("properties", {}).get(each, {}) for part in parts):
                place = document.places[(*path, keyword, each)]
                values = {"owner": f"property '{each}'", "key": "description"}
                yield document.source.problem(
                    place, "missing-key.described", **values, description="what it is, in a sentence or two"
                )


def _meant(document: Document, place: int, name: str, known: Iterable[str]) -> dict[str, Any]:
    """Return what was meant by a name in quotes, and where that stands."""
    position = document.source.position(place + 1)
    return {"suggestion": did_you_mean(name, known), "found": name, "found_at": position}


def _properties(catalog: Catalog, name: str, document: Document, path: Path) -> set[str]:
    """Return the properties of the object whose schema is at a path."""
    parts = _parts(catalog, name, document, path)
    return {each for part in parts for each in part.value.get("properties", {})}


def _parts(catalog: Catalog, name: str, document: Document, path: Path) -> list[Node]:
    """Return the schemas that hold for the object whose schema is at a path, none where that has no properties."""
    value = document.value
    for step in path:
        value = value[step]
    return catalog.parts(Node(name, value)) if "properties" in value else []
