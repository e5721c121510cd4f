"""HL7 v2 messages as a message format."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from docsite.messages.format import Format, Spec, TableFence
from docsite.messages.hl7 import (
    codes,
    data_files,
    downloads,
    kinds,
    reference,
    spec_builder,
    tables,
)
from docsite.messages.hl7.addresses import row_key
from docsite.messages.hl7.linker import Hl7Linker
from docsite.messages.hl7.matched_message import MatchedMessage
from docsite.messages.hl7.reference import Reference
from docsite.messages.hl7.sample_values import values
from docsite.messages.judge import common, hl7, hl7_text
from docsite.messages.judge.common import Settings
from docsite.messages.judge.hl7_text import Read
from docsite.messages.judge.notes import Note, problem_of, settled
from docsite.messages.sample import RowKey, Sample
from docsite.messages.shown_on import ShownOn
from docsite.sources.problems import Checked, Problem
from docsite.sources.source import Fence

_WHERE = f"docs/{spec_builder.FOLDER}/"
_CODES = "codes"
_MESSAGE = re.compile(r"^MSH[^\w\s].{4}", re.MULTILINE)
_SEVERITY = "SEVERITY"
"""How the identifier of the observation begins that has the severity of an exam."""


def _specs(known: Reference) -> dict[str, Spec]:
    return {name: Spec(message.kind, message.options) for name, message in known.messages.items()}


def _parse(known: Reference, sample: Sample) -> Checked[MatchedMessage | None]:
    """Return a message with what it is checked with: its specification, changed by its options."""
    path, text = sample.source.path, sample.source.text
    if not text.strip():
        return Checked(None, [problem_of(path, Note(1, 1, "empty-message"))])
    read = hl7_text.read(known.rules, text)
    problems = [problem_of(path, note) for note in settled([*read.notes, *_unsendable(text, read.messages)])]
    spec = known.messages.get(sample.spec)
    if not read.messages or spec is None:
        return Checked(None, problems)
    spec = known.changed(spec.id, sample.options)
    return Checked(MatchedMessage(read.messages[0], spec, sample.options), problems)


def _unsendable(text: str, messages: Sequence[Read]) -> Iterator[Note]:
    """Yield what a message may have on its way, and a sample may not: the signs of a frame, a second message."""
    for number, line in enumerate(text.split("\n"), 1):
        for column, sign in enumerate(line, 1):
            if sign in "\x0b\x1c":
                yield Note(number, column, "invalid-hl7.character", values={"code": f"{ord(sign):04X}"})
                break
    for each in messages[1:]:
        header = each.segments[0].fields[0]
        yield Note(header.line, header.column, "invalid-hl7.second")


def _held_to(known: Reference, sample: Sample) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the rules that all messages share, and those of the message that a sample is."""
    matched: MatchedMessage = sample.content
    every = [{"id": name, "code": message.message} for name, message in known.messages.items()]
    rules = {**common.rules(Settings()), "hl7": {**known.rules, "kinds": every}}
    return rules, known.judgment(matched.spec.id, matched.options)


def _check(known: Reference, sample: Sample) -> Iterator[Problem]:
    """Yield what breaks the specification."""
    matched: MatchedMessage = sample.content
    rules, spec = _held_to(known, sample)
    unknown = hl7.unknown(rules, matched.read)
    for note in [unknown] if unknown else settled(hl7.check(rules, spec, matched.read)):
        yield problem_of(sample.source.path, note)


def _is_pasted(known: Reference, fence: Fence) -> bool:
    return bool(known.messages) and bool(_MESSAGE.search(fence.content))


def _unshown(known: Reference, shown_on: ShownOn) -> Iterator[Problem]:
    """Yield a problem for each segment and each code table that no page shows."""
    for message in known.messages.values():
        for segment in message.segments.values():
            names = f"{message.id} {segment.key}"
            if ("hl7-segment", names) not in shown_on:
                facts = {"segment": segment.key, "message": message.id, "names": names}
                yield segment.place.document.at_value(segment.place.path, "unused-segment", **facts)
    for name, source in known.table_files.items():
        if (_CODES, name) not in shown_on:
            facts = {"noun": "code table", "name": name, "names": name}
            yield source.problem(0, "unused-table", fence=_CODES, **facts)


def _rows(known: Reference) -> Iterator[tuple[RowKey, str]]:
    """Yield the rows that are used, those of each variant of a segment."""
    for message in known.messages.values():
        for segment in message.segments.values():
            for row in segment.rows.values():
                if row.usage != "X":
                    yield row_key(message, segment.key, row.id), row.id


def _outcome(sample: Sample) -> dict[str, str]:
    """Return the severity that a result has, empty where it has none."""
    if sample.kind != "results" or sample.content is None:
        return {}
    rows = (each for each in sample.content.message.segments if each.name == "OBX")
    severity = next((each.field(5).text for each in rows if each.field(3).text.startswith(_SEVERITY)), "")
    return {"severity in HL7": severity}


def _packed(sample: Sample) -> dict[str, str]:
    """Return a message with the line ends of HL7, alone and framed for a socket as MLLP frames it."""
    text = f"{sample.source.text.strip()}\n".replace("\n", "\r")
    return {sample.packed_as("hl7"): text, sample.packed_as("mllp"): f"\x0b{text}\x1c\r"}


def _segments(known: Reference) -> Collection[str]:
    return [f"{name} {key}" for name, message in known.messages.items() for key in message.segments]


def _table(
    noun: str,
    show: Callable[[Hl7Linker, str], str],
    names: Callable[[Reference], Collection[str]] = lambda known: known.messages,
    where: str = _WHERE,
    anchor: Callable[[str], str] = str,
) -> TableFence[Reference]:
    return TableFence(noun, where, names, lambda linker, body: show(Hl7Linker(**vars(linker)), body), anchor)


FORMAT = Format(
    name="hl7",
    title="HL7 messages",
    noun="message",
    where=_WHERE,
    wants=data_files.wants,
    read=reference.read,
    specs=_specs,
    parse=_parse,
    values=values,
    check=_check,
    held_to=_held_to,
    tables={
        "hl7-segment": _table(
            "segment", tables.segment, _segments, anchor=lambda names: names.partition(" ")[2]
        ),
        "hl7-required": _table("message", tables.required),
        "hl7-structure": _table("message", tables.structure),
        "hl7-options": _table("message", tables.options),
        "hl7-deviations": _table("message", tables.deviations),
        _CODES: _table("code table", tables.table, lambda known: known.tables, f"docs/{codes.FOLDER}/"),
    },
    is_pasted=_is_pasted,
    rows=_rows,
    unshown=_unshown,
    downloads=lambda known, _, asked: downloads.files(known, asked),
    offers=downloads.FOLDER,
    outcome=_outcome,
    packed=_packed,
    kinds=kinds.shown,
    rules=kinds.rules,
)
