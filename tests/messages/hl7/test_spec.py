"""Message specifications: complete, refined as written, and every breach told at its line."""

import csv
import io
import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from docsite.messages import check_fences
from docsite.messages.hl7 import downloads, structure, tables
from docsite.messages.hl7.format import FORMAT
from docsite.messages.hl7.linker import Hl7Linker, times
from docsite.messages.hl7.matched_message import at
from docsite.messages.hl7.structure import Slot
from docsite.sources.problems import line
from docsite.sources.source import Source
from hl7apy.v2_4 import (  # type: ignore[import-untyped]  # it has no types
    DATATYPES_STRUCTS,
    FIELDS,
    SEGMENTS,
)

from tests.support import places
from tests.support.golden import golden
from tests.support.hl7_data import contexts, files, lines, linker, real
from tests.support.messages import real as library
from tests.support.mini_sites import Mini

GOLDEN = Path(__file__).with_name("golden")
PID = "specs/hl7/segments/PID.yml"
OBX = "specs/hl7/segments/OBX.yml"
ORM = "specs/hl7/orm-o01.yml"
ORU = "specs/hl7/oru-r01.yml"
SEX = "specs/codes/sex.yml"
INDEX = "samples/hl7/index.yml"

BREACHES: list[tuple[str, dict[str, str], str]] = [
    # path, changes with the mark where the problem is expected, message
    (
        PID,
        {"Alternate Patient ID - PID, type: CX": "Alternate Patient ID - PID, type: ⟦unknown-type⟧CXX"},
        "'CXX' is not an HL7 v2.4 data type. Did you mean 'CX'?",
    ),
    (PID, {"- {id: PID-6,": "- {id: ⟦unsorted-row⟧PID-5,"}, "duplicate row PID-5. Delete one."),
    (PID, {"- {id: PID-6,": "- {id: ⟦unsorted-row⟧PID-3,"}, "duplicate row PID-3. Delete one."),
    (
        PID,
        {"- {id: PID-6,": "- {id: PID-20,", "- id: PID-7": "- id: ⟦unsorted-row⟧PID-7"},
        "row PID-7 comes after PID-20. Put the rows in the order of their numbers.",
    ),
    (
        PID,
        {"id: PID-5.2": "id: ⟦unsorted-row⟧PID-6.2"},
        "component PID-6.2 is in field PID-5. Move it to its own field.",
    ),
    (
        PID,
        {"id: PID-9,": "id: ⟦unsorted-row⟧PV1-9,"},
        "row PV1-9 is in segment PID. Move it to its own segment, or correct its number.",
    ),
    (
        PID,
        {"table: sex": "table: ⟦unknown-code-table⟧sexes"},
        "there is no code table 'sexes'. Did you mean 'sex'?",
    ),
    (
        PID,
        {'example: "19620803"': 'example: ⟦invalid-example⟧"19621303"'},
        "the example does not fit its own row: PID-7 must be a date as YYYYMMDD, not '19621303'. Correct it.",
    ),
    (
        PID,
        {"usage: RE": "usage: ⟦missing-condition⟧C"},
        "PID-18 has usage C and no condition. Add 'condition' to say when it is required.",
    ),
    (
        PID,
        {"echo: orm-o01 PID-18": "echo: ⟦unknown-row⟧orm-o01 PID-99"},
        "message 'orm-o01' has no row 'PID-99'. Correct or remove it.",
    ),
    (
        PID,
        {"usage: RE": "usage: ⟦unknown-value⟧RX"},
        "'usage' must be 'R', 'RE', 'O', 'C', or 'X', not 'RX'.",
    ),
    (
        OBX,
        {"flag_of: OBX-5": "flag_of: ⟦unknown-row⟧OBX-15"},
        "there is no row 'OBX-15'. Correct or remove it.",
    ),
    (
        ORM,
        {"- {id: PID-9,": "- {id: ⟦unknown-row⟧PID-99,"},
        "there is no row 'PID-99'. To add it, give it a name, a type, and a usage.",
    ),
    (
        ORM,
        {"structure: MSH PID PV1 ORC OBR [{DG1}]": "structure: ⟦unknown-value⟧MSH PID PV1 ORC OBR [{DG1]}"},
        "'structure' is not valid HL7 notation. Use segment names, '[ ]' and '{ }'.",
    ),
    (
        ORM,
        {
            "structure: MSH PID PV1 ORC OBR [{DG1}]": "structure: ⟦unknown-segment⟧MSH PID PV1 ORC OBR [{DG1}] [NTE]"
        },
        "'structure' has NTE, which 'segments' does not describe. Describe it there, or remove it here.",
    ),
    (
        ORM,
        {
            "structure: MSH PID PV1 ORC OBR [{DG1}]": "structure: MSH PID PV1 ORC OBR",
            "- {segment: DG1,": "- {segment: ⟦unknown-segment⟧DG1,",
        },
        "'structure' has no DG1. Add it there, or remove it here.",
    ),
    (
        ORM,
        {"- segment: PV1": "- segment: ⟦unknown-segment⟧PV2"},
        "there is no segment 'PV2'. See docs/specs/hl7/segments/.",
    ),
    (
        ORU,
        {"variant: discrete": "variant: ⟦unknown-segment⟧discreet"},
        "segment OBX has no variant 'discreet'. Did you mean 'discrete'?",
    ),
    (
        ORU,
        {"- segment: OBX embedded-pdf": "- segment: ⟦unknown-segment⟧OBX pdf"},
        "message oru-r01 has no segment 'OBX pdf'. Use one of its segments.",
    ),
    (
        ORM,
        {"direction: to IRIS": "direction: ⟦unknown-value⟧to you"},
        "'direction' must be 'to IRIS', 'from IRIS', or 'both', not 'to you'.",
    ),
    (
        ORM,
        {"purpose: Creates": "⟦unknown-key⟧purpse: Creates"},
        "unknown key 'purpse'. Did you mean 'purpose'?",
    ),
    (SEX, {"code: M,": "code: ⟦duplicate-key⟧F,"}, "duplicate code 'F'. Delete one."),
    (
        "specs/codes/observations.yml",
        {"values: severity": "values: ⟦unknown-code-table⟧severities"},
        "there is no code table 'severities'. Did you mean 'severity'?",
    ),
    (
        INDEX,
        {"spec: orm-o01": "spec: ⟦unknown-spec⟧orm-o02"},
        "there is no message 'orm-o02'. Did you mean 'orm-o01'?",
    ),
    (
        INDEX,
        {"options: [order-control]": "options: [⟦unknown-value⟧order-controls]"},
        "orm-o01 has no option 'order-controls'. Did you mean 'order-control'?",
    ),
    (
        "specs/hl7/mdm-t02.yml",
        {"rows: [MSH-9]": "rows: [⟦unknown-row⟧QRD-444]"},
        "message 'mdm-t02' has no row 'QRD-444'. Correct or remove it.",
    ),
]


@pytest.mark.parametrize(
    ("path", "changes", "message"),
    BREACHES,
    ids=[f"{path.rsplit('/', 1)[-1]} {places.unmarked(min(new.values()))[0]}" for path, new, _ in BREACHES],
)
def test_a_breach_is_told_at_its_line(path: str, changes: Mapping[str, str], message: str) -> None:
    text = files()[path].text
    for old, new in changes.items():
        assert old in text, f"{path} has no '{old}'"
        text = text.replace(old, new, 1)
    text, expected = places.unmarked(text)
    assert lines({path: text}) == places.lines(f"docs/{path}", expected, [message])


MESSAGES = ["ack", "dft-p03", "mdm-t02", "orm-o01", "oru-r01"]


def cardinality(limits: tuple[int, int]) -> str:
    return f"{limits[0]}..{'*' if limits[1] < 0 else limits[1]}"


@pytest.mark.parametrize("name", MESSAGES)
def test_types_and_cardinalities_are_those_of_hl7(name: str) -> None:
    for segment in real().messages[name].segments.values():
        standard = {each[0].replace("_", "-"): cardinality(each[2]) for each in SEGMENTS[segment.id][1]}
        own = {row.id: (row.type, row.v24) for row in segment.fields}
        types = {row: FIELDS[row.replace("-", "_")][2] for row in own}
        types |= {row: segment.when["OBX-2"] for row, type_ in types.items() if type_ == "varies"}
        assert own == {row: (types[row], standard[row]) for row in own}


def test_the_data_types_are_those_of_hl7() -> None:
    known = {code.code for code in real().tables["data-types"].codes}
    assert {name for name in DATATYPES_STRUCTS if "_" not in name} <= known


def test_a_message_refines_the_rows_that_it_shares() -> None:
    order, result = (real().messages[name].segments["PID"].rows for name in ("orm-o01", "oru-r01"))
    assert (order["PID-5"].example, order["PID-5"].echo) == (result["PID-5"].example, None)
    assert result["PID-5"].echo == ("orm-o01", "PID-5")
    assert (order["PID-3"].cardinality, result["PID-3"].cardinality) == ("1..*", "1..1")
    assert (order["PID-10"].usage, result["PID-10"].usage) == ("O", "X")


@pytest.mark.parametrize(
    ("notation", "slots"),
    [
        ("MSH PID", [Slot("MSH"), Slot("PID")]),
        ("MSH [PV1]", [Slot("MSH"), Slot("PV1", least=0)]),
        ("MSH {FT1}", [Slot("MSH"), Slot("FT1", most=None)]),
        ("MSH [{DG1}]", [Slot("MSH"), Slot("DG1", least=0, most=None)]),
        ("MSH {OBX [{NTE}]}", [Slot("MSH"), Slot("OBX", back=1), Slot("NTE", least=0, most=None, back=1)]),
    ],
)
def test_a_structure_is_read(notation: str, slots: list[Slot]) -> None:
    assert structure.parse(notation) == tuple(slots)


@pytest.mark.parametrize(
    "notation", ["", "MSH [PID", "MSH PID]", "MSH []", "msh", "MSHPID", "MSH {PID]", "MSH, PID"]
)
def test_what_is_no_structure_is_none(notation: str) -> None:
    assert structure.parse(notation) is None


@pytest.mark.parametrize(
    ("cardinality", "words"),
    [
        ("1..1", "Required, once"),
        ("1..*", "Required, may repeat"),
        ("1..2", "Required, at most twice"),
        ("0..1", "Optional, at most once"),
        ("0..*", "Optional, may repeat"),
        ("0..5", "Optional, at most 5 times"),
    ],
)
def test_a_cardinality_is_told_in_words(cardinality: str, words: str) -> None:
    assert times(cardinality) == words


def test_a_specification_downloads_whole_as_csv() -> None:
    files = dict(downloads.files(real(), lambda _: ()))
    rows = list(csv.DictReader(io.StringIO(files["hl7/oru-r01.csv"])))
    shown = real().messages["oru-r01"].segments.values()
    assert [row["id"] for row in rows] == [row for segment in shown for row in segment.rows]
    assert next(row for row in rows if row["id"] == "OBX-8" and row["variant"] == "discrete") == {
        "segment": "OBX",
        "variant": "discrete",
        "id": "OBX-8",
        "name": "Abnormal Flags",
        "type": "IS",
        "usage": "C",
        "condition": (
            "It's valued when the finding is abnormal. It's empty for normal findings and for image quality."
        ),
        "cardinality": "0..1",
        "v2.4": "0..1",
        "values": "A AA",
        "example": "A",
        "note": "",
        "deviation": "",
        "confirm": "",
    }


def test_a_specification_downloads_whole_as_json() -> None:
    found = json.loads(dict(downloads.files(real(), lambda _: ()))["hl7/dft-p03.json"])
    variants = [segment["variant"] for segment in found["segments"] if segment["segment"] == "FT1"]
    assert variants == ["option-1", "cpt-ii", "option-2-professional", "option-2-technical"]
    pid = next(segment for segment in found["segments"] if segment["segment"] == "PID")
    assert [part["id"] for part in pid["fields"][4]["components"]] == ["PID-5.1", "PID-5.2"]


def view() -> Hl7Linker:
    addresses = {
        "hl7/charges.md": "hl7/charges/",
        "hl7/codes.md": "hl7/codes/",
        "open-questions.md": "open-questions/",
    }
    return linker("hl7/charges.md", addresses)


def test_a_segment_is_shown_as_the_kept_table() -> None:
    golden(GOLDEN / "segment.html", tables.segment(view(), "dft-p03 FT1"))


def test_deviations_are_listed_once_with_all_their_rows() -> None:
    deviations = real().messages["dft-p03"].deviations
    prefix = next(words for words in deviations if words.startswith("HL7 has a form of address here"))
    assert [row for _, row in deviations[prefix]] == [
        "PV1-7.6",
        "PV1-8.6",
        "PV1-17.6",
        "FT1-20.6",
        "FT1-21.6",
    ]


FENCES: Mapping[str, str] = {
    "hl7-segment\nzzz PID": "there is no segment 'zzz PID'. See docs/specs/hl7/. [unknown-table]",
    "hl7-required\norm-o02": "there is no message 'orm-o02'. See docs/specs/hl7/. [unknown-table]",
    "codes\nsexes": "there is no code table 'sexes'. See docs/specs/codes/. [unknown-table]",
}


@pytest.mark.parametrize("fence", FENCES)
def test_a_fence_that_asks_for_nothing_is_told(mini: Mini, fence: str) -> None:
    outcome = mini(
        {"docs/index.md": f"# Home\n\n```{fence}\n```\n"}, markdown_extensions=["pymdownx.superfences"]
    )
    assert outcome.lines == [f"docs/index.md:3:1: {FENCES[fence]}"]


def test_a_message_in_a_page_is_fine_where_no_message_is_specified(mini: Mini) -> None:
    fence = "```text\nMSH|^~\\&|A|B\n```\n"
    assert mini({"docs/index.md": f"# Home\n\n{fence}"}).lines == []


PAGES: Mapping[str, str] = {
    "```hl7-segment\norm-o01 PDI\n```": (
        "1:1: there is no segment 'orm-o01 PDI'. Use 'orm-o01 MSH', 'orm-o01 PID', 'orm-o01 PV1', 'orm-o01 ORC',"
        " 'orm-o01 OBR', or 'orm-o01 DG1'. [unknown-table]"
    ),
    "```hl7-segment\norm-001 PID\n```": (
        "1:1: there is no segment 'orm-001 PID'. Did you mean 'orm-o01 PID'? [unknown-table]"
    ),
    "```hl7-segment\noru-r01 OBX\n```": (
        "1:1: there is no segment 'oru-r01 OBX'. See docs/specs/hl7/. [unknown-table]"
    ),
    "```hl7-structure\norm-001\n```": (
        "1:1: there is no message 'orm-001'. Did you mean 'orm-o01'? [unknown-table]"
    ),
    "```codes\nordercontrol\n```": (
        "1:1: there is no code table 'ordercontrol'. Did you mean 'order-control'? [unknown-table]"
    ),
    "```hl7-segment\norm-o01 PID\n```\n\n```hl7-segment\noru-r01 PID\n```": (
        "5:1: the page shows segment 'PID' twice. Show it once. [repeated-table]"
    ),
    "```md\nMSH|^~\\&|A\n```": "",
    "```text\nMSH|^~\\&|A|B\n```": (
        "1:1: the page has a whole message. Move it to docs/samples/hl7/ and show it with a 'sample' fence,"
        " so that it is checked. [pasted-sample]"
    ),
    "```text\nPID|1\n```": "",
}


@pytest.mark.parametrize("text", PAGES)
def test_a_fence_is_held_to_the_data(text: str) -> None:
    found = [line(each) for each in check_fences.check(library(), Source("docs/a.md", text))]
    assert found == ([f"docs/a.md:{PAGES[text]}"] if PAGES[text] else [])


def test_a_segment_that_no_page_shows_is_told() -> None:
    shown_on = {key: page for key, page in library().shown_on.items() if key != ("hl7-segment", "ack ERR")}
    message = "no page shows segment 'ERR' of ack. Show it with an 'hl7-segment' fence that names 'ack ERR'."
    expected = places.located(files()["specs/hl7/ack.yml"].text, "- {segment: ⟦unused-segment⟧ERR,")
    assert [line(each) for each in FORMAT.unshown(real(), shown_on)] == places.lines(
        "docs/specs/hl7/ack.yml", expected, [message]
    )


def test_a_code_table_that_no_page_shows_is_told() -> None:
    shown_on = {key: page for key, page in library().shown_on.items() if key != ("codes", "sex")}
    assert [line(each) for each in FORMAT.unshown(real(), shown_on)] == [
        (
            "docs/specs/codes/sex.yml:1:1: no page shows code table 'sex'."
            " Show it with a 'codes' fence that names 'sex', or delete it. [unused-table]"
        )
    ]


@pytest.mark.parametrize("name", ["required", "structure", "options", "deviations"])
def test_a_message_is_shown_in_each_way_and_nothing_where_it_is_not_there(name: str) -> None:
    shows = getattr(tables, name)
    assert "FT1" in shows(view(), "dft-p03") or name == "options"
    assert shows(view(), "zzz") == ""
    assert (
        tables.segment(view(), "dft-p03 ZZZ")
        == tables.segment(view(), "zzz FT1")
        == tables.table(view(), "zzz")
        == ""
    )


def test_variants_are_called_by_their_titles_and_options_lead_to_rows() -> None:
    needed = tables.required(view(), "oru-r01")
    assert "Observation Identifier (not: embedded PDF report)" in needed
    assert needed.count('<th scope="row">OBX</th>') == 1
    assert "report-link" not in re.sub(r"<[^>]*>", "", tables.deviations(view(), "oru-r01"))
    assert '<a href="../orders/#pid-3-1">' not in tables.options(view(), "dft-p03")
    assert '<a href="#ft1-26">FT1-26</a>' in tables.options(view(), "dft-p03")


def test_how_variants_differ_is_told_without_repeating_or_trailing() -> None:
    html = tables.segment(view(), "dft-p03 FT1")
    assert "<p>Option 1: not used</p>" in html
    assert "<p>Option 1; Option 1, CPT II: It&#39;s empty or <code>NC</code>.</p>" in html
    assert " </p>" not in html


def test_an_example_is_a_value_of_a_sample_where_one_has_the_row() -> None:
    reference = real()
    found: dict[tuple[str, str, str], set[str]] = {}
    for context in contexts().values():
        for segment, variant in context.segments:
            for row in variant.rows:
                found.setdefault((context.spec.id, variant.key, row), set()).add(
                    at(context.message, segment, row).text.replace("\\T\\", "&")
                )
    wrong = [
        f"{message.id} {key} {row.id}: {row.example}"
        for message in reference.messages.values()
        for key, shown in message.segments.items()
        for row in shown.rows.values()
        if row.example and "(Base64" not in row.example
        if any(values := found.get((message.id, key, row.id), set()))
        and not any(value.startswith(row.example) for value in values)
    ]
    assert wrong == []


def test_a_field_of_another_message_links_to_the_row_of_that_message() -> None:
    message = real().messages["oru-r01"]

    named = linker("hl7/results.md", {}).named(
        message, "From ORC-12.1 of the order, as in PID-5 of the note."
    )

    assert named == [
        ("From ", ""),
        ("ORC-12.1", "orders.md#orc-12-1"),
        (" of the order, as in ", ""),
        ("PID-5", "#pid-5"),
        (" of the note.", ""),
    ]
