"""What a reader's message is blamed for: each statement of a page that a message can break, at its place and level."""

from collections.abc import Mapping

import pytest
from docsite.messages.judge import message
from docsite.messages.judge.notes import Finding

from tests.messages.test_mutants import engine
from tests.support import messages

ORDER, RESULT, DOCUMENT = "hl7/orm-o01-new-order.hl7", "hl7/oru-r01-discrete.hl7", "hl7/mdm-t02-pdf-ed.hl7"
LINES, PDF, LINK = "hl7/oru-r01-narrative-lines.hl7", "hl7/oru-r01-pdf-ed.hl7", "hl7/oru-r01-rp-link.hl7"
DIAGNOSES, CHARGE = "hl7/oru-r01-dg1.hl7", "hl7/dft-p03-option2.hl7"
JSON, CSV = "json/order-new-minimal.json", "csv/order-intake.csv"
NPI = '"OrderControlCode": "NW", "OrderingProvider": {"NPI": "1234567890"}'
SSN = "123-45-6789"


def found(sample: str, *changes: tuple[str, str]) -> tuple[Finding, ...]:
    text = messages.real().samples[f"samples/{sample}"].source.text
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return message.of_text(engine(), text).findings


def brief(every: tuple[Finding, ...]) -> list[str]:
    return [f"{each.level} {each.rule} {each.place} {each.question}".strip() for each in every]


BROKEN: Mapping[str, tuple[str, tuple[str, str], list[str]]] = {
    "a procedure without its code": (
        ORDER,
        ("92250^FUN", "^FUN"),
        ["open missing-field OBR-4.1 order-usage"],
    ),
    "another version": (ORDER, ("|T|2.4", "|T|2.5.1"), ["open unknown-code MSH-12 result-version"]),
    "no version": (ORDER, ("|T|2.4", "|T|ABC"), ["error unknown-code MSH-12"]),
    "no MRN by default": (ORDER, ("1|MRN100001^^^^MRN|", "1||"), ["open missing-field PID-2 mrn-field"]),
    "two MRNs": (ORDER, ("1|MRN100001^", "1|MRN900001^"), ["warning broken-echo PID-3.1"]),
    "a time of another form": (
        ORDER,
        ("|20250312100000|ENT", "|03/12/2025|ENT"),
        ["error invalid-value ORC-9"],
    ),
    "no time": (
        ORDER,
        ("|20250312100000|ENT", "||ENT"),
        ["open missing-field ORC-9 schedule-without-appointment"],
    ),
    "a diagnosis in ICD-9": (ORDER, ("|ICD10|", "|ICD9|"), ["error unknown-code DG1-2"]),
    "a spelling of ICD-10": (
        ORDER,
        ("|ICD10|", "|ICD-10|"),
        ["open unknown-code DG1-2 diagnosis-coding-order"],
    ),
    "a code of ICD-9": (ORDER, ("E11.9^", "250.00^"), ["error invalid-value DG1-3.1"]),
    "a code without its dot": (
        ORDER,
        ("E11.9^", "E119^"),
        ["open invalid-value DG1-3.1 diagnosis-coding-order"],
    ),
    "an unknown sex": (ORDER, ("|F|", "|U|"), ["open unknown-code PID-8 pid-8-unknown"]),
    "no sex": (ORDER, ("|F|", "|Female|"), ["error unknown-code PID-8"]),
    "a control code by agreement": (
        ORDER,
        ("|NW|", "|XO|"),
        ["open unknown-code ORC-1 order-control-change"],
    ),
    "no control code": (ORDER, ("|NW|", "|ZZ|"), ["error unknown-code ORC-1"]),
    "another receiver": (ORDER, ("||IRIS|2025", "||EPIC|2025"), ["warning unknown-code MSH-6"]),
    "a date of a year alone": (ORDER, ("|20250310||", "|2025||"), ["error invalid-value OBR-6"]),
    "a schedule of a year alone": (
        ORDER,
        ("^^^20250312^^R||||||||", "^^^2025^^R||||||||"),
        ["error invalid-value OBR-27.4"],
    ),
    "an optional field twice": (
        ORDER,
        ("^425^5550101|", "^425^5550101~1|"),
        ["warning repeated-field PID-13"],
    ),
    "a segment twice": (ORDER, ("DG1|", "OBR|2|X\nDG1|"), ["error repeated-segment OBR"]),
    "a provider without its type": (
        ORDER,
        ("NPI^^^^NPI|DFM", "NPI^^^^NPI~2^ROE^RICHARD|DFM"),
        ["error missing-field ORC-12.13"],
    ),
    "a number of Social Security": (ORDER, ("|200001\n", f"|200001|{SSN}\n"), ["error unused-field PID-19"]),
    "one in another field": (ORDER, ("MRN||DOE", f"MRN|{SSN}|DOE"), ["error forbidden-value"]),
    "one by its type": (ORDER, ("MRN||DOE", "MRN~123456789^^^^SS||DOE"), ["error forbidden-value PID-3.1"]),
    "one in JSON": (
        JSON,
        ('"LocalId": "MRN', f'"LocalId": "{SSN}", "SSN": "MRN'),
        ["error forbidden-value Patient.SSN"],
    ),
    "one in CSV": (CSV, ("850-555-0101", SSN), ["error forbidden-value"]),
    "two names in one": (ORDER, ("DOE^JANE", "DOE & SON^JANE"), ["warning extra-component PID-5.1"]),
    "two orders in one": (
        ORDER,
        ("||W\n", "||W\nORC|NW|ORD100003\nDG1|1|ICD10|E11.9^Type 2^I10|Type 2||W\n"),
        ["error repeated-segment ORC"],
    ),
    "a separator in a line": (LINES, ("JANE DOE|", "JANE & DOE|"), ["error extra-component OBX-5"]),
    "a misspelt observation": (RESULT, ("SEVERITY", "SEVERTY"), ["error unknown-code OBX-3.1"]),
    "another severity": (RESULT, ("CRITICAL", "ALERT"), ["open unknown-code OBX-5 severity-middle-value"]),
    "another MRN": (RESULT, ("|MRN100002||", "|MRN100009||"), ["warning broken-echo PID-3.1"]),
    "another form of the grader": (
        RESULT,
        ("GR0001^SAMPLE^GRACE^20250312142010^GRACE SAMPLE, MD", "GR0001&SAMPLE&GRACE^20250312142010"),
        ["open missing-field OBR-32.3 grader-form", "open extra-component OBR-32.1 grader-form"],
    ),
    "a PDF that is cut": (PDF, ("JVBERi", "JVB*ERi"), ["error invalid-value OBX-5.5"]),
    "a link that is cut": (LINK, ("GetSingle", "Get Single"), ["error invalid-value OBX-5.1"]),
    "a diagnosis with its dot": (
        DIAGNOSES,
        ("E113311", "E11.3311"),
        ["open invalid-value DG1-3.1 result-diagnosis-form"],
    ),
    "a document without a GUID": (
        DOCUMENT,
        ("00000000-0000-4000-8000-000000000002", "D1"),
        ["error invalid-value TXA-12"],
    ),
    "no modifier": (CHARGE, ("|26\n", "|26~XX\n"), ["error unknown-code FT1-26"]),
    "a blank in JSON": (JSON, ('"POC01"', '"POC01 "'), ["warning surrounding-blank Site.LocalId"]),
    "nothing but a blank in JSON": (JSON, ('"POC01"', '" "'), ["error too-short Site.LocalId"]),
    "an NPI in JSON": (JSON, ('"OrderControlCode": "NW"', NPI), ["error wrong-form OrderingProvider.NPI"]),
    "an item twice": (JSON, ('"DR"', '"DR", "DR"'), ["error wrong-form Order.EvaluationTypes"]),
    "an order twice": (CSV, ("ORD-26-0002", "ORD-26-0001"), ["warning duplicate-key OrderLocalId"]),
    "a row without values": (CSV, ("\n2.3.1", f"\n{',' * 21}\n2.3.1"), ["error invalid-csv"]),
    "another form of a date": (CSV, ("04/12/1961", "1961-04-12"), ["open wrong-form PatientDob csv-format"]),
    "no date": (CSV, ("04/12/1961", "02/30/1961"), ["error wrong-form PatientDob"]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_statement_is_found_once(name: str) -> None:
    sample, change, expected = BROKEN[name]
    assert brief(found(sample, change)) == expected


RIGHT: Mapping[str, tuple[str, tuple[str, str]]] = {
    "three parts of a type": (ORDER, ("ORM^O01", "ORM^O01^ORM_O01")),
    "a time with its zone": (ORDER, ("|20250310091200|", "|20250310091200.123-0600|")),
    "escapes": (ORDER, ("DOE^JANE", "O\\T\\DOE\\F\\X^JANE")),
    "identifiers with their types": (ORDER, ("MRN|MRN100001^^^^MRN|", "MRN|T1^^^^CHMRN~MRN100001^^^^MRN|")),
    "two MRNs with their types": (ORDER, ("1|MRN100001^^^^MRN|", "1|M1^^^^CHMRN~MRN100001^^^^MRN|")),
    "another class of patient": (ORDER, ("PV1||O|", "PV1||I|")),
    "a phone number of another form": (CSV, ("850-555-0101", "(850) 555-0101")),
    "a quoted value": (CSV, ("Example Health Plan", '"Example, Health Plan"')),
    "an MRN with its type in a result": (RESULT, ("|MRN100002||", "|MRN100002^^^^MRN||")),
    "a document time to the minute": (DOCUMENT, ("20250312142010", "202503121420")),
}


@pytest.mark.parametrize("name", RIGHT)
def test_what_the_pages_allow_is_not_accused(name: str) -> None:
    sample, change = RIGHT[name]
    assert brief(found(sample, change)) == []


@pytest.mark.parametrize(
    "text", [f"PID|{SSN}", f"{{'{SSN}': 1}}", f"Version,{SSN}\n1,2\n", f"MSH|^~\\&|\nx{SSN} {SSN}\n"]
)
def test_no_finding_quotes_a_number_of_social_security(text: str) -> None:
    every = message.of_text(engine(), text).findings
    assert every
    assert not any(SSN in f"{each.place} {each.fact} {each.remedy}" for each in every)
