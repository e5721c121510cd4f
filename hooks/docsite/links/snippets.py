"""What pymdownx.snippets includes: another file in place of each, and what does not exist as a fact, not an error."""

from collections.abc import Callable
from typing import Any

import markdown


def replace(
    converter: markdown.Markdown, other: Callable[[str, str | None], str | None]
) -> Callable[[str], str | None] | None:
    """Have pymdownx.snippets read another file in place of each, and return what finds the file of a path."""
    if "snippet" not in converter.preprocessors:
        return None
    processor: Any = converter.preprocessors["snippet"]
    if not processor.url_download:  # what is missing is a problem at its place, and no reason to stop
        processor.check_paths = False
    find: Callable[[str], str | None] = processor.get_snippet_path
    processor.get_snippet_path = lambda path: other(path, find(path))
    return find


def tell_of_sections(converter: markdown.Markdown, missing: Callable[[str], None]) -> None:
    """Have pymdownx.snippets tell of each section that a file does not have."""
    if "snippet" not in converter.preprocessors:
        return
    processor: Any = converter.preprocessors["snippet"]
    extract: Callable[[str, list[str]], list[str]] = processor.extract_section

    def section(name: str, lines: list[str]) -> list[str]:
        marks = map(processor.RE_SNIPPET_SECTION.match, lines)
        if not any(mark and mark["name"] == name and mark["type"] == "start" for mark in marks):
            missing(name)
        return extract(name, lines)

    processor.extract_section = section
