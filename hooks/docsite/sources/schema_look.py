"""A first look at data by a JSON Schema: most data is right, and what says what is wrong takes ten times as long.

A schema becomes a function that says whether a value is right for certain. Where it says no, or the schema has a
keyword that is not known here, nothing is known yet.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:  # to import it takes a tenth of a second, and most sites have no need of it
    from jsonschema import Draft202012Validator

IsRight = Callable[[Any], bool]

_TYPES: Mapping[str, tuple[type, ...]] = {
    "array": (list,),
    "boolean": (bool,),
    "integer": (int,),
    "null": (type(None),),
    "number": (int, float),
    "object": (dict,),
    "string": (str,),
}
_SAYING = frozenset(
    ("$comment", "$defs", "$schema", "default", "deprecated", "description", "examples", "title")
)
"""Keywords that judge nothing."""

REGEX = "regex"
"""The one format that the validator of data files judges."""


class Schema(NamedTuple):
    """A JSON Schema: what says whether a value is right for certain, and what makes what says what is wrong."""

    is_right: IsRight
    validator: Callable[[], "Draft202012Validator"]


class _Schemas(NamedTuple):
    """Schemas by file name, how their patterns are read, and what each part became by file and address in it."""

    files: Mapping[str, Any]
    compiled: Callable[[str], re.Pattern[str]]
    made: dict[tuple[str, str], IsRight]


_Keyword = Callable[[_Schemas, str, Any], IsRight]


def look(
    name: str, files: Mapping[str, Any], compiled: Callable[[str], re.Pattern[str]] = re.compile
) -> IsRight:
    """Return what says whether a value is right by the schema with a name among some that may refer to each other."""
    return _referred(_Schemas(files, compiled, {}), name, "")


def alone(value: Mapping[str, Any]) -> Schema:
    """Return a JSON Schema that refers to no other."""
    return Schema(look("", {"": value}), partial(validator, value))


def validator(value: Mapping[str, Any], **options: Any) -> "Draft202012Validator":
    """Return what says what is wrong with a value by a JSON Schema."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415  # see above

    return Draft202012Validator(value, **options)


def _referred(schemas: _Schemas, file: str, address: str) -> IsRight:
    """Return what a schema becomes; it may refer to itself."""
    if (file, address) not in schemas.made:
        schemas.made[file, address] = partial(_later, schemas, file, address)
        node = schemas.files[file]
        for step in filter(None, address.split("/")):
            node = node[step]
        schemas.made[file, address] = _made(schemas, file, node)
    return schemas.made[file, address]


def _later(schemas: _Schemas, file: str, address: str, value: Any) -> bool:
    return schemas.made[file, address](value)


def _made(schemas: _Schemas, file: str, node: Any) -> IsRight:
    if isinstance(node, bool):
        return lambda _: node
    keywords = [each for each in node if each not in _SAYING and not each.startswith("x-")]
    if not all(each in _KEYWORDS for each in keywords):
        return _no
    checks = [make(schemas, file, node) for make in dict.fromkeys(_KEYWORDS[each] for each in keywords)]
    if len(checks) == 1:
        return checks[0]
    return lambda value: all(check(value) for check in checks)


def _type(_: _Schemas, __: str, node: Any) -> IsRight:
    names = [node["type"]] if isinstance(node["type"], str) else node["type"]
    types = frozenset(each for name in names for each in _TYPES[name])
    return lambda value: type(value) in types


def _reference(schemas: _Schemas, file: str, node: Any) -> IsRight:
    other, _, address = node["$ref"].partition("#")
    return _referred(schemas, other or file, address)


def _object(schemas: _Schemas, file: str, node: Any) -> IsRight:
    """Return what `properties` and `additionalProperties` say together."""
    inner = {name: _made(schemas, file, each) for name, each in node.get("properties", {}).items()}
    others = _made(schemas, file, node.get("additionalProperties", True))
    return lambda value: (
        not isinstance(value, dict) or all(inner.get(name, others)(each) for name, each in value.items())
    )


def _items(schemas: _Schemas, file: str, node: Any) -> IsRight:
    inner = _made(schemas, file, node["items"])
    return lambda value: not isinstance(value, list) or all(map(inner, value))


def _any_of(schemas: _Schemas, file: str, node: Any) -> IsRight:
    offered = [_made(schemas, file, each) for each in node["anyOf"]]
    return lambda value: any(each(value) for each in offered)


def _required(_: _Schemas, __: str, node: Any) -> IsRight:
    return lambda value: not isinstance(value, dict) or all(each in value for each in node["required"])


def _dependent(_: _Schemas, __: str, node: Any) -> IsRight:
    needed = node["dependentRequired"].items()
    return lambda value: (
        not isinstance(value, dict)
        or all(each in value for name, others in needed if name in value for each in others)
    )


def _enum(_: _Schemas, __: str, node: Any) -> IsRight:
    texts = frozenset(each for each in node["enum"] if isinstance(each, str))
    return lambda value: isinstance(value, str) and value in texts


def _pattern(schemas: _Schemas, _: str, node: Any) -> IsRight:
    search = schemas.compiled(node["pattern"]).search
    return lambda value: not isinstance(value, str) or search(value) is not None


def _format(_: _Schemas, __: str, node: Any) -> IsRight:
    """Return what says whether a text is a regular expression; of other formats nothing is known."""
    return (
        (lambda value: not isinstance(value, str) or _is_pattern(value)) if node["format"] == REGEX else _no
    )


def _is_pattern(text: str) -> bool:
    """Return whether a text is a regular expression."""
    try:
        re.compile(text)
    except re.error:
        return False
    return True


def _no(_: Any) -> bool:
    return False


def _unique(_: _Schemas, __: str, node: Any) -> IsRight:
    return lambda value: (
        not (node["uniqueItems"] and isinstance(value, list))
        or (all(isinstance(each, str) for each in value) and len(set(value)) == len(value))
    )


def _itself(value: float) -> float:
    return value


def _limit(keyword: str, kind: type | tuple[type, ...], size: Callable[[Any], float], sign: int) -> _Keyword:
    """Return what makes a keyword of a limit: the least that is right, or with a sign of -1 the most."""

    def made(_: _Schemas, __: str, node: Any) -> IsRight:
        limit = sign * node[keyword]
        return lambda value: not isinstance(value, kind) or sign * size(value) >= limit

    return made


_KEYWORDS: Mapping[str, _Keyword] = {
    "$ref": _reference,
    "additionalProperties": _object,
    "anyOf": _any_of,
    "dependentRequired": _dependent,
    "enum": _enum,
    "format": _format,
    "items": _items,
    "maxItems": _limit("maxItems", list, len, -1),
    "maxLength": _limit("maxLength", str, len, -1),
    "maximum": _limit("maximum", (int, float), _itself, -1),
    "minItems": _limit("minItems", list, len, 1),
    "minLength": _limit("minLength", str, len, 1),
    "minProperties": _limit("minProperties", dict, len, 1),
    "minimum": _limit("minimum", (int, float), _itself, 1),
    "pattern": _pattern,
    "properties": _object,
    "required": _required,
    "type": _type,
    "uniqueItems": _unique,
}
