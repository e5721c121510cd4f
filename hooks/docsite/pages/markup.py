"""Every slip of a page's Markdown: what a reader would see broken."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from pygments.lexers import LEXERS  # type: ignore[import-untyped]  # it has no types

from docsite.pages import blocks, elements, lists, repeats, table_rows, unread
from docsite.pages.blocks import Dialect
from docsite.pages.built_text import BuiltText
from docsite.sources.problems import Problem
from docsite.sources.source import Source

_BLOCKS = "pymdownx.blocks."
_ADMONITIONS = ("note", "attention", "caution", "danger", "error", "tip", "hint", "warning")
_TYPES = {"tab": ["tab"], "html": ["html"], "definition": ["define"]}
_CODE = ("pymdownx.highlight", "codehilite")


def check(source: Source, page: BuiltText, dialect: Dialect) -> Iterator[Problem]:
    """Yield what is wrong with a page's Markdown, or with that of a file that it includes."""
    yield from blocks.check(source, page, dialect)
    yield from elements.check(source, page)
    yield from lists.check(source, page)
    yield from table_rows.check(source, page)
    yield from unread.check(source, page)
    yield from repeats.check_shown(source, page)


def dialect(extensions: Collection[Any], settings: Mapping[str, Any]) -> Dialect:
    """Return what the Markdown extensions of a site know; `settings` are those of each, by its name."""
    known: list[str] = []
    for name in filter(lambda each: isinstance(each, str) and each.startswith(_BLOCKS), extensions):
        kind, own = name.removeprefix(_BLOCKS), settings.get(name, {}).get("types")
        if kind == "admonition":
            known += [each["name"] if isinstance(each, Mapping) else each for each in own or _ADMONITIONS]
        elif kind == "details":
            known += ["details", *(each["name"] if isinstance(each, Mapping) else each for each in own or ())]
        else:
            known += _TYPES.get(kind, [])
    return Dialect(tuple(known), _languages(extensions, settings))


def _languages(extensions: Collection[Any], settings: Mapping[str, Any]) -> frozenset[str]:
    """Return the names that a fence can have, none where something other than Pygments colors code."""
    if (
        not any(name in extensions for name in _CODE)
        or settings.get(_CODE[0], {}).get("use_pygments") is False
    ):
        return frozenset()
    fences = settings.get("pymdownx.superfences", {}).get("custom_fences", ())
    names = {alias for entry in LEXERS.values() for alias in entry[2]}
    return frozenset({*names, *(each["name"] for each in fences)})
