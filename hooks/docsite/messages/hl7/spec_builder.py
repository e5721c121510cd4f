"""Message specifications from their data: shared segments, refined by variants, messages and options.

A message names its segments; each takes the rows of the shared segment, those that it has, with what differs.
Options that a sample uses change rows last, so that a sample is held to what it is meant to show.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from docsite.messages.hl7 import annotations, rows, structure
from docsite.messages.hl7.annotations import Annotations
from docsite.messages.hl7.rows import Raw, Rows
from docsite.messages.hl7.spec import Message, Option, Place, Segment
from docsite.messages.hl7.structure import Slot
from docsite.sources.problems import Checked, Problem, did_you_mean
from docsite.sources.wording import one_of
from docsite.sources.yaml_text import Document, Step

FOLDER = "specs/hl7"
SEGMENTS = "specs/hl7/segments"
SHARED = "shared"
_OWN = ("message", "name", "direction", "purpose", "version", "structure")


@dataclass(frozen=True)
class Data:
    """The documents that messages are made of, by name, and the rows of the segments once they are read."""

    segments: Mapping[str, Document]
    messages: Mapping[str, Document]
    shared: Document | None = None
    rows: dict[str, dict[str, Raw]] = field(default_factory=dict)


def prepare(data: Data) -> list[Problem]:
    """Read the rows of the shared segments, and return what is wrong with their order."""
    problems: list[Problem] = []
    for name, document in data.segments.items():
        found = list(rows.read(document, ("fields",)))
        problems += rows.unsorted(found, name)
        data.rows[name] = dict(found)
    return problems


def read(data: Data, name: str, options: Collection[str] = ()) -> Checked[Message]:
    """Return a message as a sample with these options is held to it."""
    document = data.messages[name]
    value = document.value
    noted = annotations.read(name, document, data.shared)
    slots, faults = _slots(document)
    problems = [*faults]
    work = _Work(data, name, document, noted, tuple(options))
    shown: dict[str, Segment] = {}
    variants: dict[str, list[Segment]] = {}
    for index, entry in enumerate(value["segments"]):
        own, faults = _segments(work, ("segments", index), entry, slots)
        problems += faults
        shown |= {segment.key: segment for segment in own[:1]}
        variants.setdefault(entry["segment"], []).extend(own[1:] or own)
    if not problems:
        known = {row for each in variants.values() for segment in each for row in segment.rows}
        keyed = {f"{segment.key} {row}" for segment in shown.values() for row in segment.rows}
        problems += [
            *_unmatched(document, slots, variants),
            *annotations.unknown(name, document, known | keyed),
        ]
    message = Message(
        id=name,
        **{key: value[key] for key in _OWN},
        slots=slots,
        sequence=tuple((each["position"], each["content"]) for each in value.get("sequence", ())),
        segments=shown,
        variants={key: tuple(each) for key, each in variants.items()},
        options={each["id"]: _option(each) for each in value.get("options", ())},
        kind=value.get("kind", ""),
        called=value.get("called", ""),
    )
    return Checked(message, problems)


@dataclass(frozen=True)
class _Work:
    data: Data
    name: str
    document: Document
    notes: Annotations
    options: tuple[str, ...]


def _slots(document: Document) -> Checked[tuple[Slot, ...]]:
    slots = structure.parse(document.value["structure"])
    if slots is None:
        return Checked((), [document.at_value(("structure",), "unknown-value.structure")])
    entries = [each for each in document.value["segments"] if "variant" not in each]
    limits = {each["segment"]: each.get("cardinality", "") for each in entries}
    return Checked(structure.limited(slots, limits))


def _option(value: Mapping[str, Any]) -> Option:
    return Option(value["id"], value["title"], value["default"], value["choice"], "changes" in value)


def _segments(
    work: _Work, path: tuple[Step, ...], entry: Mapping[str, Any], slots: Sequence[Slot]
) -> Checked[list[Segment]]:
    """Return the segment that an entry describes, then its variants where one table shows them all."""
    name, wanted = entry["segment"], entry.get("variant", "")
    shared = work.data.segments.get(name)
    if shared is None:
        values = {"segment": name, "folder": f"docs/{SEGMENTS}/"}
        values |= {"suggestion": did_you_mean(name, work.data.segments)}
        return Checked([], [work.document.at_value((*path, "segment"), "unknown-segment.segment", **values)])
    variants = [each["id"] for each in shared.value.get("variants", ())]
    if wanted and wanted not in variants:
        values = {"segment": name, "variant": wanted, "known": one_of(variants, "no variant")}
        values |= {"suggestion": did_you_mean(wanted, variants)}
        return Checked([], [work.document.at_value((*path, "variant"), "unknown-segment.variant", **values)])
    found = [_segment(work, path, entry, slots, each) for each in (wanted, *(() if wanted else variants))]
    return Checked([each.value for each in found], [fault for each in found for fault in each.problems])


def _segment(
    work: _Work, path: tuple[Step, ...], entry: Mapping[str, Any], slots: Sequence[Slot], variant: str
) -> Checked[Segment]:
    name = entry["segment"]
    shared = work.data.segments[name]
    key = f"{name} {entry['variant']}" if "variant" in entry else name
    found: Rows = rows.narrow(work.data.rows[name], entry.get("only", ()), entry.get("without", ()))
    about: Mapping[str, Any] = {}
    changes: list[tuple[Document, tuple[Step, ...]]] = []
    if variant:
        index, about = next(
            (n, each) for n, each in enumerate(shared.value["variants"]) if each["id"] == variant
        )
        changes.append((shared, ("variants", index, "fields")))
    if "fields" in entry:
        changes.append((work.document, (*path, "fields")))
    changes += [(work.document, place) for place in _changes(work, {key, f"{name} {variant}"})]
    problems: list[Problem] = []
    for document, place in changes:
        found, faults = _merged(document, place, name, found)
        problems += faults
    slot = next((slot for slot in slots if slot.name == name), Slot(name))
    segment = Segment(
        id=name,
        name=shared.value["name"],
        key=key,
        place=Place(work.document, (*path, "segment")),
        variant=variant,
        title=about.get("title", ""),
        option=about.get("option", ""),
        when=about.get("when", {}),
        cardinality=entry.get("cardinality") or slot.cardinality,
        purpose=entry["purpose"],
        note=entry.get("note") or "",
        deviation=entry.get("deviation") or "",
        fields=rows.build(found, work.notes.of(key)),
    )
    return Checked(segment, problems)


def _merged(document: Document, path: tuple[Step, ...], segment: str, found: Rows) -> Checked[Rows]:
    changes = list(rows.read(document, path))
    merged, problems = rows.merge(found, changes)
    return Checked(merged, problems or [*rows.unsorted(changes, segment)])


def _changes(work: _Work, keys: set[str]) -> Iterator[tuple[Step, ...]]:
    for number, option in enumerate(work.document.value.get("options", ())):
        for index, change in enumerate(option.get("changes", ()) if option["id"] in work.options else ()):
            if change["segment"] in keys:
                yield "options", number, "changes", index, "fields"


def _unmatched(
    document: Document, slots: Sequence[Slot], variants: Mapping[str, list[Segment]]
) -> Iterator[Problem]:
    names = {slot.name for slot in slots}
    for name in sorted(names - variants.keys()):
        yield document.at_value(("structure",), "unknown-segment.undescribed", segment=name)
    for index, entry in enumerate(document.value["segments"] if names else ()):
        if entry["segment"] not in names:
            place = ("segments", index, "segment")
            yield document.at_value(place, "unknown-segment.structure", segment=entry["segment"])
