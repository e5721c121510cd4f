"""Values of front matter that have the right type, and do not do what their author meant."""

from collections.abc import Iterator
from typing import Any

from docsite.sources import curly_quotes, schema
from docsite.sources.problems import Problem, did_you_mean
from docsite.sources.wording import one_of
from docsite.sources.yaml_text import Document

_CHOICES = {
    "hide": ("navigation", "toc", "path", "footer", "tags", "feedback"),
    "status": ("new", "deprecated"),
}
"""What Material knows to do with a value; a site that asks for no key may have another theme."""


def check(found: Document, *, is_asked: bool) -> Iterator[Problem]:
    """Yield what is wrong with the values of front matter; `is_asked` where a site wants its keys checked."""
    yield from curly_quotes.check(found)
    if is_asked:
        yield from _unknown(found)


def _unknown(found: Document) -> Iterator[Problem]:
    """Yield a problem for each value that Material does nothing with."""
    for key, allowed in _CHOICES.items():
        given = found.value.get(key)
        for index, value in enumerate(given if isinstance(given, list) else [given]):
            if isinstance(value, str) and value not in allowed:
                path = (key, index) if isinstance(given, list) else (key,)
                values: dict[str, Any] = {"name": schema.name_of(path, ""), "actual": schema.quoted(value)}
                values |= {"allowed": one_of(allowed, ""), "suggestion": did_you_mean(value, allowed)}
                yield found.at_value(path, "unknown-value.value", **values)
