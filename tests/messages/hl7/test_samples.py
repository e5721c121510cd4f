"""HL7 samples: each kind of breach is told at its line and column; a second parser takes what we take."""

import contextlib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from docsite.messages import annotated, echoes, identities
from docsite.messages.hl7.format import FORMAT
from docsite.messages.hl7.reference import Reference
from docsite.messages.judge import common, values
from docsite.messages.linker import Linker
from docsite.sources.problems import RULES
from docsite.sources.source import Source
from hl7apy.consts import VALIDATION_LEVEL  # type: ignore[import-untyped]  # it has no types
from hl7apy.exceptions import HL7apyException  # type: ignore[import-untyped]
from hl7apy.parser import parse_message  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import places
from tests.support.golden import golden
from tests.support.hl7_data import contexts, edited, files, lines, linker, notes, reading, real, said
from tests.support.messages import real as library
from tests.support.messages import sample_lines
from tests.support.mini_sites import Mini

GOLDEN = Path(__file__).with_name("golden")
FOLDER = "samples/hl7/"
SAMPLES = {
    "orm-o01": "orm-o01-two-dg1.hl7",
    "oru-r01": "oru-r01-discrete.hl7",
    "mdm-t02": "mdm-t02-discrete-narrative-rp.hl7",
    "dft-p03": "dft-p03-option2.hl7",
    "ack": "ack-ae.hl7",
}


def fields(line: int, number: int, value: str) -> Callable[[str], str]:
    """Return what puts a value into a field of a line; fields that do not exist yet are added."""

    def change(text: str) -> str:
        rows = text.split("\n")
        parts = rows[line - 1].split("|")
        index = number - 1 if parts[0] == "MSH" else number
        parts += [""] * (index + 1 - len(parts))
        parts[index] = value
        rows[line - 1] = "|".join(parts)
        return "\n".join(rows)

    return change


def swapped(text: str) -> str:
    rows = text.split("\n")
    rows[1], rows[2] = rows[2], rows[1]
    return "\n".join(rows)


def doubled(text: str) -> str:
    rows = text.split("\n")
    return "\n".join([*rows[:2], *rows[1:]])


def without(line: int) -> Callable[[str], str]:
    return lambda text: "\n".join(row for number, row in enumerate(text.split("\n"), 1) if number != line)


def replaced(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


BREACHES: Mapping[str, Callable[[str], str]] = {
    "another escape character": replaced("|^~\\&|", "|^~/&|"),
    "an escape character alone": fields(1, 3, "A\\B"),
    "an empty line": replaced("\n", "\n\n"),
    "an unknown segment": lambda text: f"{text}ZZZ|1\n",
    "a segment that is misspelt": replaced("\n", "\nMSG|1\n"),
    "two segments in the wrong order": swapped,
    "a segment twice": doubled,
    "a segment missing": without(2),
    "a field missing": fields(1, 10, ""),
    "a field that the specification has not": fields(1, 30, "x"),
    "a field repeated": fields(1, 10, "A~B"),
    "an unknown code": fields(1, 11, "Q"),
    "another version": fields(1, 12, "3.0"),
    "no time": fields(1, 7, "20251399"),
    "a secret": fields(1, 3, "0123456789abcdef0123456789abcdef"),
    "a real address": fields(1, 3, "somebody@hospital.org"),
    "markup": fields(1, 3, "<script>"),
}

OWN: Mapping[str, Mapping[str, Callable[[str], str]]] = {
    "orm-o01": {
        "a stranger": replaced("PUBLIC^JOHN", "SMITH^JOHN"),
        "another birth date": replaced("|19581012|", "|19581013|"),
        "another MRN": replaced("MRN100002^^^^MRN|", "MRN999^^^^MRN|"),
        "an unknown street": replaced("100 EXAMPLE WAY", "1 MAIN ST"),
        "a real telephone": replaced("(425)555-0101^^PH^^^425^5550101", "(425)234-5678"),
        "a stranger in staff": replaced("ENT001^STAFF", "ENT001^JONES"),
        "an NPI without its check digit": replaced("1234567893", "1234567890"),
        "an SSN": fields(2, 19, "123-45-6789"),
        "a component missing": replaced("ORD100002^ACME|||||", "^ACME|||||"),
        "no type in a field that repeats": replaced(
            "OP0001^ROE^RICHARD^^^^^^ACME^^^^ACME", "OP0001^ROE^RICHARD"
        ),
        "another order number": replaced("OBR|1|ORD100002^ACME", "OBR|1|ORD100009^ACME"),
        "a number out of turn": replaced("DG1|2", "DG1|3"),
        "a field that is never sent": fields(2, 4, "X"),
    },
    "oru-r01": {
        "a stranger": replaced("PUBLIC^JOHN", "SMITH^JOHN"),
        "an unknown flag": replaced("Moderate|||A|", "Moderate|||AB|"),
        "the flag of another value": replaced("Moderate|||A|", "Moderate|||AA|"),
        "a flag where none fits": replaced("Gradable Image||||||F", "Gradable Image|||A|||F"),
        "no flag": replaced("Moderate|||A|", "Moderate||||"),
        "an unknown identifier": replaced("RIGHTDIABRETIN", "RIGHTDIABETES"),
        "an unknown value": replaced("Moderate|||A|", "Middling|||A|"),
        "a type of value that is not sent": replaced("OBX|2|ST", "OBX|2|NM"),
        "a counter out of turn": replaced(
            "OBX|2|ST|RIGHTDIABRETIN^^IRIS|2", "OBX|3|ST|RIGHTDIABRETIN^^IRIS|3"
        ),
        "another sub-ID": replaced("RIGHTDIABRETIN^^IRIS|2", "RIGHTDIABRETIN^^IRIS|7"),
        "another order": replaced("ORC|RE|ORD100002", "ORC|RE|ORD100003"),
        "another patient": replaced("|MRN100002||PUBLIC", "|MRN100001||PUBLIC"),
        "another clinic": replaced("|O|POC01|", "|O|POC02|"),
        "another visit": replaced("||||||||||200002\n", "||||||||||200009\n"),
        "another provider": replaced(
            "ORC|RE|ORD100002|900002^IRIS||F||||20250312142018|||1234567893^",
            "ORC|RE|ORD100002|900002^IRIS||F||||20250312142018|||OP0002^",
        ),
        "another procedure": replaced("92250^FUNDUS PHOTOGRAPHY", "92251^FUNDUS PHOTOGRAPHY"),
        "a field that IRIS leaves empty": fields(2, 10, "W"),
    },
    "mdm-t02": {
        "a document of another order": replaced("||ORD100001|||F", "||ORD100002|||F"),
        "an unknown status": replaced("||ORD100001|||F", "||ORD100001|||LA"),
        "a line number of two digits": replaced("Result^^IRIS|001", "Result^^IRIS|01"),
        "no event": fields(2, 2, ""),
    },
    "dft-p03": {
        "a modifier of the other charge": replaced("report^CPT|26", "report^CPT|TC"),
        "an unknown combination": replaced("report^CPT|26", "report^CPT|26~26"),
        "a grader who is not the same": replaced(
            "PV1|1|O|POC01||||2000000002^SAMPLE^GRACE", "PV1|1|O|POC01||||1234567893^ROE^RICHARD"
        ),
        "another charge than the procedure": replaced(
            "|92000035^OPHTHALMOSCOPY W/ FUNDUS PHOTO|TC", "|92000036^OPHTHALMOSCOPY W/ FUNDUS PHOTO|TC"
        ),
        "an order number of IRIS that no result has": replaced("FT1|1||900002", "FT1|1||900009"),
        "a third charge": lambda text: text + text.split("\n")[5].replace("FT1|2", "FT1|3") + "\n",
        "a price": fields(5, 11, "100"),
    },
    "ack": {
        "an answer to nothing": replaced("MSA|AE|250312142018", "MSA|AE|250312142019"),
        "a code of the other mode": replaced("MSA|AE", "MSA|CE"),
    },
}


def told(message: str, change: Callable[[str], str]) -> list[str]:
    """Return what is wrong with the sample of a message once it is changed, without the folder."""
    path = FOLDER + SAMPLES[message]
    found = sample_lines(path, change(files()[path].text))
    return [each.replace(f"docs/{FOLDER}", "") for each in found]


def test_each_kind_of_breach_in_each_message_is_told_at_its_place() -> None:
    report = ""
    for message in SAMPLES:
        for kind, change in (*BREACHES.items(), *OWN[message].items()):
            report += (
                "\n".join(
                    [
                        f"{message}, {kind}:",
                        *(f"    {each}" for each in told(message, change) or ["(nothing)"]),
                    ]
                )
                + "\n"
            )
    golden(GOLDEN / "breaches.txt", report)
    silent = re.findall(r"^(.*):\n    \(nothing\)$", report, re.MULTILINE)
    assert silent == [f"{message}, markup" for message in SAMPLES]


def test_a_whole_line_reads_as_promised() -> None:
    change = replaced("Moderate|||A|", "Moderate|||AB|")
    assert told("oru-r01", change) == [
        "oru-r01-discrete.hl7:7:44: OBX-8 must be 'A' or 'AA', not 'AB'. [unknown-code]"
    ]


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_line_ends_do_not_matter(end: str) -> None:
    path = FOLDER + SAMPLES["oru-r01"]
    messages, notes_ = reading(files()[path].text.replace("\n", end))
    assert notes_ == ()
    assert messages == (contexts()[path].read,)


def test_an_empty_file_is_told() -> None:
    assert told("ack", lambda _: "") == ["ack-ae.hl7:1:1: there is no message. Write one. [empty-message]"]


def test_a_sample_that_no_page_shows_and_one_that_no_index_has_are_told() -> None:
    path = f"{FOLDER}index.yml"
    index, expected = places.unmarked(edited(path, "file: ack-ae.hl7", "file: ⟦unknown-sample⟧ack-ea.hl7"))
    message = "there is no sample 'ack-ea.hl7' in docs/samples/hl7/. Correct or remove the entry."
    assert lines({path: index}) == [
        (
            "docs/samples/hl7/ack-ae.hl7:1:1: the sample is not in docs/samples/hl7/index.yml."
            " Add it there with its title and what it is checked against, or delete it. [unlisted-sample]"
        ),
        *places.lines(f"docs/{path}", expected, [message]),
    ]


def test_a_sample_that_is_listed_twice_or_shown_nowhere_is_told() -> None:
    path = f"{FOLDER}index.yml"
    index, expected = places.unmarked(edited(path, "file: ack-ae.hl7", "file: ⟦duplicate-key⟧ack-aa.hl7"))
    assert lines({path: index}) == [
        (
            "docs/samples/hl7/ack-ae.hl7:1:1: the sample is not in docs/samples/hl7/index.yml."
            " Add it there with its title and what it is checked against, or delete it. [unlisted-sample]"
        ),
        *places.lines(f"docs/{path}", expected, ["duplicate sample 'ack-aa.hl7'. Delete one."]),
    ]
    nowhere = [each for each in lines({}, shown={}) if "unused-segment" not in each]
    assert len(nowhere) == len(contexts())
    assert nowhere[0] == (
        "docs/samples/hl7/ack-aa.hl7:1:1: no page shows this sample. Show it with a 'sample' fence, or delete"
        " it. [unused-sample]"
    )


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("DT", "20250312", "20250231"),
        ("DT", "2025", "20251"),
        ("TM", "2359", "2400"),
        ("TM", "235959.1234+0100", "1"),
        ("TS", "20250312103000.5-0500", "202503121"),
        ("TS", "202503", "202513"),
        ("TS", "20240229", "20230229"),
        ("TS", "20250312103000+1400", "20250312103000+9999"),
        ("NM", "-1.5", "1,5"),
        ("SI", "12", "-1"),
        ("NPI", "1234567893", "1234567890"),
        ("NPI", "2000000002", "12345"),
    ],
)
def test_a_value_has_the_form_of_its_type(kind: str, right: str, wrong: str) -> None:
    form = common.forms()["forms"][kind]
    assert values.of_form(form, right) is None
    assert values.of_form(form, wrong)


def test_a_message_of_a_thousand_segments_is_checked() -> None:
    path = FOLDER + SAMPLES["oru-r01"]
    rows = files()[path].text.strip().split("\n")
    found = notes(path, "\r".join([*rows[:5], *(rows[5 + number % 9] for number in range(1000))]))
    assert said(found) == [
        "x.hl7:15:5: OBX-1 is '1', but segments are numbered from 1. Write '10'. [invalid-value]"
    ]


# --- what a page shows


def view() -> Linker[Reference]:
    addresses = {
        "hl7/orders.md": "hl7/orders/",
        "hl7/codes.md": "hl7/codes/",
        "open-questions.md": "open-questions/",
    }
    return linker("hl7/orders.md", addresses)


def test_a_sample_is_shown_as_kept_with_every_value_linked() -> None:
    html = annotated.show(view(), library().samples[f"{FOLDER}orm-o01-new-order.hl7"])
    golden(GOLDEN / "sample.html", html)


def text_of(html: str) -> str:
    code = re.search(r"<code[^>]*>(.*)</code>", html, re.DOTALL)
    assert code
    plain = re.sub(r"<[^>]*>", "", code[1])
    return (
        plain.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#39;", "'")
        .replace("&#34;", '"')
        .replace("&amp;", "&")
    )


@pytest.mark.parametrize("path", [path for path in files() if path.endswith(".hl7")])
def test_what_is_shown_is_the_text_of_the_file(path: str) -> None:
    assert text_of(annotated.show(view(), library().samples[path])) == files()[path].text


def test_markup_in_a_sample_is_text(mini: Mini) -> None:
    outcome = mini(
        {"docs/index.md": "# Home\n\n```hl7\nPID|<script>alert(1)</script>|&amp;\n```\n"},
        markdown_extensions=["pymdownx.superfences"],
    )
    assert outcome.lines == []
    assert "&lt;script&gt;alert(1)&lt;/script&gt;|&amp;amp;" in outcome.html("index.html")


# --- a second opinion

REASONS = {
    "dft-p03-option1": "FT1-15 holds the text IRIS where CP needs a number",
    "dft-p03-option1-cpt2": "FT1-15 holds the text IRIS where CP needs a number",
    "dft-p03-option2": "FT1-15 holds the text IRIS where CP needs a number",
    "dft-p03-option2-not-chargeable": "FT1-15 holds the text IRIS where CP needs a number",
    "mdm-t02-discrete-narrative-rp": "TXA-2 is IS but carries a code and a text",
    "mdm-t02-pdf-ed": "TXA-2 is IS but carries a code and a text; OBX-3 is empty; ED.5 is longer than ST",
    "oru-r01-dg1": "ORU_R01 of v2.4 has no DG1",
    "oru-r01-narrative-lines": "OBR-32 component 5 holds the long name of the grader",
    "oru-r01-pdf-ed": "OBX-3 is empty, and ED.5 is longer than ST",
}
"""Samples that IRIS sends as they are and that HL7 would refuse, with the reason."""


DEFECT = "Missing required child ORM_O01_CHOICE."
"""hl7apy 1.3.5 demands every member of a choice: RQD, RQ1, RXO, ODS and ODT next to OBR."""


def refused(text: str, report: Path) -> list[str]:
    """Return what hl7apy has against a message."""
    segments = text.strip().replace("\n", "\r")
    try:
        message = parse_message(segments, validation_level=VALIDATION_LEVEL.STRICT, find_groups=True)
    except (HL7apyException, ValueError) as error:
        return [f"{type(error).__name__}: {error}"]
    with contextlib.suppress(HL7apyException):
        message.validate(report_file=str(report))
    found = report.read_text(encoding="utf-8").splitlines()
    return [each for each in found if each.startswith("Error") and DEFECT not in each]


@pytest.mark.parametrize("path", [path for path in files() if path.endswith(".hl7")])
def test_a_second_parser_reads_every_sample_under_its_own_version(path: str) -> None:
    text = files()[path].text
    message = parse_message(text.strip().replace("\n", "\r"), find_groups=False)
    own = contexts()[path].message
    assert message.version == text.split("\n")[0].split("|")[11]
    assert [child.name for child in message.children] == [segment.name for segment in own.segments]


@pytest.mark.parametrize("path", [path for path in files() if path.endswith(".hl7")])
def test_a_second_parser_takes_what_hl7_allows(path: str, tmp_path: Path) -> None:
    against = refused(files()[path].text, tmp_path / "report")
    assert bool(against) == (library().samples[path].name in REASONS), against


PATHS = [path for path in files() if path.endswith(".hl7")]
SIGNS = ["||", "^^", "~~", "\\T\\", "\\X0", "OBX|", "\x0b", "é", '""', "0", *"|^~\\&\n\r"]
PIECES = st.lists(st.sampled_from(SIGNS) | st.text(max_size=4))


@settings(deadline=None)
@given(st.sampled_from(PATHS), st.integers(0, 900), st.integers(0, 40), PIECES)
def test_no_change_crashes_the_check(path: str, start: int, length: int, pieces: list[str]) -> None:
    text = files()[path].text
    changed = (text[:start] + "".join(pieces) + text[start + length :]).replace("\r", "\n")
    sample = replace(library().samples[path], source=Source(path, changed))
    content, problems = FORMAT.parse(real(), sample)
    if content is None:
        assert problems
        return
    sample = replace(sample, content=content)
    sample = replace(sample, values=tuple(FORMAT.values(real(), sample)))
    found = [*FORMAT.check(real(), sample)]
    found += [*identities.check(sample, library().people), *echoes.check([sample], library().people.cases)]
    for problem in found:
        assert problem.rule in RULES
        assert problem.line <= changed.count("\n") + 1
    assert all(
        changed[slice(*value.link)] == changed[value.start :][: len(value.text)]
        for value in sample.values
        if value.text and value.link
    )
