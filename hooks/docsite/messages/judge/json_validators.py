"""A validator of JSON that makes that of each part of its schema once, where the library makes one at each value."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from jsonschema import Draft202012Validator, ValidationError, validators

Keyword = Callable[[Any, Any, Any, Any], Iterator[ValidationError]]
"""Yields the errors of a value by a keyword, from the validator, the keyword's value, the value, and the schema."""


def keeping(keywords: Mapping[str, Keyword]) -> Any:
    """Return a class of validators for one schema without references to other files, with keywords of our own."""
    extend: Any = validators.extend  # it has no types
    own = extend(Draft202012Validator, {**keywords, "$ref": partial(_reference, {})})
    known: dict[int, Any] = {}
    make = own.evolve

    def evolve(validator: Any, **changes: Any) -> Any:
        part = changes.get("schema")
        if not isinstance(part, dict) or changes.keys() != {"schema"}:
            return make(validator, **changes)
        if id(part) not in known:
            known[id(part)] = make(
                validator, schema=part
            )  # it has the part, so that no other gets its identity
        return known[id(part)]

    own.evolve, own.descend = evolve, _descend
    return own


def _descend(
    validator: Any, instance: Any, schema: Any, path: Any = None, schema_path: Any = None
) -> Iterator[ValidationError]:
    for error in validator.evolve(schema=schema).iter_errors(instance):
        if path is not None:
            error.path.appendleft(path)
        if schema_path is not None:
            error.schema_path.appendleft(schema_path)
        yield error


def _reference(
    known: dict[str, Any], validator: Any, reference: str, instance: Any, _: Any
) -> Iterator[ValidationError]:
    """Yield the errors by the part that a `$ref` names, which the library looks up by its address each time."""
    if reference not in known:
        known[reference] = validator.evolve(schema=validator._resolver.lookup(reference).contents)  # noqa: SLF001
    yield from known[reference].iter_errors(instance)
