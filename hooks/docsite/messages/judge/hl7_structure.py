"""The segments of a message against its structure: order, number, and what is missing."""

from collections.abc import Iterator, Sequence
from typing import Any

from docsite.messages.judge.notes import Note, Rules, blamed
from docsite.messages.judge.words import meant
from docsite.sources.er7 import Segment
from docsite.sources.wording import either

_ALONE = -1


def check(rules: Rules, spec: Rules, segments: Sequence[Segment], *, is_whole: bool) -> Iterator[Note]:
    """Yield what is wrong with order and number of the segments, from slot to slot of the structure."""
    slots, name_of = spec["slots"], spec["name"]
    known = [slot["name"] for slot in slots]
    present = {segment.name for segment in segments}
    seen: set[str] = set()
    told: set[str] = set()
    at, count = -1, 0
    for segment in segments:
        name, column = segment.name, segment.fields[0].column
        there = _next(slots, at, name)
        if name not in known:
            values = {"spec": name_of, "segment": name}
            near = meant(name, [each for each in known if each not in present])
            yield Note(segment.line, column, "unknown-segment.sample", name, values, meant=near, found=name)
        elif there is None:
            if name in told:
                told.discard(name)
            elif name not in seen:
                values = {"segment": name, "other": slots[at]["name"], "spec": name_of}
                row = _asked(slots, slots[known.index(name)])
                yield Note(segment.line, column, "segment-order.late", name, values, row)
                seen.add(name)
            else:
                yield _repeated(name_of, segment)
        elif there == at and count == slots[at]["most"] and slots[at]["back"] != at:
            yield _repeated(name_of, segment)
        else:
            passed = slots[at + 1 : there]
            late = [each["name"] for each in passed if each["least"] and each["name"] in present - seen]
            if late:
                values = {"segment": name, "other": late[0], "spec": name_of}
                row = _asked(slots, slots[there])
                yield Note(segment.line, column, "segment-order.early", name, values, row)
            at, count = there, count + 1 if there == at else 1
            told |= set(late)
            seen |= {name, *late}
    if is_whole:
        yield from _missing(rules, spec, segments)


def _asked(slots: Sequence[Rules], own: Rules) -> Rules:
    """Return the slot of a segment with the question about the order of all, if a slot has one."""
    questions: list[dict[str, Any]] = [slot.get("questions", {}) for slot in slots]
    order = next((each["order"] for each in questions if "order" in each), None)
    return {**own, "questions": {"order": order}} if order else own


def _next(slots: Sequence[Rules], at: int, name: str) -> int | None:
    """Return the slot that takes a segment: this one, one after it, or one of the group that begins again."""
    if at >= 0 and slots[at]["name"] == name:
        return at
    after = range(at + 1, len(slots))
    again = range(slots[at]["back"], at) if at >= 0 and slots[at]["back"] != _ALONE else range(0)
    return next((index for index in (*after, *again) if slots[index]["name"] == name), None)


def _repeated(spec: str, segment: Segment) -> Note:
    values = {"segment": segment.name, "spec": spec}
    column = segment.fields[0].column
    return Note(segment.line, column, "repeated-segment.sample", segment.name, values)


def _missing(rules: Rules, spec: Rules, segments: Sequence[Segment]) -> Iterator[Note]:
    """Yield one note for all that is missing, at the last segment before it; a misspelt name is not missing too."""
    slots = spec["slots"]
    last = {segment.name: segment for segment in segments}
    names = [slot["name"] for slot in slots]
    unknown = [name for name in last if name not in names]
    misspelt = {meant(name, [each for each in names if each not in last]) for name in unknown}
    missing = [
        index
        for index, slot in enumerate(slots)
        if slot["least"] and slot["name"] not in last and slot["name"] not in misspelt
    ]
    if missing:
        before = next((each["name"] for each in reversed(slots[: missing[0]]) if each["name"] in last), "")
        values = {"segments": either([names[index] for index in missing], "or"), "spec": spec["name"]}
        values |= {"where": f"after {before}" if before else "first"}
        case = "missing-segment.segment" if len(missing) == 1 else "missing-segment.segments"
        row = blamed(rules, case, [slots[index] for index in missing])
        place = last.get(before) or segments[0]
        column = place.fields[0].column
        yield Note(place.line, column, case, names[missing[0]], values, row)
