"""The fictitious people of all samples, and the cases: their orders, each with all its samples."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from docsite.messages import documents
from docsite.sources.problems import Checked
from docsite.sources.source import Source

PATH = "specs/people.yml"


@dataclass(frozen=True)
class Patient:
    """A patient; the birth date is YYYYMMDD."""

    family: str
    given: str
    birth: str
    sex: str
    mrn: str


@dataclass(frozen=True)
class Case:
    """An order of a patient, and what its samples show.

    Attributes:
        id: The name by which samples belong to it.
        order: Its order number.
        mrn: The patient's MRN.
        title: What kind of case it is, in a word or two.
        shows: What one learns by it.
        expect: What comes back, where no result does.
        patient: The patient's name.
    """

    id: str
    order: str
    mrn: str
    title: str
    shows: str
    expect: str = ""
    patient: str = ""


@dataclass(frozen=True)
class People:
    """Everybody who may appear in a sample.

    Attributes:
        patients: All patients.
        staff: Family name, given name and identifiers of everybody else.
        streets: Streets that an address may have, in capitals.
        cases: By id, in the order in which the test kit shows them.
    """

    patients: tuple[Patient, ...] = ()
    staff: tuple[tuple[str, str, frozenset[str]], ...] = ()
    streets: frozenset[str] = frozenset()
    cases: Mapping[str, Case] = field(default_factory=dict)

    def patient(self, family: str, given: str) -> Patient | None:
        """Return the patient of a name, whatever its case."""
        name = (family.upper(), given.upper())
        return next(
            (each for each in self.patients if (each.family.upper(), each.given.upper()) == name), None
        )

    def has_staff(self, identity: str, family: str, given: str) -> bool:
        """Return whether somebody has this identifier, if there is one, and this name, if there is one."""
        for last, first, ids in self.staff:
            named = not (family or given) or (family.upper(), given.upper()) == (last.upper(), first.upper())
            if named and (not identity or identity in ids):
                return True
        return False


def read(files: Mapping[str, Source]) -> Checked[People]:
    """Return the people of the data file, nobody where there is none."""
    document, problems = documents.load(files[PATH], "people") if PATH in files else Checked(None)
    value: Mapping[str, Any] = document.value if document else {}
    patients = tuple(Patient(**each) for each in value.get("patients", ()))
    names = {each.mrn: f"{each.given.capitalize()} {each.family.capitalize()}" for each in patients}
    cases = (Case(**each, patient=names.get(each["mrn"], "")) for each in value.get("cases", ()))
    people = People(
        patients,
        tuple(_staff(value.get("staff", ()))),
        frozenset(each.upper() for each in value.get("streets", ())),
        {case.id: case for case in cases},
    )
    return Checked(people, problems)


def _staff(entries: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str, frozenset[str]]]:
    for each in entries:
        yield each["family"], each["given"], frozenset(each["ids"])
