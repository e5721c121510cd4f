"""A sample as a page shows it: its text, where each part that a row explains is a link to the row.

The raw text stays what copying gives; a switch takes the links away. A message of HL7 downloads as it is sent.
"""

from collections.abc import Iterator
from typing import Any

from docsite.messages.linker import Linker
from docsite.messages.sample import Sample
from docsite.render import render

Piece = tuple[str, str, str]
"""Characters of one line, the link to the row that explains them, and the link's tooltip."""


def show(linker: Linker[Any], sample: Sample) -> str:
    """Return a sample as HTML, everything in it escaped."""
    pieces = list(_pieces(linker, sample))
    return render(
        linker.templates,
        "sample.html",
        sample=sample,
        lines=list(_lines(pieces)),
        is_linked=any(link for _, link, _ in pieces),
        checker=linker.checker(sample),
        download=linker.file(sample.sent or linker.addresses(sample.path)),
    )


def _pieces(linker: Linker[Any], sample: Sample) -> Iterator[Piece]:
    """Yield the text in pieces: those that values link, and what is between them."""
    text, at = sample.source.text.rstrip(), 0
    linked = ((*value.link, value) for value in sample.values if value.link)
    for start, end, value in sorted(linked, key=lambda each: each[0]):
        yield text[at:start], "", ""
        yield text[start:end], linker.link(*value.row), value.title
        at = end
    yield text[at:], "", ""


def _lines(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces line by line, without line ends."""
    line: list[Piece] = []
    for text, link, title in pieces:
        first, *others = text.split("\n")
        line.append((first, link, title))
        for each in others:
            yield line
            line = [(each, "", "")]
    yield line
