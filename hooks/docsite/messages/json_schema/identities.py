"""People in a message: names, birth dates, numbers and streets must be those of the fictitious.

Only text is judged: what else stands in its place breaks the schema, which says so.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from docsite.messages.people import PATH, Patient, People
from docsite.sources.problems import Problem
from docsite.sources.yaml_text import Document, Step

_NEVER = "Replace it; a real person must never be published."
_RULE = "unlisted-person"

Path = tuple[Step, ...]


def check(document: Document, people: People) -> Iterator[Problem]:
    """Yield a problem for each part of a message that is about nobody of the list."""
    for path, value in _objects((), document.value):
        match path[-1:]:
            case ("Patient",):
                yield from _patient(document, path, value, people)
            case _ if "NPI" in value or isinstance(value.get("Name"), dict):
                yield from _staff(document, path, value, people)
        yield from _street(document, path, value, people)
        yield from _number(document, (*path, "PatientLocalId"), value, people)


def _objects(path: Path, value: Any) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    if isinstance(value, dict):
        yield path, value
    for step, inner in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield from _objects((*path, step), inner)


def _number(document: Document, path: Path, value: Mapping[str, Any], people: People) -> Iterator[Problem]:
    """Yield a problem for the number of a patient, the last step of the path, that nobody has."""
    key = str(path[-1])
    number = _text(value, key)
    if number and number not in {each.mrn for each in people.patients}:
        message = f"'{key}' is '{number}', which nobody of docs/{PATH} has. {_NEVER}"
        yield document.at_value(path, _RULE, message)


def _patient(document: Document, path: Path, value: Mapping[str, Any], people: People) -> Iterator[Problem]:
    given, family = _name(value)
    patient = people.patient(family, given)
    if not given and not family:
        yield from _number(document, (*path, "LocalId"), value, people)
        return
    if patient is None:
        message = f"'Patient' is '{given} {family}', who is nobody of docs/{PATH}. {_NEVER}"
        yield document.at_value((*path, "Name"), _RULE, message)
        return
    for names, found, own in _identity(value, patient):
        if isinstance(found, str) and found != own:
            fact = (
                f"'{names[-1]}' is '{found}', but {patient.given} {patient.family} of docs/{PATH} has '{own}'"
            )
            yield document.at_value((*path, *names), _RULE, f"{fact}. Correct it.")


def _identity(value: Mapping[str, Any], patient: Patient) -> Iterator[tuple[Path, Any, str]]:
    """Yield path, value, and the value that the patient has, of all that identifies one."""
    born = patient.birth
    yield ("LocalId",), value.get("LocalId"), patient.mrn
    yield ("Dob",), value.get("Dob"), f"{int(born[4:6])}/{int(born[6:])}/{born[:4]}"
    genders = value.get("Genders")
    for index, each in enumerate(genders if isinstance(genders, list) else ()):
        if isinstance(each, dict):
            yield ("Genders", index, "Gender"), each.get("Gender"), patient.sex


def _staff(document: Document, path: Path, value: Mapping[str, Any], people: People) -> Iterator[Problem]:
    given, family = _name(value)
    identity = _text(value, "NPI")
    if (given or family or identity) and not people.has_staff(identity, family, given):
        shown = " ".join(filter(None, (given, family, identity)))
        kind = next((step for step in reversed(path) if isinstance(step, str)), "the message")
        message = f"'{kind}' is '{shown}', who is nobody of docs/{PATH}. {_NEVER}"
        yield document.at_value((*path, "Name" if given or family else "NPI"), _RULE, message)


def _street(document: Document, path: Path, value: Mapping[str, Any], people: People) -> Iterator[Problem]:
    street = value.get("Street1")
    if isinstance(street, str) and street.upper() not in people.streets:
        message = f"'Street1' is '{street}', which is no street of docs/{PATH}. {_NEVER}"
        yield document.at_value((*path, "Street1"), _RULE, message)


def _name(value: Mapping[str, Any]) -> tuple[str, str]:
    name = value.get("Name")
    found = name if isinstance(name, dict) else {}
    parts = [found.get(key) or "" for key in ("First", "Last")]
    return (parts[0], parts[1]) if all(isinstance(each, str) for each in parts) else ("", "")


def _text(value: Mapping[str, Any], key: str) -> str:
    found = value.get(key)
    return found if isinstance(found, str) else ""
