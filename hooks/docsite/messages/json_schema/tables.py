"""Tables, lists and samples of messages as HTML; what a page shows links to where another explains it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docsite.addresses import relative_address
from docsite.messages import annotated
from docsite.messages.annotated import Line, Piece, Shown
from docsite.messages.json_schema.reference import Book, walk
from docsite.messages.json_schema.samples import Sample
from docsite.messages.json_schema.spec import Key, Property, Table
from docsite.messages.linker import Basis
from docsite.render import render
from docsite.sources import json_text
from docsite.sources.json_text import Path

FEW = 5
"""As many codes, and as many samples, are named in the row of a property."""


@dataclass(frozen=True)
class View(Basis[Book]):
    """Links to what explains a message in JSON."""

    def row(self, key: Key, row: Property) -> str:
        """Return the link to the row of a property."""
        return self.link("json-object", " ".join(filter(None, key)), row.id)

    def type(self, row: Property) -> str:
        """Return the link to what describes the values of a property."""
        if row.holds:
            return self.link("json-object", " ".join(filter(None, row.holds)), self.book.tables[row.holds].id)
        if row.codes:
            return self.link("json-enumeration", row.codes, row.codes.lower())
        form = self.book.forms.get(row.form)
        return self.link("json-forms", form.document, form.id) if form else ""

    def values(self, row: Property) -> tuple[str, ...]:
        """Return the only values of a property, where they are few."""
        codes = self.book.enumerations.get(row.codes)
        if row.values or codes is None or codes.other or len(codes.codes) > FEW:
            return row.values
        return tuple(code.value for code in codes.codes)

    def samples(self, key: Key, row: Property) -> tuple[str, list[tuple[str, str]]]:
        """Return which samples have a property: a phrase, and name and link of each that is named."""
        used = self.book.used.get((key, row.name), ())
        of_message = [path for path, each in self.book.samples.items() if each.schema == key.document]
        others = [path for path in of_message if path not in used]
        if of_message and used and len(others) < min(len(used), FEW - 1):
            return ("In every sample but" if others else "In every sample"), self._named(others)
        if len(used) > FEW:
            return f"In {len(used)} samples", []
        return ("In" if used else ""), self._named(used)

    def _named(self, paths: Sequence[str]) -> list[tuple[str, str]]:
        return [(self.book.samples[path].name, self.sample(path)) for path in paths]

    def sample(self, path: str) -> str:
        """Return the link to the first page that shows a sample."""
        page = next(iter(self.book.shown.get(path, ())), None)
        target = self.addresses(page or path)
        anchor = f"#{self.book.samples[path].name}" if page else ""
        return anchor if target == self.address else relative_address(target, self.address) + anchor


def table(view: View, names: str) -> str:
    """Return the table of an object, named by its schema and its own name."""
    document, _, name = names.partition(" ")
    found = view.book.tables.get(Key(document, name))
    return render(view.templates, "json-object.html", table=found, view=view) if found else ""


def enumeration(view: View, name: str) -> str:
    """Return the table of a list of codes."""
    found = view.book.enumerations.get(name)
    return render(view.templates, "json-enumeration.html", enumeration=found) if found else ""


def forms(view: View, document: str) -> str:
    """Return the table of the forms of values that a schema document defines."""
    found = [form for form in view.book.forms.values() if form.document == document]
    return render(view.templates, "json-forms.html", forms=found)


def required(view: View, name: str) -> str:
    """Return the table of the properties that a message must have, those of its objects included."""
    found = view.book.tables.get(Key(name, ""))
    if found is None:
        return ""
    rows = list(_required(view.book, found, "", ""))
    return render(view.templates, "json-required.html", title=found.title, rows=rows, view=view)


def _required(
    book: Book, table: Table, path: str, condition: str, above: frozenset[Key] = frozenset()
) -> Iterator[tuple[str, Key, Property, str]]:
    """Yield path, object, row and condition of each required property; of an object, its required ones.

    `above` are the objects that this one is in: one that may hold its like is not followed twice.
    """
    above |= {table.key}
    for row in table.rows:
        if row.is_required or row.condition:
            name = f"{path}{row.name}"
            when = ", and ".join(dict.fromkeys(filter(None, (condition, row.condition))))
            below = f"{name}{'[]' if row.is_list else ''}."
            held = book.tables[row.holds] if row.holds and row.holds not in above else None
            inner = list(_required(book, held, below, when, above)) if held else []
            yield from inner or [(name, table.key, row, when)]


def message(view: View, shown: Sample) -> str:
    """Return a sample with each property name linked to its row."""
    links = {path: (key, row) for path, key, row in walk(view.book.tables, shown)}
    download = relative_address(view.addresses(shown.path), view.address)
    lines = tuple(_lines(view, shown, links))
    return annotated.show(view.templates, Shown("json", shown.title, download, lines, shown.note, shown.name))


def _lines(view: View, shown: Sample, links: dict[Path, tuple[Key, Property]]) -> Iterator[Line]:
    text = shown.document.source.text.rstrip()
    pieces: list[Piece] = []
    at = 0
    for start, end, path in json_text.properties(shown.document):
        if path in links:
            key, row = links[path]
            yield from _plain(text[at : start + 1], pieces)
            pieces.append(Piece(text[start + 1 : end - 1], view.row(key, row), _title(path, row)))
            at = end - 1
    yield from _plain(text[at:], pieces)
    yield Line(tuple(pieces))


def _plain(text: str, pieces: list[Piece]) -> Iterator[Line]:
    """Add text that nothing explains to the line that is begun, and yield each line that it ends."""
    first, *others = text.split("\n")
    if first:
        pieces.append(Piece(first))
    for each in others:
        yield Line(tuple(pieces))
        pieces.clear()
        if each:
            pieces.append(Piece(each))


def _title(path: Path, row: Property) -> str:
    names = "".join("[]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
    required = (
        "required" if row.is_required else f"required if {row.condition}" if row.condition else "optional"
    )
    return f"{names}: {'list of ' if row.is_list else ''}{row.type}, {required}"
