"""People in a sample: names, dates, numbers and telephones must be those of somebody who does not exist."""

import re
from collections.abc import Iterator

from docsite.messages.hl7 import values
from docsite.messages.hl7.matched_message import Context, at
from docsite.messages.hl7.spec import Row, Segment
from docsite.messages.people import PATH, Patient, People
from docsite.sources import er7
from docsite.sources.er7 import Part
from docsite.sources.problems import Problem

_TELEPHONE = re.compile(r"(?:[0-9]{3})?55501[0-9]{2}")
_ABOUT_PEOPLE = ("XPN", "XCN", "XTN", "XAD", "NDL")
_NEVER = "Replace it; a real person must never be published."


def check(context: Context, people: People) -> Iterator[Problem]:
    """Yield a problem for each part of a message that is about nobody of the list."""
    for segment, form in context.matched:
        for row in form.fields:
            if row.type in _ABOUT_PEOPLE and segment.field(row.numbers[0]).text:
                for part in er7.repetitions(context.message, segment, row.numbers[0]):
                    yield from _field(context, part, row, people)
        patient = _patient(context, segment, form, people)
        if patient:
            yield from _identity(context, segment, form, patient)


def _patient(context: Context, segment: er7.Segment, form: Segment, people: People) -> Patient | None:
    row = next((row for row in form.fields if row.person == "name"), None)
    if row is None:
        return None
    return people.patient(*_texts(context, segment.field(row.numbers[0]))[:2])


def _texts(context: Context, part: Part) -> list[str]:
    texts = [er7.unescape(context.message, each.text) for each in er7.components(context.message, part)]
    return [*texts, "", "", ""]


def _field(context: Context, part: Part, row: Row, people: People) -> Iterator[Problem]:
    match row.type:
        case "XPN":
            if not people.patient(*_texts(context, part)[:2]):
                yield _unlisted(context, part, row)
        case "XCN":
            yield from _staff(context, part, row, people)
        case "XTN":
            yield from _telephone(context, part, row)
        case "XAD":
            street = _texts(context, part)[0]
            if street.upper() not in people.streets:
                message = f"{row.id} '{street}' is no street of docs/{PATH}. {_NEVER}"
                yield context.problem(part, "unlisted-person", message)
        case _ if row.person == "staff":
            yield from _staff(context, part, row, people)


def _staff(context: Context, part: Part, row: Row, people: People) -> Iterator[Problem]:
    first = er7.components(context.message, part)[0]
    inner = er7.subcomponents(context.message, first)
    texts = [each.text for each in inner] if len(inner) > 1 else _texts(context, part)
    identity, family, given = [*texts, "", "", ""][:3]
    kinds = _texts(context, part)
    fault = (
        values.of_type("NPI", identity)
        if "NPI" in (kinds[12:13] or kinds[8:9]) and row.type == "XCN"
        else None
    )
    if fault:
        shown = {"row": f"{row.id}.1", "allowed": fault.allowed, "value": identity}
        yield context.problem(first, f"{fault.rule}.value", **shown)
    elif not people.has_staff(identity, family, given):
        yield _unlisted(context, part, row)


def _telephone(context: Context, part: Part, row: Row) -> Iterator[Problem]:
    parts = er7.components(context.message, part)
    for number in (1, 7):
        component = parts[number - 1] if number <= len(parts) else None
        digits = re.sub(r"[^0-9]", "", component.text) if component else ""
        if component and digits and not _TELEPHONE.fullmatch(digits):
            fact = f"telephone number '{component.text}' in {row.id}.{number} may be real."
            message = f"{fact} Write one that ends in 555-01 and two digits."
            yield context.problem(component, "real-contact", message)


def _unlisted(context: Context, part: Part, row: Row) -> Problem:
    message = f"{row.id} '{part.text}' is nobody of docs/{PATH}. {_NEVER}"
    return context.problem(part, "unlisted-person", message)


def _identity(context: Context, segment: er7.Segment, form: Segment, patient: Patient) -> Iterator[Problem]:
    """Yield a problem where birth date, sex or MRN are not those of the patient who is named."""
    own = {"birth": patient.birth, "sex": patient.sex, "mrn": patient.mrn}
    for row in form.rows.values():
        if row.person not in own:
            continue
        part = at(context.message, segment, row.id)
        found = [each.text for each in er7.repetitions(context.message, segment, row.numbers[0])]
        numbers = [er7.components(context.message, Part(each, 0, 0))[0].text for each in found]
        if part.text and own[row.person] not in (part.text, *numbers):
            name = f"{patient.given} {patient.family}"
            message = (
                f"{row.id} is '{part.text}', but {name} of docs/{PATH} has '{own[row.person]}'. Correct it."
            )
            yield context.problem(part, "unlisted-person", message)
