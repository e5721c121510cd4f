"""The HL7 data of the project for tests, as it is and with a part of it changed."""

from collections.abc import Mapping
from functools import cache

from docsite import render
from docsite.messages.hl7.format import FORMAT
from docsite.messages.hl7.linker import Hl7Linker
from docsite.messages.hl7.matched_message import MatchedMessage
from docsite.messages.hl7.reference import Reference
from docsite.sources.paths import DocsPath
from docsite.sources.source import Source

from tests.support import messages
from tests.support.messages import edited, files

__all__ = ["contexts", "edited", "files", "lines", "linker", "real"]


@cache
def real() -> Reference:
    """Return the reference of the project."""
    reference: Reference = messages.real().formats["hl7"].reference
    return reference


@cache
def contexts() -> Mapping[str, MatchedMessage]:
    """Return what each sample is checked with, by path below docs/."""
    return {path: each.content for path, each in messages.real().samples.items() if each.format == "hl7"}


def lines(changes: Mapping[str, str], shown: Mapping[DocsPath, Source] | None = None) -> list[str]:
    """Return the problem lines of the data where files, by path below docs/, or all pages are others."""
    return messages.lines(changes, shown, [FORMAT])


def linker(page: str, addresses: Mapping[str, str]) -> Hl7Linker:
    """Return what renders HL7 data on a page, without questions; a file that has no address has its path as such."""
    templates = render.environment(None)
    own = messages.real().linker(real(), templates, lambda path: addresses.get(path, path), page)
    return Hl7Linker(**{**vars(own), "concerned": {}})
