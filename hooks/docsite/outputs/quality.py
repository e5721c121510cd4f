"""The guide's report on itself: what a build has counted and judged, as values for a page and for a file.

Nothing in it depends on a clock or a machine. What only `make audit` can know is read from the file that it has
written, with its date.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment

from docsite.addresses import relative_address
from docsite.messages.linker import QUESTIONS
from docsite.messages.questions import show as questions
from docsite.messages.questions.data import BLOCKS
from docsite.outputs import audit_figures, feed
from docsite.project import Project
from docsite.render import render
from docsite.sources import suppressions
from docsite.sources.paths import DocsPath, OutputPath, SitePath
from docsite.sources.problems import Level
from docsite.sources.source import Source

FENCE = "quality-report"
MARK = '<div id="quality-report"></div>'
"""What the fence leaves on its page for the report, which can only be made when all pages are built."""

FILE = OutputPath("quality/report.json")
_HEAVIEST = 10


@dataclass(frozen=True)
class Built:
    """What is known of the built pages: the links by kind, the anchors, and the size of each page."""

    links: Mapping[str, int]
    anchors: int
    sizes: Mapping[DocsPath, int]


def report(
    project: Project, levels: Mapping[str, Level], sources: Iterable[Source], built: Built
) -> dict[str, Any]:
    """Return the report as plain values; `sources` are all texts in which an exception can be."""
    return {
        "newest_source": max((date for _, date in _dates(project)), default=""),
        "pages": len(project.pages),
        "links": dict(built.links),
        "anchors": built.anchors,
        "samples": list(_samples(project)),
        "rows_without_sample": list(_rows(project)),
        "exceptions": [
            {"path": source.path, "line": line, "rules": rules, "reason": reason}
            for source in sources
            for line, rules, reason in suppressions.exceptions(source)
        ],
        "questions": list(_questions(project)),
        "reviews": list(_reviews(project)),
        "heaviest": _heaviest(project, built.sizes),
        "rules": [{"rule": rule, "level": levels[rule]} for rule in sorted(levels)],
        "audit": dict(audit_figures.read(project).value),
    }


def page(found: Mapping[str, Any], address: SitePath, templates: Environment) -> str:
    """Return a report as HTML for the page at an address."""
    top = relative_address(SitePath(""), address)
    values = {"most_links": max(1, *found["links"].values()), "blocks": BLOCKS}
    return render(templates, "quality-report.html", report=found, top=top, **values)


def text(found: Mapping[str, Any]) -> str:
    """Return a report as the file that programs read."""
    return f"{json.dumps(found, indent=2, ensure_ascii=False)}\n"


def _dates(project: Project) -> Iterator[tuple[DocsPath, str]]:
    """Yield each date that a page says it was reviewed on, and each of the page of changes."""
    for path in project.pages:
        document = project.front_matter[path].document
        if document and (date := document.value.get("reviewed")):
            yield path, str(date)
    if feed.PAGE in project.sources:
        yield from ((feed.PAGE, entry.date) for entry in feed.entries(project.sources[feed.PAGE]))


def _samples(project: Project) -> Iterator[dict[str, Any]]:
    """Yield how many samples each format has and what holds them."""
    counts = Counter(sample.format for sample in project.messages.samples.values())
    for name, known in project.messages.formats.items():
        if counts[name]:
            proofs = list(known.format.proofs)
            yield {"format": known.format.title, "samples": counts[name], "proved_by": proofs}


def _rows(project: Project) -> Iterator[dict[str, Any]]:
    """Yield the tables that have rows in which no sample has a value, with these rows and the address of each."""
    messages = project.messages
    for known in messages.formats.values():
        missing: dict[tuple[str, str], list[dict[str, str]]] = {}
        for row, name in known.format.rows(known.reference):
            page = messages.shown_on.get((row.fence, row.names))
            if row not in messages.used and page is not None:
                address = f"{project.address(page)}#{row.anchor}"
                missing.setdefault((row.fence, row.names), []).append({"row": name, "address": address})
        yield from ({"table": names, "rows": rows} for (_, names), rows in missing.items())


def _questions(project: Project) -> Iterator[dict[str, Any]]:
    """Yield how many open questions there are by what they block: of all paths first, then of each.

    A question about several paths counts for each of them.
    """
    asked, page = project.messages.questions, project.messages.shown_on.get((QUESTIONS, ""))
    for group in questions.groups(asked, project.pages) if page else ():
        counts = dict(zip(BLOCKS, group.counts, strict=True))
        address = f"{project.address(page)}#path-{group.path}" if page else ""
        yield {"path": group.path, "title": group.title, "address": address, "blocks": counts}


def _reviews(project: Project) -> Iterator[dict[str, str]]:
    """Yield when each page was reviewed, the oldest first."""
    dates = {path: date for path, date in _dates(project) if path != feed.PAGE}
    for path in sorted(dates, key=lambda path: (dates[path], path)):
        title, address = project.pages[path]
        yield {"page": title, "address": address, "reviewed": dates[path]}


def size(html: str) -> int:
    """Return the bytes of a page as a host sends it."""
    return len(gzip.compress(html.encode(), mtime=0))


def _heaviest(project: Project, sizes: Mapping[DocsPath, int]) -> Sequence[dict[str, Any]]:
    """Return the pages whose HTML is the largest as a host sends it, in bytes."""
    heaviest = sorted(sizes, key=lambda path: (-sizes[path], path))[:_HEAVIEST]
    pages = [(path, *project.pages[path]) for path in heaviest if path in project.pages]
    return [{"page": title, "address": address, "bytes": sizes[path]} for path, title, address in pages]
