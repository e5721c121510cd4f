"""The fictitious people of all samples, and what in a sample is about a person."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docsite.document import Document

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
class People:
    """Everybody who may appear in a sample.

    Attributes:
        patients: All patients.
        staff: Family name, given name and identifiers of everybody else.
        streets: Streets that may stand in an address, in capitals.
    """

    patients: tuple[Patient, ...] = ()
    staff: tuple[tuple[str, str, frozenset[str]], ...] = ()
    streets: frozenset[str] = frozenset()

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
    return People(
        tuple(Patient(**each) for each in value.get("patients", ())),
        tuple(_staff(value.get("staff", ()))),
        frozenset(each.upper() for each in value.get("streets", ())),
    )


def _staff(entries: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str, frozenset[str]]]:
    for each in entries:
        yield each["family"], each["given"], frozenset(each["ids"])
