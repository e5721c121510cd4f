"""CSV samples against the fields of their intake: names, required columns, and the form of each value.

A sample `docs/samples/csv/NAME.csv` is held to `docs/specs/csv/NAME.yml`, and shown with each name in its
header linked to the row of the field.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jinja2 import Environment

from docsite.messages import annotated, privacy
from docsite.messages.annotated import Line, Piece, Shown
from docsite.messages.csv_files.fields import Field, Intake
from docsite.messages.people import PATH, People
from docsite.sources import csv_text
from docsite.sources.csv_text import Cell
from docsite.sources.problems import Problem, did_you_mean, expected, remedy
from docsite.sources.source import Source

FOLDER = "samples/csv"

_DATE = r"(0[1-9]|1[0-2])/(0[1-9]|[12][0-9]|3[01])/[0-9]{4}"
_FORMS: Mapping[str, tuple[str, str]] = {
    "date": (_DATE, "a date as MM/DD/YYYY"),
    "datetime": (rf"{_DATE}( ([01][0-9]|2[0-3]):[0-5][0-9])?", "a date and time as MM/DD/YYYY HH:MM"),
    "number": (r"[0-9]+", "digits"),
    "guid": (r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", "a GUID in the form 8-4-4-4-12"),
    "phone": (r"[0-9]{3}-[0-9]{3}-[0-9]{4}", "a telephone number as 202-555-0111"),
    "email": (r"[\w.+-]+@([\w-]+\.)+[a-z]+", "an e-mail address"),
}

_STAFF = ("OrderingProvider", "ReferringProvider", "CameraOperator", "HealthPlanPrimaryCareProvider")


@dataclass(frozen=True)
class IntakeSample:
    """A CSV sample with its rows; `name` is that of its file and of the fields it is held to."""

    path: str
    name: str
    source: Source
    rows: list[list[Cell]]


def read(path: str, source: Source) -> tuple[IntakeSample, list[Problem]]:
    """Return a sample and what is wrong with its form; `path` is below docs/."""
    rows, problems = csv_text.load(source)
    name = path.rsplit("/", 1)[-1].removesuffix(".csv")
    return IntakeSample(path, name, source, rows), [*problems]


def check(found: IntakeSample, intake: Intake) -> Iterator[Problem]:
    """Yield what breaks the fields of the intake."""
    if not found.rows:
        return
    source, fields = found.source, {field.name: field for field in intake.fields}
    header, *rows = found.rows
    yield from _header(found, header, fields)
    for row in rows:
        if len(row) != len(header):
            count = f"{len(row)} value{'' if len(row) == 1 else 's'}"
            fact = f"the row has {count}; expected {len(header)}, one for each name of the header"
            message = f"{fact}. Is there a comma too many or too few?"
            yield source.problem(row[0].start, "wrong-length", message)
            continue
        for name, cell in zip(header, row, strict=True):
            field = fields.get(name.value)
            if field and (message := _fault(field, cell.value)):
                rule = "missing-key" if not cell.value else "unknown-value" if field.values else "wrong-form"
                yield source.problem(cell.start, rule, message)


def _header(found: IntakeSample, header: list[Cell], fields: Mapping[str, Field]) -> Iterator[Problem]:
    names = [cell.value for cell in header]
    for number, cell in enumerate(header):
        if cell.value not in fields:
            what = remedy(cell.value, fields, f"See docs/specs/csv/{found.name}.yml.")
            yield found.source.problem(cell.start, "unknown-key", f"there is no field '{cell.value}'. {what}")
        elif cell.value in names[:number]:
            message = f"field '{cell.value}' stands here a second time. Keep one of the two."
            yield found.source.problem(cell.start, "duplicate-key", message)
    for field in fields.values():
        if field.required and field.name not in names:
            message = f"the header has no '{field.name}'. Add it: {field.description}"
            yield found.source.problem(0, "missing-key", message)


def _fault(field: Field, value: str) -> str:
    """Return what is wrong with a value, as a message."""
    if not value:
        return f"the row has no '{field.name}'. Add it: {field.description}" if field.required else ""
    if field.values and value not in field.values:
        meant = did_you_mean(value, field.values)
        listed = len(field.values) <= 8
        wanted = f"expected {expected(field.values, '')}" if listed else "see the values of the field"
        return f"'{value}' is not a {field.name}; {wanted}." + (f" Did you mean '{meant}'?" if meant else "")
    pattern, form = _FORMS.get(field.type, ("", ""))
    if pattern and not re.fullmatch(pattern, value):
        return f"{field.name} is '{value}'; expected {form}."
    return ""


def persons(found: IntakeSample, people: People) -> Iterator[Problem]:
    """Yield a problem for each person who is not one of those that may appear in a sample."""
    yield from privacy.scan(found.source)
    header, *rows = found.rows or [[]]
    for row in rows:
        cells = dict(zip((cell.value for cell in header), row, strict=False))
        values = {name: cell.value for name, cell in cells.items()}
        given, family = values.get("PatientFirstName", ""), values.get("PatientLastName", "")
        patient = people.patient(family, given)
        born = patient.birth if patient else ""
        own = {"PatientLocalId": patient.mrn, "PatientBirthGender": patient.sex} if patient else {}
        own |= {"PatientDob": f"{born[4:6]}/{born[6:]}/{born[:4]}"} if patient else {}
        if patient is None and (given or family):
            yield _unlisted(
                found, cells["PatientLastName" if family else "PatientFirstName"], f"{given} {family}"
            )
        for name, value in own.items():
            if values.get(name, value) != value:
                fact = f"{name} is '{values[name]}', but {given} {family} of docs/{PATH} has '{value}'."
                yield found.source.problem(cells[name].start, "unlisted-person", f"{fact} Correct it.")
        for prefix in _STAFF:
            named = {name: value for name, value in values.items() if name.startswith(prefix) and value}
            first = next(
                (value for name, value in named.items() if name.endswith(("FirstName", "First"))), ""
            )
            last = next((value for name, value in named.items() if name.endswith(("LastName", "Last"))), "")
            identity = named.get(f"{prefix}NPI", "")
            if (first or last or identity) and not people.has_staff(identity, last, first):
                shown = " ".join(filter(None, (first, last, identity)))
                yield _unlisted(found, cells[next(iter(named))], shown)


def _unlisted(found: IntakeSample, cell: Cell, shown: str) -> Problem:
    message = f"'{shown}' is nobody of docs/{PATH}. Replace it; a real person must never be published."
    return found.source.problem(cell.start, "unlisted-person", message)


def show(templates: Environment, found: IntakeSample, intake: Intake, download: str, page: str) -> str:
    """Return a sample as HTML; `page` is the link to the page of the fields, empty for this one."""
    fields = {field.name: field for field in intake.fields}
    lines = found.source.text.rstrip().split("\n")
    at, pieces = 0, []
    for cell in found.rows[0] if found.rows else ():
        field = fields.get(cell.value)
        link = f"{page}#{field.id}" if field else ""
        title = f"{field.name}: {field.description}" if field else ""
        pieces += [Piece(found.source.text[at : cell.start])] if at < cell.start else []
        pieces.append(Piece(found.source.text[cell.start : cell.end], link, title))
        at = cell.end
    shown = [Line(tuple(pieces)), *annotated.unlinked("\n".join(lines[1:]))]
    return annotated.show(templates, Shown("csv", f"{found.name}.csv", download, tuple(shown), id=found.name))
