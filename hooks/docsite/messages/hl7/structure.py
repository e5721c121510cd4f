"""The structure of a message in the notation of HL7, and segments against it.

`[ ]` makes optional, `{ }` lets repeat: `MSH PID {OBX [{NTE}]}`. The notation becomes a row of slots, each of
which knows where a group that repeats begins again; a message is walked once, from slot to slot.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from docsite.sources.er7 import Segment
from docsite.sources.problems import Problem, did_you_mean, problem
from docsite.sources.wording import either

_SIGN = re.compile(r"\s*(?:(?P<open>[\[{])|(?P<close>[\]}])|(?P<name>[A-Z][A-Z0-9]{2})(?![A-Z0-9]))")
_PAIRS = {"[": "]", "{": "}"}
_ALONE = -1


@dataclass(frozen=True)
class Slot:
    """A place of a segment.

    Attributes:
        name: The segment.
        least: 0 or 1.
        most: How many may follow one another, None for any number.
        back: First slot of the repeated group that this slot stands in, -1 where there is none.
    """

    name: str
    least: int = 1
    most: int | None = 1
    back: int = _ALONE

    @property
    def cardinality(self) -> str:
        """The cardinality as HL7 writes it."""
        any_number = self.most is None or self.back != _ALONE
        return f"{self.least}..{'*' if any_number else self.most}"


def parse(notation: str) -> tuple[Slot, ...] | None:
    """Return the slots of a structure, or None where it is not in the notation."""
    slots: list[Slot] = []
    opened: list[tuple[str, int]] = []
    position, text = 0, notation.strip()
    while position < len(text):
        sign = _SIGN.match(text, position)
        if sign is None:
            return None
        position = sign.end()
        if sign["open"]:
            opened.append((sign["open"], len(slots)))
        elif sign["name"]:
            slots.append(Slot(sign["name"]))
        elif not opened or _PAIRS[opened[-1][0]] != sign["close"] or opened[-1][1] == len(slots):
            return None
        else:
            _close(slots, *opened.pop())
    return tuple(slots) if slots and not opened else None


def _close(slots: list[Slot], kind: str, start: int) -> None:
    """Make a group that ends here optional, or let it repeat."""
    alone = len(slots) - start == 1
    for index in range(start, len(slots)):
        if kind == "[":
            slots[index] = replace(slots[index], least=0)
        else:
            slots[index] = replace(slots[index], most=None) if alone else replace(slots[index], back=start)


def limited(slots: Sequence[Slot], cardinalities: Mapping[str, str]) -> tuple[Slot, ...]:
    """Return the slots with the limits that the notation cannot tell, such as `1..2`."""
    most = {
        name: limit for name, text in cardinalities.items() if (limit := text.partition("..")[2]).isdigit()
    }
    return tuple(replace(slot, most=int(most[slot.name])) if slot.name in most else slot for slot in slots)


def check(path: str, spec: str, slots: Sequence[Slot], segments: Sequence[Segment]) -> Iterator[Problem]:
    """Yield what is wrong with order and number of the segments; `spec` is the name of the specification."""
    known = [slot.name for slot in slots]
    present = {segment.name for segment in segments}
    seen: set[str] = set()
    reported: set[str] = set()
    at, count = -1, 0
    for segment in segments:
        name = segment.name
        there = _next(slots, at, name)
        if name not in known:
            meant = did_you_mean(name, known)
            values: dict[str, Any] = {"spec": spec, "segment": name, "found": name, "suggestion": meant}
            yield problem(path, segment.line, 1, "unknown-segment.sample", **values)
        elif there is None:
            if name in reported:
                reported.discard(name)
            elif name not in seen:
                values = {"segment": name, "other": slots[at].name, "spec": spec}
                yield problem(path, segment.line, 1, "segment-order.late", **values)
            else:
                yield _repeated(path, spec, segment)
        elif there == at and count == slots[at].most and slots[at].back != at:
            yield _repeated(path, spec, segment)
        else:
            late = [slot.name for slot in slots[at + 1 : there] if slot.least and slot.name in present - seen]
            if late:
                values = {"segment": name, "other": late[0], "spec": spec}
                yield problem(path, segment.line, 1, "segment-order.early", **values)
            at, count = there, count + 1 if there == at else 1
            reported |= set(late)
            seen |= {name, *late}
    yield from _missing(path, spec, slots, segments)


def _next(slots: Sequence[Slot], at: int, name: str) -> int | None:
    """Return the slot that takes a segment: this one, one after it, or one of the group that begins again."""
    if at >= 0 and slots[at].name == name:
        return at
    after = range(at + 1, len(slots))
    again = range(slots[at].back, at) if at >= 0 and slots[at].back != _ALONE else range(0)
    return next((index for index in (*after, *again) if slots[index].name == name), None)


def _repeated(path: str, spec: str, segment: Segment) -> Problem:
    return problem(path, segment.line, 1, "repeated-segment.sample", segment=segment.name, spec=spec)


def _missing(path: str, spec: str, slots: Sequence[Slot], segments: Sequence[Segment]) -> Iterator[Problem]:
    last = {segment.name: segment.line for segment in segments}
    missing = [index for index, slot in enumerate(slots) if slot.least and slot.name not in last]
    if missing:
        before = next((each.name for each in reversed(slots[: missing[0]]) if each.name in last), "")
        values: dict[str, Any] = {
            "segments": either([slots[index].name for index in missing], "or"),
            "spec": spec,
        }
        values |= {"where": f"after {before}" if before else "first"}
        case = "segment" if len(missing) == 1 else "segments"
        yield problem(path, last.get(before, 1), 1, f"missing-segment.{case}", **values)
