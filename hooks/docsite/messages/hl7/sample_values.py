"""The values of an HL7 message, each with the row that explains it: fields, their repetitions, their components."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from docsite.messages.hl7 import identities
from docsite.messages.hl7.addresses import row_key, segment_key
from docsite.messages.hl7.matched_message import MatchedMessage
from docsite.messages.hl7.reference import Reference
from docsite.messages.hl7.spec import Row, Segment
from docsite.messages.sample import Sample, Value
from docsite.sources import er7
from docsite.sources.er7 import Part

_NO_ECHO = {"echo": "", "source_of": ""}


def values(reference: Reference, sample: Sample) -> Iterator[Value]:
    """Yield segment names, fields and components that the specification has; a page links the innermost."""
    matched: MatchedMessage = sample.content
    for segment, variant in matched.segments:
        start = sample.source.offset(segment.line, 1)
        link = (start, start + len(segment.name))
        yield Value(
            segment.name, segment_key(matched.spec, variant.key), start, link=link, title=variant.name
        )
        value = partial(_value, reference, sample, variant)
        for row in variant.fields:
            if segment.field(row.numbers[0]).text:
                yield from _field(value, matched.message, segment, row)


def _field(
    value: Callable[..., Value], message: er7.Message, segment: er7.Segment, row: Row
) -> Iterator[Value]:
    """Yield a field, which may repeat another; each repetition, which may name a person; and their components."""
    rows = {each.numbers[1]: each for each in row.components}
    unlinked = {"link": None} if rows else {}  # its components are
    yield value(row, segment.field(row.numbers[0]), link=None)
    for index, part in enumerate(er7.repetitions(message, segment, row.numbers[0])):
        person = identities.of_field(message, segment, row, part, index)
        yield value(row, part, identity=person, **_NO_ECHO, **unlinked)
        for number, inner in enumerate(er7.components(message, part), 1):
            own = rows.get(number, row)
            changes: dict[str, Any] = {"name": f"{row.id}.{number}"}
            changes["identity"] = identities.of_component(segment, row, own, inner, number)
            if own is row:
                changes |= _NO_ECHO
            elif index:
                changes["echo"] = ""  # the first repetition is what repeats another value
            if inner.text and rows:
                yield value(own, inner, **changes)
            elif inner.text and changes["identity"]:
                yield value(own, inner, link=None, **changes)


def _value(
    reference: Reference, sample: Sample, variant: Segment, row: Row, part: Part, **changes: Any
) -> Value:
    spec = sample.content.spec
    start = sample.source.offset(part.line, part.column)
    word = reference.usage.get(row.usage, {}).get("word", row.usage).lower()
    name = f"{spec.id} {row.id}"
    own: dict[str, Any] = {
        "name": row.id,
        "row": row_key(spec, variant.key, row.id),
        "start": start,
        "text": part.text,
        "link": (start, start + len(part.text)) if part.text else None,
        "title": f"{row.id} {row.name} ({word})",
        "echo": " ".join(row.echo or ()),
        "source_of": name if name in reference.echoed else "",
    }
    return Value(**{**own, **changes})
