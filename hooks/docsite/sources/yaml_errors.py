"""What keeps a text from being YAML: a problem where its author went wrong, in plain words rather than the parser's."""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from docsite.sources.problems import Problem
from docsite.sources.source import Source
from docsite.sources.wording import short

UNFIT = (ValueError, LookupError, AttributeError, OverflowError)
"""What PyYAML raises where a scalar looks like a date or number and is none: 2026-02-30."""

_CASES = (
    # words of the parser, the case of invalid-yaml, whether the fault is where the construct begins
    ("expected alphabetic or numeric", "start", True),
    ("expected comment or line break", "start", True),
    ("expected a comment or a line break", "start", True),
    ("start any token", "start", False),
    ("found undefined alias", "start", False),
    ("could not find expected ':'", "no-colon", True),
    ("unexpected end of stream", "open-quote", True),
    ("unknown escape character", "escape", False),
    ("could not determine a constructor", "start", False),
    ("expected ',' or", "open-bracket", True),
)
_VALUE = re.compile(r"(?P<before>[ \t]*(?:-[ \t]+)*[\w-]+:[ \t]+)(?P<value>[^\s\"'#][^\"\\#]*?)[ \t]*\Z")
"""A line whose value can be put in quotes as it is."""

_KEY = re.compile(r"[ ]*[\w-]+:(?:\s|\Z)")
_CURLY = re.compile(r"[ \t]*(?:-[ \t]+)*[\w-]+:[ \t]+(?P<value>[“”„‟](?P<inner>[^“”„‟]*)[“”„‟])[ \t]*\Z")
"""A line whose value is in curly quotes, which YAML does not know."""

_GLUED = re.compile(r"[ \t]*(?P<key>[\w-]+:)(?![\s/])")
"""A line whose key has its value without a space between the two."""


def problem(source: Source, text: str, start: int, error: yaml.MarkedYAMLError, kind: str) -> Problem:
    """Return the problem of what the parser could not read in `text`, which begins at offset `start` of the source."""
    said = (error.problem or error.context or "unreadable").strip()
    mark = error.problem_mark or error.context_mark
    case, begins = next((each[1:] for each in _CASES if each[0] in said), ("other", False))
    if begins and error.context_mark:
        mark = error.context_mark
    index = min(mark.index if mark else 0, len(text.rstrip("\n")))
    begin = text.rfind("\n", 0, index) + 1
    line = text[begin:].split("\n", 1)[0]
    values: dict[str, Any] = {"kind": kind}
    if "\t" in line[: len(line) - len(line.lstrip())]:
        case = "tab"
    elif "mapping values are not allowed" in said:
        case = "second-colon" if re.search(r":\s.*:(?:\s|$)", line) else "indented"
    if case == "second-colon" and _CURLY.match(line):
        case = "curly-quotes"
    elif case == "other" and text[index : index + 1] == ",":
        case = "comma"
    values |= _edit(case, source, start + begin, line)
    if case in ("start", "open-bracket"):
        values["character"] = text[index : index + 1]
    elif case == "other" and (other := _shallower(text, begin, line)):
        case, values = "deeper", {**values, "key": short(line.strip()), "other": short(other)}
        index = begin + len(line) - len(line.lstrip())
    elif case not in ("open-quote", "escape"):
        values["line"] = short(line)
    if case == "other":
        values["said"] = said
    return source.problem(start + index, f"invalid-yaml.{case}", **values)


def _edit(case: str, source: Source, begin: int, line: str) -> dict[str, Any]:
    """Return what to write instead, and the text that it replaces, where the case has such an answer.

    `begin` is the offset of the line in the source.
    """
    found: tuple[str, str, int] | None = None
    if case == "curly-quotes" and (curly := _CURLY.match(line)):
        inner = curly["inner"].replace("\\", "\\\\").replace('"', '\\"')
        found = f'"{inner}"', curly["value"], curly.start("value")
    elif case in ("start", "second-colon") and (value := _VALUE.match(line)):
        found = f'"{value["value"]}"', value["value"], value.start("value")
    elif case == "no-colon" and (key := _GLUED.match(line)):
        found = f"{key['key']} ", key["key"], key.start("key")
    if found is None:
        return {}
    replacement, text, offset = found
    return {"replacement": replacement, "found": text, "found_at": source.position(begin + offset)}


def _shallower(text: str, begin: int, line: str) -> str:
    """Return the key before a line that it should be level with, as items end and it is indented by mistake."""
    depth = len(line) - len(line.lstrip(" "))
    if not depth or not _KEY.match(line):
        return ""
    for before in reversed(text[:begin].splitlines()):
        if not before.startswith((" ", "-", "#")) and _KEY.match(before):
            return before.strip()
        if before.strip() and not before.lstrip(" ").startswith(("-", "#")):
            return ""
    return ""


def unfit(root: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Yield the scalars that look like a date or number and are none."""
    loader = yaml.SafeLoader("")  # the one that failed is left in the middle of its work
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.ScalarNode):
            try:
                loader.construct_object(node)
            except UNFIT:
                yield node
        elif isinstance(node, yaml.MappingNode):
            waiting += [each for pair in reversed(node.value) for each in reversed(pair)]
        elif isinstance(node, yaml.SequenceNode):
            waiting += reversed(node.value)
