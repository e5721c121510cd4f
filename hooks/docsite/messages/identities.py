"""Whether everybody in a sample is one of the fictitious people, with that person's data.

A format says which of its values are about whom; the values about one person are judged together.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from docsite.messages.people import People
from docsite.messages.sample import Part, Sample, Value
from docsite.sources.problems import Problem
from docsite.sources.source import Source

_PHONE = re.compile(r"(?:[0-9]{3})?55501[0-9]{2}")
_DAYS = (
    re.compile(r"(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})/(?P<year>[0-9]{4})"),
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"),
)
_NAMES: tuple[Part, ...] = ("family", "given", "id")


def check(sample: Sample, people: People, wrong: Collection[tuple[int, int]] = ()) -> Iterator[Problem]:
    """Yield a problem for each part of a sample that is about nobody of the list.

    What has a problem already, at one of the positions in `wrong`, is not judged.
    """
    source = sample.source
    persons: dict[str, list[Value]] = {}
    for value in sample.values:
        if (
            value.identity
            and any(value.identity.parts.values())
            and source.position(value.start) not in wrong
        ):
            persons.setdefault(value.identity.who, []).append(value)
    for values in persons.values():
        yield from _contacts(source, values, people)
        if any(_part(value, "mrn") or (value.identity and value.identity.is_patient) for value in values):
            yield from _patient(source, values, people)
        else:
            yield from _staff(source, values, people)


def _part(value: Value, part: Part) -> str:
    return value.identity.parts.get(part, "") if value.identity else ""


def _named(values: Sequence[Value]) -> dict[Part, str]:
    """Return the names and the identifier that values have."""
    return {part: next(filter(None, (_part(value, part) for value in values)), "") for part in _NAMES}


def _contacts(source: Source, values: Sequence[Value], people: People) -> Iterator[Problem]:
    for value in values:
        street, digits = _part(value, "street"), re.sub(r"[^0-9]", "", _part(value, "phone"))
        if street and street.upper() not in people.streets:
            yield source.problem(value.start, "unlisted-person.street", street=street)
        if digits and not _PHONE.fullmatch(digits):
            yield source.problem(value.start, "real-contact.phone", number=value.text)


def _staff(source: Source, values: Sequence[Value], people: People) -> Iterator[Problem]:
    named = _named(values)
    if any(named.values()) and not people.has_staff(named["id"], named["family"], named["given"]):
        yield _unlisted(source, values)


def _unlisted(source: Source, values: Sequence[Value]) -> Problem:
    named = [value for value in values if any(_part(value, part) for part in _NAMES)]
    person = " ".join(value.text for value in named)
    return source.problem(named[0].start, "unlisted-person.person", person=person)


def _patient(source: Source, values: Sequence[Value], people: People) -> Iterator[Problem]:
    named = _named(values)
    numbers = [value for value in values if _part(value, "mrn")]
    if not named["family"] and not named["given"]:
        known = {patient.mrn for patient in people.patients}
        for value in numbers:
            if _part(value, "mrn") not in known:
                yield source.problem(value.start, "unlisted-person.mrn", name=value.name, mrn=value.text)
        return
    patient = people.patient(named["family"], named["given"])
    if patient is None:
        yield _unlisted(source, values)
        return
    wrong = [
        (value, patient.birth) for value in values if _day(_part(value, "birth")) not in ("", patient.birth)
    ]
    wrong += [(value, patient.sex) for value in values if _part(value, "sex") not in ("", patient.sex)]
    for row in dict.fromkeys(value.row for value in numbers):  # of several numbers, one must be the patient's
        own = [value for value in numbers if value.row == row]
        wrong += [(own[0], patient.mrn)] if patient.mrn not in {_part(value, "mrn") for value in own} else []
    person = f"{patient.given} {patient.family}"
    for value, expected in wrong:
        values_of = {"name": value.name, "value": value.text, "person": person, "expected": expected}
        yield source.problem(value.start, "unlisted-person.part", **values_of)


def _day(text: str) -> str:
    """Return a day as YYYYMMDD; text in another form stays as it is."""
    match = next(filter(None, (form.fullmatch(text) for form in _DAYS)), None)
    return f"{match['year']}{match['month']:0>2}{match['day']:0>2}" if match else text
