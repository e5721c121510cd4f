"""The structure of a message in the notation of HL7.

`[ ]` makes optional, `{ }` lets repeat: `MSH PID {OBX [{NTE}]}`. The notation becomes a row of slots, each of
which knows where a group that repeats begins again; a message is walked once, from slot to slot.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

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
