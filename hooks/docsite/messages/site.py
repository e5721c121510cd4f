"""What this site alone knows, as data: the hosts that samples may name, the kinds of samples, the author of news."""

from collections.abc import Mapping
from dataclasses import dataclass

from docsite.messages import documents
from docsite.sources.problems import Checked
from docsite.sources.source import Source

PATH = "specs/site.yml"


@dataclass(frozen=True)
class Site:
    """The site: `hosts` are domains, `contacts` email addresses, `kinds` are in the order of the test kit."""

    hosts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    author: str = ""
    contacts: tuple[str, ...] = ()


def read(files: Mapping[str, Source]) -> Checked[Site]:
    """Return what the data file says, nothing where there is none."""
    document, problems = documents.load(files[PATH], "site") if PATH in files else Checked(None)
    values = document.value if document else {}
    hosts, kinds, contacts = (tuple(values.get(key, ())) for key in ("hosts", "kinds", "contacts"))
    own = Site(hosts, kinds, values.get("author", ""), contacts)
    return Checked(own, problems)
