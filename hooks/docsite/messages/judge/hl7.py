"""An HL7 text against the rules of its messages: kind, structure, segments, fields, numbers, repeated values."""

from collections.abc import Iterator
from typing import NamedTuple

from docsite.messages.judge import hl7_codes, hl7_fields, hl7_judged, hl7_repeats, hl7_structure, hl7_values
from docsite.messages.judge.hl7_judged import Judged, note
from docsite.messages.judge.hl7_repeats import at
from docsite.messages.judge.hl7_text import Read
from docsite.messages.judge.notes import Note, Rules, level_of, settled
from docsite.messages.judge.values import Fault
from docsite.messages.judge.words import allowed, lower, short
from docsite.sources import er7


class Verdict(NamedTuple):
    """The kind that a message was held to, empty where there is none for it, and what is wrong with it."""

    kind: str
    notes: list[Note]


def verdict(rules: Rules, read: Read, kind: str = "") -> Verdict:
    """Return what is wrong with a message, held to the kind that it names itself unless one is given.

    Where several kinds have its name, it is held to the one by which the fewest errors are in it, of equals to the one
    by which the least is, the first of these.
    """
    kinds = [kind] if kind else _kinds(rules, read)
    found = [Verdict(each, settled(check(rules, rules["hl7"]["messages"][each], read))) for each in kinds]
    if found:
        return min(found, key=lambda each: _weight(rules, each))
    return Verdict("", [_unknown(rules, read)])


def _weight(rules: Rules, own: Verdict) -> tuple[int, int]:
    return sum(level_of(rules, one) == "error" for one in own.notes), len(own.notes)


def unknown(rules: Rules, read: Read) -> Note | None:
    """Return what is wrong with a message of which there is no kind, None where there is one."""
    return None if _kinds(rules, read) else _unknown(rules, read)


def _code(read: Read) -> list[str]:
    header = read.segments[0].field(9)
    parts = [part.text.strip(" ") for part in er7.components(read.message, header)]
    return [parts[0], parts[1] if len(parts) > 1 else ""]


def _kinds(rules: Rules, read: Read) -> list[str]:
    """Return the kinds whose code is that of MSH-9, else those whose message type is."""
    type_, event = (lower(each) for each in _code(read))
    every = [each for each in rules["hl7"]["kinds"] if not each.get("chosen")]
    codes = {each["id"]: lower(each["code"]).split("^") for each in every}
    whole = [key for key, code in codes.items() if code in ([type_], [type_, event])]
    first = next((code for code in codes.values() if code[0] == type_), None)
    return whole or [key for key, code in codes.items() if code == first]


def _unknown(rules: Rules, read: Read) -> Note:
    part = read.segments[0].field(9)
    names = list(dict.fromkeys(each["code"] for each in rules["hl7"]["kinds"]))
    if not part.text.strip(" "):
        return Note(part.line, part.column, "unknown-message.none", "MSH-9", {"known": allowed(names, "")})
    values = {"value": short(part.text), "known": allowed(names, "")}
    return Note(part.line, part.column, "unknown-message.code", "MSH-9", values)


def check(rules: Rules, spec: Rules, read: Read) -> Iterator[Note]:
    """Yield what is wrong with a message."""
    judged = Judged(rules, spec, read.message, read.faults)
    structure = list(hl7_structure.check(rules, spec, read.segments, is_whole=read.is_whole))
    yield from structure
    surplus = {(each.line, each.column) for each in structure if each.rule == "repeated-segment"}
    found: list[Note] = []
    matched: list[tuple[er7.Segment, Rules]] = []
    numbered: list[tuple[er7.Segment, Rules]] = []
    for segment in read.segments:
        if (segment.line, segment.fields[0].column) in surplus:
            continue
        variants = spec["segments"].get(segment.name, ())
        variant = _variant(judged, segment, variants)
        numbered += [(segment, variant or each) for each in variants[:1]]
        if variant:
            matched.append((segment, variant))
            found += hl7_fields.check(judged, segment, variant)
            found += hl7_codes.check(judged, segment, variant)
        elif variants:
            found += _unmatched(judged, segment, variants)
    yield from found
    told = hl7_repeats.places(found, read.faults)
    is_counted = read.is_whole and not surplus
    counted = list(hl7_repeats.counted(judged, numbered, told)) if is_counted else []
    yield from counted
    yield from hl7_repeats.limited(judged, matched)
    yield from hl7_repeats.echoed(judged, matched, hl7_repeats.places([*found, *counted], read.faults))


def _variant(judged: Judged, segment: er7.Segment, variants: list[Rules]) -> Rules | None:
    """Return the variant whose values a segment has, else the one that has them but for blanks and capitals."""
    for change in (str, _plain):
        for variant in variants:
            when = variant.get("when", {})
            if all(change(_first(judged, segment, row)) == change(value) for row, value in when.items()):
                return variant
    return None


def _plain(text: str) -> str:
    return lower(text.strip(" "))


def _first(judged: Judged, segment: er7.Segment, row: str) -> str:
    """Return the value of a row, of several repetitions or components the first."""
    part = at(judged, segment, row)
    text = part.text
    for sign in (judged.message.repetition, judged.message.component, judged.message.subcomponent):
        text = text.split(sign, 1)[0]
    return er7.unescape(judged.message, text)


def _unmatched(judged: Judged, segment: er7.Segment, variants: list[Rules]) -> Iterator[Note]:
    row = next(iter(variants[0]["when"]))
    values = [variant["when"][row] for variant in variants if row in variant["when"]]
    part = at(judged, segment, row)
    own = next(each for each in variants[0]["fields"] if each["id"] == row)
    if hl7_judged.is_empty(part.text):
        fields = f"{own['id']} {own['name']}"
        yield note(part, "missing-field.field", own, fields=fields, spec=judged.spec["name"])
    else:
        wanted = allowed(list(dict.fromkeys(values)), "a value of the segment")
        yield from hl7_values.told(judged, part, own, Fault("unknown-code.value", wanted))
