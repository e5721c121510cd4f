"""Specifications and code tables as HTML: what stands where, and where what a page shows is explained."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from docsite.messages.hl7 import downloads
from docsite.messages.hl7.addresses import anchor, code_anchor, segment_anchor
from docsite.messages.hl7.linker import Hl7Linker, times
from docsite.messages.hl7.spec import Message, Row, Segment, numbers
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

    @property
    def told(self) -> tuple[str, ...]:
        """The values that the note does not name."""
        return tuple(value for value in self.values if f"`{value}`" not in self.note)


@dataclass(frozen=True)
class Needed:
    """A field that must be there, by the key of its segment; `among` tells which variants have it."""

    key: str
    row: Row
    among: str = ""


@dataclass(frozen=True)
class Needs:
    """What must be there of a segment, all variants in one, and whether it always comes."""

    segment: str
    is_always: bool
    must: tuple[Needed, ...]
    conditional: tuple[Needed, ...]


def differences(message: Message, segment: Segment, row: Row) -> list[Difference]:
    """Return how the variants that one table shows together differ in a row, equal ones as one."""
    found: dict[tuple[object, ...], Difference] = {}
    for variant in message.variants.get(segment.id, ()):
        own = variant.rows.get(row.id)
        if variant.key != segment.key or variant is segment or own is None:
            continue
        changed = (
            own.usage if own.usage != row.usage else "",
            own.values if own.values != row.values else (),
            own.table if own.table != row.table else "",
            own.note if own.note != row.note else "",
            own.example if own.example != row.example and not own.values else "",
        )
        if any(changed):
            titles = (*found[changed].titles, variant.title) if changed in found else (variant.title,)
            found[changed] = Difference(titles, *changed)
    return list(found.values())


def segment(linker: Hl7Linker, names: str) -> str:
    """Return the table of a segment, named by its message and its key."""
    message, found = _named(linker, names)
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
        linker.templates,
        "hl7-segment.html",
        message=message,
        segment=found,
        linker=linker,
        **rows,
        **names_of,
    )


def _named(linker: Hl7Linker, names: str) -> tuple[Message | None, Segment | None]:
    name, _, key = " ".join(names.split()).partition(" ")
    message = linker.reference.messages.get(name)
    return message, message.segments.get(key) if message else None


def required(linker: Hl7Linker, name: str) -> str:
    """Return the fields of a message that must be there, segment by segment."""
    message = linker.reference.messages.get(name)
    if message is None:
        return ""
    every = list(_needs(message))
    constant = [each for need in every for each in need.must if _is_constant(each)]
    needs = [replace(need, must=tuple(each for each in need.must if each not in constant)) for need in every]
    return render(
        linker.templates,
        "hl7-required.html",
        message=message,
        always=[need for need in needs if need.is_always],
        others=[need for need in needs if not need.is_always and (need.must or need.conditional)],
        separators=[each for each in constant if each.row.id.startswith("MSH-")],
        counters=[each for each in constant if not each.row.id.startswith("MSH-")],
        linker=linker,
    )


def _needs(message: Message) -> Iterator[Needs]:
    always = {slot.name for slot in message.slots if slot.cardinality.startswith("1")}
    groups: dict[str, list[Segment]] = {}
    for segment in message.segments.values():
        groups.setdefault(segment.id, []).append(segment)
    for name, group in groups.items():
        yield Needs(name, name in always, tuple(_of_usage(group, "R")), tuple(_of_usage(group, "C")))


def _of_usage(group: Sequence[Segment], usage: str) -> Iterator[Needed]:
    """Yield the fields of a segment that have a usage, each once for all its variants."""
    found: dict[str, list[tuple[Segment, Row]]] = {}
    for segment in group:
        for row in segment.fields:
            if row.usage == usage:
                found.setdefault(row.id, []).append((segment, row))
    for _, own in sorted(found.items(), key=lambda item: numbers(item[0])):
        kinds = [segment.kind for segment, _ in own]
        others = [segment.kind for segment in group if segment.kind not in kinds]
        among = f"not: {', '.join(others)}" if len(others) < len(kinds) else ", ".join(kinds)
        yield Needed(own[0][0].key, own[0][1], among if others else "")


def _is_constant(needed: Needed) -> bool:
    """Return whether a field says nothing: a separator, or the number of a segment."""
    field = needed.row.numbers[0]
    return field <= 2 if needed.row.id.startswith("MSH-") else field == 1 and needed.row.type == "SI"


def structure(linker: Hl7Linker, name: str) -> str:
    """Return the structure of a message, and where its specification can be downloaded."""
    message = linker.reference.messages.get(name)
    files = {kind: linker.file(downloads.path(name, kind)) for kind in downloads.KINDS}
    values = {"message": message, "files": files, "times": times, "linker": linker}
    return render(linker.templates, "hl7-structure.html", **values) if message else ""


def options(linker: Hl7Linker, name: str) -> str:
    """Return the options of a message."""
    message = linker.reference.messages.get(name)
    return render(linker.templates, "hl7-options.html", message=message, linker=linker) if message else ""


def deviations(linker: Hl7Linker, name: str) -> str:
    """Return where a message deviates from HL7 v2.4."""
    message = linker.reference.messages.get(name)
    return render(linker.templates, "hl7-deviations.html", message=message, linker=linker) if message else ""


def table(linker: Hl7Linker, name: str) -> str:
    """Return a code table."""
    found = linker.reference.tables.get(name)
    return (
        render(linker.templates, "codes.html", table=found, linker=linker, anchor=code_anchor)
        if found
        else ""
    )
