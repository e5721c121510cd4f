"""Dates in YAML: what is one, and what is wrong with a value that must be one. JSON Schema has no words for them."""

import datetime
from collections.abc import Iterator
from typing import Any, TypeGuard

from docsite.sources import schema, yaml_text
from docsite.sources.problems import Problem
from docsite.sources.yaml_text import Document, Step


def is_date(value: Any) -> TypeGuard[datetime.date]:
    """Return whether a value is a date without a time."""
    return isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)


def check(document: Document, path: tuple[Step, ...], value: Any) -> Iterator[Problem]:
    """Yield a problem if the value at a path is not a date."""
    if is_date(value):
        return
    values = {"name": f"'{path[-1]}'", "expected": "a date", "actual": schema.show(value)}
    if isinstance(value, str) and is_date(yaml_text.plain(value)):
        yield document.at_value(path, "wrong-type.quoted", replacement=value, **values)
    else:
        yield document.at_value(path, "wrong-type.date", **values)
