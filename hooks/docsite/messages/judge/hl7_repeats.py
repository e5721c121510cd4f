"""What one value of a message repeats of another, what numbers count, and how often a variant of a segment comes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from docsite.messages.judge.hl7_judged import Judged, is_empty, note, numbers
from docsite.messages.judge.notes import Note, Rules
from docsite.messages.judge.words import short
from docsite.sources import er7
from docsite.sources.er7 import Part
from docsite.sources.wording import apart

Matched = Sequence[tuple[er7.Segment, Rules]]
"""The segments that have a variant in the rules, each with it."""


def at(judged: Judged, segment: er7.Segment, row: str) -> Part:
    """Return the part of a segment that a row describes; one that is missing is empty."""
    number, component = numbers(row)
    field = segment.field(number)
    if not component or not field.text:
        return field
    parts = er7.components(judged.message, er7.repetitions(judged.message, segment, number)[0])
    last = parts[-1]
    return (
        parts[component - 1] if component <= len(parts) else Part("", last.line, last.column + len(last.text))
    )


Places = Mapping[int, Sequence[int]]
"""The columns at which something is told already, by line."""


def places(found: Iterable[Note], faults: Iterable[tuple[int, int]]) -> Places:
    """Return where something is told: notes, and faults of form."""
    lines: dict[int, list[int]] = {}
    for line, column in (*((each.line, each.column) for each in found), *faults):
        lines.setdefault(line, []).append(column)
    return lines


def counted(judged: Judged, matched: Matched, places: Places) -> Iterator[Note]:
    """Yield a note for the first number that does not follow the one before."""
    last: dict[str, int] = {}
    told: set[str] = set()
    before = ""
    for segment, variant in matched:
        for row in variant["fields"]:
            if "counts" not in row:
                continue
            part = at(judged, segment, row["id"])
            number = (
                int(part.text) if part.text.isascii() and part.text.isdigit() and len(part.text) < 5 else None
            )
            if _is_told(places, part):
                number = None
            is_next = row["counts"] == "message" or segment.name == before
            expected = (last.get(row["id"], 0) if is_next else 0) + 1
            if number is not None and number != expected and row["id"] not in told:
                told.add(row["id"])
                shown = {"row": row["id"], "value": short(part.text), "number": str(expected)}
                made = note(part, "invalid-value.count", row, **shown)
                yield Note(
                    made.line,
                    made.column,
                    made.case,
                    made.place,
                    made.values,
                    row,
                    replacement=str(expected),
                    found=part.text,
                )
            last[row["id"]] = expected if number is None else number
        before = segment.name


def _every(judged: Judged, segment: er7.Segment, row: str) -> list[str]:
    """Return the values of a component, one for each repetition, or that of a field as a whole."""
    number, component = numbers(row)
    if not component:
        return [segment.field(number).text]
    each = (er7.components(judged.message, part) for part in er7.repetitions(judged.message, segment, number))
    return [parts[component - 1].text for parts in each if component <= len(parts)]


def echoed(judged: Judged, matched: Matched, places: Places) -> Iterator[Note]:
    """Yield a note for each value that is not the one it repeats, where nothing else is wrong with either."""
    first: dict[str, er7.Segment] = {}
    for segment, _ in matched:
        first.setdefault(segment.name, segment)
    for segment, variant in matched:
        for row in _rows(variant):
            if not (other := row.get("equals")):
                continue
            name = other.partition("-")[0]
            origin = segment if name == segment.name else first.get(name)
            if origin is None:
                continue
            part, wanted = at(judged, segment, row["id"]), at(judged, origin, other)
            if (
                not is_empty(part.text)
                and not is_empty(wanted.text)
                and part.text != wanted.text
                and not {*_every(judged, segment, row["id"])} & {*_every(judged, origin, other)}
                and not (_is_told(places, part) or _is_told(places, wanted))
            ):
                value, expected = apart(part.text, wanted.text)
                shown = {
                    "name": row["id"],
                    "value": short(value),
                    "expected": short(expected),
                    "other": other,
                }
                yield note(part, "broken-echo.message", row, **shown)


def _is_told(places: Places, part: Part) -> bool:
    end = part.column + len(part.text)
    return any(part.column <= column <= end for column in places.get(part.line, ()))


def _rows(variant: Rules) -> Iterator[Rules]:
    for row in variant["fields"]:
        yield row
        yield from row.get("rows", ())


def limited(judged: Judged, matched: Matched) -> Iterator[Note]:
    """Yield a note for each segment of a variant that comes oftener than it may."""
    counts: dict[str, int] = {}
    for segment, variant in matched:
        if "most" in variant:
            counts[variant["key"]] = counts.get(variant["key"], 0) + 1
            if counts[variant["key"]] > variant["most"]:
                shown = {"segment": variant["key"], "spec": judged.spec["name"], "title": variant["title"]}
                column = segment.fields[0].column
                yield Note(segment.line, column, "repeated-segment.variant", segment.name, shown, variant)
