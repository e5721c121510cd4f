"""What the fields of an HL7 message say of people: their data types tell names and addresses, rows tell the rest."""

from docsite.messages.hl7.spec import Row
from docsite.messages.sample import Identity
from docsite.sources import er7
from docsite.sources.er7 import Part

_NUMBERS = (1, 7)
"""The components of XTN that hold a number: whole, and without area code."""


def of_field(message: er7.Message, segment: er7.Segment, row: Row, part: Part, index: int) -> Identity | None:
    """Return what a repetition of a field says of whom; `index` counts the repetitions from 0."""
    texts = _texts(message, part)
    who = f"{segment.line} {row.id} {index}"
    if row.type == "XPN":
        patient = _patient(segment) if row.person == "name" and index == 0 else who
        return Identity(patient, {"family": texts[0], "given": texts[1]}, is_patient=True)
    if row.type == "XCN" or row.person == "staff":
        identity, family, given = _staff(message, part, texts)
        return Identity(who, {"id": identity, "family": family, "given": given})
    if row.type == "XAD":
        return Identity(who, {"street": texts[0]})
    return _of_row(segment, row, texts[0])


def of_component(segment: er7.Segment, field: Row, row: Row, part: Part, number: int) -> Identity | None:
    """Return what a component says of whom; `row` describes it, or its field where it has no row."""
    if field.type == "XTN" and number in _NUMBERS:
        return Identity(f"{segment.line} {field.id} {part.column}", {"phone": part.text})
    return _of_row(segment, row, part.text) if row is not field else None


def _of_row(segment: er7.Segment, row: Row, text: str) -> Identity | None:
    match row.person:
        case "birth" | "sex" | "mrn":
            return Identity(_patient(segment), {row.person: text}, is_patient=True)
    return None


def _patient(segment: er7.Segment) -> str:
    """Return what tells the patient of a segment from those of others."""
    return f"patient {segment.line}"


def _texts(message: er7.Message, part: Part) -> list[str]:
    texts = [er7.unescape(message, each.text) for each in er7.components(message, part)]
    return [*texts, "", "", ""]


def _staff(message: er7.Message, part: Part, texts: list[str]) -> list[str]:
    """Return identifier, family name and given name: subcomponents of the first component where it has such."""
    inner = er7.subcomponents(message, er7.components(message, part)[0])
    return [*(each.text for each in inner), "", "", ""][:3] if len(inner) > 1 else texts[:3]
