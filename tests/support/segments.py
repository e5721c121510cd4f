"""Segments of HL7 judged once each, for mutants of a message, each of which differs from it in one of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from docsite.messages.judge import hl7_codes, hl7_fields, hl7_judged
from docsite.messages.judge.notes import Note, Rules
from docsite.sources.er7 import Segment


@contextmanager
def judged_once() -> Iterator[None]:
    """Let the engine judge each segment once for all messages that have it at the same line."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (hl7_fields, hl7_codes):
            patch.setattr(module, "check", remembered(module.check))
        yield


def remembered(check: Callable[..., Iterator[Note]]) -> Callable[..., list[Note]]:
    """Return a judgment of segments that judges each once: a mutant differs from its message in one of them.

    What a segment is judged by are its variant, the separators, and the faults of form on its line.
    """
    known: dict[Any, list[Note]] = {}

    def kept(judged: hl7_judged.Judged, segment: Segment, variant: Rules) -> list[Note]:
        faults = frozenset(each for each in judged.faults if each[0] == segment.line)
        # Where a field begins follows from those before it, but for blanks after the name; no field has a CR.
        columns = tuple(field.column for field in segment.fields[:2])
        written = segment.line, columns, "\r".join(field.text for field in segment.fields)
        key = id(judged.spec), id(variant), written, judged.message.component, faults
        if (found := known.get(key)) is None:
            found = known[key] = list(check(judged, segment, variant))
        return found

    return kept
