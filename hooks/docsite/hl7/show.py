"""Specifications and code tables as HTML: what stands where, and where what a page shows is explained."""

from collections.abc import Iterator
from dataclasses import dataclass

from docsite.hl7 import download
from docsite.hl7.spec import Message, Row, Segment
from docsite.hl7.view import View, anchor, segment_anchor, times
from docsite.render import render


@dataclass(frozen=True)
class Difference:
    """How variants of a segment differ from the row that a page shows; what is the same is empty."""

    titles: tuple[str, ...]
    usage: str
    values: tuple[str, ...]
    table: str
    note: str
    example: str


def differences(message: Message, segment: Segment, row: Row) -> list[Difference]:
    """Return how the variants that one table shows together differ in a row, equal ones as one."""
    found: dict[tuple[object, ...], Difference] = {}
    for form in message.forms.get(segment.id, ()):
        own = form.rows.get(row.id)
        if form.key != segment.key or form is segment or own is None:
            continue
        changed = (
            own.usage if own.usage != row.usage else "",
            own.values if own.values != row.values else (),
            own.table if own.table != row.table else "",
            own.note if own.note != row.note else "",
            own.example if own.example != row.example and not own.values else "",
        )
        if any(changed):
            titles = (*found[changed].titles, form.title) if changed in found else (form.title,)
            found[changed] = Difference(titles, *changed)
    return list(found.values())


def segment(view: View, names: str) -> str:
    """Return the table of a segment, named by its message and its key."""
    message, found = _named(view, names)
    if message is None or found is None:
        return ""
    used = [row for row in found.rows.values() if row.usage != "X"]
    unused = [row for row in found.rows.values() if row.usage == "X"]
    rows = {"used": used, "unused": unused}
    names_of = {
        "anchor": anchor,
        "segment_anchor": segment_anchor,
        "times": times,
        "differences": differences,
    }
    return render(
        view.templates, "hl7-segment.html", message=message, segment=found, view=view, **rows, **names_of
    )


def _named(view: View, names: str) -> tuple[Message | None, Segment | None]:
    name, _, key = " ".join(names.split()).partition(" ")
    message = view.book.messages.get(name)
    return message, message.segments.get(key) if message else None


def required(view: View, name: str) -> str:
    """Return the fields of a message that must be there, segment by segment."""
    message = view.book.messages.get(name)
    rows = list(_required(message)) if message else []
    return (
        render(view.templates, "hl7-required.html", message=message, rows=rows, view=view) if message else ""
    )


def _required(message: Message) -> Iterator[tuple[Segment, list[Row], list[Row]]]:
    """Yield each segment with its required and its conditional fields, required segments first."""
    for segment in sorted(message.segments.values(), key=lambda each: each.cardinality.startswith("0")):
        must = [row for row in segment.fields if row.usage == "R"]
        yield segment, must, [row for row in segment.fields if row.usage == "C"]


def structure(view: View, name: str) -> str:
    """Return the structure of a message, and where its specification can be downloaded."""
    message = view.book.messages.get(name)
    files = {kind: view.file(download.path(name, kind)) for kind in download.KINDS}
    values = {"message": message, "files": files, "times": times, "view": view}
    return render(view.templates, "hl7-structure.html", **values) if message else ""


def options(view: View, name: str) -> str:
    """Return the options of a message."""
    message = view.book.messages.get(name)
    return render(view.templates, "hl7-options.html", message=message, view=view) if message else ""


def deviations(view: View, name: str) -> str:
    """Return where a message deviates from HL7 v2.4."""
    message = view.book.messages.get(name)
    return render(view.templates, "hl7-deviations.html", message=message, view=view) if message else ""


def table(view: View, name: str) -> str:
    """Return a code table."""
    found = view.book.tables.get(name)
    return render(view.templates, "codes.html", table=found, view=view) if found else ""
