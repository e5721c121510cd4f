"""Text of data files as pieces: code in backticks is code, all else is text."""

import re
from dataclasses import dataclass

_CODE = re.compile(r"(?P<ticks>`+)(?P<code>.+?)(?P=ticks)")
_LINK = re.compile(r"\[(?P<text>[^\]]*)\]\([^)]*\)|<(?P<address>[^<>\s]+@[^<>\s]+)>")


@dataclass(frozen=True)
class Span:
    """A run of a text, which is code or not."""

    text: str
    is_code: bool = False


def spans(text: str) -> list[Span]:
    """Return a text as runs; a link of Markdown becomes its words."""
    plain = _LINK.sub(lambda match: match["text"] or match["address"], text)
    found, position = [], 0
    for match in _CODE.finditer(plain):
        found += [Span(plain[position : match.start()]), Span(match["code"], is_code=True)]
        position = match.end()
    return [span for span in (*found, Span(plain[position:])) if span.text]
