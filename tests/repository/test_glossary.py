"""Abbreviations: each that the pages use has a tooltip and an entry in the glossary."""

import re
from pathlib import Path

from docsite.sources import source

from tests.support.project import ROOT

DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if "includes" not in path.parts)
TOOLTIPS = (DOCS / "includes/abbreviations.md").read_text("utf-8")
ABBREVIATIONS = re.findall(r"^\*\[([^\]]+)\]:", TOOLTIPS, re.MULTILINE)
GLOSSARY = (DOCS / "glossary.md").read_text("utf-8")

REVIEWED = {
    *(
        "IRIS",
        "ID",
        "US",
        "II",
        "CT",
        "MRI",
        "GB",
        "KB",
        "MB",
        "NT",
        "PHP",
        "WSL",
    ),  # known to all who read them
    *("BMP", "DCM", "JPG", "PNG", "SVG", "TIFF"),  # endings of files
    *(
        "CLARUS",
        "DRS",
        "ECW",
        "EIDON",
        "FORUM",
        "NMFOP",
        "OCHIN",
        "TRC",
        "ZEISS",
    ),  # names of products and vendors
    *("AND", "CODE", "EYE", "FUNDUS", "PHOTO", "REPORT", "STAT", "WITH"),  # names of orders in an EMR
    *(
        "AA",
        "AE",
        "AR",
        "CR",
        "DRME",
        "ED",
        "FS",
        "LF",
        "ME",
        "RP",
        "VT",
    ),  # values and characters, told in place
    *("OD", "OS", "OU"),  # told at each place, and in the glossary
    *("MSH", "MSA", "PID", "ORC", "OBR", "OBX", "NTE", "TXA", "EVN", "ERR"),  # segments
}
"""Words in capitals that need no tooltip; add one only with the reason for its group."""

_WORD = re.compile(r"(?<![\w.`/&$-])[A-Z]{2,6}(?:s\b|\b)(?![-./_\w])")
_NO_PROSE = re.compile(r"`[^`\n]*`|\]\([^)\s]*\)|<[^>\n]+>|\{[^}\n]*\}|https?://\S+|\*\*?You.*?\*\*")


def used(path: Path) -> set[str]:
    """Return the words in capitals in the prose of a page, outside code, addresses and markup."""
    page, _ = source.decode(path.name, path.read_bytes())
    prose = _NO_PROSE.sub(" ", page.prose[page.body :])
    return {word.removesuffix("s") for word in _WORD.findall(prose)}


def test_every_abbreviation_of_the_pages_has_a_tooltip() -> None:
    known = {*ABBREVIATIONS, *REVIEWED}
    missing = {
        word: path.relative_to(DOCS).as_posix()
        for path in PAGES
        if "contributing" not in path.parts
        for word in used(path) - known
    }

    assert missing == {}, "add them to docs/includes/abbreviations.md and docs/glossary.md"


def test_every_abbreviation_has_an_entry_in_the_glossary() -> None:
    terms = re.findall(r"^(?!:|#|\s)(.+?)\s*\{ ?#", GLOSSARY, re.MULTILINE)
    known = {word for term in terms for word in re.split(r"[^\w-]+", term)}

    assert [each for each in ABBREVIATIONS if each not in known] == []


def test_abbreviations_are_in_order() -> None:
    assert sorted(ABBREVIATIONS, key=str.casefold) == ABBREVIATIONS


def test_every_reviewed_word_is_used() -> None:
    words = set().union(*map(used, PAGES))

    assert sorted(REVIEWED - words) == []
