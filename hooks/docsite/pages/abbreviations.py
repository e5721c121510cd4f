"""Abbreviations of all pages, for the extension `abbr`: one file, read once, not a text at the end of every page."""

import re

_DEFINITION = re.compile(r"^[*]\[(?P<abbreviation>[^\\\n]*?)\][ ]?:[ ]*(?P<title>.+)$", re.MULTILINE)


def glossary(text: str) -> dict[str, str]:
    """Return the meaning of each abbreviation that a text defines, as Markdown defines it: `*[EMR]: record`."""
    found = ((match["abbreviation"].strip(), match["title"].strip()) for match in _DEFINITION.finditer(text))
    return {abbreviation: title for abbreviation, title in found if abbreviation and title}
