"""A schema without references to other files, and the errors of a value by it: those that are the cause.

A validator says of a list of alternatives that none holds; the cause is in the alternative that was meant: the one
that is not ruled out by a constant or by the type. What no alternative explains is told as a whole.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from docsite.messages.judge import values
from docsite.messages.judge.notes import Rules

if TYPE_CHECKING:  # to import it takes a tenth of a second, and most sites have no schema
    from jsonschema import Draft202012Validator, ValidationError

Node = Mapping[str, Any]
"""A schema, or a part of one."""

_RULES_OUT, _PLAIN = ("const", "not"), ("pattern", "format", "required")


@dataclass(frozen=True)
class Schema:
    """A schema that judges values.

    Attributes:
        value: The schema itself.
        validator: What says what is wrong.
        conditions: By the identity of a part of it, the condition of the `then` or `else` that it is written in.
    """

    value: Node
    validator: "Draft202012Validator"
    conditions: Mapping[int, str]


class Cause(NamedTuple):
    """An error that an author can mend: where, by which keyword of which schema."""

    path: tuple[str | int, ...]
    keyword: str
    schema: Node
    instance: Any
    error: "ValidationError"

    @property
    def limit(self) -> Any:
        """What the keyword says."""
        return self.schema[self.keyword]


def prepare(forms: Mapping[str, Rules], value: Node) -> Schema:
    """Return what judges values by a schema; its formats are those forms that begin with `json:`."""
    from jsonschema import FormatChecker  # noqa: PLC0415

    from docsite.messages.judge import json_validators  # noqa: PLC0415  # see above

    checker = FormatChecker(formats=())
    for name, form in forms.items():
        if name.startswith("json:"):
            checker.checks(name.removeprefix("json:"))(
                lambda text, form=form: not isinstance(text, str) or values.has_form(form, text)
            )
    own = json_validators.keeping({"pattern": _pattern})
    conditions = dict(_conditions(value, ""))
    return Schema(value, own(value, format_checker=checker), conditions)


@lru_cache(maxsize=256)
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern as JavaScript reads it: `$` is the very end, and classes have ASCII alone."""
    signs = re.sub(r"\\.|\[(?:\\.|[^\]\\])*\]|\$", lambda each: r"\Z" if each[0] == "$" else each[0], pattern)
    return re.compile(signs, re.ASCII)


def _pattern(_: Any, pattern: str, instance: Any, __: Any) -> Iterator["ValidationError"]:
    from jsonschema import ValidationError  # noqa: PLC0415  # see above

    if isinstance(instance, str) and not compiled(pattern).search(instance):
        yield ValidationError("")


def _conditions(value: Any, condition: str) -> Iterator[tuple[int, str]]:
    if isinstance(value, dict):
        yield id(value), condition
        for key, inner in value.items():
            begins = {"then": "when", "else": "unless"}.get(key) if "if" in value else None
            yield from _conditions(inner, f"{begins} {words(value['if'])}" if begins else condition)
    elif isinstance(value, list):
        for inner in value:
            yield from _conditions(inner, condition)


def words(condition: Node) -> str:
    """Return the condition of an `if` as words, such as "OrderControlCode is NW or XO"."""
    stated = []
    for name, schema in condition.get("properties", {}).items():
        allowed = schema.get("enum", [schema["const"]] if "const" in schema else [])
        stated.append(f"{name} is {' or '.join(_literal(each) for each in allowed)}")
    return " and ".join(stated)


def _literal(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def target(schema: Schema, node: Node) -> Node | None:
    """Return the part of a schema that a `$ref` names."""
    value: Any = schema.value
    if "$ref" not in node:
        return None
    for step in filter(None, node["$ref"].removeprefix("#").split("/")):
        value = value[step]
    return value  # type: ignore[no-any-return]  # a reference names a schema


def parts(schema: Schema, node: Node) -> list[Node]:
    """Return the schemas that hold together: the one referred to, those of `allOf`, and this one last."""
    other = target(schema, node)
    found = parts(schema, other) if other is not None else []
    for each in node.get("allOf", ()):
        if "if" not in each:
            found += parts(schema, each)
    return [*found, node]


def causes(schema: Schema, value: Any) -> Iterator[Cause]:
    """Yield what is wrong with a value."""
    for error in schema.validator.iter_errors(value):
        for each in _reduce(error):
            own: Any = each.schema
            if isinstance(own, dict):
                yield Cause(tuple(each.absolute_path), str(each.validator), own, each.instance, each)


def entries(value: Node) -> list[Node]:
    """Return the entries of a schema that is a list of codes or pairs, else nothing."""
    offered = [each for one in (value, *value.get("anyOf", ())[:1]) for each in one.get("oneOf", ())]
    return [each for each in offered if "const" in each or "const" in _first(each)]


def _first(entry: Node) -> Node:
    return next(iter(entry.get("properties", {}).values()), {})


def alternatives(value: Node) -> list[str]:
    """Return the properties of which one is required; deprecated ones only where there is no other."""
    offered = [each.get("required", ()) for each in value.get("anyOf", ())]
    names = [each[0] for each in offered if len(each) == 1]
    if not names or len(names) != len(offered):
        return []
    properties = value.get("properties", {})
    return [name for name in names if not properties.get(name, {}).get("deprecated")] or names


def types(error: "ValidationError") -> list[str]:
    """Return the types that an error asks for, where the type alone is wrong."""
    if error.validator == "type":
        wanted: Any = error.validator_value
        return [wanted] if isinstance(wanted, str) else list(wanted)
    at_value = [each for each in error.context or () if not each.relative_path]
    wrong = [each for each in at_value if each.validator == "type"]
    branches = {each.schema_path[0] for each in error.context or ()}
    if {each.schema_path[0] for each in wrong} != branches:
        return []
    return list(dict.fromkeys(each for inner in wrong for each in types(inner)))


def _reduce(error: "ValidationError") -> Iterator["ValidationError"]:
    own: Any = error.schema
    is_list = isinstance(own, dict) and any("const" in each for each in entries(own))
    meant = None if is_list else _meant(error)
    if meant is None:
        yield error
    for each in meant or ():
        yield from _reduce(each)


def _meant(error: "ValidationError") -> "list[ValidationError] | None":
    """Return the errors of the alternative that was meant, or None where the error is the cause itself."""
    if error.validator not in ("anyOf", "oneOf"):
        return None
    branches: dict[Any, list[ValidationError]] = {}
    for each in error.context or ():
        branches.setdefault(each.schema_path[0], []).append(each)
    likely = [branch for branch in branches.values() if not any(_is_ruled_out(each) for each in branch)]
    if not likely or (len(likely) > 1 and all(_is_plain(branch) for branch in likely)):
        return None
    return likely[0]


def _is_ruled_out(error: "ValidationError") -> bool:
    return error.validator in _RULES_OUT or (error.validator == "type" and not error.relative_path)


def _is_plain(branch: Iterable["ValidationError"]) -> bool:
    """Return whether an alternative is a form or a name only, so that all are best told together."""
    return all(each.validator in _PLAIN and not each.relative_path for each in branch)
