"""Page front matter as a typed value.

The YAML block is read with positions and checked against `schemas/front-matter.schema.json`; what is right in
it is kept: a wrong value is a problem and counts as absent. Whether a block between two lines of dashes is
front matter or text between two rules is decided as MkDocs does: by its being a mapping.
"""

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from docsite.pages import front_matter_values
from docsite.sources import dates, schema, yaml_depth, yaml_text
from docsite.sources.problems import Checked, Problem
from docsite.sources.schema import SCHEMAS
from docsite.sources.source import FRONT_MATTER, Source
from docsite.sources.wording import either, short
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

_OURS = ("nav_order", "nav_title", "nav_group", "nav_exclude", "redirect_from", "reviewed", "routing")


@dataclass(frozen=True)
class FrontMatter:
    """What a page says of itself.

    Attributes:
        title: As MkDocs shows it, else None.
        nav_order: A finite number, or None where the page has none or a wrong one.
        nav_group: The group of the menu that the page is in.
        nav_exclude: Whether the page, or the section of an index page, stays out of the navigation.
        redirect_from: Old site paths that lead to the page, as written, by their position in the list.
        routing: The routing data as written, checked in `routing`.
        document: The YAML with its positions, for messages; None where the page has no readable front matter.
        is_broken: Whether the page has front matter that cannot be read: nothing is known of its keys.
    """

    title: str | None = None
    nav_order: int | float | None = None
    nav_group: str | None = None
    nav_exclude: bool = False
    redirect_from: Mapping[int, str] = field(default_factory=dict)
    routing: Any = None
    document: Document | None = None
    is_broken: bool = False


def read(
    source: Source, required: Sequence[str] = (), keys: Collection[str] = (), *, has_schema: bool = True
) -> Checked[FrontMatter]:
    """Return a page's front matter; `required` names the keys that a page must have, `keys` more that it may have.

    Without the schema nothing is said of its keys and values, only of what keeps MkDocs from reading it.
    """
    match = FRONT_MATTER.match(source.text)
    found, problems = (
        yaml_text.load(source, match["yaml"], match.start("yaml"), "front matter") if match else Checked(None)
    )
    if match and found is None and (_ENTRY.match(match["yaml"]) or yaml_depth.overflows(match["yaml"])):
        return Checked(FrontMatter(is_broken=True), problems)
    if found is None or not isinstance(found.value, dict):
        unseen = _unseen(source, has_schema)
        titles = [match["value"].strip() for match in bare(source.text) if match["key"].lower() == "title"]
        front_matter = FrontMatter(title=" ".join(titles) or None, is_broken=unseen is not None)
        if required and not unseen:
            keys = either([f"'{key}'" for key in required], "and")
            unseen = source.problem(0, "missing-key.front-matter", keys=keys)
        return Checked(front_matter, [unseen] if unseen else [])
    if has_schema:
        breaches = schema.check(
            replace(found, value=_known(found.value, keys)), schema.validator(SCHEMA), "front matter"
        )
        more = front_matter_values.check(found, is_asked=bool(required))
        problems = [*problems, *breaches, *_missing(found, required), *_unfit(found), *more]
    return Checked(_typed(found), problems)


def _known(value: Mapping[str, Any], more: Collection[str]) -> Mapping[str, Any]:
    """Return front matter without the keys that the site has besides those of the schema."""
    known = schema.properties(SCHEMA)
    return {key: each for key, each in value.items() if key in known or key not in more}


def bare(text: str) -> list[re.Match[str]]:
    """Return the keys that a page begins with, without dashes around them."""
    found: list[re.Match[str]] = []
    while match := _BARE.match(text, found[-1].end() if found else 0):
        found.append(match)
    return found


def _unseen(source: Source, has_schema: bool) -> Problem | None:
    """Return what keeps MkDocs from seeing front matter that the author wrote."""
    text = source.text
    for match in bare(text) if has_schema else ():
        if match["key"] in _OURS:
            return source.problem(match.start(), "unterminated-front-matter.outside", key=match["key"])
    if _EMPTY.match(text):
        return source.problem(0, "missing-key.no-key")
    if FRONT_MATTER.match(text) and (glued := _GLUED.match(text)) and _has_known_key(f"{glued['key']}: "):
        edit = {"found": f"{glued['key']}:", "replacement": f"{glued['key']}: "}
        values = {"kind": "front matter", "line": short(glued["line"])}
        return source.problem(glued.start("key"), "invalid-yaml.no-colon", **values, **edit)
    before = _BEFORE.match(text)
    start = before.end() if before else 0
    opening = _OPENING.match(text, start)
    if opening is None or not _has_known_key(text[opening.end() :]):
        return None
    if start and FRONT_MATTER.match(text, start):
        return source.problem(start, "late-front-matter")
    if closing := _CLOSING.search(text):
        return source.problem(closing.start("line"), "unterminated-front-matter.cut")
    return source.problem(start, "unterminated-front-matter.open")


def _has_known_key(text: str) -> bool:
    """Return whether the lines up to the first blank one have a key of ours: else they follow a mere rule."""
    known = schema.properties(SCHEMA)
    lines = re.split(r"\n[ \t]*(?:\n|\Z)", text)[0]
    return any(key in known for key in _KEYS.findall(lines))


def _typed(found: Document) -> FrontMatter:
    value = found.value
    title, order, group = value.get("title"), value.get("nav_order"), value.get("nav_group")
    return FrontMatter(
        title=None if title is None or title == "" else str(title),
        nav_order=order if _finite(order) else None,
        nav_group=group if isinstance(group, str) else None,
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


def _missing(found: Document, required: Sequence[str]) -> Iterator[Problem]:
    known = schema.properties(SCHEMA)
    for key in schema.absent(found.value, required, known):
        yield schema.missing(found, (), "front matter", key, known)


def _unfit(found: Document) -> Iterator[Problem]:
    """Yield what JSON Schema has no words for: numbers that are not finite, and dates."""
    value = found.value
    order = value.get("nav_order")
    if isinstance(order, float) and not math.isfinite(order):
        yield found.at_value(("nav_order",), "wrong-type.finite", number=order)
    if "reviewed" in value:
        yield from dates.check(found, ("reviewed",), value["reviewed"])
