"""YAML text as plain values, with the line and column of everything.

The text is composed to nodes once; a node knows its place, and the same nodes give the values. What is no
YAML becomes a problem at the place where its author went wrong, in plain words rather than the parser's.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from docsite.sources.problems import Problem
from docsite.sources.source import Source

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is not in every wheel
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_TEXT = "tag:yaml.org,2002:str"
_UNFIT = (ValueError, LookupError, AttributeError, OverflowError)
"""What PyYAML raises where a scalar looks like a date or number and is none: 2026-02-30."""

_COLLECTION = re.compile(r"^[ \t?:-]+", re.MULTILINE)
"""What a line begins with, at least a character for each block collection that a value of it is in."""

_EVENTS = (yaml.CollectionStartEvent, yaml.CollectionEndEvent)
_OVERFLOWS = 1_000  # libyaml's composer calls itself for each level in C: deep text ends the interpreter
_DEEP = 50  # keys and list positions above a value; what JSON Schema says of deeper ones overflows the stack
_QUOTE = "Put the value in quotes."
_WORDS = (
    # words of the parser, what they mean, what to do, whether the fault is where the construct begins
    ("expected alphabetic or numeric", "a value cannot start with '{character}'", _QUOTE, True),
    ("expected comment or line break", "a value cannot start with '{character}'", _QUOTE, True),
    ("expected a comment or a line break", "a value cannot start with '{character}'", _QUOTE, True),
    ("start any token", "a value cannot start with '{character}'", _QUOTE, False),
    ("found undefined alias", "a value cannot start with '{character}'", _QUOTE, False),
    ("could not find expected ':'", "'{line}' is not 'key: value'", "Is a space missing after ':'?", True),
    ("unexpected end of stream", "a quote is opened and never closed", "Close it.", True),
    ("unknown escape character", "the text in double quotes has a single '\\'", "Use single quotes.", False),
    ("could not determine a constructor", "a value cannot start with '{character}'", _QUOTE, False),
    (
        "expected ',' or",
        "'{character}' is opened and not closed on its line",
        "Close it, or put the value in quotes.",
        True,
    ),
)

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

    def problem(
        self, path: tuple[Step, ...], name: str, message: str | None = None, /, **values: Any
    ) -> Problem:
        """Return a problem at a key or list item, or at the nearest that exists above it."""
        while path not in self.places and path:
            path = path[:-1]
        offset = self.places.get(path, 0)
        if message is not None:  # wording that is not in rules.yml yet
            return self.source.problem(offset, name, " ".join(message.split()))
        return self.source.problem(offset, name, **values)

    def written(self, path: tuple[Step, ...], key: Any) -> str:
        """Return a key of the mapping at `path` as it stands in the source: YAML reads `yes` as true."""
        if isinstance(key, str) or (*path, str(key)) not in self.places:
            return str(key)
        return self.source.text[self.places[*path, str(key)] :].split(":", 1)[0].strip()

    def at_value(
        self, path: tuple[Step, ...], name: str, message: str | None = None, /, **values: Any
    ) -> Problem:
        """Return a problem at the value of a key, as `problem` does."""
        place = (*path, "=") if (*path, "=") in self.places else path
        return self.problem(place, name, *([message] if message is not None else []), **values)


def load(
    source: Source, text: str, start: int, kind: str, reader: Any = _LOADER
) -> tuple[Document | None, list[Problem]]:
    """Return the YAML document in `text`, which stands at offset `start` of the source, and its problems.

    The document is None where the text is not YAML; `kind` names it in messages ('front matter'). `reader` is
    the class of PyYAML that knows the tags.
    """
    if control := _CONTROL.search(text):
        message = f"{kind} is not YAML: it has the character U+{ord(control[0]):04X}. Remove it."
        return None, [source.problem(start + control.start(), "invalid-yaml", message)]
    if overflows(text):
        return None, [
            source.problem(start, "invalid-yaml", f"{kind} is nested too deeply. Write it flatter.")
        ]
    loader = reader(text)
    places: dict[tuple[Step, ...], int] = {}
    try:
        node: yaml.Node | None = loader.get_single_node()
        if node is None:
            return Document(None, source, {(): start}), []
        problems = list(_places(source, start, node, places, loader))
        if max(map(len, places)) > _DEEP:
            raise RecursionError
        value = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        return None, [_invalid(source, text, start, error, kind)]
    except _UNFIT:
        bad = next(_unfit(node))
        fact = f"'{bad.value[:40]}' cannot be read as a date or number"
        message = f"{kind} is not YAML: {fact}. Correct it, or put it in quotes."
        return None, [source.problem(start + bad.start_mark.index, "invalid-yaml", message)]
    except RecursionError:
        message = f"{kind} is nested too deeply. Write it flatter."
        return None, [source.problem(start, "invalid-yaml", message)]
    finally:
        loader.dispose()
    return Document(value, source, places), problems


def overflows(text: str) -> bool:
    """Return whether a text is nested so deeply that PyYAML cannot read it."""
    at_most = text.count("[") + text.count("{") + max(map(len, _COLLECTION.findall(text)), default=0)
    return min(at_most, len(text)) > _OVERFLOWS and any(depth > _OVERFLOWS for depth in _depths(text))


def _depths(text: str) -> Iterator[int]:
    """Yield how many collections are open after each event of the parser, up to what is no YAML."""
    depth = 0
    try:
        for event in yaml.parse(text, _LOADER):
            starts, ends = (isinstance(event, kind) for kind in _EVENTS)
            depth += starts - ends
            yield depth
    except yaml.YAMLError:
        pass


def places(source: Source) -> Document:
    """Return the places of a YAML file's keys and values without reading the values, whatever its tags."""
    loader = _LOADER(source.text)
    try:
        node = loader.get_single_node()
    finally:
        loader.dispose()
    found: dict[tuple[Step, ...], int] = {}
    if node is not None:
        list(_places(source, 0, node, found))
    return Document(None, source, found)


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
            waiting += [((*path, index), item) for index, item in enumerate(node.value)]
        elif isinstance(node, yaml.MappingNode):
            seen = set()
            for key, value in node.value:
                offset = start + key.start_mark.index
                if loader and key.tag != _TEXT and key.value != "<<":
                    name = str(loader.construct_object(key, deep=True))
                else:
                    name = key.value if isinstance(key, yaml.ScalarNode) else str(offset)
                if name in seen and name != "<<":
                    message = (
                        f"key '{' '.join(name.split())}' stands here a second time. Keep one of the two."
                    )
                    yield source.problem(offset, "duplicate-key", message)
                seen.add(name)
                places[*path, name] = offset
                places[*path, name, "="] = start + value.start_mark.index
                waiting.append(((*path, name), value))


def _unfit(root: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Yield the scalars that look like a date or number and are none."""
    loader = yaml.SafeLoader("")  # the one that failed is left in the middle of its work
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.ScalarNode):
            try:
                loader.construct_object(node)
            except _UNFIT:
                yield node
        elif isinstance(node, yaml.MappingNode):
            waiting += [each for pair in reversed(node.value) for each in reversed(pair)]
        elif isinstance(node, yaml.SequenceNode):
            waiting += reversed(node.value)


def _invalid(source: Source, text: str, start: int, error: yaml.MarkedYAMLError, kind: str) -> Problem:
    """Return the problem for what the parser could not read."""
    said = (error.problem or error.context or "unreadable").strip()
    mark = error.problem_mark or error.context_mark
    word = next((each for each in _WORDS if each[0] in said), None)
    if word and word[3] and error.context_mark:
        mark = error.context_mark
    index = min(mark.index if mark else 0, len(text.rstrip("\n")))
    line = text[text.rfind("\n", 0, index) + 1 :].split("\n", 1)[0]
    shown = " ".join(line.split())
    if "\t" in line[: len(line) - len(line.lstrip())]:
        fact, what = f"a tab before '{shown}'", "Indent with spaces."
    elif "mapping values are not allowed" in said and re.search(r":\s.*:(?:\s|$)", line):
        fact, what = f"a second ':' in '{shown}'", _QUOTE
    elif "mapping values are not allowed" in said:
        fact, what = f"'{shown}' is indented otherwise than the lines before", "Align it."
    elif word:
        fact, what = word[1].format(line=shown, character=text[index : index + 1]), word[2]
    else:
        fact, what = f"{said} in '{shown}'", "Correct it, or put the value in quotes."
    return source.problem(start + index, "invalid-yaml", f"{kind} is not YAML: {fact}. {what}")
