"""YAML text as plain values, with the line and column of everything.

The text is composed to nodes once; a node knows its place, and the same nodes give the values.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from docsite.sources import conflicts, yaml_depth, yaml_errors
from docsite.sources.problems import Checked, Problem
from docsite.sources.source import Source
from docsite.sources.wording import short
from docsite.sources.yaml_depth import LOADER
from docsite.sources.yaml_errors import UNFIT

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_TEXT = "tag:yaml.org,2002:str"
_QUOTED = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\n]|\'\')*\'')
_PLAIN_KEY = re.compile(r"(?:[^\n:]|:(?=\S))+")
_LINE = re.compile(r"[^\n]+?(?=[ \t]*(?:[ \t]#[^\n]*)?$)", re.MULTILINE)
_IN_BRACKETS = re.compile(r"[^\n,\[\]{}]+")

_DEEP = 50  # keys and list positions above a value; what JSON Schema says of deeper ones overflows the stack
Step = str | int


@dataclass(frozen=True)
class Document:
    """A YAML document.

    Attributes:
        value: Plain values as MkDocs gets them.
        source: The file that it stands in.
        places: Offset in the source of each key, item and value by its path, `()` for the document. A mapping
            entry's path followed by `"="` is the place of its value.
    """

    value: Any
    source: Source
    places: Mapping[tuple[Step, ...], int]

    def problem(self, path: tuple[Step, ...], name: str, /, **values: Any) -> Problem:
        """Return a problem at a key or list item, or at the nearest that exists above it.

        `suggestion` replaces its text, `replacement` its quotes too, unless `found` says what.
        """
        for edit in ("suggestion", "replacement"):
            if values.get(edit) is not None and "found" not in values:
                text, offset = self._scalar(path)
                if edit == "suggestion" and text[:1] in ("'", '"'):
                    text, offset = text[1:-1], offset + 1
                values |= {"found": text, "found_at": self.source.position(offset)}
        return self.source.problem(self._offset(path), name, **values)

    def at_value(self, path: tuple[Step, ...], name: str, /, **values: Any) -> Problem:
        """Return a problem at the value of a key, as `problem` does."""
        return self.problem(self._of_value(path), name, **values)

    def written(self, path: tuple[Step, ...], key: Any) -> str:
        """Return a key of the mapping at `path` as it is written in the source: YAML reads `yes` as true."""
        if isinstance(key, str) or (*path, str(key)) not in self.places:
            return str(key)
        return self.source.text[self.places[*path, str(key)] :].split(":", 1)[0].strip()

    def scalar(self, path: tuple[Step, ...]) -> str:
        """Return the value at a path as it is written, quotes included; empty where it is not one line's scalar."""
        return self._scalar(self._of_value(path))[0]

    def offset_of_value(self, path: tuple[Step, ...]) -> int:
        """Return the offset in the source of the value at a path, or of the nearest key that exists above it."""
        return self._offset(self._of_value(path))

    def _scalar(self, path: tuple[Step, ...]) -> tuple[str, int]:
        """Return key or value at a path as `scalar` does, and its offset."""
        offset = self.places.get(path)
        is_key = bool(path) and path[-1] != "=" and isinstance(path[-1], str)
        if offset is not None:
            value = path[-1] if is_key else self._value(path)
            for pattern in (_QUOTED, _PLAIN_KEY if is_key else _LINE, _IN_BRACKETS):
                match = pattern.match(self.source.text, offset)
                text = match[0].rstrip() if match else ""
                if text and (str(plain(text)) if is_key else plain(text)) == value:
                    return text, offset
        return "", 0

    def _value(self, path: tuple[Any, ...]) -> Any:
        value = self.value
        try:
            for step in path[:-1] if path[-1:] == ("=",) else path:
                value = value[step]
        except (LookupError, TypeError):  # a key that is not text
            return None
        return value

    def _of_value(self, path: tuple[Step, ...]) -> tuple[Step, ...]:
        return (*path, "=") if (*path, "=") in self.places else path

    def _offset(self, path: tuple[Step, ...]) -> int:
        while path not in self.places and path:
            path = path[:-1]
        return self.places.get(path, 0)


def plain(text: str) -> Any:
    """Return the value that YAML reads in a text, or the text itself where it is not YAML."""
    try:
        return yaml.load(text, LOADER)  # noqa: S506  # it is a safe one
    except (yaml.YAMLError, *UNFIT):
        return text


def load(source: Source, text: str, start: int, kind: str, reader: Any = LOADER) -> Checked[Document | None]:
    """Return the YAML document in `text`, which begins at offset `start` of the source.

    The document is None where the text is not YAML; `kind` names it in messages ('front matter'). `reader` is
    the class of PyYAML that knows the tags.
    """

    def fault(offset: int, name: str, **values: Any) -> Checked[Document | None]:
        return Checked(None, [source.problem(start + offset, name, kind=kind, **values)])

    if text == source.text and (conflict := conflicts.first(source)):
        return Checked(None, [conflict])
    if control := _CONTROL.search(text):
        return fault(control.start(), "invalid-yaml.character", code=f"{ord(control[0]):04X}")
    if yaml_depth.overflows(text):
        return fault(0, "invalid-yaml.deep")
    loader = reader(text)
    places: dict[tuple[Step, ...], int] = {}
    try:
        node: yaml.Node | None = loader.get_single_node()
        if node is None:
            return Checked(Document(None, source, {(): start}))
        problems = list(_places(source, start, node, places, loader))
        if max(map(len, places)) > _DEEP:
            raise RecursionError
        value = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        return Checked(None, [yaml_errors.problem(source, text, start, error, kind)])
    except UNFIT:
        bad = next(yaml_errors.unfit(node))
        return fault(bad.start_mark.index, "invalid-yaml.date", value=short(bad.value))
    except RecursionError:
        return fault(0, "invalid-yaml.deep")
    finally:
        loader.dispose()
    return Checked(Document(value, source, places), problems)


@lru_cache(maxsize=200)
def whole(source: Source) -> Checked[Document | None]:
    """Return the YAML document that a file is, as `load` does; whoever asks again gets the same."""
    return load(source, source.text, 0, "the file")


def _places(
    source: Source, start: int, root: yaml.Node, places: dict[tuple[Step, ...], int], loader: Any = None
) -> Iterator[Problem]:
    """Fill `places` and yield a problem for each key that a mapping has twice: YAML keeps the last."""
    waiting: list[tuple[tuple[Step, ...], yaml.Node]] = [((), root)]
    known = set()  # an alias is the node that it names, which may contain it
    while waiting:
        path, node = waiting.pop()
        places.setdefault(path, start + node.start_mark.index)
        if id(node) in known:
            continue
        known.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            items = [((*path, index), item) for index, item in enumerate(node.value)]
            places |= {where: start + item.start_mark.index for where, item in items}
            waiting += [each for each in items if each[1].id != "scalar"]  # most are
        elif isinstance(node, yaml.MappingNode):
            seen = set()
            for key, value in node.value:
                offset = start + key.start_mark.index
                if loader and key.tag != _TEXT and key.value != "<<":
                    name = str(loader.construct_object(key, deep=True))
                else:
                    name = key.value if isinstance(key, yaml.ScalarNode) else str(offset)
                if name in seen and name != "<<":
                    yield source.problem(offset, "duplicate-key.key", name=short(name))
                seen.add(name)
                places[*path, name] = offset
                places[*path, name, "="] = start + value.start_mark.index
                waiting += [((*path, name), value)] if value.id != "scalar" else []
