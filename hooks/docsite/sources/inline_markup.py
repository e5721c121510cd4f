"""Text of data files as pieces: code in backticks is code, words in two asterisks are strong, all else is text."""

import re
from dataclasses import dataclass
from typing import Literal

_MARKED = re.compile(r"(?<!`)(?P<ticks>`++)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)|\*\*(?P<strong>.+?)\*\*")
_LINK = re.compile(r"\[(?P<text>[^\[\]]*)\]\([^)\[]*\)|<(?P<address>[^<>\s@]+@[^<>\s@]+)>")


@dataclass(frozen=True)
class Span:
    """A run of a text, and the element that it is, if any."""

    text: str
    tag: Literal["", "code", "strong"] = ""


def spans(text: str) -> list[Span]:
    """Return a text as runs; a link of Markdown becomes its words."""
    plain = _LINK.sub(lambda match: match["text"] or match["address"], text)
    found, position = [], 0
    for match in _MARKED.finditer(plain):
        found.append(Span(plain[position : match.start()]))
        found.append(Span(match["code"], "code") if match["code"] else Span(match["strong"], "strong"))
        position = match.end()
    return [span for span in (*found, Span(plain[position:])) if span.text]
