"""What must never be published in a sample or on a page: real phone numbers, addresses, hosts, secrets and SSNs."""

import re
from collections.abc import Iterator, Sequence

from docsite.messages.people import People
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
_DIGITS = re.compile(r"[0-9]{2}[.-][0-9]{4}")
"""What each of these numbers has."""
_SSN = re.compile(r"(?<![\w-])[0-9]{3}-[0-9]{2}-[0-9]{4}(?![\w-])")
_SECRET = re.compile(
    r"(?<![0-9A-Za-z])[0-9a-fA-F]{32,}(?![0-9A-Za-z])|AKIA[0-9A-Z]{16}|(?:AccountKey|SharedAccessKey)=\S+"
)
_WRITTEN_SECRET = re.compile(
    r"(?<![0-9A-Za-z])[0-9a-fA-F]{32,}(?![0-9A-Za-z])|AKIA[0-9A-Z]{16}|(?:AccountKey|SharedAccessKey)=[\w+/=-]{16,}"
)
"""On a page, which may say what a key looks like."""

_TOKEN = re.compile(r"(?<![\w-])(?=[\w-]++\.[\w-])[\w-]*?(?P<token>eyJ[\w-]{10,}\.[\w-]+)")
"""A JSON Web Token, anywhere in a run of its characters."""
_PATIENT = re.compile(r"^[ \t>]*PID(?:\|[^|\n]*){4}\|(?P<family>[^|^\n]+)\^(?P<given>[^|^\n]+)", re.MULTILINE)
"""The name of a patient in an HL7 message, or a part of one."""


def scan(source: Source, hosts: Sequence[str] = ()) -> Iterator[Problem]:
    """Yield a problem for each such text of a sample; `hosts` are the site's own domains."""
    ours = (*_EXAMPLES, *hosts)
    yield from _private(source, ours)
    for match in _ADDRESS.finditer(source.text):
        if not _is_of(match["host"], ours):
            yield source.problem(match.start("host"), "real-contact.host", host=match["host"])


def scan_page(
    source: Source, hosts: Sequence[str], contacts: Sequence[str], people: People
) -> Iterator[Problem]:
    """Yield a problem for each such text of a page, and for each patient of a message that is nobody of ours.

    A page may link to any host. `contacts` are addresses that readers may write to.
    """
    yield from _private(source, (*_EXAMPLES, *hosts), contacts, _WRITTEN_SECRET)
    for match in _PATIENT.finditer(source.text, source.body) if people.patients else ():
        if not people.patient(match["family"], match["given"]):
            person = f"{match['family']}^{match['given']}"
            yield source.problem(match.start("family"), "unlisted-person.person", person=person)


def _private(
    source: Source, ours: Sequence[str], contacts: Sequence[str] = (), secret: re.Pattern[str] = _SECRET
) -> Iterator[Problem]:
    text = source.text
    for match in _PHONE.finditer(text) if _DIGITS.search(text) else ():
        if not _FICTITIOUS.search(match[0]):
            yield source.problem(match.start(), "real-contact.phone", number=match[0])
    for match in _MAIL.finditer(text) if "@" in text else ():
        if not _is_of(match["host"], ours) and match[0] not in contacts:
            yield source.problem(match.start(), "real-contact.mail", address=match[0])
    for match in _SSN.finditer(text) if _DIGITS.search(text) else ():
        yield source.problem(match.start(), "real-contact.ssn", number=match[0])
    secrets = [(match.start(), match[0]) for match in secret.finditer(text)]
    if "eyJ" in text:
        secrets += [(match.start("token"), match["token"]) for match in _TOKEN.finditer(text)]
    for start, found in secrets:
        yield source.problem(start, "secret-token", start=found[:12])


def _is_of(host: str, domains: Sequence[str]) -> bool:
    return any(host.lower() == each or host.lower().endswith(f".{each}") for each in domains)
