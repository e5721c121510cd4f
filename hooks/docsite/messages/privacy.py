"""What must never be published in a sample: real phone numbers, addresses, hosts, secrets and SSNs."""

import re
from collections.abc import Iterator, Sequence

from docsite.sources.problems import Problem
from docsite.sources.source import Source

_EXAMPLES = ("example.com", "example.org", "example.net")
"""The domains that RFC 2606 keeps for examples."""

_PHONE = re.compile(r"(?<![\w.-])\(?[0-9]{3}\)?[ .-]?[0-9]{3}[.-][0-9]{4}(?![\w-])")
_FICTITIOUS = re.compile(r"555[.-]?01[0-9]{2}$")
_MAIL = re.compile(r"[\w.+-]+@(?P<host>[\w-]+(?:\.[\w-]+)+)")
_ADDRESS = re.compile(r"https?://(?P<host>[\w.-]+)")
_SSN = re.compile(r"(?<![\w-])[0-9]{3}-[0-9]{2}-[0-9]{4}(?![\w-])")
_SECRET = re.compile(
    r"(?<![0-9A-Za-z])[0-9a-fA-F]{32,}(?![0-9A-Za-z])|eyJ[\w-]{10,}\.[\w-]+|AKIA[0-9A-Z]{16}|(?:AccountKey|SharedAccessKey)=\S+"
)


def scan(source: Source, hosts: Sequence[str] = ()) -> Iterator[Problem]:
    """Yield a problem for each such text of a sample; `hosts` are the site's own domains."""
    text, ours = source.text, (*_EXAMPLES, *hosts)
    for match in _PHONE.finditer(text):
        if not _FICTITIOUS.search(match[0]):
            yield source.problem(match.start(), "real-contact.phone", number=match[0])
    for match in _MAIL.finditer(text):
        if not _is_of(match["host"], ours):
            yield source.problem(match.start(), "real-contact.mail", address=match[0])
    for match in _ADDRESS.finditer(text):
        if not _is_of(match["host"], ours):
            yield source.problem(match.start("host"), "real-contact.host", host=match["host"])
    for match in _SSN.finditer(text):
        yield source.problem(match.start(), "real-contact.ssn", number=match[0])
    for match in _SECRET.finditer(text):
        yield source.problem(match.start(), "secret-token", start=match[0][:12])


def _is_of(host: str, domains: Sequence[str]) -> bool:
    return any(host.lower() == each or host.lower().endswith(f".{each}") for each in domains)
