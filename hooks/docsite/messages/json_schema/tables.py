"""Tables and lists of messages in JSON as HTML; what a page shows links to where another explains it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docsite.messages.json_schema.reference import Reference
from docsite.messages.json_schema.spec import Key, Property, Table
from docsite.messages.linker import Linker
from docsite.render import render

FEW = 5
"""As many codes, and as many samples, are named in the row of a property."""


@dataclass(frozen=True)
class JsonLinker(Linker[Reference]):
    """Links to what explains a message in JSON."""

    def row(self, key: Key, row: Property) -> str:
        """Return the link to the row of a property."""
        return self.link(*key.row(row.id))

    def type(self, row: Property) -> str:
        """Return the link to what describes the values of a property."""
        if row.holds:
            return self.link(*row.holds.row(self.reference.tables[row.holds].id))
        if row.codes:
            return self.link("json-enumeration", row.codes, row.codes.lower())
        found = self.reference.formats.get(row.format)
        return self.link("json-forms", found.document, found.id) if found else ""

    def values(self, row: Property) -> tuple[str, ...]:
        """Return the only values of a property, where they are few."""
        codes = self.reference.enumerations.get(row.codes)
        if row.values or codes is None or codes.other or len(codes.codes) > FEW:
            return row.values
        return tuple(code.value for code in codes.codes)

    def samples_with(self, key: Key, row: Property) -> tuple[str, Sequence[tuple[str, str]]]:
        """Return which samples have a property: a phrase, and name and link of each that is named."""
        return self.used_in(key.row(row.id), key.document, FEW)


def table(linker: JsonLinker, names: str) -> str:
    """Return the table of an object, named by its schema and its own name."""
    document, _, name = names.partition(" ")
    found = linker.reference.tables.get(Key(document, name))
    return render(linker.templates, "json-object.html", table=found, linker=linker) if found else ""


def enumeration(linker: JsonLinker, name: str) -> str:
    """Return the table of a list of codes."""
    found = linker.reference.enumerations.get(name)
    return (
        render(linker.templates, "json-enumeration.html", enumeration=found, linker=linker) if found else ""
    )


def formats(linker: JsonLinker, document: str) -> str:
    """Return the table of the string formats that a schema document defines."""
    found = [each for each in linker.reference.formats.values() if each.document == document]
    return render(linker.templates, "json-forms.html", formats=found, linker=linker) if found else ""


def required(linker: JsonLinker, name: str) -> str:
    """Return the table of the properties that a message must have, those of its objects included."""
    found = linker.reference.tables.get(Key(name, ""))
    if found is None:
        return ""
    rows = list(_required(linker.reference, found, "", ""))
    return render(linker.templates, "json-required.html", title=found.title, rows=rows, linker=linker)


def _required(
    reference: Reference, table: Table, path: str, condition: str, above: frozenset[Key] = frozenset()
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
            held = reference.tables[row.holds] if row.holds and row.holds not in above else None
            inner = list(_required(reference, held, below, when, above)) if held else []
            yield from inner or [(name, table.key, row, when)]
