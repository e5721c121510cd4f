"""The HL7 data of the project for tests, as it is and with a part of it changed."""

from collections.abc import Iterable, Mapping
from functools import cache

from docsite import render
from docsite.messages.hl7 import compiled
from docsite.messages.hl7.format import FORMAT
from docsite.messages.hl7.linker import Hl7Linker
from docsite.messages.hl7.matched_message import MatchedMessage
from docsite.messages.hl7.reference import Reference
from docsite.messages.judge import common, hl7, hl7_text
from docsite.messages.judge.common import Settings
from docsite.messages.judge.hl7_text import Reading
from docsite.messages.judge.notes import Note, problem_of, settled
from docsite.sources.paths import DocsPath
from docsite.sources.problems import line
from docsite.sources.source import Source

from tests.support import messages
from tests.support.messages import edited, files

__all__ = ["contexts", "edited", "files", "lines", "linker", "notes", "reading", "real", "said"]


@cache
def real() -> Reference:
    """Return the reference of the project."""
    reference: Reference = messages.real().formats["hl7"].reference
    return reference


@cache
def contexts() -> Mapping[str, MatchedMessage]:
    """Return what each sample is checked with, by path below docs/."""
    return {path: each.content for path, each in messages.real().samples.items() if each.format == "hl7"}


def reading(text: str) -> Reading:
    """Return the messages of a text and what is wrong with its form."""
    return hl7_text.read(real().rules, text)


def notes(path: str, text: str) -> list[Note]:
    """Return what is wrong with a text that takes the place of a sample."""
    known = contexts()[path]
    spec = compiled.of_message(known.spec, known.options, common.Addresses())
    rules = {**common.rules(Settings()), "hl7": real().rules}
    return settled(hl7.check(rules, spec, reading(text).messages[0]))


def said(found: Iterable[Note]) -> list[str]:
    """Return notes as problem lines of a file `x.hl7`."""
    return [line(problem_of("x.hl7", note)) for note in found]


def lines(changes: Mapping[str, str], shown: Mapping[DocsPath, Source] | None = None) -> list[str]:
    """Return the problem lines of the data where files, by path below docs/, or all pages are others."""
    return messages.lines(changes, shown, [FORMAT])


def linker(page: str, addresses: Mapping[str, str]) -> Hl7Linker:
    """Return what renders HL7 data on a page, without questions; a file that has no address has its path as such."""
    templates = render.environment(None)
    own = messages.real().linker(real(), templates, lambda path: addresses.get(path, path), page)
    return Hl7Linker(**{**vars(own), "concerned": {}})
