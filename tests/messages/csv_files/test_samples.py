"""CSV samples: held to the fields of their intake, and shown with the header linked to its rows."""

import re

import pytest
from docsite.messages import library
from docsite.messages.csv_files.format import FORMAT
from docsite.sources import csv_text
from docsite.sources.paths import DocsPath
from docsite.sources.problems import line
from docsite.sources.source import Source
from hypothesis import given
from hypothesis import strategies as st

from tests.support.mini_sites import Mini, Outcome
from tests.support.project import DOCS

FIELDS = """\
title: Tickets
description: The fields of tickets.
fields:
  - {name: Number, required: true, type: number, description: Number of the ticket.}
  - {name: Color, required: true, description: Its color., values: [R, G]}
  - {name: Day, required: false, type: date, description: When.}
  - {name: Time, required: false, type: datetime, description: When exactly.}
  - {name: Guid, required: false, type: guid, description: Its identity.}
  - {name: Mail, required: false, type: email, description: Whom to tell.}
  - {name: Phone, required: false, type: phone, description: Whom to call.}
"""
SAMPLE = "Number,Color,Day\n1,R,01/31/2026\n2,G,\n"
INDEX = "samples:\n  - {file: tickets.csv, spec: tickets, title: Tickets}\n"
PAGE = "# Home\n\n```sample\ncsv/tickets.csv\n```\n\n```csv-fields\ntickets\n```\n"
SITE = {
    "docs/specs/csv/tickets.yml": FIELDS,
    "docs/samples/csv/index.yml": INDEX,
    "docs/samples/csv/tickets.csv": SAMPLE,
    "docs/index.md": PAGE,
}
SETTINGS = {
    "markdown_extensions": ["pymdownx.superfences"],
    "exclude_docs": "/specs/\n/samples/*/index.yml\n",
}


def test_names_and_values_of_a_sample_lead_to_the_rows_of_its_fields(mini: Mini) -> None:
    outcome = mini(SITE, **SETTINGS)

    assert outcome.lines == []
    assert shown(outcome, "index.html") == (
        '<span class="sample__line"><a href="#csv-number" title="Number (required)">Number</a>,'
        '<a href="#csv-color" title="Color (required)">Color</a>,'
        '<a href="#csv-day" title="Day (optional)">Day</a></span>\n'
        '<span class="sample__line"><a href="#csv-number" title="Number (required)">1</a>,'
        '<a href="#csv-color" title="Color (required)">R</a>,'
        '<a href="#csv-day" title="Day (optional)">01/31/2026</a></span>\n'
        '<span class="sample__line"><a href="#csv-number" title="Number (required)">2</a>,'
        '<a href="#csv-color" title="Color (required)">G</a>,</span>\n'
    )


def test_header_leads_to_another_page_that_has_the_fields(mini: Mini) -> None:
    page, _, table = PAGE.partition("\n```csv-fields")
    files = {**SITE, "docs/index.md": page, "docs/fields/all.md": "# Fields\n\n```csv-fields" + table}
    outcome = mini(files, **SETTINGS)

    assert outcome.lines == []
    assert '<a href="fields/all/#csv-number"' in shown(outcome, "index.html")


def shown(outcome: Outcome, path: str) -> str:
    """Return the lines of the sample on a page."""
    match = re.search(r"<code[^>]*>(<span class=\"sample__line\">.*?)</code>", outcome.html(path), re.DOTALL)
    assert match
    return match[1]


FAULTS = [
    # text of the sample, what is told
    (
        "Day\n01/31/2026\n",
        [
            "1:1: the header has no 'Number' or 'Color'. Add them. [missing-key]",
        ],
    ),
    ("Number,Colour\n1,R\n", []),  # the column that is meant is not missing too
    ("Number;Color\n1;R\n", ["1:7: the columns are separated by ';'. Separate them with ','. [invalid-csv]"]),
    ("Number,Color\n", ["1:1: the file has no row below its header. Add an order. [missing-key]"]),
    ("Number,Color\n1, R\n", ["2:3: Color 'R' begins or ends with a space. Remove it. [surrounding-blank]"]),
    (
        "Number,Color,Day\n1,R,02/30/2026\n",
        ["2:5: Day must be a date as MM/DD/YYYY, not '02/30/2026'. Correct it. [wrong-form]"],
    ),
    (
        "Number,Color,Dya\n1,R,\n",
        ["1:14: unknown column 'Dya'. Did you mean 'Day'? [unknown-key]"],
    ),
    (
        "Number,Color,Days\n1,R,\n",
        ["1:14: unknown column 'Days'. Did you mean 'Day'? [unknown-key]"],
    ),
    (
        "Number,Color,Number\n1,R,1\n",
        ["1:14: duplicate column 'Number'. Delete one. [duplicate-key]"],
    ),
    ("Number,Color\n1,B\n", ["2:3: Color must be 'R' or 'G', not 'B'. Correct it. [unknown-value]"]),
    (
        "Number,Color\n1,r\n",
        ["2:3: Color is 'r' in the wrong case. Did you mean 'R'? [wrong-case]"],
    ),
    ("Number,Color\n,R\n", ["2:1: the row has no 'Number'. Add it: Number of the ticket. [missing-key]"]),
    ("Number,Color\none,R\n", ["2:1: Number must be digits, not 'one'. Correct it. [wrong-form]"]),
    (
        "Number,Color\n1,R\n2\n",
        [
            (
                "3:1: the row has 1 value; expected 2, one for each column. Is there an extra or a missing"
                " comma?"
                " [wrong-length]"
            )
        ],
    ),
    (
        "Number,Color,Day\n1,R,2026-01-31\n",
        ["2:5: Day must be a date as MM/DD/YYYY, not '2026-01-31'. Correct it. [wrong-form]"],
    ),
    (
        "Number,Color,Time\n1,R,01/31/2026 25:00\n",
        [
            "2:5: Time must be a date and time as MM/DD/YYYY HH:MM, not '01/31/2026 25:00'. Correct it. [wrong-form]"
        ],
    ),
    (
        "Number,Color,Guid\n1,R,1-2\n",
        ["2:5: Guid must be a GUID in the form 8-4-4-4-12, not '1-2'. Correct it. [wrong-form]"],
    ),
    (
        "Number,Color,Mail\n1,R,a.example\n",
        ["2:5: Mail must be an email address, not 'a.example'. Correct it. [wrong-form]"],
    ),
    (
        "Number,Color,Phone\n1,R,555\n",
        ["2:5: Phone must be a phone number, not '555'. Correct it. [wrong-form]"],
    ),
    (
        'Number,Color\n1,"R"x\n',
        [
            (
                "2:3: a quotation mark is in the wrong place. Put the whole value in quotes, and double "
                "each quote inside it. [invalid-csv]"
            )
        ],
    ),
]


@pytest.mark.parametrize(("text", "told"), FAULTS)
def test_fault_of_a_sample_is_told_at_its_place(mini: Mini, text: str, told: list[str]) -> None:
    lines = mini({**SITE, "docs/samples/csv/tickets.csv": text}, **SETTINGS).lines

    assert [each for each in lines if "Colour" not in each] == [
        f"docs/samples/csv/tickets.csv:{each}" for each in told
    ]


def test_sample_that_no_page_shows_is_told(mini: Mini) -> None:
    page = "# Home\n\n```csv-fields\ntickets\n```\n"

    assert mini({**SITE, "docs/index.md": page}, **SETTINGS).lines == [
        (
            "docs/samples/csv/tickets.csv:1:1: no page shows this sample. Show it with a 'sample' fence,"
            " or delete it. [unused-sample]"
        )
    ]


def test_other_csv_is_highlighted_as_always(mini: Mini) -> None:
    page = '# Home\n\n```csv title="Part"\na,b\n```\n'

    assert 'class="filename">Part<' in mini({"docs/index.md": page}, **SETTINGS).html("index.html")


PEOPLE = """\
patients:
  - {family: Testpatient, given: Avery, birth: "19610412", sex: F, mrn: MRN-1}
staff:
  - {family: Sampledoc, given: Robin, role: orders exams, ids: ["1234567893"]}
cases:
  - {id: avery, order: ORD-1, mrn: MRN-1, title: Scheduled, shows: A row.}
  - {id: other, order: ORD-2, mrn: MRN-2, title: Other, shows: Another row.}
"""
PERSONS = [
    # header, row, what is told
    ("PatientFirstName,PatientLastName,PatientDob", "Avery,Testpatient,04/12/1961", []),
    (
        "PatientFirstName,PatientLastName,PatientDob,PatientLocalId",
        "Avery,Testpatient,04/13/1961,MRN-1",
        [
            (
                "2:19: PatientDob is '04/13/1961', but Avery Testpatient in docs/specs/people.yml"
                " has '19610412'. Correct it. [unlisted-person]"
            )
        ],
    ),
    (
        "PatientFirstName,PatientLastName",
        "Ann,Other",
        [
            (
                "2:1: 'Ann Other' is not in docs/specs/people.yml. Use one of the fictitious people listed"
                " there. [unlisted-person]"
            )
        ],
    ),
    (
        "OrderingProviderNPI,OrderingProviderFirstName,OrderingProviderLastName",
        "1234567893,Robin,Sampledoc",
        [],
    ),
    (
        "OrderingProviderNPI",
        "1000000004",
        [
            (
                "2:1: '1000000004' is not in docs/specs/people.yml. Use one of the fictitious people listed"
                " there. [unlisted-person]"
            )
        ],
    ),
]


def judged(header: str, rows: str, case: str = "avery") -> list[str]:
    """Return what is told of a sample of the real fields about whose people, one case or a list of cases."""
    spec = "specs/csv/order-intake.yml"
    texts = {
        spec: re.sub("required: true", "required: false", (DOCS / spec).read_text("utf-8")),
        "specs/people.yml": PEOPLE,
        "samples/csv/a.csv": f"{header}\n{rows}\n",
        "samples/csv/index.yml": f"samples:\n  - {{file: a.csv, spec: order-intake, title: A, case: {case}}}\n",
    }
    pages = {DocsPath("a.md"): Source("docs/a.md", "```sample\ncsv/a.csv\n```\n")}
    sources = {path: Source(f"docs/{path}", text) for path, text in texts.items()}
    _, problems = library.read(sources, pages, [FORMAT])
    return [line(problem).removeprefix("docs/samples/csv/a.csv:") for problem in problems]


@pytest.mark.parametrize(("header", "row", "told"), PERSONS)
def test_person_who_is_not_listed_is_told(header: str, row: str, told: list[str]) -> None:
    assert judged(header, row) == told


def test_rows_agree_with_their_cases() -> None:
    header = "OrderLocalId,PatientLocalId"

    assert judged(header, "ORD-1,MRN-1") == []
    assert judged(header, "ORD-1,MRN-1\nORD-2,MRN-1", "[avery, other]") == [
        (
            "3:7: PatientLocalId must be 'MRN-2', the mrn of case 'other' in docs/specs/people.yml, "
            "not 'MRN-1'. Correct one of the two. [broken-echo]"
        )
    ]
    assert judged(header, "ORD-1,MRN-1\nORD-3,MRN-1", "[avery, other]") == [
        (
            "3:1: OrderLocalId is 'ORD-3', which is not the order of a case of this sample. Correct it,"
            " or name the case in the index. [broken-echo]"
        )
    ]


def test_quoted_values_are_read_and_placed() -> None:
    rows, problems = csv_text.load(Source("a.csv", 'a,"b, ""c""",\n\n"d\ne",f\n'))

    assert [*problems] == []
    assert [[(cell.value, cell.start, cell.end) for cell in row] for row in rows] == [
        [("a", 0, 1), ('b, "c"', 2, 12), ("", 13, 13)],
        [("d\ne", 15, 20), ("f", 21, 22)],
    ]


@given(st.text(alphabet='ab,"\n '))
def test_any_text_is_read_or_told(text: str) -> None:
    rows, problems = csv_text.load(Source("a.csv", text))

    assert all(0 <= cell.start <= cell.end <= len(text) for row in rows for cell in row)
    assert [line(problem) for problem in problems] == [] or rows == []


@given(st.lists(st.lists(st.text(alphabet='ab,"\n ', min_size=1), min_size=1), min_size=1))
def test_any_values_come_back(values: list[list[str]]) -> None:
    quoted = [",".join('"' + value.replace('"', '""') + '"' for value in row) for row in values]
    rows, _ = csv_text.load(Source("a.csv", "\n".join(quoted) + "\n"))

    assert [[cell.value for cell in row] for row in rows] == values
