"""Samples of all formats: the fence that shows one, the page that links lead to, and the index."""

import io
import zipfile
from collections.abc import Mapping

import pytest
from docsite.messages import check_fences, shown_on, test_kit
from docsite.messages.library import Library
from docsite.sources.paths import DocsPath
from docsite.sources.problems import line
from docsite.sources.source import Source
from lxml import html

from tests.support.messages import real
from tests.support.mini_sites import Mini
from tests.support.xpath import select

PLAIN = {
    "markdown_extensions": ["pymdownx.superfences"],
    "exclude_docs": "/specs/\n/schemas/\n/samples/*/index.yml\n",
}
FIELDS = """\
title: Tickets
description: The fields of tickets.
fields:
  - {name: Number, required: true, description: Number of the ticket.}
"""
SCHEMA = """\
{"title": "Ticket", "type": "object", "properties": {"Number": {"type": "integer", "description": "Its number."}}}
"""
INDEX = "samples:\n  - {file: one.csv, spec: tickets, title: One}\n"
TABLE = "```csv-fields\ntickets\n```\n"
SAMPLE = "```sample\ncsv/one.csv\n```\n"
CASES = "patients: []\nstaff: []\ncases:\n  - {id: a, order: A, mrn: M, title: A, shows: A.}\n"
SITE = {
    "docs/specs/csv/tickets.yml": FIELDS,
    "docs/samples/csv/index.yml": INDEX,
    "docs/samples/csv/one.csv": "Number\n1\n",
    "docs/index.md": f"# Home\n\n{SAMPLE}\n{TABLE}",
}
JSON_SITE = {
    "docs/schemas/ticket.schema.json": SCHEMA,
    "docs/samples/json/index.yml": "samples:\n  - {file: one.json, spec: ticket, title: One}\n",
    "docs/samples/json/one.json": '{"Number": 1}\n',
}

# How a fence is written

STYLES = {
    "ticks": "```{name}\n{body}\n```\n",
    "tildes": "~~~{name}\n{body}\n~~~\n",
    "a blank": "``` {name}\n{body}\n```\n",
    "more ticks": "`````{name}\n{body}\n`````\n",
    "indented": "1. Item\n\n    ```{name}\n    {body}\n    ```\n",
    "quoted": "> ```{name}\n> {body}\n> ```\n",
    "braces": "``` {{.{name} }}\n{body}\n```\n",
    "options": '```{name} title="x"\n{body}\n```\n',
    "dotted": "```.{name}\n{body}\n```\n",
}
WRONG = {
    "sample": (
        "hl7/orm-o01-cancle.hl7",
        "there is no sample 'hl7/orm-o01-cancle.hl7'. Did you mean 'hl7/orm-o01-cancel.hl7'? [unknown-sample]",
    ),
    "hl7-structure": ("orm-001", "there is no message 'orm-001'. Did you mean 'orm-o01'? [unknown-table]"),
    "json-object": (
        "order-request Ordr",
        "there is no object 'order-request Ordr'. Did you mean 'order-request Order'? [unknown-table]",
    ),
    "csv-fields": (
        "order-intakes",
        "there is no field table 'order-intakes'. Did you mean 'order-intake'? [unknown-table]",
    ),
    "test-kit": ("casess", "the test kit has no table 'casess'. Did you mean 'cases'? [unknown-table]"),
}


def told(source: Source) -> list[str]:
    found = [*check_fences.check(real(), source), *test_kit.check(source)]
    return [line(each).partition(": ")[2] for each in found]


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("style", STYLES)
def test_a_fence_that_names_what_is_not_there_is_told_however_it_is_written(style: str, name: str) -> None:
    body, expected = WRONG[name]
    source = Source("docs/a.md", STYLES[style].format(name=name, body=body))

    assert told(source) == [expected]


@pytest.mark.parametrize("style", STYLES)
def test_a_fence_is_indexed_however_it_is_written(style: str) -> None:
    source = Source("docs/a.md", STYLES[style].format(name="json-object", body="order-request  Order"))

    assert shown_on.read({DocsPath("a.md"): source}, {"json-object"}) == {
        ("json-object", "order-request Order"): "a.md"
    }


@pytest.mark.parametrize("style", STYLES)
def test_a_whole_message_in_a_page_is_told_however_its_fence_is_written(style: str) -> None:
    source = Source("docs/a.md", STYLES[style].format(name="hl7", body="MSH|^~\\&|A|B"))

    assert [each.partition(".")[0] for each in told(source)] == ["the page has a whole message"]


def test_a_table_whose_fence_has_an_option_is_shown(mini: Mini) -> None:
    page = f"# Home\n\n{SAMPLE}\n" + TABLE.replace("csv-fields", 'csv-fields title="Tickets"')
    outcome = mini({**SITE, "docs/index.md": page}, **PLAIN)
    root = html.fromstring(outcome.html("index.html"))

    assert outcome.lines == []
    assert select(root, "//th/a[.='Number']/@href") == ["#csv-number"]
    assert select(root, "//tr/@id") == ["csv-number"]


# What a fence names


def test_a_sample_that_is_not_there_is_told_and_its_fence_shown_as_it_is(mini: Mini) -> None:
    page = f"# Home\n\n{SAMPLE}\n{TABLE}\n```sample\ncsv/on.csv\n```\n\n```sample\n<b>{'x' * 20_000}\n```\n"
    outcome = mini({**SITE, "docs/index.md": page}, **PLAIN)

    assert outcome.lines == [
        "docs/index.md:11:1: there is no sample 'csv/on.csv'. Did you mean 'csv/one.csv'? [unknown-sample]",
        f"docs/index.md:15:1: there is no sample '<b>{'x' * 37}…'. See docs/samples/. [unknown-sample]",
    ]
    assert "<pre><code>csv/on.csv</code></pre>" in outcome.html("index.html")
    assert "&lt;b&gt;xxx" in outcome.html("index.html")


def test_what_a_tool_replaces_is_the_name() -> None:
    source = Source("docs/a.md", "# A\n\n> ```sample\n> hl7/orm-o01-cancle.hl7\n> ```\n")
    (problem,) = check_fences.check(real(), source)

    assert (problem.found, problem.found_at, problem.suggestion) == (
        "hl7/orm-o01-cancle.hl7",
        (4, 3),
        "hl7/orm-o01-cancel.hl7",
    )


def test_a_fence_of_another_project_is_not_told(mini: Mini) -> None:
    outcome = mini({"docs/index.md": "# Home\n\n```sample\nAny text.\n```\n"}, **PLAIN)

    assert outcome.lines == []
    assert "<pre><code>Any text.</code></pre>" in outcome.html("index.html")


def test_a_name_is_meant_by_the_word_that_is_wrong() -> None:
    names = ["order-request", "order-request Order", "order-result Order", "order-result Patient"]

    assert check_fences.closest("order-request Ordr", names) == "order-request Order"
    assert check_fences.closest("order-reslut Patient", names) == "order-result Patient"
    assert check_fences.closest("", names) is None
    assert check_fences.closest("order-request Nothing", names) is None


# Which page a link leads to


def test_a_page_that_is_not_built_shows_nothing(mini: Mini) -> None:
    files = {
        **SITE,
        "docs/a-draft.md": f"# Draft\n\n{TABLE}",
        "docs/index.md": f"# Home\n\n{SAMPLE}",
        "docs/z.md": f"# Z\n\n{TABLE}",
    }
    outcome = mini(files, draft_docs="a-draft.md", **PLAIN)

    assert outcome.lines == []
    assert '<a href="z/#csv-number"' in outcome.html("index.html")


def test_a_copied_file_of_html_shows_nothing(mini: Mini) -> None:
    files = {
        **SITE,
        "docs/a.html": f"<pre>\n{TABLE}</pre>",
        "docs/index.md": f"# Home\n\n{SAMPLE}",
        "docs/z.md": f"# Z\n\n{TABLE}",
    }
    outcome = mini(files, **PLAIN)

    assert outcome.lines == []
    assert '<a href="z/#csv-number"' in outcome.html("index.html")


TWICE = [
    # files of the site, fence of a table, anchor of its row
    (SITE, TABLE, "csv/one.csv", "csv-number"),
    (JSON_SITE, "```json-object\nticket\n```\n", "json/one.json", "ticket-number"),
]


@pytest.mark.parametrize(("files", "table", "sample", "anchor"), TWICE)
def test_the_first_page_that_shows_a_table_is_where_samples_lead(
    mini: Mini, files: Mapping[str, str], table: str, sample: str, anchor: str
) -> None:
    shown = f"```sample\n{sample}\n```\n"
    pages = {
        "docs/a.md": f"# A\n\n{table}",
        "docs/b.md": f"# B\n\n{table}",
        "docs/index.md": f"# Home\n\n{shown}",
    }
    outcome = mini({**files, **pages}, **PLAIN)

    assert outcome.lines == []
    assert f'<a href="a/#{anchor}"' in outcome.html("index.html")


# The index


def test_samples_of_equal_text_are_two(mini: Mini) -> None:
    files = {
        **SITE,
        "docs/samples/csv/index.yml": INDEX + "  - {file: two.csv, spec: tickets, title: Two}\n",
        "docs/samples/csv/two.csv": SITE["docs/samples/csv/one.csv"],
        "docs/specs/people.yml": CASES,
        "docs/index.md": f"# Home\n\n{SAMPLE}\n```sample\ncsv/two.csv\n```\n\n{TABLE}",
    }
    outcome = mini(files, **PLAIN)
    root = html.fromstring(outcome.html("index.html"))
    kit = zipfile.ZipFile(io.BytesIO((outcome.site / test_kit.FILE).read_bytes()))

    assert outcome.lines == []
    assert select(root, "//figure/@id") == ["one", "two"]
    assert select(root, "//figcaption/span") == ["One", "Two"]
    assert select(root, "//figcaption/a/@href") == ["samples/csv/one.csv", "samples/csv/two.csv"]
    assert [name for name in kit.namelist() if name.endswith(("one.csv", "two.csv"))] == [
        "csv/one.csv",
        "csv/two.csv",
    ]


FAULTS = [
    # entry that follows, what is told
    (
        "{file: one.csv, spec: tickets, title: Again}",
        ["3:12: duplicate sample 'one.csv'. Delete one. [duplicate-key]"],
    ),
    (
        "{file: onee.csv, spec: tickets, title: Two}",
        [
            (
                "3:12: there is no sample 'onee.csv' in docs/samples/csv/. Did you mean 'one.csv'?"
                " [unknown-sample]"
            )
        ],
    ),
    (
        "{file: two.csv, spec: ticket, title: Two}",
        ["3:27: there is no table of fields 'ticket'. Did you mean 'tickets'? [unknown-spec]"],
    ),
    (
        "{file: two.csv, spec: tickets, title: Two, options: [x]}",
        ["3:58: tickets has no option 'x'. See docs/specs/csv/. [unknown-value]"],
    ),
    (
        "{file: two.csv, spec: tickets, title: Two, case: [a, b]}",
        [
            (
                "3:58: there is no case 'b' in docs/specs/people.yml. Add it there, or correct it."
                " [unknown-value]"
            )
        ],
    ),
]


@pytest.mark.parametrize(("entry", "expected"), FAULTS)
def test_a_fault_of_an_index_is_told(mini: Mini, entry: str, expected: list[str]) -> None:
    files = {
        **SITE,
        "docs/samples/csv/index.yml": f"{INDEX}  - {entry}\n",
        "docs/samples/csv/two.csv": "Number\n2\n",
        "docs/specs/people.yml": CASES,
        "docs/index.md": f"# Home\n\n{SAMPLE}\n```sample\ncsv/two.csv\n```\n\n{TABLE}",
    }
    lines = mini(files, **PLAIN).lines

    assert [each for each in lines if "unlisted-sample" not in each] == [
        f"docs/samples/csv/index.yml:{each}" for each in expected
    ]


def test_a_sample_as_it_is_sent_is_not_missed_where_an_index_has_a_fault(mini: Mini) -> None:
    page = f"{SITE['docs/index.md']}\n[sent](samples/hl7/sent/one.hl7)\n"
    right = mini({**SITE, "docs/index.md": page}, **PLAIN).lines
    assert [line.rpartition(" ")[2] for line in right] == ["[missing-asset]"]

    index = f"{INDEX}  - {{file: gone.csv, spec: tickets, title: Gone}}\n"
    wrong = mini({**SITE, "docs/index.md": page, "docs/samples/csv/index.yml": index}, **PLAIN).lines
    assert [line.rpartition(" ")[2] for line in wrong] == ["[unknown-sample]"]


def test_every_sample_of_the_guide_belongs_to_a_case_and_has_a_kind() -> None:
    library: Library = real()

    assert [path for path, sample in library.samples.items() if not sample.cases] == []
    assert {sample.kind for sample in library.samples.values()} == {*library.site.kinds}


# What only this site knows


def test_hosts_of_the_site_are_data(mini: Mini) -> None:
    files = {
        **SITE,
        "docs/samples/csv/one.csv": "Number\nhttps://a.mine.org/ https://other.org/ x@example.com\n",
    }
    host = "host '{}' may be real. Use example.com. [real-contact]"

    assert mini(files, **PLAIN).lines == [
        f"docs/samples/csv/one.csv:2:9: {host.format('a.mine.org')}",
        f"docs/samples/csv/one.csv:2:29: {host.format('other.org')}",
    ]
    assert mini({**files, "docs/specs/site.yml": "hosts: [mine.org]\n"}, **PLAIN).lines == [
        f"docs/samples/csv/one.csv:2:29: {host.format('other.org')}",
    ]


def test_a_fault_of_what_the_site_knows_is_told(mini: Mini) -> None:
    outcome = mini({"docs/index.md": "# Home\n", "docs/specs/site.yml": "host: [mine.org]\n"}, **PLAIN)

    assert outcome.lines == [
        "docs/specs/site.yml:1:1: unknown key 'host'. Did you mean 'hosts'? [unknown-key]"
    ]


@pytest.mark.parametrize(
    ("info", "name"),
    [
        ("json", "json"),
        ("json title='x'", "json"),
        (".json", "json"),
        ("{.json #id}", "json"),
        ("{ #id .json .more }", "json"),
        ("c++", "c++"),
        ("", ""),
        ("{#id}", ""),
    ],
)
def test_a_fence_has_the_language_that_superfences_reads(info: str, name: str) -> None:
    (fence,) = Source("docs/a.md", f"``` {info}\ntext\n```\n").fences()

    assert fence.name == name
