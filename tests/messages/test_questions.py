"""The questions of `docs/specs/questions/*.yml`: the page that lists them, their marks, files, and rules."""

import csv
import io
import json
from collections.abc import Mapping

import pytest
from lxml import html

from tests.support.mini_sites import Mini, Outcome
from tests.support.xpath import select

FIELDS = """\
title: Intake
description: All fields.
fields:
  - {name: Sex, required: true, description: The sex}
  - {name: City, required: false, description: The city}
"""
ONE = """\
  - id: sex-unknown
    question: What does `Sex` have for an unknown sex?
    reading: Send `U`.
    paths: [csv]
    blocks: first message
    who: integration
    source: CSV guide
    concerns: [csv/index.md#csv-sex]
"""
TWO = """\
  - id: who-pays
    question: Who pays?
    reading: You do.
    paths: [csv, xml]
    blocks: go-live
    who: product
    source: Seed
"""
THREE = """\
  - id: color
    question: Which color does the box have?
    reading: Blue.
    paths: [all]
    blocks: nothing
    who: vendor
    source: Seed
"""
ANSWER = "    answer: Send `X`.\n    answered: 2026-12-01\n"
MARKS = "Fees: [Confirm with IRIS](../open-questions.md#who-pays), [Confirm with IRIS](../open-questions.md#color).\n"
CSV = "---\ntitle: CSV files\n---\n\n```csv-fields\nintake\n```\n\n"
SITE = {
    "docs/index.md": "# Home\n",
    "docs/csv/index.md": CSV + MARKS,
    "docs/xml/index.md": "# XML files\n\n```blocking-questions\nxml\n```\n",
    "docs/go-live.md": "# Go live\n\n```blocking-questions\ncsv\n```\n",
    "docs/open-questions.md": "# Open questions\n\n```questions\n```\n",
    "docs/specs/csv/intake.yml": FIELDS,
}
DATA = "docs/specs/questions/csv.yml"
QUESTIONS = "//div[@class='questions']"
EXCLUDED = {"exclude_docs": "/specs/\n"}


def asked(*entries: str, **more: str) -> dict[str, str]:
    """Return the site with these questions; `more` are other texts of its pages, by their names."""
    pages = {f"docs/{name.replace('__', '/').replace('_', '-')}.md": text for name, text in more.items()}
    return {**SITE, DATA: "questions:\n" + "".join(entries), **pages}


def texts(outcome: Outcome, page: str, path: str) -> list[str]:
    return [" ".join(each.split()) for each in select(html.fromstring(outcome.html(page)), path)]


@pytest.fixture
def whole(mini: Mini) -> Outcome:
    outcome = mini(asked(ONE, TWO, THREE), **EXCLUDED, extra={"docsite": {"markdown": True}})
    assert outcome.lines == []
    return outcome


def test_the_page_counts_and_lists_by_path_and_by_what_is_blocked(whole: Outcome) -> None:
    page = "open-questions/index.html"

    assert texts(whole, page, f"{QUESTIONS}//tbody/tr/*[position() < 5]") == [
        *("All questions", "1", "1", "1"),
        *("CSV files", "1", "1", "1"),
        *("XML files", "0", "1", "1"),
    ]
    assert texts(whole, page, f"{QUESTIONS}//h2|{QUESTIONS}//h3|{QUESTIONS}//h4") == [
        "Every path¶",
        "Blocks nothing",
        "Which color does the box have?",
        "CSV files¶",
        "Blocks the first message",
        "What does Sex have for an unknown sex?",
        "Blocks the go-live",
        "Who pays?",
        "XML files¶",
    ]
    assert texts(whole, page, "//div[h4[@id='sex-unknown']]/*[not(self::h4)]") == [
        "Until it is answered: Send U.",
        "Link",
    ]
    assert texts(whole, page, "//div[h4[@id='sex-unknown']]/a/@href") == ["#sex-unknown"]
    assert texts(whole, page, f"{QUESTIONS}//h2[@id='path-xml']/following::p[1]") == [
        "About this path too: 1 under CSV files."
    ]


def test_the_page_can_ask_for_what_its_questions_concern_and_why_they_are_asked(whole: Outcome) -> None:
    details = json.loads((whole.site / "open-questions/details.json").read_text("utf-8"))

    assert list(details) == ["sex-unknown", "who-pays", "color"]
    assert details["sex-unknown"] == {
        "about": "For the IRIS integration team. Source: CSV guide.",
        "where": [["CSV files", "csv-sex", "../csv/#csv-sex"]],
    }
    assert texts(whole, "open-questions/index.html", "//button/@data-details") == ["details.json"]


def test_a_row_has_the_mark_of_its_question(whole: Outcome) -> None:
    row = "//tr[@id='csv-sex']/th/a[@class='question-mark']"
    question = "What does `Sex` have for an unknown sex?"

    assert texts(whole, "csv/index.html", "//a[@class='question-mark']") == ["Confirm with IRIS"]
    assert texts(whole, "csv/index.html", f"{row}/@href") == ["../open-questions/#sex-unknown"]
    assert texts(whole, "csv/index.html", f"{row}/@title") == [question]
    assert texts(whole, "csv/index.html", f"{row}/@aria-label") == [f"Confirm with IRIS: {question}"]


def test_a_checklist_names_what_blocks_its_path(whole: Outcome) -> None:
    assert texts(whole, "go-live/index.html", f"{QUESTIONS}/*") == [
        "Get an answer to these questions before your first message:",
        "What does Sex have for an unknown sex?",
        "Get an answer to these questions before you go live:",
        "Who pays?",
    ]
    assert texts(whole, "xml/index.html", f"{QUESTIONS}/*") == [
        "Get an answer to these questions before you go live:",
        "Who pays?",
    ]


def test_a_path_that_nothing_blocks_says_so(mini: Mini) -> None:
    outcome = mini(asked(ONE, THREE, csv__index=CSV + MARKS.partition(", ")[2]), **EXCLUDED)

    assert texts(outcome, "xml/index.html", f"{QUESTIONS}/*") == ["No open question blocks this path."]


def test_each_path_has_its_questions_as_csv(whole: Outcome) -> None:
    found = {
        path.stem: [
            (row["id"], row["blocks"], row["where it matters"], row["address"], row["answer"])
            for row in read(path.read_text())
        ]
        for path in (whole.site / "open-questions").glob("*.csv")
    }
    address = "open-questions/#"

    assert found == {
        "all": [
            ("sex-unknown", "first message", "csv/#csv-sex", f"{address}sex-unknown", ""),
            ("who-pays", "go-live", "", f"{address}who-pays", ""),
            ("color", "nothing", "", f"{address}color", ""),
        ],
        "csv": [
            ("sex-unknown", "first message", "csv/#csv-sex", f"{address}sex-unknown", ""),
            ("who-pays", "go-live", "", f"{address}who-pays", ""),
            ("color", "nothing", "", f"{address}color", ""),
        ],
        "xml": [
            ("who-pays", "go-live", "", f"{address}who-pays", ""),
            ("color", "nothing", "", f"{address}color", ""),
        ],
    }


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_machines_get_reading_and_reference(whole: Outcome) -> None:
    text = whole.html("open-questions/index.md")

    heading = '#### What does `Sex` have for an unknown sex? <a id="sex-unknown"></a>'
    assert f"{heading}\n\n**Until it is answered:** Send `U`." in text
    assert "Confirm with IRIS](../open-questions/index.md#sex-unknown)" in whole.html("csv/index.md")


CASES: Mapping[str, tuple[dict[str, str], list[str]]] = {
    "nobody asks": (
        asked(ONE, TWO, THREE, csv__index=CSV),
        [
            (
                f"{DATA}:10:9: no page asks question 'who-pays', and it concerns none. Link to it where a reader "
                "would act differently, or add 'concerns'. [unused-question]"
            ),
            (
                f"{DATA}:17:9: no page asks question 'color', and it concerns none. Link to it where a reader "
                "would act differently, or add 'concerns'. [unused-question]"
            ),
        ],
    ),
    "changes alone asks": (
        asked(THREE, csv__index=CSV, changes="# Changes\n\n[It](open-questions.md#color)\n"),
        [
            (
                f"{DATA}:2:9: no page asks question 'color', and it concerns none. Link to it where a reader "
                "would act differently, or add 'concerns'. [unused-question]"
            )
        ],
    ),
    "in code": (
        asked(THREE, csv__index=CSV + "`[It](../open-questions.md#color)`\n"),
        [
            (
                f"{DATA}:2:9: no page asks question 'color', and it concerns none. Link to it where a reader "
                "would act differently, or add 'concerns'. [unused-question]"
            )
        ],
    ),
    "by reference": (asked(THREE, csv__index=CSV + "[It][1]\n\n[1]: ../open-questions.md#color\n"), []),
    "no such question": (
        asked(
            THREE,
            csv__index=CSV + "[Confirm](../open-questions.md#colors)\n\n[It](../open-questions.md#color)\n",
        ),
        [
            (
                "docs/csv/index.md:9:1: link to '../open-questions.md#colors', but '../open-questions.md' has no "
                "anchor 'colors'. Did you mean '../open-questions.md#color'? [missing-anchor]"
            )
        ],
    ),
    "places": (
        asked(
            ONE.replace(
                "csv/index.md#csv-sex", "csv/index.md#csv-sx, csv/indx.md, go-live.md, xml/index.md#nope"
            )
        ),
        [
            (
                f"{DATA}:9:16: link to 'csv/index.md#csv-sx', but 'csv/index.md' has no anchor 'csv-sx'. Did you mean "
                "'csv/index.md#csv-sex'? [missing-anchor]"
            ),
            f"{DATA}:9:37: link to 'csv/indx.md', which does not exist. Did you mean 'csv/index.md'? [missing-page]",
            (
                f"{DATA}:9:62: link to 'xml/index.md#nope', but 'xml/index.md' has no anchor 'nope'. Correct it, or "
                "give a heading that id. [missing-anchor]"
            ),
        ],
    ),
    "path": (
        asked(ONE.replace("[csv]", "[csvs, all, docs]")),
        [
            f"{DATA}:5:13: folder 'csvs' has no page. Did you mean 'csv'? [unknown-page]",
            f"{DATA}:5:24: folder 'docs' has no page. Write the path of a folder below docs/. [unknown-page]",
        ],
    ),
    "path of a fence": (
        asked(ONE, go_live="# Go live\n\n```blocking-questions\ncsvs\n```\n"),
        ["docs/go-live.md:3:1: folder 'csvs' has no page. Did you mean 'csv'? [unknown-page]"],
    ),
    "schema": (
        asked(
            ONE.replace("go", "go")
            .replace("first message", "first mesage")
            .replace("    who: integration\n", "")
        ),
        [
            f"{DATA}:2:5: an item of 'questions' has no 'who'. Add it: product, integration, or vendor. [missing-key]",
            (
                f"{DATA}:6:13: 'blocks' must be 'first message', 'go-live', or 'nothing', not 'first mesage'. "
                "Did you mean 'first message'? [unknown-value]"
            ),
        ],
    ),
    "half an answer": (
        asked(ONE + "    answer: Send `X`.\n"),
        [
            (
                f"{DATA}:2:5: an item of 'questions' has no 'answered', which is required with 'answer'. "
                "Add it. [missing-key]"
            )
        ],
    ),
    "not a date": (
        asked(ONE + '    answer: Send `X`.\n    answered: "2026-12-01"\n'),
        [
            f"{DATA}:11:15: 'answered' must be a date, not the text '2026-12-01'. Remove the quotes. [wrong-type]"
        ],
    ),
    "twice": (
        {**asked(ONE), "docs/specs/questions/more.yml": "questions:\n" + ONE},
        [
            (
                "docs/specs/questions/more.yml:2:9: duplicate question 'sex-unknown'; docs/specs/questions/csv.yml "
                "has it too. Delete one, or give it another 'id'. [duplicate-key]"
            )
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_is_told_at_its_place(mini: Mini, name: str) -> None:
    files, expected = CASES[name]
    without = {"docs/csv/index.md": CSV} if files["docs/csv/index.md"] == CSV + MARKS else {}

    assert mini({**files, **without}, **EXCLUDED).lines == expected


CHANGES = "# Changes\n\nUnknown sex: [`X`](open-questions.md#sex-unknown).\n"
REVIEWED = "---\ntitle: CSV files\nreviewed: 2026-12-02\n---\n\n```csv-fields\nintake\n```\n"


def test_an_answer_takes_the_mark_from_its_row_and_goes_to_the_end_of_the_page(mini: Mini) -> None:
    outcome = mini(
        asked(ONE + ANSWER, THREE, csv__index=REVIEWED + MARKS.partition(", ")[2], changes=CHANGES),
        **EXCLUDED,
    )

    assert outcome.lines == []
    assert "question-mark" not in outcome.html("csv/index.html")
    assert texts(outcome, "open-questions/index.html", "//h2[@id='answered']/following::p")[:2] == [
        "Answer of 2026-12-01: Send X.",
        "Where it matters: CSV files #csv-sex",
    ]
    assert texts(outcome, "open-questions/index.html", "//h3[@id='sex-unknown']") == [
        "What does Sex have for an unknown sex?¶"
    ]
    assert "sex-unknown" not in (outcome.site / "open-questions/all.csv").read_text("utf-8")


def test_an_answer_is_one_edit_and_the_build_says_what_is_left_to_do(mini: Mini) -> None:
    page = "---\ntitle: CSV files\nreviewed: 2026-11-30\n---\n\n```csv-fields\nintake\n```\n"
    mark = "\nSex: [Confirm with IRIS](../open-questions.md#sex-unknown)\n"
    outcome = mini(asked(ONE + ANSWER, csv__index=page + mark, changes="# Changes\n"), **EXCLUDED)

    assert outcome.lines == [
        (
            "docs/csv/index.md:3:11: question 'sex-unknown' was answered on 2026-12-01, after this page was last "
            "reviewed. Write the answer into csv/index.md#csv-sex, then set 'reviewed' to today. [answered-question]"
        ),
        (
            "docs/csv/index.md:10:6: question 'sex-unknown' is answered, but the page still asks it. Write the answer "
            "into the text, and remove this link. [answered-question]"
        ),
        (
            f"{DATA}:10:13: question 'sex-unknown' is answered, but no entry of docs/changes.md links to it. Add one "
            "that says what changed. [answered-question]"
        ),
    ]


def test_a_page_that_was_never_reviewed_is_not_right_yet(mini: Mini) -> None:
    outcome = mini(asked(ONE + ANSWER, csv__index=REVIEWED.partition("---\n\n")[2]), **EXCLUDED)

    assert outcome.lines == [
        (
            "docs/csv/index.md:1:1: question 'sex-unknown' was answered on 2026-12-01, after this page was last "
            "reviewed. Write the answer into csv/index.md#csv-sex, then set 'reviewed' to today. [answered-question]"
        ),
    ]
