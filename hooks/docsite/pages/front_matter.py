"""Page front matter as a typed value.

The YAML block is read with positions and checked against `schemas/front-matter.schema.json`; what is right in
it is kept: a wrong value is a problem and counts as absent. Whether a block between two lines of dashes is
front matter or text between two rules is decided as MkDocs does: by its being a mapping.
"""

import datetime
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from docsite.sources import schema, yaml_text
from docsite.sources.problems import Problem
from docsite.sources.schema import SCHEMAS
from docsite.sources.source import FRONT_MATTER, Source
from docsite.sources.yaml_text import Document

SCHEMA = SCHEMAS / "front-matter.schema.json"

_BEFORE = re.compile(r"(?:\s|<!--.*?-->)*", re.DOTALL)
_OPENING = re.compile(r"---[ \t]*\n")
_EMPTY = re.compile(r"---[ \t]*\n---[ \t]*(?:\n|\Z)")
_GLUED = re.compile(r"---[ \t]*\n(?P<line>(?P<key>[\w-]+):\S.*)")
_CLOSING = re.compile(r"\n(?P<line>(?:---|\.\.\.)[ \t]*)\Z")
_ENTRY = re.compile(r"(?:[ \t]*(?:#.*)?\n)*[ \t]*(?:[\"']?[\w.-]+[\"']?[ \t]*:(?:\s|\Z)|\{)")
"""The beginning of a block that means to be front matter: a key of one word, or a mapping in braces."""

_KEYS = re.compile(r"^[\"']?([\w-]+)[\"']?[ \t]*:(?=\s|\Z)", re.MULTILINE)
_BARE = re.compile(r"(?P<key>[A-Za-z0-9_-]+):[ \t]*(?P<value>.*)(?:\n|\Z)")
"""A line of front matter without dashes around it, which MkDocs reads too, each value as a text."""

_OURS = ("nav_order", "nav_exclude", "redirect_from", "reviewed", "routing")


@dataclass(frozen=True)
class FrontMatter:
    """What a page says of itself.

    Attributes:
        title: As MkDocs shows it, else None.
        nav_order: A finite number, or None where the page has none or a wrong one.
        nav_exclude: Whether the page, or the section of an index page, stays out of the navigation.
        redirect_from: Old site paths that lead to the page, as written, by their position in the list.
        routing: The routing data as written, checked in `routing`.
        document: The YAML with its positions, for messages; None where the page has no readable front matter.
        is_broken: Whether the page has front matter that cannot be read: nothing is known of its keys.
    """

    title: str | None = None
    nav_order: int | float | None = None
    nav_exclude: bool = False
    redirect_from: Mapping[int, str] = field(default_factory=dict)
    routing: Any = None
    document: Document | None = None
    is_broken: bool = False


def read(source: Source, required: Sequence[str] = ()) -> tuple[FrontMatter, list[Problem]]:
    """Return a page's front matter and its problems; `required` names the keys that a page must have."""
    match = FRONT_MATTER.match(source.text)
    found, problems = (
        yaml_text.load(source, match["yaml"], match.start("yaml"), "front matter") if match else (None, [])
    )
    if match and found is None and (_ENTRY.match(match["yaml"]) or yaml_text.overflows(match["yaml"])):
        return FrontMatter(is_broken=True), problems
    if found is None or not isinstance(found.value, dict):
        problems = _unseen(source)
        is_broken = bool(problems)
        if required and not problems:
            message = f"the page has no front matter. Add it with {_join(required)}, between two lines '---'."
            problems = [source.problem(0, "missing-key", message)]
        titles = [match["value"].strip() for match in bare(source.text) if match["key"].lower() == "title"]
        return FrontMatter(title=" ".join(titles) or None, is_broken=is_broken), problems
    problems += schema.check(found, schema.validator(SCHEMA), "front matter")
    problems += _missing(found, required) + _unfit(found)
    return _typed(found), problems


def bare(text: str) -> list[re.Match[str]]:
    """Return the keys that a page begins with, without dashes around them."""
    found: list[re.Match[str]] = []
    while match := _BARE.match(text, found[-1].end() if found else 0):
        found.append(match)
    return found


def _unseen(source: Source) -> list[Problem]:
    """Return what keeps MkDocs from seeing front matter that the author wrote."""
    text = source.text
    for match in bare(text):
        if match["key"] in _OURS:
            message = (
                f"'{match['key']}' stands outside of front matter. Put the keys between two lines '---'."
            )
            return [source.problem(match.start(), "unterminated-front-matter", message)]
    if _EMPTY.match(text):
        message = "front matter without a key is shown as two rules. Write a key, or remove both lines."
        return [source.problem(0, "missing-key", message)]
    if FRONT_MATTER.match(text) and (glued := _GLUED.match(text)) and _has_known_key(f"{glued['key']}: "):
        message = (
            f"front matter is not YAML: '{glued['line']}' is not 'key: value'. Is a space missing after ':'?"
        )
        return [source.problem(glued.start("key"), "invalid-yaml", message)]
    before = _BEFORE.match(text)
    start = before.end() if before else 0
    opening = _OPENING.match(text, start)
    if opening is None or not _has_known_key(text[opening.end() :]):
        return []
    if start and FRONT_MATTER.match(text, start):
        message = (
            "front matter does not start on the first line, so it is read as text. Remove what is before it."
        )
        return [source.problem(start, "late-front-matter", message)]
    if closing := _CLOSING.search(text):
        message = "the line that closes front matter has no line end, so all of it is read as text. Add one."
        return [source.problem(closing.start("line"), "unterminated-front-matter", message)]
    message = "front matter is never closed, so it is read as text. Close it with a line '---'."
    return [source.problem(start, "unterminated-front-matter", message)]


def _has_known_key(text: str) -> bool:
    """Return whether the lines up to the first blank one have a key of ours: else they follow a mere rule."""
    known = schema.properties(SCHEMA)
    lines = re.split(r"\n[ \t]*(?:\n|\Z)", text)[0]
    return any(key in known for key in _KEYS.findall(lines))


def _typed(found: Document) -> FrontMatter:
    value = found.value
    title, order = value.get("title"), value.get("nav_order")
    return FrontMatter(
        title=None if title is None or title == "" else str(title),
        nav_order=order if _finite(order) else None,
        nav_exclude=value.get("nav_exclude") is True,
        redirect_from=_texts(value.get("redirect_from")),
        routing=value.get("routing"),
        document=found,
    )


def _finite(value: Any) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)


def _texts(value: Any) -> dict[int, str]:
    items = enumerate(value if isinstance(value, list) else ())
    return {index: each for index, each in items if isinstance(each, str)}


def _missing(found: Document, required: Sequence[str]) -> list[Problem]:
    properties = schema.properties(SCHEMA)
    problems = []
    for key in schema.missing(found.value, required, properties):
        description = properties[key].get("description")
        what = f"Add it: {description}." if description else "Add it."
        problems.append(found.problem((), "missing-key", f"front matter has no '{key}'. {what}"))
    return problems


def _unfit(found: Document) -> list[Problem]:
    """Return what JSON Schema has no words for: numbers that are not finite, and dates."""
    value, problems = found.value, []
    order = value.get("nav_order")
    if isinstance(order, float) and not math.isfinite(order):
        message = f"'nav_order' is {order}; expected a finite number. Correct or remove it."
        problems.append(found.at_value(("nav_order",), "wrong-type", message))
    reviewed = value.get("reviewed")
    if "reviewed" in value and (
        not isinstance(reviewed, datetime.date) or isinstance(reviewed, datetime.datetime)
    ):
        message = (
            f"'reviewed' is {schema.show(reviewed)}; expected a date. Write it as 2026-01-31, without quotes."
        )
        problems.append(found.at_value(("reviewed",), "wrong-type", message))
    return problems


def _join(keys: Sequence[str]) -> str:
    quoted = [f"'{key}'" for key in keys]
    return " and ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))
