"""Cells of tables are written in one style: a capital first, and a period after each of several sentences.

The rule is in docs/contributing/writing.md#cells. What a specification says of a field is a note: it ends with a
period, because other lines follow it in the same cell.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html

from tests.site.test_sentences import pages

DOCS = Path(__file__).parents[2] / "docs"

NAMES = ("athenahealth", "axe-core", "eClinicalWorks", "i-Optics", "iris-cloud-direct-go", "ts-service-bus")
"""Names that begin with a small letter wherever they are."""

COLUMNS = ("Form", "Type", "Type, required")
"""Columns with the names of types, which are spelled as in a schema."""

MESSAGES = ("a condition of the eye.",)
"""Descriptions that are part of a sentence: what the check of a message says."""

LEFT_OUT = ("contributing", "quality")
"""Pages that integrators don't read."""

_CODE = re.compile(r"(?:https?://|[\w.-]+@)")
_AFTER = re.compile(r"[a-z)\]\"'`\u2026][.?!]\s+[A-Z]")
_NOTES = (
    "note",
    "condition",
    "deviation",
    "default",
    "choice",
    "purpose",
    "to_iris",
    "from_iris",
    "description",
)
_FILES = ("specs/hl7/**/*.yml", "specs/csv/*.yml", "specs/codes/*.yml", "schemas/*.json")


def cells(table: Any) -> Iterator[tuple[str, Any]]:
    """Yield the cells of the body of a table, each with the head of its column."""
    heads = [" ".join(each.text_content().split()) for each in table.xpath(".//thead//th")]
    for row in table.xpath(".//tbody/tr"):
        yield from zip(heads, row.xpath("./td|./th"), strict=False)


def starts_small(cell: Any) -> bool:
    """Return whether a cell begins with a small letter that is neither code nor part of a name."""
    text = " ".join(cell.text_content().split())
    code = [" ".join(each.text_content().split()) for each in cell.xpath(".//code|.//kbd")]
    is_code = any(each and text.startswith(each) for each in code)
    return text[:1].islower() and not is_code and not text.startswith(NAMES) and not _CODE.match(text)


def lacks_period(cell: Any) -> bool:
    """Return whether a cell of one paragraph has several sentences, and no period after the last one."""
    for each in cell.xpath(".//*[contains(@class, 'field-table__used')]|.//code"):
        each.text = "X"
        for inner in each:
            each.remove(inner)
    text = " ".join(cell.text_content().split())
    return not cell.xpath("./p|./br|./ul|./span") and bool(_AFTER.search(text)) and text[-1] not in ".:?!"


def test_a_cell_begins_with_a_capital_and_ends_each_of_several_sentences(site: Path) -> None:
    found: list[tuple[str, str, str]] = []
    for address, article in pages(site):
        if address.startswith(LEFT_OUT):
            continue
        for table in article.xpath("//table"):
            for head, cell in cells(table):
                text = " ".join(cell.text_content().split())
                if (head not in COLUMNS and starts_small(cell)) or lacks_period(cell):
                    found.append((address, head, text))

    assert found == [], f"page, column and cell: {found}. See 'Cells' in docs/contributing/writing.md."


def notes(value: object, keys: Collection[str] = _NOTES) -> Iterator[str]:
    """Yield what the data of a specification says of its fields, segments, and options."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            if key in keys and isinstance(each, str):
                yield each
            else:
                yield from notes(each, keys)
    elif isinstance(value, list):
        for each in value:
            yield from notes(each, keys)


@pytest.mark.parametrize(
    "file", sorted(each for pattern in _FILES for each in DOCS.glob(pattern)), ids=lambda each: each.name
)
def test_a_note_ends_with_a_period_and_has_no_semicolon(file: Path) -> None:
    keys = ("description",) if file.suffix == ".json" else _NOTES  # a default of a schema is a value
    data = yaml.safe_load(file.read_text("utf-8"))
    found = [each for each in notes(data, keys) if not each.startswith(MESSAGES)]

    assert [each for each in found if not each.endswith(".") or ";" in each or each[:1].islower()] == []


@pytest.mark.parametrize("file", sorted(DOCS.glob("specs/codes/*.yml")), ids=lambda each: each.name)
def test_a_meaning_begins_with_a_capital_and_has_a_period_only_after_several_sentences(file: Path) -> None:
    codes = yaml.safe_load(file.read_text("utf-8"))["codes"]
    found = [str(code[key]) for code in codes for key in ("text", "kind") if code.get(key)]

    assert [each for each in found if each[:1].islower() or ";" in each] == []
    assert [each for each in found if each.endswith(".") != bool(_AFTER.search(each))] == []


@pytest.mark.parametrize(
    ("cell", "is_wrong"),
    [
        ("<td>the site</td>", True),
        ("<td>The site</td>", False),
        ("<td><code>site</code> or another</td>", False),
        ("<td><a href='#x'>the site</a></td>", True),
        ("<td>athenahealth (athenaNet)</td>", False),
        ("<td>https://example.com</td>", False),
        ("<td>Yes. It comes back</td>", True),
        ("<td>Yes. It comes back.</td>", False),
        ("<td>HL7 v2.4 or later</td>", False),
        ("<td>Ask. See <a href='#x'>the page</a></td>", True),
    ],
)
def test_what_is_no_style_is_found(cell: str, is_wrong: bool) -> None:
    found = html.fragment_fromstring(f"<table><tr>{cell}</tr></table>").xpath(".//td")[0]

    assert (starts_small(found) or lacks_period(found)) is is_wrong
