"""Reference links without a definition: `[text][name]` that the page shows as it is written."""

import re
from collections.abc import Iterator

from docsite.problems import Problem
from docsite.source import Source, blank_code

_REFERENCE = re.compile(r"(?<![\w\]\\!])!?\[(?P<text>[^\[\]]+)\]\[(?P<name>[^\[\]^]*)\]")
_TAG = re.compile(r"<[^>]*>")


def undefined(source: Source, html: str) -> Iterator[Problem]:
    """Yield a note for each reference of a page that its HTML shows as text."""
    if "][" not in html:
        return
    text = blank_code(source.text)
    shown = _TAG.sub("", html)
    for match in _REFERENCE.finditer(text, source.body):
        if f"][{match['name']}]" in shown:
            name = match["name"] or match["text"]
            message = f"'{match[0]}' has no definition, so it is shown as text. Add a line '[{name}]: address'."
            yield source.problem(match.start(), "undefined-reference", message)
