"""JSON text as plain values, with the line and column of every value and property.

One pass over the text, as strict as RFC 8259. Only the first fault of a file is reported, with its likely cause.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from docsite.sources import conflicts, json_errors
from docsite.sources.json_errors import NotJsonError, found
from docsite.sources.problems import Checked
from docsite.sources.source import Source
from docsite.sources.wording import short
from docsite.sources.yaml_text import Document, Step

_BLANK = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
_ESCAPE = re.compile(r'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})')
_LONGEST = 400  # signs of a number: Python reads no integer of more than 4,300, other languages lose them
_WORDS = {"true": True, "false": False, "null": None}
_DEEP = 100  # objects and arrays in one another: no message is so deep, and Python itself has a limit

Path = tuple[Step, ...]


@dataclass
class _Reader:
    """The state of one reading."""

    source: Source
    places: dict[Path, int] = field(default_factory=dict)
    faults: list["Fault"] = field(default_factory=list)


class Fault(NamedTuple):
    """What is wrong at an offset: a name of rules.yml, its values, and what a tool can change."""

    offset: int
    name: str
    values: Mapping[str, Any]
    edit: Mapping[str, Any]


@lru_cache(maxsize=200)
def load(source: Source) -> Checked[Document | None]:
    """Return the JSON document of a file, None where the text is not JSON; whoever asks again gets the same."""
    if conflict := conflicts.first(source):
        return Checked(None, [conflict])
    document, faults = read(source)
    return Checked(
        document, [source.problem(each.offset, each.name, **each.values, **each.edit) for each in faults]
    )


def read(source: Source) -> tuple[Document | None, list[Fault]]:
    """Return the JSON document of a file, None where the text is not JSON, and its faults."""
    reader = _Reader(source)
    text = source.text
    try:
        value, end = _value(reader, _skip(text, 0), (), 0)
        rest = _skip(text, end)
        if rest < len(text):
            case = "extra-bracket" if text[rest] in "]}" else "second-value"
            raise NotJsonError(rest, case, actual=found(text, rest))
    except NotJsonError as fault:
        return None, [_fault(source, fault)]
    return Document(value, source, reader.places), reader.faults


def _fault(source: Source, fault: NotJsonError) -> Fault:
    edit: dict[str, Any] = {}
    if fault.edit:
        edit = {"replacement": fault.edit.replacement, "found": fault.edit.found}
        edit["found_at"] = source.position(fault.edit.offset)
    offset = min(fault.offset, len(source.text))
    return Fault(offset, f"invalid-json.{fault.case}", fault.values, edit)


def properties(document: Document) -> list[tuple[int, int, Path]]:
    """Return begin, end and path of every property name in the order of the text, quotes included."""
    text = document.source.text
    named = [(place, path) for path, place in document.places.items() if path and isinstance(path[-1], str)]
    names = []
    for place, path in sorted(named, key=lambda each: each[0]):
        if text[place] == '"':
            name, end = _text(text, place)
            if name == path[-1] and text[_skip(text, end) : _skip(text, end) + 1] == ":":
                names.append((place, end, path))
    return names


def _skip(text: str, offset: int) -> int:
    match = _BLANK.match(text, offset)
    return match.end() if match else offset


def _value(reader: _Reader, at: int, path: Path, depth: int) -> tuple[Any, int]:
    """Read the value at an offset and return it with the offset behind it."""
    text = reader.source.text
    reader.places.setdefault(path, at)
    if depth >= _DEEP:
        raise NotJsonError(at, "deep", levels=_DEEP)
    match text[at : at + 1]:
        case '"':
            return _text(text, at)
        case "{":
            return _object(reader, at, path, depth)
        case "[":
            return _array(reader, at, path, depth)
    word = json_errors.word(text, at)
    if word in _WORDS:
        return _WORDS[word], at + len(word)
    number = _NUMBER.match(text, at)
    if number and number[0] == word:
        if len(word) > _LONGEST:
            raise NotJsonError(at, "digits")
        return json.loads(number[0]), number.end()
    raise json_errors.no_value(text, at)


def _text(text: str, at: int) -> tuple[str, int]:
    """Read the text whose quote is at an offset, and return it with the offset behind it."""
    end = at + 1
    is_plain = True
    while True:
        plain = _PLAIN.match(text, end)
        end = plain.end() if plain else end
        sign = text[end : end + 1]
        if sign == '"':
            return text[at + 1 : end] if is_plain else json.loads(text[at : end + 1]), end + 1
        escape = _ESCAPE.match(text, end)
        if escape is None:
            case = "open-text" if sign in ("", "\n") else "escape" if sign == "\\" else "control"
            raise NotJsonError(at if case == "open-text" else end, case)
        end, is_plain = escape.end(), False


def _object(reader: _Reader, at: int, path: Path, depth: int) -> tuple[dict[str, Any], int]:
    text, value = reader.source.text, {}
    end = _skip(text, at + 1)
    comma = -1
    while text[end : end + 1] != "}" or comma >= 0:
        key = end
        if text[key : key + 1] != '"':
            raise json_errors.no_name(reader.source, at, key, comma)
        name, end = _text(text, key)
        inner = (*path, name)
        if name in value:
            reader.faults.append(Fault(key, "duplicate-key.property", {"name": short(name)}, {}))
        reader.places[inner] = key
        end = _skip(text, end)
        if text[end : end + 1] != ":":
            raise NotJsonError(end, "colon", name=short(name), actual=found(text, end))
        end = _skip(text, end + 1)
        reader.places[(*inner, "=")] = end
        value[name], end = _value(reader, end, inner, depth + 1)
        end, comma = _next(reader, at, end, "}")
    return value, end + 1


def _array(reader: _Reader, at: int, path: Path, depth: int) -> tuple[list[Any], int]:
    text: str = reader.source.text
    value: list[Any] = []
    end = _skip(text, at + 1)
    comma = -1
    while text[end : end + 1] != "]" or comma >= 0:
        if comma >= 0 and text[end : end + 1] == "]":
            raise json_errors.extra_comma(reader.source, "a value", end, comma)
        if end >= len(text):
            raise json_errors.not_closed(reader.source, "a value", at)
        item, end = _value(reader, end, (*path, len(value)), depth + 1)
        value.append(item)
        end, comma = _next(reader, at, end, "]")
    return value, end + 1


def _next(reader: _Reader, at: int, end: int, close: str) -> tuple[int, int]:
    """Return the offset of what follows a member, and that of the comma before it, or -1."""
    text = reader.source.text
    place = _skip(text, end)
    if text[place : place + 1] == ",":
        return _skip(text, place + 1), place
    if text[place : place + 1] == close:
        return place, -1
    raise json_errors.no_comma(reader.source, at, end, place, close)
