"""What this site alone knows, as data: the hosts that samples may name, the kinds of samples, the author of news."""

from collections.abc import Mapping
from dataclasses import dataclass

from docsite.messages import documents
from docsite.sources.problems import Checked
from docsite.sources.source import Source

PATH = "specs/site.yml"


@dataclass(frozen=True)
class Site:
    """The site: `hosts` are domains, `kinds` are in the order of the test kit."""

    hosts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    author: str = ""


def read(files: Mapping[str, Source]) -> Checked[Site]:
    """Return what the data file says, nothing where there is none."""
    document, problems = documents.load(files[PATH], "site") if PATH in files else Checked(None)
    values = document.value if document else {}
    own = Site(tuple(values.get("hosts", ())), tuple(values.get("kinds", ())), values.get("author", ""))
    return Checked(own, problems)
