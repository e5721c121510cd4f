"""The values of an HL7 message, each with the row that explains it: fields, their repetitions, their components."""

from collections.abc import Iterator
from dataclasses import replace

from docsite.messages.hl7 import identities
from docsite.messages.hl7.addresses import row_key, segment_key
from docsite.messages.hl7.matched_message import Context
from docsite.messages.hl7.reference import Reference
from docsite.messages.hl7.spec import Row, Segment
from docsite.messages.sample import Sample, Value
from docsite.sources import er7
from docsite.sources.er7 import Part


def values(reference: Reference, sample: Sample) -> Iterator[Value]:
    """Yield segment names, fields and components that the specification has; a page links the innermost."""
    context: Context = sample.content
    for segment, form in context.matched:
        start = sample.source.offset(segment.line, 1)
        link = (start, start + len(segment.name))
        yield Value(segment.name, segment_key(context.spec, form.key), start, link=link, title=form.name)
        for row in form.fields:
            if segment.field(row.numbers[0]).text:
                yield from _field(reference, sample, segment, form, row)


def _field(
    reference: Reference, sample: Sample, segment: er7.Segment, form: Segment, row: Row
) -> Iterator[Value]:
    """Yield a field, which may repeat another; each repetition, which may name a person; and their components."""
    message = sample.content.message
    yield replace(_value(reference, sample, form, row, segment.field(row.numbers[0])), link=None)
    for index, part in enumerate(er7.repetitions(message, segment, row.numbers[0])):
        value = replace(_value(reference, sample, form, row, part), echo="", source_of="")
        person = identities.of_field(message, segment, row, part, index)
        yield replace(value, identity=person, link=None if row.components else value.link)
        if row.components or row.type == identities.PHONE:
            yield from _components(reference, sample, segment, form, row, part, index)


def _components(
    reference: Reference,
    sample: Sample,
    segment: er7.Segment,
    form: Segment,
    field: Row,
    part: Part,
    index: int,
) -> Iterator[Value]:
    """Yield the components that have a value; one without a row is explained by that of its field."""
    rows = {row.numbers[1]: row for row in field.components}
    for number, inner in enumerate(er7.components(sample.content.message, part), 1):
        if not inner.text:
            continue
        row = rows.get(number, field)
        value = _value(reference, sample, form, row, inner)
        person = identities.of_component(segment, field, row, inner, number)
        value = replace(
            value, name=f"{field.id}.{number}", identity=person, link=value.link if rows else None
        )
        own = row is not field
        yield replace(
            value,
            echo=value.echo if own and index == 0 else "",
            source_of=value.source_of if own else "",
        )


def _value(reference: Reference, sample: Sample, form: Segment, row: Row, part: Part) -> Value:
    spec = sample.content.spec
    start = sample.source.offset(part.line, part.column)
    word = reference.usage.get(row.usage, {}).get("word", row.usage).lower()
    name = f"{spec.id} {row.id}"
    return Value(
        name=row.id,
        row=row_key(spec, form.key, row.id),
        start=start,
        text=part.text,
        link=(start, start + len(part.text)) if part.text else None,
        title=f"{row.id} {row.name} ({word})",
        echo=" ".join(row.echo) if row.echo else "",
        source_of=name if name in reference.echoed else "",
    )
