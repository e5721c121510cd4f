"""The fictitious people of all samples, and what in a sample is about a person."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docsite.sources.yaml_text import Document

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
        id: The name by which HL7 samples belong to it: their story.
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
        streets: Streets that may stand in an address, in capitals.
        cases: The orders of all samples, in the order in which the test kit shows them.
    """

    patients: tuple[Patient, ...] = ()
    staff: tuple[tuple[str, str, frozenset[str]], ...] = ()
    streets: frozenset[str] = frozenset()
    cases: tuple[Case, ...] = ()

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


def read(document: Document | None) -> People:
    """Return the people of the data; nobody where there is none."""
    value: Mapping[str, Any] = document.value if document else {}
    patients = tuple(Patient(**each) for each in value.get("patients", ()))
    names = {each.mrn: f"{each.given.capitalize()} {each.family.capitalize()}" for each in patients}
    return People(
        patients,
        tuple(_staff(value.get("staff", ()))),
        frozenset(each.upper() for each in value.get("streets", ())),
        tuple(Case(**each, patient=names.get(each["mrn"], "")) for each in value.get("cases", ())),
    )


def _staff(entries: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str, frozenset[str]]]:
    for each in entries:
        yield each["family"], each["given"], frozenset(each["ids"])
