"""A message against its schema: the errors that are the cause, each with the schema that it breaks.

A validator says of a list of alternatives that none holds; the cause is in the alternative that the author
meant: the one that is not ruled out by a constant or by the type. What no alternative explains is told as a
whole.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from docsite.messages.json_schema.codes import entries
from docsite.messages.json_schema.conditions import words
from docsite.messages.json_schema.schemas import SUFFIX, Catalog, Node

_RULES_OUT = {"const", "not"}


@dataclass(frozen=True)
class Cause:
    """An error that an author can mend; `condition` tells when its schema holds, where that is not always."""

    error: ValidationError
    schema: Node
    condition: str = ""


@dataclass(frozen=True)
class Validation:
    """What messages are checked with: a validator for each, and where each schema of the catalog stands.

    `contexts` has, by the identity of a schema, its document and the condition of the `then` or `else` that
    it stands in: a validator tells the schema that is broken, but not the way to it through references.
    """

    catalog: Catalog
    validators: Mapping[str, Draft202012Validator]
    contexts: Mapping[int, tuple[str, str]]


def prepare(catalog: Catalog) -> Validation:
    """Return what checks messages, formats included, and resolves references without a network."""
    resources = [
        (name + SUFFIX, DRAFT202012.create_resource(document)) for name, document in catalog.documents.items()
    ]
    registry: Registry[Any] = Registry().with_resources(resources)
    formats = FormatChecker()
    validators = {
        name: Draft202012Validator(node.value, registry=registry, format_checker=formats)
        for name, node in catalog.messages.items()
    }
    contexts: dict[int, tuple[str, str]] = {}
    for name, document in catalog.documents.items():
        contexts |= _contexts(name, document, "")
    return Validation(catalog, validators, contexts)


def causes(validation: Validation, name: str, value: Any) -> Iterator[Cause]:
    """Yield what is wrong with a message."""
    for error in validation.validators[name].iter_errors(value):
        for each in _reduce(error):
            document, condition = validation.contexts.get(id(each.schema), (name, ""))
            yield Cause(each, Node(document, each.schema if isinstance(each.schema, dict) else {}), condition)


def _contexts(document: str, value: Any, condition: str) -> Iterator[tuple[int, tuple[str, str]]]:
    if isinstance(value, dict):
        yield id(value), (document, condition)
    if isinstance(value, list):
        value = dict(enumerate(value))
    for key, inner in value.items() if isinstance(value, dict) else ():
        begins = {"then": "when", "else": "unless"}.get(str(key)) if "if" in value else None
        now = f"{begins} {words(value['if'])}" if begins else condition
        yield from _contexts(document, inner, now)


def _reduce(error: ValidationError) -> Iterator[ValidationError]:
    meant = None if _is_list(error) else _meant(error)
    if meant is None:
        yield error
    for each in meant or ():
        yield from _reduce(each)


def _is_list(error: ValidationError) -> bool:
    return isinstance(error.schema, dict) and any("const" in each for each in entries(error.schema))


def _meant(error: ValidationError) -> list[ValidationError] | None:
    """Return the errors of the alternative that was meant, or None where the error is the cause itself."""
    if error.validator not in {"anyOf", "oneOf"}:
        return None
    branches: dict[Any, list[ValidationError]] = {}
    for each in error.context or ():
        branches.setdefault(each.schema_path[0], []).append(each)
    likely = [branch for branch in branches.values() if not any(_is_ruled_out(each) for each in branch)]
    if not likely or (len(likely) > 1 and all(_is_plain(branch) for branch in likely)):
        return None
    return likely[0]


def _is_ruled_out(error: ValidationError) -> bool:
    return error.validator in _RULES_OUT or (error.validator == "type" and not error.relative_path)


def _is_plain(branch: Iterable[ValidationError]) -> bool:
    """Return whether an alternative is a form or a name only, so that all are best told together."""
    return all(
        each.validator in {"pattern", "format", "required"} and not each.relative_path for each in branch
    )
