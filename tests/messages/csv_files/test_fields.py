"""Tables of CSV fields: what the data says is what the page shows, and wrong data is told."""

from typing import Any

import pytest
from lxml import html

from tests.support.mini_sites import Mini

SPEC = """\
title: Fields & more
description: All fields.
fields:
  - name: City
    required: false
    type: text
    description: The <b>city</b>
    example: "A & B"
  - name: PatientLocalId
    required: true
    description: Yours
    note: Keep it.
  - name: Gender
    required: true
    type: code
    values: ["M", "F"]
    codes: ISO & co
    description: Sex
    deprecated: true
"""
PAGE = "# Import\n\n```csv-fields\norders\n```\n\n[field](#csv-city)\n"


def files(spec: str = SPEC, page: str = PAGE) -> dict[str, str]:
    return {"docs/specs/csv/orders.yml": spec, "docs/import.md": page}


def cells(text: str) -> list[list[str]]:
    rows: Any = html.fromstring(text).xpath("//table[contains(@class, 'field-table')]/tbody/tr")
    return [[" ".join(" ".join(cell.itertext()).split()) for cell in row] for row in rows]


@pytest.mark.parametrize("extensions", [[], ["pymdownx.superfences", "tables"]])
def test_a_table_shows_required_fields_first(mini: Mini, extensions: list[str]) -> None:
    outcome = mini(files(), theme="mkdocs", markdown_extensions=extensions, exclude_docs="/specs/")
    text = outcome.html("import/index.html")

    assert outcome.lines == []
    assert cells(text) == [
        ["PatientLocalId", "Required", "", "Yours Keep it."],
        ["Gender", "Required", "code", "Sex Deprecated. Values: M , F Codes: ISO & co"],
        ["City", "Optional", "text", "The <b>city</b> Example: A & B"],
    ]
    assert "Fields &amp; more: 2 required, then 1 optional" in text
    assert 'id="csv-patientlocalid"' in text


def test_a_table_that_is_not_there_is_told(mini: Mini) -> None:
    outcome = mini(
        files(page="# Import\n\n```csv-fields\norder\n```\n\n```csv-fields\nx\n```\n"), theme="mkdocs"
    )

    assert outcome.lines == [
        "docs/import.md:3:1: there is no field table 'order'. Did you mean 'orders'? [unknown-table]",
        "docs/import.md:7:1: there is no field table 'x'. Use 'orders'. [unknown-table]",
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title: Fields", "titel: Fields", "1:1: unknown key 'titel'. Did you mean 'title'? [unknown-key]"),
        (
            "    required: false\n",
            "",
            "4:5: an item of 'fields' has no 'required'. Add it: true or false. [missing-key]",
        ),
        (
            "name: City",
            "name: The city",
            "4:11: 'name' must be letters and digits, not 'The city'. Correct it. [unknown-value]",
        ),
        (
            "name: Gender",
            "name: city",
            "13:11: duplicate field 'city'. Delete one. [duplicate-key]",
        ),
        (
            "type: text",
            "type: texte",
            (
                "6:11: 'type' must be text, date, datetime, code, number, npi, guid, phone, email, boolean,"
                " state, diagnosis, or version, not 'texte'. Did you mean 'text'? [unknown-value]"
            ),
        ),
        (
            "values: [",
            "values: [1, ",
            "16:14: an item of 'values' must be text, not the number 1. Put it in quotes. [wrong-type]",
        ),
        ('["M", "F"]', "[]", "16:13: 'values' is empty. Fill it in or remove it. [empty-row]"),
        (
            "The <b>city</b>",
            "A: b",
            (
                "7:19: the file is not YAML: second ':' in 'description: A: b'. Put the value in quotes. "
                "[invalid-yaml]"
            ),
        ),
    ],
)
def test_wrong_data_is_told_at_its_place(mini: Mini, old: str, new: str, expected: str) -> None:
    outcome = mini(files(SPEC.replace(old, new, 1), "# Import\n"), theme="mkdocs")

    assert old in SPEC
    assert outcome.lines == [f"docs/specs/csv/orders.yml:{expected}"]


@pytest.mark.parametrize("spec", ["", "text", "- a\n", "fields: {a: b}\n"])
def test_a_file_of_another_form_is_told(mini: Mini, spec: str) -> None:
    outcome = mini(files(spec, "# Import\n"), theme="mkdocs")

    assert outcome.failed
    assert all(each.startswith("docs/specs/csv/orders.yml:1:") for each in outcome.lines)


def test_every_field_of_the_guide_has_its_row(real: Any) -> None:
    rows = cells(real.html("basic/csv-import/index.html"))

    assert len(rows) > 20
    assert [row[1] for row in rows] == sorted((row[1] for row in rows), reverse=True)
