"""A sample as a page shows it: every valued field and component linked to the row that explains it."""

from collections.abc import Iterator

from docsite.addresses import relative_address
from docsite.messages import annotated
from docsite.messages.annotated import Line, Piece, Shown
from docsite.messages.hl7.linker import View
from docsite.messages.hl7.matched_message import Context
from docsite.messages.hl7.samples import Sample
from docsite.messages.hl7.spec import Row, Segment
from docsite.sources import er7
from docsite.sources.er7 import Part


def show(view: View, found: Sample) -> str:
    """Return a sample as HTML."""
    context = view.book.contexts.get(found.path)
    lines = found.text.split("\n")
    links = {segment.line: (segment, form) for segment, form in context.matched} if context else {}
    shown = [
        _line(view, context, *links[number]) if context and number in links else Line((Piece(line),))
        for number, line in enumerate(lines, 1)
    ]
    download = relative_address(view.addresses(found.path), view.address)
    return annotated.show(
        view.templates, Shown("hl7", found.title, download, tuple(shown), found.note, found.name)
    )


def _line(view: View, context: Context, segment: er7.Segment, form: Segment) -> Line:
    link = view.segment(context.spec, form.key)
    pieces = [Piece(segment.name, link, form.name)]
    rows = {row.numbers[0]: row for row in form.fields}
    for number, part in enumerate(segment.fields[1:], 1):
        pieces += _before(context, segment, number)
        row = rows.get(number)
        pieces += _field(view, context, segment, form, number) if row and part.text else [Piece(part.text)]
    return Line(tuple(_joined(pieces)))


def _before(context: Context, segment: er7.Segment, number: int) -> list[Piece]:
    """Return the separator before a field; MSH-1 is the separator itself."""
    return [] if segment.name == "MSH" and number <= 2 else [Piece(context.message.field)]


def _field(view: View, context: Context, segment: er7.Segment, form: Segment, number: int) -> Iterator[Piece]:
    row = form.rows[f"{form.id}-{number}"]
    for index, repetition in enumerate(er7.repetitions(context.message, segment, number)):
        if index:
            yield Piece(context.message.repetition)
        if row.components:
            yield from _components(view, context, form, row, repetition)
        else:
            yield _piece(view, context, form, row, repetition)


def _components(view: View, context: Context, form: Segment, row: Row, repetition: Part) -> Iterator[Piece]:
    rows = {each.numbers[1]: each for each in row.components}
    for number, part in enumerate(er7.components(context.message, repetition), 1):
        if number > 1:
            yield Piece(context.message.component)
        if part.text:
            yield _piece(view, context, form, rows.get(number, row), part)


def _piece(view: View, context: Context, form: Segment, row: Row, part: Part) -> Piece:
    word = view.meaning(context.spec, row.usage)[0].lower()
    return Piece(part.text, view.row(context.spec, form.key, row.id), f"{row.id} {row.name} ({word})")


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield the pieces with those that nothing explains made one where they follow one another."""
    plain = ""
    for piece in pieces:
        if piece.link:
            if plain:
                yield Piece(plain)
            plain = ""
            yield piece
        else:
            plain += piece.text
    if plain:
        yield Piece(plain)
