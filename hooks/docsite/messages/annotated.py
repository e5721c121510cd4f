"""A sample message as a page shows it: lines of pieces, each of which may be a link to the row that explains it.

One way to show HL7, JSON and CSV: what the pieces are and where they lead is the business of each format. The raw
text stays what copying gives; a switch takes the links away.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from jinja2 import Environment

from docsite.render import render


@dataclass(frozen=True)
class Piece:
    """A run of characters of a sample; `link` leads to the row that explains it, `title` names it."""

    text: str
    link: str = ""
    title: str = ""


@dataclass(frozen=True)
class Line:
    """A line of a sample."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Shown:
    """A whole sample.

    Attributes:
        format: `hl7`, `json` or `csv`.
        title: What the sample shows.
        download: Link to the file, as the page writes it.
        lines: The text, line by line, without line ends.
        note: What a reader must know of it, such as that it is a proposal.
        id: Its address on the page.
    """

    format: str
    title: str
    download: str
    lines: tuple[Line, ...]
    note: str = ""
    id: str = ""

    @property
    def linked(self) -> bool:
        """Whether any piece is a link, so that a switch is needed."""
        return any(piece.link for line in self.lines for piece in line.pieces)


def show(templates: Environment, shown: Shown) -> str:
    """Return a sample as HTML, everything in it escaped."""
    return render(templates, "sample.html", sample=shown)


def unlinked(text: str) -> Iterable[Line]:
    """Return the lines of a text that nothing explains."""
    return tuple(Line((Piece(line),)) for line in text.splitlines())
