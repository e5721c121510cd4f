"""Texts in a message in JSON as no schema judges them: blanks around them, and the check digit of an NPI."""

from collections.abc import Collection, Iterator
from typing import Any

from docsite.messages.judge.json_places import At, named, place
from docsite.messages.judge.notes import Note, Rules
from docsite.messages.judge.values import has_form
from docsite.messages.judge.words import SHOWN, short
from docsite.sources.json_text import Path
from docsite.sources.schema import name_of
from docsite.sources.yaml_text import Document

_BLANKS = " \t\r\n"
_NPI = "NPI"
"""What a property with an NPI is called."""


def emptied(value: Any) -> Any:
    """Return a value in which texts of blanks alone are empty."""
    if isinstance(value, dict):
        return {key: emptied(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [emptied(inner) for inner in value]
    return "" if isinstance(value, str) and not value.strip(_BLANKS) else value


def check(rules: Rules, document: Document, told: Collection[str]) -> Iterator[At]:
    """Yield a note for each wrong text; `told` are the places of which something is told."""
    for path, text in _texts(document.value, (), told):
        if text.strip(" ") != text and len(text.strip(" ")) <= SHOWN:
            shown = {"row": named(path), "value": short(f"{text}|")[:-1]}
            yield At(path, Note(*place(document, path), "surrounding-blank", named(path), shown))
        elif path[-1] == _NPI and rules and text and not has_form(rules["forms"][_NPI], text):
            form = rules["forms"][_NPI]["form"]
            shown = {"name": name_of(path, ""), "actual": f"'{short(text)}'", "form": form}
            yield At(path, Note(*place(document, path), "wrong-form.property", named(path), shown))


def _texts(value: Any, path: Path, told: Collection[str]) -> Iterator[tuple[Path, str]]:
    """Yield the texts with their paths, but for those in which something is told."""
    if path and named(path) in told:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key), told)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index), told)
    elif isinstance(value, str) and path:
        yield path, value
