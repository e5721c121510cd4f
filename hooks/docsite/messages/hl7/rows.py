"""Rows of a segment as they are merged: those of the segment, changed by a variant, then by a message.

A change names a row and the keys that differ; null takes a key away. A change with name, type and usage for a
row that does not exist adds it. Every key remembers the file that it came from.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from docsite.messages.hl7.spec import Place, Row, numbers
from docsite.sources.problems import Checked, Problem, did_you_mean
from docsite.sources.yaml_text import Document, Step

_NEW = {"name", "type", "usage"}


@dataclass(frozen=True)
class Raw:
    """A row before it is a value: its keys as they stand in the data, and where each stands."""

    values: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)


Rows = Mapping[str, Raw]


def read(document: Document, path: tuple[Step, ...]) -> Iterator[tuple[str, Raw]]:
    """Yield id and keys of the rows of a list of fields, components after their field."""
    for index, each in enumerate(_at(document.value, path)):
        where = (*path, index)
        keys = {key: value for key, value in each.items() if key != "components"}
        yield each["id"], Raw(keys, {key: Place(document, (*where, key)) for key in keys})
        if "components" in each:
            yield from read(document, (*where, "components"))


def _at(value: Any, path: Iterable[Step]) -> Any:
    for step in path:
        value = value[step]
    return value


def unsorted(rows: Iterable[tuple[str, Raw]], segment: str) -> Iterator[Problem]:
    """Yield a problem for the first row that is out of order, twice, or in another segment or field."""
    last = (0, 0)
    seen: set[str] = set()
    for row, raw in rows:
        place = raw.places["id"]
        own = numbers(row)
        inside = "components" in place.path
        if row.partition("-")[0] != segment:
            yield place.document.at_value(place.path, "unsorted-row.segment", row=row, segment=segment)
        elif row in seen:
            yield place.document.at_value(place.path, "unsorted-row.duplicate", row=row)
        elif inside and own[0] != last[0]:
            field_ = f"{segment}-{last[0]}"
            yield place.document.at_value(place.path, "unsorted-row.field", row=row, field=field_)
        elif own < last:
            before = _id(segment, last)
            yield place.document.at_value(place.path, "unsorted-row.order", row=row, before=before)
        else:
            last = own
            seen.add(row)
            continue
        return


def _id(segment: str, number: tuple[int, int]) -> str:
    return f"{segment}-{number[0]}" + (f".{number[1]}" if number[1] else "")


def merge(base: Rows, changes: Iterable[tuple[str, Raw]]) -> Checked[Rows]:
    """Return the rows with the changes, in the order of their numbers."""
    merged = dict(base)
    problems = []
    for row, change in changes:
        old = merged.get(row)
        if old is None and not change.values.keys() >= _NEW:
            place = change.places["id"]
            meant = did_you_mean(row, base)
            problems.append(place.document.at_value(place.path, "unknown-row.new", suggestion=meant, row=row))
            continue
        old = old or Raw()
        values = {**old.values, **change.values}
        merged[row] = Raw(
            {key: value for key, value in values.items() if value is not None},
            {**old.places, **change.places},
        )
    return Checked(dict(sorted(merged.items(), key=lambda item: numbers(item[0]))), problems)


def narrow(rows: Rows, only: Iterable[str], without: Iterable[str]) -> dict[str, Raw]:
    """Return the rows of the fields in `only`, such as `PV1-1..3`, or of all, less those in `without`."""
    ranges = []
    for each in only:
        first, _, last = each.partition("-")[2].partition("..")
        if first.isdigit() and (last or first).isdigit():
            ranges.append(range(int(first), int(last or first) + 1))
    lost = set(without)
    return {
        row: raw
        for row, raw in rows.items()
        if row not in lost and (not ranges or any(numbers(row)[0] in each for each in ranges))
    }


@dataclass(frozen=True)
class RowAnnotations:
    """What concerns several rows of a message: deviations, by row."""

    message: str
    deviations: Mapping[str, tuple[str, ...]]


def build(rows: Rows, notes: RowAnnotations) -> tuple[Row, ...]:
    """Return the fields with their components."""
    components: dict[int, list[Row]] = {}
    for row, raw in rows.items():
        if numbers(row)[1]:
            components.setdefault(numbers(row)[0], []).append(_row(row, raw, (), notes))
    return tuple(
        _row(row, raw, tuple(components.get(numbers(row)[0], ())), notes)
        for row, raw in rows.items()
        if not numbers(row)[1]
    )


def _row(row: str, raw: Raw, components: tuple[Row, ...], notes: RowAnnotations) -> Row:
    keys = {key: value for key, value in raw.values.items() if value is not None}
    echo = keys.pop("echo", "")
    given = keys.pop("cardinality", "")
    keys |= {name: tuple(keys.get(name, ())) for name in ("values", "advised")}
    keys["deviation"] = " ".join(filter(None, (keys.get("deviation"), *notes.deviations.get(row, ()))))
    message, _, origin = echo.partition(" ")
    echoed = (message, origin) if echo and message != notes.message else None
    return Row(**keys, given=given, echo=echoed, components=components, places=raw.places)
