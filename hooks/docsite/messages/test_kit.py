"""The test kit: every published sample by the case that it belongs to, as tables and as files of one archive.

A case is one order of a fictitious patient, listed in `docs/specs/people.yml`; the index of the samples says to which
case each belongs.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from jinja2 import Environment

from docsite.messages.library import Library
from docsite.messages.people import Case
from docsite.messages.sample import Sample
from docsite.render import render
from docsite.sources import csv_text
from docsite.sources.problems import Problem, did_you_mean
from docsite.sources.source import Source

FENCE = "test-kit"
FILE = "test-kit/iris-test-kit.zip"
TABLES = ("download", "cases", "results")
"""What a fence can show: a link to the archive, all cases with their samples, the findings to expect."""

_CASES = ("case", "order", "mrn", "patient", "shows", "expect", "files")
_RESULTS = ("order", "file", "severity in HL7", "right eye", "left eye", "ICD-10-CM")
_SEVERITY, _EYE = "severity in HL7", "right eye"


@dataclass(frozen=True)
class Result:
    """A result of a case and what it says, by column.

    The severity is "none" where the HL7 results of the case have none, and empty where it has no such result.
    """

    case: Case
    sample: Sample
    outcome: Mapping[str, str]


def of_case(library: Library, case: Case) -> dict[str, list[Sample]]:
    """Return the samples of a case by their kind, in the order of the kinds."""
    found: dict[str, list[Sample]] = {kind: [] for kind in library.site.kinds}
    for sample in library.samples.values():
        if case.id in sample.cases:
            found.setdefault(sample.kind, []).append(sample)
    return {kind: samples for kind, samples in found.items() if samples}


def results(library: Library) -> Iterator[Result]:
    """Yield what each result says of the eyes, with the severity that HL7 has for the same order."""
    for case in library.people.cases.values():
        samples = [sample for samples in of_case(library, case).values() for sample in samples]
        outcomes = [(each, library.formats[each.format].format.outcome(each)) for each in samples]
        severities = [outcome[_SEVERITY] for _, outcome in outcomes if _SEVERITY in outcome]
        severity = next(filter(None, severities), "none" if severities else "")
        for sample, outcome in outcomes:
            if _EYE in outcome:
                yield Result(case, sample, {_SEVERITY: severity, **outcome})


def _packed(library: Library, sample: Sample) -> Mapping[str, str]:
    return library.formats[sample.format].format.packed(sample)


def _file(library: Library, sample: Sample) -> str:
    """Return the path that a sample has in the archive: of several files, that of the sample as it travels."""
    return next(iter(_packed(library, sample)))


def files(library: Library, templates: Environment) -> dict[str, str]:
    """Return the files by path: samples as they travel, the tables as CSV, and a file that says how to use it."""
    cases = library.people.cases.values()
    found = {
        path: text for sample in library.samples.values() for path, text in _packed(library, sample).items()
    }
    found["cases.csv"] = csv_text.write(_CASES, (_case(library, case) for case in cases))
    found["expected-results.csv"] = csv_text.write(
        _RESULTS, (_row(library, each) for each in results(library))
    )
    found["README.txt"] = render(templates, "test-kit.txt", cases=cases)
    return found


def _case(library: Library, case: Case) -> tuple[str, ...]:
    samples = [sample for samples in of_case(library, case).values() for sample in samples]
    names = " ".join(_file(library, sample) for sample in samples)
    return case.title, case.order, case.mrn, case.patient, case.shows, case.expect, names


def _row(library: Library, result: Result) -> tuple[str, ...]:
    columns = {"order": result.case.order, "file": _file(library, result.sample), **result.outcome}
    return tuple(columns[each] for each in _RESULTS)


def show(
    library: Library, templates: Environment, table: str, links: Callable[[str], str], size: Callable[[], int]
) -> str:
    """Return a table as HTML.

    `links` returns the link to a file of the site, or to where a page shows it; `size` that of the archive in bytes.
    """
    if table == "download":
        words = f"{size() / 1000:.0f} kB"
        return render(templates, "test-kit-download.html", link=links(FILE), size=words)
    if table == "results":
        return render(templates, "test-kit-results.html", results=list(results(library)), links=links)
    cases = [(case, of_case(library, case)) for case in library.people.cases.values()]
    return render(templates, "test-kit-cases.html", cases=cases, links=links) if table == "cases" else ""


def check(source: Source) -> Iterator[Problem]:
    """Yield a problem for each fence that asks for a table which the kit does not have."""
    for fence in source.fences():
        if fence.name == FENCE and fence.body not in TABLES:
            facts = {"name": fence.body, "suggestion": did_you_mean(fence.body, TABLES)}
            yield source.problem(fence.start, "unknown-table.test-kit", **facts)
