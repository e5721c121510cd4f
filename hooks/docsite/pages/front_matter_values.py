"""Values of front matter that have the right type, and do not do what their author meant."""

import json
import re
from collections.abc import Iterator
from typing import Any

from docsite.sources import schema
from docsite.sources.problems import Problem, did_you_mean
from docsite.sources.wording import one_of, short
from docsite.sources.yaml_text import Document

_CHOICES = {
    "hide": ("navigation", "toc", "path", "footer", "tags", "feedback"),
    "status": ("new", "deprecated"),
}
"""What Material knows to do with a value; a site that asks for no key may have another theme."""

_CURLY = re.compile(
    r"^[ \t]*(?:-[ \t]+)?(?:[\w-]+:[ \t]+)?(?P<value>[“”„‟](?P<inner>[^“”„‟\n]*)[“”„‟])[ \t]*$", re.MULTILINE
)


def check(found: Document, text: str, *, is_asked: bool) -> Iterator[Problem]:
    """Yield what is wrong with the values of front matter, `text`; `is_asked` where a site wants its keys checked."""
    yield from _curly(found, text)
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


def _curly(found: Document, text: str) -> Iterator[Problem]:
    """Yield a problem for each value in curly quotes, which YAML takes for a part of the value."""
    source = found.source
    start = source.text.index(text)
    for match in _CURLY.finditer(source.text, start, start + len(text)):
        straight = json.dumps(match["inner"], ensure_ascii=False)
        edit = {"found": match["value"], "replacement": straight}
        yield source.problem(match.start("value"), "curly-quotes", value=short(match["value"]), **edit)
