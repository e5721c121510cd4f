"""What must never be published in a sample: real phone numbers, addresses, hosts, secrets and SSNs."""

import re
from collections.abc import Iterator, Sequence

from docsite.sources.problems import Problem
from docsite.sources.source import Source

_EXAMPLES = ("example.com", "example.org", "example.net")
"""The domains that RFC 2606 keeps for examples."""

_PHONE = re.compile(r"(?<![\w.-])\(?[0-9]{3}\)?[ .-]?[0-9]{3}[.-][0-9]{4}(?![\w-])")
_FICTITIOUS = re.compile(r"555[.-]?01[0-9]{2}$")
# An expression that begins with a run begins where the run does: one that is tried at each of its characters takes
# quadratic time, and a PDF in Base64 is one run.
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@(?P<host>[\w-]+(?:\.[\w-]+)+)")
_ADDRESS = re.compile(r"https?://(?P<host>[\w.-]+)")
_SSN = re.compile(r"(?<![\w-])[0-9]{3}-[0-9]{2}-[0-9]{4}(?![\w-])")
_SECRET = re.compile(
    r"(?<![0-9A-Za-z])[0-9a-fA-F]{32,}(?![0-9A-Za-z])|AKIA[0-9A-Z]{16}|(?:AccountKey|SharedAccessKey)=\S+"
)
_TOKEN = re.compile(r"(?<![\w-])(?=[\w-]++\.[\w-])[\w-]*?(?P<token>eyJ[\w-]{10,}\.[\w-]+)")
"""A JSON Web Token, anywhere in a run of its characters."""


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
    secrets = [(match.start(), match[0]) for match in _SECRET.finditer(text)]
    secrets += [(match.start("token"), match["token"]) for match in _TOKEN.finditer(text)]
    for start, secret in secrets:
        yield source.problem(start, "secret-token", start=secret[:12])


def _is_of(host: str, domains: Sequence[str]) -> bool:
    return any(host.lower() == each or host.lower().endswith(f".{each}") for each in domains)
