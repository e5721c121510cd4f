"""What must never be published in a sample: real telephone numbers, addresses, hosts, secrets and SSNs."""

import re
from collections.abc import Iterator

from docsite.sources.problems import Problem
from docsite.sources.source import Source

_HOSTS = ("example.com", "example.org", "example.net", "retinalscreenings.com")
"""Domains that a sample may name: those kept for examples, and IRIS's own."""

_TELEPHONE = re.compile(r"(?<![\w.-])\(?[0-9]{3}\)?[ .-]?[0-9]{3}[.-][0-9]{4}(?![\w-])")
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


def scan(source: Source) -> Iterator[Problem]:
    """Yield a problem for each such text of a sample."""
    text = source.text
    for match in _TELEPHONE.finditer(text):
        if not _FICTITIOUS.search(match[0]):
            message = (
                f"telephone number '{match[0]}' may be real. Write one that ends in 555-01 and two digits."
            )
            yield source.problem(match.start(), "real-contact", message)
    for match in _MAIL.finditer(text):
        if not _is_ours(match["host"]):
            message = f"e-mail address '{match[0]}' may be real. Write one at example.com."
            yield source.problem(match.start(), "real-contact", message)
    for match in _ADDRESS.finditer(text):
        if not _is_ours(match["host"]):
            message = f"host '{match['host']}' may be real. Write example.com."
            yield source.problem(match.start("host"), "real-contact", message)
    for match in _SSN.finditer(text):
        yield source.problem(
            match.start(), "real-contact", f"'{match[0]}' has the form of an SSN. Remove it."
        )
    secrets = [(match.start(), match[0]) for match in _SECRET.finditer(text)]
    secrets += [(match.start("token"), match["token"]) for match in _TOKEN.finditer(text)]
    for start, secret in secrets:
        message = f"'{secret[:12]}…' looks like a secret. Write a word in its place, such as TOKEN."
        yield source.problem(start, "secret-token", message)


def _is_ours(host: str) -> bool:
    return any(host.lower() == each or host.lower().endswith(f".{each}") for each in _HOSTS)
