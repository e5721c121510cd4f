"""Page front matter as a typed value.

The YAML block is read with positions, checked against `schemas/front-matter.schema.json`, and what is right in it
is kept: a wrong value is a problem and counts as absent.
"""

import datetime
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docsite import schema
from docsite.problems import Problem
from docsite.source import Source, front_matter_faults

SCHEMA = Path(__file__).with_name("schemas") / "front-matter.schema.json"


@dataclass(frozen=True)
class FrontMatter:
    """What a page says of itself.

    Attributes:
        title: As written, else None.
        nav_order: A finite number, or None where the page has none or a wrong one.
        nav_exclude: Whether the page, or the section of an index page, stays out of the navigation.
        redirect_from: Old site paths that lead to the page, as written.
        routing: The routing data as written, checked in `routing`.
        document: The YAML with its positions, for messages; None where the page has no readable front matter.
    """

    title: str | None = None
    nav_order: int | float | None = None
    nav_exclude: bool = False
    redirect_from: tuple[str, ...] = ()
    routing: Any = None
    document: schema.Document | None = None


def read(source: Source, required: Sequence[str] = ()) -> tuple[FrontMatter, list[Problem]]:
    """Return a page's front matter and its problems; `required` names the keys that a page must have."""
    problems = front_matter_faults(source)
    match = source.front_matter
    if match is None:
        if required and not problems:
            message = f"the page has no front matter. Add it with {_join(required)}, between two lines '---'."
            problems.append(source.problem(0, "missing-key", message))
        return FrontMatter(), problems
    document, faults = schema.load(source, match["yaml"], match.start("yaml"))
    problems += faults
    if document is None:
        return FrontMatter(), problems
    if not isinstance(document.value, dict):
        message = "front matter is not a mapping of keys to values. Write one 'key: value' a line."
        return FrontMatter(), [*problems, source.problem(match.start("yaml"), "invalid-yaml", message)]
    problems += schema.check(document, schema.validator(SCHEMA), "front matter")
    problems += _missing(document, required) + _unfit(document)
    return _typed(document), problems


def _typed(document: schema.Document) -> FrontMatter:
    value = document.value
    title, order, old = value.get("title"), value.get("nav_order"), value.get("redirect_from")
    return FrontMatter(
        title=title if isinstance(title, str) and title else None,
        nav_order=order if _finite(order) else None,
        nav_exclude=value.get("nav_exclude") is True,
        redirect_from=tuple(each for each in old if isinstance(each, str)) if isinstance(old, list) else (),
        routing=value.get("routing"),
        document=document,
    )


def _finite(value: Any) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)


def _missing(document: schema.Document, required: Sequence[str]) -> list[Problem]:
    properties = schema.validator(SCHEMA).schema["properties"]
    problems = []
    for key in required:
        if key not in document.value:
            description = properties.get(key, {}).get("description")
            what = f"Add it: {description}." if description else "Add it."
            problems.append(document.problem((), "missing-key", f"front matter has no '{key}'. {what}"))
    return problems


def _unfit(document: schema.Document) -> list[Problem]:
    """Return what JSON Schema has no words for: numbers that are not finite, and dates."""
    value, problems = document.value, []
    order = value.get("nav_order")
    if isinstance(order, float) and not math.isfinite(order):
        message = f"'nav_order' is {order}; expected a finite number. Correct or remove it."
        problems.append(document.at_value(("nav_order",), "wrong-type", message))
    reviewed = value.get("reviewed")
    if "reviewed" in value and (not isinstance(reviewed, datetime.date) or isinstance(reviewed, datetime.datetime)):
        message = f"'reviewed' is {schema.show(reviewed)}; expected a date. Write it as 2026-01-31, without quotes."
        problems.append(document.at_value(("reviewed",), "wrong-type", message))
    return problems


def title(source: Source, front_matter: FrontMatter) -> str | None:
    """Return the title that MkDocs will give the page: front matter, else a first heading of level 1, else None."""
    if front_matter.title:
        return front_matter.title
    body = source.text[source.body :].lstrip("\n")
    heading = re.match(r"#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\n|\Z)|([^\n]+)\n=+[ \t]*(?:\n|\Z)", body)
    if not heading:
        return None
    text = re.sub(r"[ \t]*\{:?[^{}]*\}$", "", heading[1] or heading[2])
    return re.sub(r"!?\[([^\]]*)\]\([^)]*\)|[`*_]", r"\1", text).strip() or None


def _join(keys: Sequence[str]) -> str:
    quoted = [f"'{key}'" for key in keys]
    return " and ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))
