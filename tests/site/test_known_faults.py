"""Faults that checks of messages once had, F1 to F14, each proven in the page: what it finds in a message, and no more.

A check crashed, was silent, said one thing twice, or said it at another place; now each message has these findings.
"""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Browser, Page

from tests.support.project import DOCS

ACK, ORDER, RESULT = "hl7/ack-ae.hl7", "hl7/orm-o01-new-order.hl7", "hl7/oru-r01-narrative-lines.hl7"
PDF = "hl7/oru-r01-pdf-ed.hl7"
EVENT, JSON = "json/event-order-creation-receipt.json", "json/order-new-minimal.json"
CSV = "csv/order-intake.csv"

Changes = tuple[tuple[str, str], ...]

FAULTS: Mapping[str, tuple[str, Changes, list[str]]] = {
    # F1: a value of another type stopped the check.
    "F1, an object for text": (EVENT, (('"MRN100001"', '{"a": 1}'),), ["error wrong-type 6 21"]),
    "F1, true for a list": (
        JSON,
        (('"Genders": [', '"Genders": true, "Gender": ['),),
        ["error wrong-type 21 16", "error unknown-value 21 32"],
    ),
    # F2: a schema with a slip was silent; each keyword of a property works.
    "F2, too short": (JSON, (('"POC01"', '""'),), ["error too-short 6 16"]),
    "F2, wrong form": (JSON, (('"11111111-', '"1111-'),), ["error wrong-form 4 17"]),
    "F2, unknown value": (JSON, (('"NW"', '"NN"'),), ["error unknown-value 3 23"]),
    # F3: a long run of one character held the check.
    "F3, a long run": (PDF, (("JVBERi0", "A" * 100_000 + "JVBERi0"),), []),
    # F4: components, subcomponents and repetitions that a type does not have.
    "F4, components of a code": (ACK, (("MSA|AE|", "MSA|AE^junk^junk|"),), ["error extra-component 2 8"]),
    "F4, a separator in text": (ACK, (("Patient not", "Patient^not"),), ["error extra-component 2 29"]),
    "F4, components too many": (ACK, (("&HL70357", "&HL70357^a^b"),), ["error extra-component 3 48"]),
    "F4, a subcomponent": (ORDER, (("ORC|NW|", "ORC|NW&x|"),), ["error extra-component 4 8"]),
    # F5: one gap, or one message more, was said at each segment.
    "F5, a segment left out": (
        RESULT,
        (("OBX|1|ST|SEVERITY^^IRIS|1|NORMAL||||||F\n", ""),),
        ["open invalid-value 6 5"],
    ),
    "F5, two messages": (
        ACK,
        (("HL70357\n", "HL70357\nMSH|^~\\&|A|B|IRIS|IRIS|20250312||ACK^R01^ACK|2|T|2.4\nMSA|AA|3\n"),),
        [],
    ),
    # F6: what a line cannot be read for was also missing.
    "F6, small letters": (ACK, (("MSA|", "msa|"),), ["error invalid-hl7 2 1"]),
    "F6, a blank before a name": (ACK, (("MSA|", " MSA|"),), ["error invalid-hl7 2 1"]),
    "F6, a control character": (ACK, (("MSA|", "\x02MSA|"),), ["error invalid-hl7 2 1"]),
    # F7: of several things that are missing at one place, one was said.
    "F7, properties": (
        "",
        (("", '{"Version": "2.3.1", "OrderControlCode": "NW"}'),),
        ["error missing-key 1 1", "error missing-key 1 1"],
    ),
    "F7, columns": (
        CSV,
        (("Version,OrderControlCode", "DepartmentName,OrderName"),),
        ["open missing-key 1 1", "open unknown-key 1 1", "open unknown-key 1 16"],
    ),
    # F8: blanks at the end of a line, and two segments on one.
    "F8, a trailing blank": (ACK, (("not found", "not found "),), ["warning invalid-hl7 2 38"]),
    "F8, two segments on a line": (ACK, (("not found\n", "not found "),), ["error invalid-hl7 2 39"]),
    "F8, a blank after a code": (ACK, (("|AE|", "|AE |"),), ["error invalid-value 2 5"]),
    # F9: what was said did not say what to do.
    "F9, a backslash twice": (ACK, (("^~\\&", "^\\~\\&"),), ["error invalid-hl7 1 5"]),
    "F9, a blank after MSH": (ACK, (("MSH|", "MSH |"),), ["error invalid-hl7 1 4"]),
    "F9, an empty first line": (ACK, (("MSH|", "\nMSH|"),), ["warning invalid-hl7 1 1"]),
    "F9, semicolons": (CSV, ((",", ";"),), ["open invalid-csv 1 8"]),
    # F10: null, blanks and loose forms passed as values.
    "F10, null": (ACK, (("|ACK00000002|", '|""|'),), ["error missing-field 1 62"]),
    "F10, a blank": (ORDER, (("|O|POC01|", "|O| |"),), ["error missing-field 3 8"]),
    "F10, a blank in JSON": (JSON, (('"POC01"', '" "'),), ["error too-short 6 16"]),
    "F10, an NPI": (CSV, (("1234567893,Robin", "1234567890,Robin"),), ["error wrong-form 2 170"]),
    "F10, no such day": (CSV, (("04/12/1961", "02/30/1961"),), ["error wrong-form 2 100"]),
    "F10, no such day in JSON": (JSON, (("8/3/1962", "2/30/1962"),), ["error unknown-value 20 12"]),
    # F11: a line feed at the end of a value, and email addresses that are none.
    "F11, a line feed": (JSON, (('"2.3.1"', '"2.3.1\\n"'),), ["error wrong-form 2 14"]),
    "F11, an email address": (
        CSV,
        (
            ("PatientPhone", "CameraOperatorEmail"),
            ("850-555-0101", "a@"),
            ("251-555-0142", "a@b.c"),
        ),
        ["error wrong-form 2 113"],
    ),
    # F12: one slip had two findings.
    "F12, a misspelt property": (JSON, (('"Version"', '"Versio"'),), ["error unknown-key 2 3"]),
    "F12, a misspelt column": (CSV, (("PatientDob", "PatientDb"),), ["error unknown-key 1 110"]),
    "F12, a birth date": (ORDER, (("19620803", "19621303"),), ["error invalid-value 2 52"]),
    "F12, an ordering provider": (ORDER, (("1234567893^ROE", "^ROE"),), ["error missing-field 4 76"]),
    # F13: repetitions that the page allows were refused, and those without their type passed.
    "F13, two identifiers": (
        ORDER,
        (("MRN100001^^^^MRN|MRN100001^^^^MRN", "MRN1^^^^MRN~M1^^^^CHMRN|MRN1^^^^MRN"),),
        [],
    ),
    "F13, two without a type": (ORDER, (("^^^^MRN||", "^^^^MRN~M1||"),), ["error missing-field 2 41"]),
    "F13, no identifier": (ORDER, (("|MRN100001^^^^MRN||", "|^^^^MRN||"),), ["error missing-field 2 24"]),
    # F14: what nobody sees, a time zone that is none, a repeated field.
    "F14, an invisible character": (ACK, (("Patient", "Pa\u200btient"),), ["error invalid-hl7 2 23"]),
    "F14, a time zone": (ORDER, (("20250310091200", "20250310091200+9999"),), ["error invalid-value 1 30"]),
    "F14, a repeated code": (ORDER, (("ORC|NW|", "ORC|NW~NW|"),), ["error repeated-field 4 8"]),
}


@pytest.fixture(scope="module")
def page(started_browser: tuple[Browser, str], server: str) -> Page:
    page = started_browser[0].new_page()
    page.goto(f"{server}check/")
    return page


@pytest.mark.parametrize("name", FAULTS)
def test_the_page_finds_this_and_no_more(page: Page, name: str) -> None:
    sample, changes, expected = FAULTS[name]
    text = (DOCS / "samples" / sample).read_text("utf-8") if sample else ""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, -1 if old == "," else 1)
    page.fill("#message", "")
    page.fill("#message", text)
    found = page.eval_on_selector_all(
        "ol#findings > li",
        "all => all.map(({ dataset: { level, rule, line, column } }) => [level, rule, line, column].join(' '))",
    )
    assert found == expected
