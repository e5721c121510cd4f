"""What must never be published in a sample: real telephone numbers, addresses, hosts, secrets and SSNs."""

import re
from collections.abc import Iterator

from docsite.sources.problems import Problem
from docsite.sources.source import Source

_HOSTS = ("example.com", "example.org", "example.net", "retinalscreenings.com")
"""Domains that a sample may name: those kept for examples, and IRIS's own."""

_TELEPHONE = re.compile(r"(?<![\w.-])\(?[0-9]{3}\)?[ .-]?[0-9]{3}[.-][0-9]{4}(?![\w-])")
_FICTITIOUS = re.compile(r"555[.-]?01[0-9]{2}$")
_MAIL = re.compile(r"[\w.+-]+@(?P<host>[\w-]+(?:\.[\w-]+)+)")
_ADDRESS = re.compile(r"https?://(?P<host>[\w.-]+)")
_SSN = re.compile(r"(?<![\w-])[0-9]{3}-[0-9]{2}-[0-9]{4}(?![\w-])")
_SECRET = re.compile(
    r"(?<![0-9A-Za-z])[0-9a-fA-F]{32,}(?![0-9A-Za-z])|eyJ[\w-]{10,}\.[\w-]+|AKIA[0-9A-Z]{16}|(?:AccountKey|SharedAccessKey)=\S+"
)


def scan(source: Source) -> Iterator[Problem]:
    """Yield a problem for each such text of a sample."""
    text = source.text
    for match in _TELEPHONE.finditer(text):
        if not _FICTITIOUS.search(match[0]):
            yield source.problem(match.start(), "real-contact.phone", number=match[0])
    for match in _MAIL.finditer(text):
        if not _is_ours(match["host"]):
            yield source.problem(match.start(), "real-contact.email", address=match[0])
    for match in _ADDRESS.finditer(text):
        if not _is_ours(match["host"]):
            yield source.problem(match.start("host"), "real-contact.host", host=match["host"])
    for match in _SSN.finditer(text):
        yield source.problem(match.start(), "real-contact.ssn", number=match[0])
    for match in _SECRET.finditer(text):
        yield source.problem(match.start(), "secret-token", begins=match[0][:12])


def _is_ours(host: str) -> bool:
    return any(host.lower() == each or host.lower().endswith(f".{each}") for each in _HOSTS)
