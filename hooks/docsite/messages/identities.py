"""Whether everybody in a sample is one of the fictitious people, with that person's data.

A format says which of its values are about whom; the values about one person are judged together.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from docsite.messages.people import People
from docsite.messages.sample import Part, Sample, Value
from docsite.sources.problems import Problem
from docsite.sources.source import Source

_PHONE = re.compile(r"(?:[0-9]{3})?55501[0-9]{2}")
_DAYS = (
    re.compile(r"(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})/(?P<year>[0-9]{4})"),
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"),
)
_NAMES = ("family", "given", "id")


class _Said(NamedTuple):
    """A part of a person, and the value that says it."""

    part: Part
    text: str
    value: Value
    is_patient: bool


def check(sample: Sample, people: People, wrong: Collection[tuple[int, int]] = ()) -> Iterator[Problem]:
    """Yield a problem for each part of a sample that is about nobody of the list.

    What has a problem already, at one of the positions in `wrong`, is not judged, nor who has it in the name.
    """
    persons: dict[str, list[_Said]] = {}
    nameless: set[str] = set()
    for value in sample.values:
        about = value.identity
        if about and sample.source.position(value.start) in wrong:
            nameless |= {about.who} if about.parts.keys() & {*_NAMES} else set()
        elif about:
            said = [_Said(part, text, value, about.is_patient) for part, text in about.parts.items() if text]
            persons.setdefault(about.who, []).extend(said)
    for who, said in persons.items():
        if who not in nameless:
            yield from _contacts(sample.source, said, people)
            is_patient = any(each.is_patient or each.part == "mrn" for each in said)
            yield from (_patient if is_patient else _staff)(sample.source, said, people)


def _contacts(source: Source, said: Sequence[_Said], people: People) -> Iterator[Problem]:
    for part, text, value, _ in said:
        if part == "street" and text.upper() not in people.streets:
            yield source.problem(value.start, "unlisted-person.street", street=text)
        if part == "phone" and not _PHONE.fullmatch(re.sub(r"[^0-9]", "", text)):
            yield source.problem(value.start, "real-contact.phone", number=value.text)


def _names(said: Sequence[_Said]) -> dict[str, str]:
    return dict.fromkeys(_NAMES, "") | {each.part: each.text for each in reversed(said)}


def _unlisted(source: Source, said: Sequence[_Said]) -> Problem:
    named = list({each.value.start: each.value for each in said if each.part in _NAMES}.values())
    person = " ".join(value.text for value in named)
    return source.problem(named[0].start, "unlisted-person.person", person=person)


def _staff(source: Source, said: Sequence[_Said], people: People) -> Iterator[Problem]:
    names = _names(said)
    is_named = any(names[part] for part in _NAMES)
    if is_named and not people.has_staff(names["id"], names["family"], names["given"]):
        yield _unlisted(source, said)


def _patient(source: Source, said: Sequence[_Said], people: People) -> Iterator[Problem]:
    names = _names(said)
    numbers = [each for each in said if each.part == "mrn"]
    if not names["family"] and not names["given"]:
        known = {patient.mrn for patient in people.patients}
        for _, text, value, _ in numbers:
            if text not in known:
                yield source.problem(value.start, "unlisted-person.mrn", name=value.name, mrn=text)
        return
    patient = people.patient(names["family"], names["given"])
    if patient is None:
        yield _unlisted(source, said)
        return
    own = {"birth": patient.birth, "sex": patient.sex}
    wrong = [
        (each.value, own[each.part])
        for each in said
        if each.part in own and _day(each.text) != own[each.part]
    ]
    # A row may have several numbers, one of which must be the patient's.
    fit = {each.value.row for each in numbers if each.text == patient.mrn}
    first = {each.value.row: each.value for each in reversed(numbers)}
    wrong += [(value, patient.mrn) for row, value in first.items() if row not in fit]
    for value, expected in wrong:
        facts = {"value": value.text, "person": f"{patient.given} {patient.family}", "expected": expected}
        yield source.problem(value.start, "unlisted-person.part", name=value.name, **facts)


def _day(text: str) -> str:
    """Return a day as YYYYMMDD; text in another form stays as it is."""
    match = next(filter(None, (form.fullmatch(text) for form in _DAYS)), None)
    return f"{match['year']}{match['month']:0>2}{match['day']:0>2}" if match else text
