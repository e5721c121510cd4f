"""The hosts that a customer's network lets through: one data file for the tables of all pages and for files to load.

Every connection goes out from the customer's network. A fence `hosts` names the list that it shows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docsite.messages import documents
from docsite.messages.linker import Linker
from docsite.messages.named_places import NamedPlace, Pages, link
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


@dataclass(frozen=True)
class HostList:
    """The hosts of an environment, or of what else connects."""

    id: str
    title: str
    hosts: tuple[Host, ...]

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
    values = document.value if document else {"lists": ()}
    lists = [_list(document, number, each) for number, each in enumerate(values["lists"]) if document]
    return Checked({each.id: each for each in lists}, problems)


def _list(document: Document, number: int, value: Mapping[str, Any]) -> HostList:
    hosts = (
        _host(document, ("lists", number, "hosts", row), each) for row, each in enumerate(value["hosts"])
    )
    return HostList(value["id"], value["title"], tuple(hosts))


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
