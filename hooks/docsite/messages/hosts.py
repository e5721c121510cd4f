"""The hosts that a customer's network lets through: one data file for the tables of all pages and for files to load.

Every connection goes out from the customer's network. A fence `hosts` names the list that it shows.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from docsite.messages import documents
from docsite.messages.linker import Linker
from docsite.messages.named_places import NamedPlace, Pages, link
from docsite.messages.shown_on import ShownOn
from docsite.render import render
from docsite.sources import csv_text
from docsite.sources.problems import Checked, Problem, did_you_mean
from docsite.sources.source import Source
from docsite.sources.wording import choices, short
from docsite.sources.yaml_text import Document, Step

PATH = "specs/hosts.yml"
FENCE = "hosts"
FOLDER = "hosts/"
"""Where the site has the lists as files."""

_COLUMNS = ("From", "Host", "Port", "Protocol", "Direction", "Purpose")
_DIRECTION = "Outbound"


@dataclass(frozen=True)
class Host:
    """A row: who opens the connection, to where, and what for; `question` is the place of an open one."""

    source: str
    name: str
    port: int
    protocol: str
    purpose: str
    question: NamedPlace | None = None


class Place(NamedTuple):
    """Where a list is written."""

    document: Document
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class HostList:
    """The hosts of an environment, or of what else connects."""

    id: str
    title: str
    hosts: tuple[Host, ...]
    place: Place

    @property
    def file(self) -> str:
        """Where the site has the list as a file, below its root."""
        return f"{FOLDER}{self.id}.csv"

    @property
    def has_sources(self) -> bool:
        """Whether its connections come from different places."""
        return len({host.source for host in self.hosts}) > 1


Hosts = Mapping[str, HostList]


def read(files: Mapping[str, Source]) -> Checked[Hosts]:
    """Return the lists by id, nothing where there is no data file."""
    document, problems = documents.load(files[PATH], "hosts") if PATH in files else Checked(None)
    if document is None:
        return Checked({}, problems)
    lists = [_list(document, number, each) for number, each in enumerate(document.value["lists"])]
    return Checked({each.id: each for each in lists}, [*problems, *_twice(lists)])


def _twice(lists: Iterable[HostList]) -> Iterator[Problem]:
    """Yield a problem for each list that has the name of one before it, and for each row that its list has already."""
    seen: set[str] = set()
    for listed in lists:
        document, steps = listed.place
        if listed.id in seen:
            yield document.at_value((*steps, "id"), "duplicate-key.list", id=listed.id)
        seen.add(listed.id)
        rows: set[tuple[str, str, int]] = set()
        for row, host in enumerate(listed.hosts):
            key = host.source, host.name, host.port
            if key in rows:
                values = {"host": short(host.name), "port": host.port}
                yield document.at_value((*steps, "hosts", row, "host"), "duplicate-key.host", **values)
            rows.add(key)


def _list(document: Document, number: int, value: Mapping[str, Any]) -> HostList:
    hosts = (
        _host(document, ("lists", number, "hosts", row), each) for row, each in enumerate(value["hosts"])
    )
    return HostList(value["id"], value["title"], tuple(hosts), Place(document, ("lists", number)))


def _host(document: Document, steps: tuple[Step, ...], row: Mapping[str, Any]) -> Host:
    target = row.get("question")
    question = NamedPlace(target, FENCE, document, (*steps, "question")) if target else None
    return Host(row["from"], row["host"], row["port"], row["protocol"], row["purpose"], question)


def check(hosts: Hosts, source: Source) -> Iterator[Problem]:
    """Yield a problem for each fence of a page that names a list which there is not."""
    for fence in source.fences():
        if hosts and fence.name == FENCE and fence.body not in hosts:
            facts = {
                "noun": "list of hosts",
                "name": short(fence.body),
                "what": choices(hosts, f"docs/{PATH}"),
            }
            meant = did_you_mean(fence.body, hosts)
            yield source.problem(fence.start, "unknown-table.table", suggestion=meant, **facts)


def unshown(hosts: Hosts, shown_on: ShownOn) -> Iterator[Problem]:
    """Yield a problem for each list that no page shows."""
    for listed in hosts.values():
        if (FENCE, listed.id) not in shown_on:
            facts = {"noun": "list of hosts", "name": listed.id, "names": listed.id}
            document, steps = listed.place
            yield document.at_value((*steps, "id"), "unused-table", fence=FENCE, **facts)


def show(listed: HostList, linker: Linker[Any], pages: Pages) -> str:
    """Return the table of a list."""
    return render(
        linker.templates,
        "hosts.html",
        listed=listed,
        file=linker.file(listed.file),
        link=lambda place: link(place.target, linker.address, pages)[-1] if place else "",
        direction=_DIRECTION,
    )


def downloads(hosts: Hosts) -> Iterator[tuple[str, str]]:
    """Yield path and text of each list as a CSV file."""
    for listed in hosts.values():
        rows = (
            (host.source, host.name, str(host.port), host.protocol, _DIRECTION, host.purpose)
            for host in listed.hosts
        )
        yield listed.file, csv_text.write(_COLUMNS, rows)
