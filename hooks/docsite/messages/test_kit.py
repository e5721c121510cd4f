"""The test kit: every published sample by the case that it belongs to, as tables and as one archive.

A case is one order of a fictitious patient, listed in `docs/specs/people.yml`. An HL7 sample names its case
as its story, a JSON or CSV sample by the order number in it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment

from docsite.messages.csv_files.samples import IntakeSample
from docsite.messages.json_schema.samples import Sample as JsonSample
from docsite.messages.people import Case
from docsite.outputs.archive import pack
from docsite.project import Project
from docsite.render import render
from docsite.sources import csv_text
from docsite.sources.problems import Problem, remedy
from docsite.sources.source import Source

FENCE = "test-kit"
FILE = "test-kit/iris-test-kit.zip"
TABLES = ("download", "cases", "results")
"""What a fence can show: a link to the archive, all cases with their samples, the findings to expect."""

KINDS = ("orders", "results", "events", "acknowledgments", "gradings")
_OF_SCHEMA = {"order-request": "orders", "order-event": "events", "grading-submission": "gradings"}
_OF_MESSAGE = {"orm-o01": "orders", "ack": "acknowledgments"}


@dataclass(frozen=True)
class Item:
    """A sample: its path below docs/, its kind, a title, the text, and what ties it to a case."""

    path: str
    kind: str
    title: str
    text: str
    ties: frozenset[str]

    @property
    def name(self) -> str:
        """Its file name."""
        return self.path.rpartition("/")[2]

    @property
    def file(self) -> str:
        """Its path in the archive."""
        form = self.path.split("/")[1]
        return f"{form}/{self.kind}/{self.name}"


@dataclass(frozen=True)
class Expected:
    """What a result says: its order, the severity in HL7, the findings of each eye, and the ICD-10 codes.

    The severity is "none" where the messages of the order have none, and empty where the kit has no message.
    """

    case: Case
    item: Item
    severity: str
    right: str
    left: str
    codes: str


def items(project: Project) -> list[Item]:
    """Return all samples in the order of their indexes."""
    found = []
    for path, each in project.hl7.samples.items():
        kind = _OF_MESSAGE.get(each.spec, "results")
        found.append(Item(path, kind, each.title, f"{each.text}\n", frozenset({each.story})))
    for path, sample in project.messages.samples.items():
        kind = _OF_SCHEMA.get(sample.schema, "results")
        found.append(Item(path, kind, sample.title, f"{sample.text}\n", frozenset({_order(sample)})))
    for table in project.intake_samples.values():
        title = f"CSV import of {len(table.rows) - 1} orders"
        found.append(Item(table.path, "orders", title, table.source.text, frozenset(_orders(table))))
    return found


def of_case(case: Case, found: Iterable[Item], kind: str) -> list[Item]:
    """Return the samples of one kind that belong to a case."""
    return [item for item in found if item.kind == kind and {case.id, case.order} & item.ties]


def expected(project: Project) -> Iterator[Expected]:
    """Yield what each result in JSON says, with the severity that HL7 has for the same order."""
    found = items(project)
    for case in project.hl7.people.cases:
        results = of_case(case, found, "results")
        severities = [_severity(project, item.path) for item in results if item.path in project.hl7.samples]
        severity = next(filter(None, severities), "none" if severities else "")
        for item in results:
            sample = project.messages.samples.get(item.path)
            if sample:
                grading = _object(sample.document.value, "Gradings")
                missing = _object(sample.document.value, "Order").get("MissingEyeReason") or ""
                right, left = (_eye(_object(grading, eye), missing) for eye in ("OD", "OS"))
                yield Expected(case, item, severity, right, left, " ".join(grading.get("DxCodes") or ()))


def archive(project: Project, templates: Environment) -> bytes:
    """Return the archive: samples as they travel, the tables as CSV, and a file that tells how to use it."""
    found = items(project)
    files = {item.file: item.text for item in found}
    for item in found:
        if item.file.startswith("hl7/"):
            files[item.file] = item.text.replace("\n", "\r")
            framed = item.file.replace("hl7/", "mllp/", 1).removesuffix(".hl7")
            files[f"{framed}.mllp"] = f"\x0b{files[item.file]}\x1c\r"
    columns: tuple[str, ...] = ("case", "order", "mrn", "patient", "shows", "expect", "files")
    files["cases.csv"] = csv_text.write(columns, _cases(project, found))
    columns = ("order", "file", "severity in HL7", "right eye", "left eye", "ICD-10-CM")
    files["expected-results.csv"] = csv_text.write(columns, map(_row, expected(project)))
    files["README.txt"] = render(templates, "test-kit.txt", cases=project.hl7.people.cases)
    return pack(files)


def show(templates: Environment, project: Project, table: str, links: Callable[[str], str]) -> str:
    """Return a table as HTML; `links` gives the link to a file of the site, or to where a page shows it."""
    if table == "download":
        size = f"{len(archive(project, templates)) / 1000:.0f} kB"
        return render(templates, "test-kit-download.html", link=links(FILE), size=size)
    if table == "results":
        return render(templates, "test-kit-results.html", results=list(expected(project)), links=links)
    found = items(project)
    cases = [
        (case, [(kind, each) for kind in KINDS if (each := of_case(case, found, kind))])
        for case in project.hl7.people.cases
    ]
    return render(templates, "test-kit-cases.html", cases=cases, links=links) if table == "cases" else ""


def check(source: Source) -> Iterator[Problem]:
    """Yield a problem for each fence that asks for a table which the kit does not have."""
    for fence in source.fences():
        body = fence.content.strip()
        if fence.info.split()[:1] == [FENCE] and body not in TABLES:
            what = remedy(body, TABLES, f"Tables: {', '.join(TABLES)}.")
            yield source.problem(fence.start, "unknown-table", f"the test kit has no table '{body}'. {what}")


def _order(sample: JsonSample) -> str:
    value: Any = sample.document.value
    places = (_object(value, "Order"), "LocalId"), (value, "OrderLocalId"), (value, "LocalId")
    return next((str(each[key]) for each, key in places if isinstance(each, Mapping) and each.get(key)), "")


def _object(value: Any, key: str) -> Mapping[str, Any]:
    """Return an object of a message, an empty one where a broken sample has none."""
    found = value.get(key) if isinstance(value, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _orders(table: IntakeSample) -> Iterator[str]:
    header, *rows = table.rows or [[]]
    for row in rows:
        yield from (
            cell.value for name, cell in zip(header, row, strict=False) if name.value == "OrderLocalId"
        )


def _severity(project: Project, path: str) -> str:
    sample = project.hl7.samples.get(path)
    for segment in sample.message.segments if sample and sample.message else ():
        if segment.name == "OBX" and segment.field(3).text.startswith("SEVERITY"):
            return segment.field(5).text
    return ""


def _eye(value: Mapping[str, Any], missing: str) -> str:
    """Return what a result says of an eye in words; an eye without images has no value."""
    if not value:
        return f"no images: {missing}" if missing else "no images"
    if not value.get("Gradable"):
        return f"not gradable: {', '.join(value.get('UngradableReasons') or ())}".rstrip(": ")
    findings = [(each.get("Finding", ""), each.get("Result")) for each in value.get("Findings") or ()]
    return "; ".join(f"{finding}: {result}" if result else finding for finding, result in findings)


def _row(each: Expected) -> tuple[str, ...]:
    return each.case.order, each.item.file, each.severity, each.right, each.left, each.codes


def _cases(project: Project, found: list[Item]) -> Iterator[tuple[str, ...]]:
    for case in project.hl7.people.cases:
        files = [item.file for kind in KINDS for item in of_case(case, found, kind)]
        yield case.title, case.order, case.mrn, case.patient, case.shows, case.expect, " ".join(files)
