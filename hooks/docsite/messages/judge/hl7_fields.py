"""The fields of a segment against their rows: what must be there, what must not, repetitions, components, values."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from docsite.messages.judge import values
from docsite.messages.judge.hl7_judged import Judged, is_empty, note, numbers
from docsite.messages.judge.hl7_values import told, value
from docsite.messages.judge.notes import Note, Rules, blamed
from docsite.messages.judge.words import short
from docsite.sources import er7
from docsite.sources.er7 import Part
from docsite.sources.wording import either

_OF_FIRST = ("advised", "format", "questions", "table")
"""What a row says of the first component of its field, where that has no row."""


def check(judged: Judged, segment: er7.Segment, variant: Rules) -> Iterator[Note]:
    """Yield what is wrong with the fields of a segment."""
    missing: dict[int, list[Rules]] = {}
    known = set()
    for row in variant["fields"]:
        number = numbers(row["id"])[0]
        known.add(number)
        if segment.name == "MSH" and number <= 2:  # told where the text is read
            continue
        part = segment.field(number)
        if row["usage"] == "R" and is_empty(part.text):
            if part.text:
                yield note(part, "missing-field.nothing", row, field=_named(row), value=part.text)
            else:
                missing.setdefault(part.column, []).append(row)
        elif row.get("by_default") and is_empty(part.text):
            yield note(part, "missing-field.default", row, fields=_named(row), spec=judged.spec["name"])
        elif part.text and row["usage"] == "X" and not row.get("shown"):
            questions = {**variant.get("questions", {}), **row.get("questions", {})}
            yield _unused(judged, part, {**row, "questions": questions})
        elif part.text:
            yield from field(judged, segment, row)
    for column, rows in missing.items():
        yield _missing(judged, Part("", segment.line, column), rows)
    yield from _unknown(judged, segment, variant, known)


def _unknown(judged: Judged, segment: er7.Segment, variant: Rules, known: Collection[int]) -> Iterator[Note]:
    """Yield a note for each field with a value that has no row."""
    for number, part in enumerate(segment.fields):
        if part.text and number not in known and number:
            place = {"id": f"{segment.name}-{number}", "at": variant.get("at", "")}
            place["questions"] = variant.get("questions", {})
            shown = {"spec": judged.spec["name"], "field": place["id"], "value": short(part.text)}
            yield note(part, "unknown-field", place, **shown)


def field(judged: Judged, segment: er7.Segment, row: Rules) -> Iterator[Note]:
    """Yield what is wrong with a field that has a value."""
    number = numbers(row["id"])[0]
    table = judged.table(row.get("table"))
    if segment.name == "MSH" and number <= 2:
        return
    if table and table.get("whole"):
        part = segment.field(number)
        yield from told(judged, part, row, values.of_table(table, part.text))
        return
    parts = er7.repetitions(judged.message, segment, number)
    extra = next((each for each in parts[1:] if each.text), None)
    if extra and not row.get("many"):
        case = "repeated-field.here" if row.get("may_repeat") else "repeated-field.field"
        yield note(extra, case, row, row=row["id"], spec=judged.spec["name"])
        parts = parts[:1]
    for part in parts:
        yield from _repetition(judged, part, row, repeats=len(parts) > 1)


def _repetition(judged: Judged, part: Part, row: Rules, *, repeats: bool) -> Iterator[Note]:
    if not part.text:
        return
    parts = er7.components(judged.message, part)
    most = most_components(judged, row)
    extra = next((each for each in parts[most:] if each.text), None) if most else None
    if extra:
        yield _extra(judged, extra, row, most)
    if row.get("rows"):
        yield from _components(judged, part, parts, row, repeats=repeats)
    if "values" in row and most > 1:
        yield from () if extra else value(judged, part, row)
    elif most == 1:
        yield from _component(judged, parts[0], row)
    else:
        yield from _undescribed(judged, parts[: most or 1], row)


def _undescribed(judged: Judged, parts: Sequence[Part], row: Rules) -> Iterator[Note]:
    """Yield what is wrong with the components that have no row, by the type of the field."""
    known = {numbers(each["id"])[1] for each in row.get("rows", ())}
    types = judged.hl7["types"].get(row["type"], ())
    for number, part in enumerate(parts, 1):
        if number not in known and part.text:
            kind = types[number - 1] if number <= len(types) else row["type"]
            first = {key: row[key] for key in _OF_FIRST if number == 1 and key in row}
            name = row["id"] if number == 1 else f"{row['id']}.{number}"
            yield from _component(judged, part, {**first, "id": name, "type": kind, "at": row.get("at", "")})


def most_components(judged: Judged, row: Rules) -> int:
    """Return how many components a field can have, 0 where nobody knows."""
    kind = row["type"]
    if kind in judged.hl7["any"]:
        return 0
    own = max((numbers(each["id"])[1] for each in row.get("rows", ())), default=1)
    return max(own, len(judged.hl7["types"].get(kind, ("",))))


def _extra(judged: Judged, part: Part, row: Rules, most: int) -> Note:
    shown = {"row": row["id"], "value": short(part.text)}
    if most > 1:
        return note(part, "extra-component.many", row, most=str(most), **shown)
    return note(part, "extra-component.one", row, sign=judged.message.component, **shown)


def _components(
    judged: Judged, part: Part, parts: Sequence[Part], row: Rules, *, repeats: bool
) -> Iterator[Note]:
    missing: list[Rules] = []
    due: list[Rules] = []
    for each in row["rows"]:
        number = numbers(each["id"])[1]
        own = parts[number - 1] if number <= len(parts) else None
        if own is None or is_empty(own.text):
            if each["usage"] == "R":
                missing.append(each)
            elif repeats and _is_due(parts, each):
                due.append({**each, "name": _or_other(row, each)})
        elif each["usage"] == "X" and not each.get("shown"):
            yield _unused(judged, own, each)
        else:
            yield from _component(judged, own, each)
    if due and not missing:
        fields = either([_named(each) for each in due], "and")
        yield note(part, "missing-field.repeats", due[0], fields=fields, row=row["id"])
    elif missing:
        yield _missing(judged, part, [*missing, *due])


def _or_other(row: Rules, due: Rules) -> str:
    """Return the name of a component that is due, with that of the one that can have its value instead."""
    name = due["required_when"].get("unless", "")
    other = next((each for each in row["rows"] if each["id"] == name), None)
    return f"{due['name']} (or {_named(other)})" if other else str(due["name"])


def _is_due(parts: Sequence[Part], row: Rules) -> bool:
    """Return whether a component is required because its field repeats, and nothing stands in its place."""
    when = row.get("required_when")
    unless = int(when["unless"].partition(".")[2]) if when and "unless" in when else 0
    return bool(when) and not (0 < unless <= len(parts) and not is_empty(parts[unless - 1].text))


def _component(judged: Judged, part: Part, row: Rules) -> Iterator[Note]:
    """Yield what is wrong with a component, the subcomponents of which a type may not have, or not so many."""
    kind, sign = row["type"], judged.message.subcomponent
    most = 0 if row.get("raw") or kind in judged.hl7["any"] else len(judged.hl7["types"].get(kind, ("",)))
    inner = er7.subcomponents(judged.message, part) if most and sign in part.text else ()
    extra = next((each for each in inner[most:] if each.text), None)
    beside = (after for before, after in pairwise(inner) if before.text[-1:] == " " or after.text[:1] == " ")
    spaced = None if extra else next(beside, None)  # a name of two people, not of two parts
    if spaced:
        yield note(spaced, "extra-component.spaced", row, row=row["id"], sign=sign, value=short(part.text))
    elif extra is None:
        yield from value(judged, part, row)
    else:
        shown = {"row": row["id"], "sign": sign, "value": short(extra.text)}
        if most > 1:
            yield note(extra, "extra-component.inner", row, most=str(most), **shown)
        else:
            yield note(extra, "extra-component.subcomponent", row, **shown)


def _unused(judged: Judged, part: Part, row: Rules) -> Note:
    if row.get("never"):
        return note(part, "unused-field.never", row, field=_named(row))
    case = "sent" if judged.spec["direction"] == "from IRIS" else "read"
    return note(part, f"unused-field.{case}", row, row=row["id"], value=short(part.text))


def _named(row: Rules) -> str:
    return f"{row['id']} {row['name']}"


def _missing(judged: Judged, part: Part, rows: Sequence[Rules]) -> Note:
    fields = either([_named(row) for row in rows], "and")
    case = "missing-field.field" if len(rows) == 1 else "missing-field.fields"
    explains = blamed(judged.rules, case, rows)
    return note(part, case, rows[0], fields=fields, spec=judged.spec["name"], explains=explains)
