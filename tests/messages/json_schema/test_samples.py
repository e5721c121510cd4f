"""JSON samples: what is wrong is told at its line, and what is right is shown with its rows linked."""

import json
from pathlib import Path
from typing import Any

import pytest
from docsite.messages import library
from docsite.messages.json_schema.format import FORMAT
from docsite.messages.judge import json_message
from docsite.messages.judge.notes import problem_of, settled
from docsite.sources import json_text
from docsite.sources.problems import line
from docsite.sources.source import Source

from tests.support import cloud_direct, messages, places
from tests.support.cloud_direct import files, kind
from tests.support.golden import golden
from tests.support.mini_sites import Mini
from tests.support.project import DOCS

GOLDEN = Path(__file__).with_name("golden")
NEGATIVE = {
    "event-no-discriminator": [
        (
            "1:1: the message has no 'ResultObjectType'. Add it: The kind of event, which determines"
            " the other properties."
            " [missing-key]"
        )
    ],
    "event-success-without-order-id": [
        (
            "1:1: the message has no 'IrisOrderId', which is required when Success is true. Add it. "
            "[missing-key]"
        )
    ],
    "event-unknown-type": [
        (
            "9:23: 'ResultObjectType' must be 'OrderCreationReceipt', 'OrderCancelled', 'ImageReceipt',"
            " 'ReadyForGradingEvent', 'GradingReceipt', 'OrderGradedEvent', or 'ResultsDeliveryReceipt',"
            " not 'SomethingElse'. [unknown-value]"
        )
    ],
    "grading-not-gradable": [
        (
            "13:20: 'Finding' has the wrong format: 'Not Gradable'. Expected: a condition of the eye. If it can't be "
            "graded, send Gradable false and no findings. [wrong-form]"
        )
    ],
    "order-added-late": [
        (
            "19:25: 'ImageContext' must be 'Primary', 'SecondaryViewField', 'Secondary', 'Component', 'Aggregate', or "
            "'Enhancement', not 'AddedLate'. [unknown-value]"
        )
    ],
    "grading-bad-pair": ["14:19: 'Result' must be 'None' or 'Positive', not 'Mild'. [unknown-value]"],
    "grading-gradable-with-reason": [
        (
            "21:26: 'UngradableReasons' has 1 item, but must be empty unless Gradable is false. Remove "
            "it. [too-long]"
        )
    ],
    "grading-two-reasons": ["11:26: 'UngradableReasons' has 2 items; the limit is 1. Shorten it. [too-long]"],
    "grading-ungradable-with-findings": [
        "14:17: 'Findings' has 1 item, but must be empty when Gradable is false. Remove it. [too-long]"
    ],
    "order-bad-guid": [
        (
            "4:17: 'ClientGuid' has the wrong format: 'not-a-guid'. Expected: GUID in the form "
            "8-4-4-4-12, in uppercase or lowercase. [wrong-form]"
        )
    ],
    "order-cancel-without-localid": [
        (
            "8:3: 'Order' has no 'LocalId'. Add it: Your identifier for the order. Changes,"
            " cancellations, and resends find"
            " the order by it, and events return it. [missing-key]"
        )
    ],
    "order-cancel-without-site": ["1:1: the message has no 'Site'. Add it: The order's site. [missing-key]"],
    "order-missing-clientguid": [
        (
            "1:1: the message has no 'ClientGuid'. Add it: Your organization's identifier, issued by IRIS."
            " If it's wrong, no event reports the failure. [missing-key]"
        )
    ],
    "order-new-without-patient": [
        (
            "1:1: the message has no 'Patient', which is required when OrderControlCode is NW or XO. "
            "Add it. [missing-key]"
        )
    ],
    "order-numeric-gender": ["24:19: 'Gender' must be a Gender, not the number 2. [unknown-value]"],
    "order-unknown-evaluation": [
        "10:7: an item of 'EvaluationTypes' must be an EvaluationType, not 'ME'. [unknown-value]"
    ],
    "order-update-without-evaluationtypes": [
        (
            "10:3: 'Order' has no 'EvaluationTypes', which is required when OrderControlCode is NW or "
            "XO. Add it. [missing-key]"
        )
    ],
    "order-uppercase-container": [
        (
            "15:24: 'Container' has the wrong format: 'PC1234'. Expected: Container name: 3 to 63 "
            "lowercase letters, digits, and single hyphens. [wrong-form]"
        )
    ],
    "order-version-v": [
        (
            "2:14: 'Version' has the wrong format: 'V2.3.1'. Expected: Version of the object model: "
            "digits and dots, without the letter V. [wrong-form]"
        )
    ],
    "order-without-gender": [
        (
            "14:3: 'Patient' has no 'Genders'. Add it: The patient's genders, each with its context. Send birth and "
            "identity gender. [missing-key]"
        )
    ],
    "order-zip-instead-of-postalcode": [
        (
            "113:7: unknown property 'Zip'. Use 'City', 'PostalCode', 'State', 'Street1', or 'Street2', "
            "or remove it. [unknown-key]"
        )
    ],
    "result-empty-timestamp": [
        (
            "3:16: 'Timestamp' is empty. Expected: RFC 3339 timestamp with an "
            "offset. IRIS writes seven fractional digits. [wrong-form]"
        ),
        (
            "4:20: 'TransactionId' is empty. Expected: GUID in the form 8-4-4-4-12, "
            "in uppercase or lowercase. [wrong-form]"
        ),
    ],
}


def judge(name: str, text: str) -> list[str]:
    """Return what is told of a message, without the file's name."""
    document, problems = json_text.load(Source("a", text))
    assert document is not None
    notes = settled(json_message.check({}, name, cloud_direct.judge(name), document))
    told = [*problems, *(problem_of("a", note) for note in notes)]
    return [line(problem).removeprefix("a:") for problem in sorted(told)]


def test_an_object_without_three_properties_is_one_problem() -> None:
    message = '{"ResultObjectType": "OrderCreationReceipt", "TransactionId": "11111111-2222-4333-8444-555555555555"}'
    assert judge("order-event", message) == [
        "1:1: the message has no 'Timestamp', 'Success', or 'Version'. Add them. [missing-key]",
    ]


def test_every_message_that_must_be_rejected_has_an_expectation() -> None:
    assert {file.stem for file in files("negative")} == NEGATIVE.keys()
    assert len(NEGATIVE) == 22


@pytest.mark.parametrize("file", files("negative"), ids=lambda file: file.stem)
def test_message_that_must_be_rejected_is_told_at_its_line(file: Path) -> None:
    assert judge(kind(file), file.read_text("utf-8")) == NEGATIVE[file.stem]


@pytest.mark.parametrize("file", [*files("samples"), *files("valid")], ids=lambda file: file.stem)
def test_message_that_is_right_has_no_problem(file: Path) -> None:
    assert judge(kind(file), file.read_text("utf-8")) == []


def changed(path: str, value: Any, sample: str = "order-new-full") -> str:
    """Return a sample with one value changed; `...` takes it away."""
    message = json.loads((DOCS / f"samples/json/{sample}.json").read_text("utf-8"))
    *steps, last = [int(step) if step.isdigit() else step for step in path.split("/")]
    inside = message
    for step in steps:
        inside = inside[step]
    if value is ...:
        del inside[last]
    else:
        inside[last] = value
    return json.dumps(message, indent=2)


CHANGES = [
    # path, new value, text with the mark where the problem is expected, message
    (
        "Camera/Images/0/Laterality",
        "OU",
        '"Laterality": ⟦unknown-value⟧"OU"',
        "'Laterality' must be 'OD' or 'OS', not 'OU'.",
    ),
    (
        "Order/EvaluationTypes",
        ["GLAUCOMA"],
        '⟦unknown-value⟧"GLAUCOMA"',
        ("an item of 'EvaluationTypes' must be an EvaluationType, not 'GLAUCOMA'. Did you mean 'Glaucoma'?"),
    ),
    (
        "Patient/Dob",
        "1958-13-12",
        '"Dob": ⟦unknown-value⟧"1958-13-12"',
        "'Dob' must be M/D/YYYY or YYYY-MM-DD, not '1958-13-12'.",
    ),
    (
        "Patient/Dob",
        19581012,
        '"Dob": ⟦wrong-type⟧19581012',
        "'Dob' must be text, not the number 19581012. Put it in quotes.",
    ),
    (
        "Camera/Images/0/Taken",
        True,
        '"Taken": ⟦wrong-type⟧true',
        "'Taken' must be text or null, not true. Correct or remove it.",
    ),
    (
        "Camera/Images/0/Taken",
        "12:00",
        '"Taken": ⟦wrong-form⟧"12:00"',
        (
            "'Taken' has the wrong format: '12:00'. Expected: RFC 3339 timestamp with an offset."
            " IRIS writes seven fractional digits."
        ),
    ),
    (
        "Patient/Race",
        "white",
        '"Race": ⟦unknown-value⟧"white"',
        (
            "'Race' must be '1002-5', '2028-9', '2054-5', '2076-8', '2131-1', or '2106-3',"
            " or another HL7 v3 Race code, not 'white'."
        ),
    ),
    ("Patient/Nmae", {}, '⟦unknown-key⟧"Nmae": {}', "unknown property 'Nmae'. Remove it."),
    (
        "Patient/Name/Title",
        "Dr",
        '⟦unknown-key⟧"Title": "Dr"',
        "unknown property 'Title'. Use 'First' or 'Last', or remove it.",
    ),
    (
        "ClientGUID",
        "x",
        '⟦unknown-key⟧"ClientGUID": "x"',
        "unknown property 'ClientGUID'. Remove it.",
    ),
    ("Patient/LocalId", "", '"LocalId": ⟦too-short⟧""', "'LocalId' is empty. Fill it in or remove it."),
    (
        "Order/EvaluationTypes",
        [],
        '"EvaluationTypes": ⟦too-short⟧[]',
        "'EvaluationTypes' is empty. Fill it in or remove it.",
    ),
    (
        "Order",
        [],
        '"Order": ⟦wrong-type⟧[]',
        "'Order' must be an object, not an array. Correct or remove it.",
    ),
    (
        "Order/EvaluationTypes/0",
        None,
        '"EvaluationTypes": [\n      ⟦unknown-value⟧null',
        "an item of 'EvaluationTypes' must be an EvaluationType, not null.",
    ),
    (
        "Camera/Images/1/AzureBlobStorage",
        ...,
        '"GroupOrdinal": 1\n      },\n      ⟦missing-key⟧{',
        (
            "an item of 'Images' has no 'AzureBlobStorage'. Add it: Where the file is."
            " Azure Blob Storage is the only supported store."
        ),
    ),
    (
        "Camera/Images/1/AzureBlobStorage/FileName",
        "x" * 1025,
        '"FileName": ⟦too-long⟧"xxx',
        "'FileName' has 1025 characters; the limit is 1024. Shorten it.",
    ),
    (
        "OrderingProvider/NPI",
        "12345",
        '"NPI": ⟦wrong-form⟧"12345"',
        "'NPI' has the wrong format: '12345'. Expected: National Provider Identifier: ten digits.",
    ),
]


@pytest.mark.parametrize(("path", "value", "snippet", "message"), CHANGES)
def test_one_wrong_value_is_told_once_at_its_place(path: str, value: Any, snippet: str, message: str) -> None:
    text = changed(path, value)
    expected = places.lines("a", places.located(text, snippet), [message])
    assert judge("order-request", text) == [each.removeprefix("a:") for each in expected]


def test_every_property_of_every_sample_has_a_row() -> None:
    for sample in messages.real().samples.values():
        if sample.format == "json":
            linked = {value.link for value in sample.values}
            names = [(start + 1, end - 1) for start, end, _ in json_text.properties(sample.content)]
            assert [sample.source.text[slice(*name)] for name in names if name not in linked] == []


CREATION = "samples/json/event-order-creation-receipt.json"
(CREATED,) = places.located(messages.files()[CREATION].text, '"IrisOrderId": ⟦broken-echo⟧900001')

ECHOES = [
    # sample, old text, new text with the mark where the problem is expected, message
    (
        "event-order-graded",
        '"OrderLocalId": "ORD100001"',
        '"OrderLocalId": ⟦broken-echo⟧"ORD100002"',
        (
            "'OrderLocalId' must be 'ORD100001', the order of case 'jane-doe' in "
            "docs/specs/people.yml, not 'ORD100002'. Correct one of the two."
        ),
    ),
    (
        "grading-findings",
        '"LocalId": "ORD100002"',
        '"LocalId": ⟦broken-echo⟧"ORD100003"',
        (
            "'LocalId' must be 'ORD100002', the order of case 'john-public' in "
            "docs/specs/people.yml, not 'ORD100003'. Correct one of the two."
        ),
    ),
    (
        "event-image-receipt-failed",
        '"PatientLocalId": "MRN100002"',
        '"PatientLocalId": ⟦broken-echo⟧"MRN100001"',
        (
            "'PatientLocalId' must be 'MRN100002', the mrn of case 'john-public' in "
            "docs/specs/people.yml, not 'MRN100001'. Correct one of the two."
        ),
    ),
    (
        "event-grading-receipt",
        '"IrisOrderId": 900001',
        '"IrisOrderId": ⟦broken-echo⟧900002',
        (
            "'IrisOrderId' must be '900001', the value of 'IrisOrderId' in "
            f"docs/{CREATION}:{CREATED.line}:{CREATED.column}, not '900002'. Correct one of "
            "the two."
        ),
    ),
]


@pytest.mark.parametrize(("sample", "old", "new", "told"), ECHOES)
def test_a_value_that_another_sample_of_its_case_has_otherwise_is_told(
    sample: str, old: str, new: str, told: str
) -> None:
    path = f"samples/json/{sample}.json"
    text, expected = places.unmarked(messages.edited(path, old, new))
    found = messages.lines({path: text}, formats=[FORMAT])

    assert found == places.lines(f"docs/{path}", expected, [told])


# Mini sites

SCHEMA = """\
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Ticket",
  "x-address": "schemas/cloud-direct/2.3.1/",
  "x-known-by": ["Number", "Owner"],
  "type": "object",
  "properties": {
    "Number": {"type": "integer", "description": "Number of the ticket."},
    "Color": {"$ref": "#/$defs/Color", "description": "Its color."},
    "Owner": {"$ref": "#/$defs/Owner", "description": "Whose it is."}
  },
  "required": ["Number"],
  "additionalProperties": false,
  "$defs": {
    "Color": {
      "title": "Color",
      "description": "Color of a ticket.",
      "oneOf": [{"const": "R", "title": "Red"}, {"const": "G", "title": "Green", "deprecated": true}]
    },
    "Owner": {
      "type": "object",
      "description": "Owner of a ticket.",
      "properties": {
        "Name": {"type": ["string", "null"], "description": "Name & more.", "examples": ["A <b>"]}
      }
    }
  }
}
"""
INDEX = "samples:\n- file: one.json\n  spec: ticket\n  title: One\n"
SAMPLE = '{\n  "Number": 1,\n  "Color": "R",\n  "Owner": {"Name": "<script>"}\n}\n'
PAGE = """\
# Home

```sample
json/one.json
```

## Ticket

```json-object
ticket
```

## Owner

```json-object
ticket Owner
```

## Color

```json-enumeration
Color
```
"""
SITE = {
    "docs/schemas/ticket.schema.json": SCHEMA,
    "docs/samples/json/index.yml": INDEX,
    "docs/samples/json/one.json": SAMPLE,
    "docs/index.md": PAGE,
}
SETTINGS = {
    "markdown_extensions": ["pymdownx.superfences"],
    "exclude_docs": "/schemas/*.schema.json\n/samples/*/index.yml\n",
    "site_url": "https://docs.example.com/guide/",
}


def article(html: str) -> str:
    """Return the part of a page that its source made."""
    return html[html.index("<figure") : html.rindex("</div>")]


def test_site_shows_sample_and_tables_with_links_between_them(mini: Mini) -> None:
    outcome = mini(SITE, **SETTINGS)

    assert outcome.lines == []
    golden(GOLDEN / "page.html", article(outcome.html("index.html")))
    assert not (outcome.site / "schemas/ticket.schema.json").exists()
    golden(GOLDEN / "ticket.schema.json", outcome.html("schemas/cloud-direct/2.3.1/ticket.schema.json"))
    golden(
        GOLDEN / "ticket.bundle.schema.json",
        outcome.html("schemas/cloud-direct/2.3.1/ticket.bundle.schema.json"),
    )


def test_site_without_an_address_publishes_schemas_without_identity(mini: Mini) -> None:
    outcome = mini(SITE, **{**SETTINGS, "site_url": ""})

    assert outcome.lines == []
    assert "$id" not in json.loads(outcome.html("schemas/cloud-direct/2.3.1/ticket.schema.json"))


SITE_FAULTS: list[tuple[dict[str, str], list[str]]] = [
    # files that differ, what is told
    (
        {"docs/samples/json/one.json": SAMPLE.replace('"R"', '"B"')},
        ["docs/samples/json/one.json:3:12: 'Color' must be 'R' or 'G', not 'B'. [unknown-value]"],
    ),
    (
        {"docs/samples/json/one.json": SAMPLE.replace("\n}", ",\n}")},
        [
            (
                "docs/samples/json/one.json:5:1: not JSON: expected a property name, found '}'. Is there "
                "an extra comma on line 4? [invalid-json]"
            )
        ],
    ),
    (
        {"docs/samples/json/two.json": "{}"},
        [
            (
                "docs/samples/json/two.json:1:1: the sample is not in docs/samples/json/index.yml."
                " Add it there with its title and what it is checked against, or delete it. [unlisted-sample]"
            )
        ],
    ),
    (
        {"docs/samples/json/index.yml": INDEX + "- file: on.json\n  spec: tikcet\n  title: Two\n"},
        [
            (
                "docs/samples/json/index.yml:5:9: there is no sample 'on.json' in docs/samples/json/."
                " Did you mean 'one.json'? [unknown-sample]"
            ),
            (
                "docs/samples/json/index.yml:6:9: there is no message schema 'tikcet'. Did you mean"
                " 'ticket'?"
                " [unknown-spec]"
            ),
        ],
    ),
    (
        {"docs/samples/json/index.yml": INDEX + "  titel: x\n"},
        ["docs/samples/json/index.yml:5:3: unknown key 'titel'. Did you mean 'title'? [unknown-key]"],
    ),
    (
        {"docs/index.md": PAGE.replace("```sample\njson/one.json", '```json\n{"Number": 1}')},
        [
            (
                "docs/samples/json/one.json:1:1: no page shows this sample. Show it with a 'sample' fence,"
                " or delete it. [unused-sample]"
            )
        ],
    ),
    (
        {"docs/index.md": PAGE + '\n```json\n{\n  "Number": 2,\n  "Owner": {}\n}\n```\n'},
        [
            (
                "docs/index.md:25:1: the page has a whole message. Move it to docs/samples/json/ and show it"
                " with a 'sample' fence, so that it is checked. [pasted-sample]"
            )
        ],
    ),
    (
        {"docs/index.md": PAGE.replace("ticket Owner", "ticket Onwer").replace("\nColor\n", "\nColour\n")},
        [
            (
                "docs/index.md:15:1: there is no object 'ticket Onwer'. Did you mean 'ticket Owner'?"
                " [unknown-table]"
            ),
            "docs/index.md:21:1: there is no list 'Colour'. Did you mean 'Color'? [unknown-table]",
        ],
    ),
    (
        {"docs/index.md": PAGE.replace("ticket Owner", "tikcet Owner") + "\n```json-required\ntiket\n```\n"},
        [
            (
                "docs/index.md:15:1: there is no object 'tikcet Owner'. Did you mean 'ticket Owner'?"
                " [unknown-table]"
            ),
            "docs/index.md:25:1: there is no message schema 'tiket'. Did you mean 'ticket'? [unknown-table]",
        ],
    ),
]


@pytest.mark.parametrize(("different", "told"), SITE_FAULTS)
def test_fault_of_a_site_is_told(mini: Mini, different: dict[str, str], told: list[str]) -> None:
    index = {
        "docs/samples/json/index.yml": different.get("docs/samples/json/index.yml", INDEX),
    }
    assert mini({**SITE, **different, **index}, **SETTINGS).lines == told


def test_other_json_is_highlighted_as_always(mini: Mini) -> None:
    page = '# Home\n\n```json linenums="1" hl_lines="2" title="A part"\n{\n  "Number": 1\n}\n```\n'
    html = mini({"docs/index.md": page}, **SETTINGS).html("index.html")
    plain = mini({"docs/index.md": page.replace("```json ", "```jsonc ")}, **SETTINGS).html("index.html")

    assert 'class="filename">A part<' in html
    assert 'class="hll"' in html
    assert 'class="linenos"' in html
    assert html.count("<span") >= plain.count("<span") - 2


# People

PEOPLE = """\
patients:
  - {family: DOE, given: JANE, birth: "19620803", sex: F, mrn: MRN100001}
staff:
  - {family: ROE, given: RICHARD, role: orders exams, ids: ["1234567893"]}
streets: [100 EXAMPLE WAY]
"""
PERSONS = [
    # schema, message, what is told
    (
        "order-request",
        {"Patient": {"LocalId": "MRN100001", "Name": {"First": "Jane", "Last": "Doe"}, "Dob": "8/3/1962"}},
        [],
    ),
    (
        "order-request",
        {"Patient": {"LocalId": "MRN2", "Name": {"First": "Jane", "Last": "Doe"}, "Dob": "8/4/1962"}},
        [
            "3:16: 'LocalId' is 'MRN2', but JANE DOE in docs/specs/people.yml has 'MRN100001'. Correct it.",
            "8:12: 'Dob' is '8/4/1962', but JANE DOE in docs/specs/people.yml has '19620803'. Correct it.",
        ],
    ),
    (
        "order-result",
        {
            "Patient": {
                "Genders": [{"Gender": "F"}, {"Gender": "M"}],
                "Name": {"First": "Jane", "Last": "Doe"},
            }
        },
        ["8:19: 'Gender' is 'M', but JANE DOE in docs/specs/people.yml has 'F'. Correct it."],
    ),
    (
        "order-result",
        {"Patient": {"Name": {"First": "Ann", "Last": "Other"}}},
        [
            (
                "4:16: 'Ann Other' is not in docs/specs/people.yml. Use one of the fictitious people listed"
                " there."
            )
        ],
    ),
    (
        "order-result",
        {
            "OrderingProvider": {"NPI": "1234567890"},
            "Gradings": {"Provider": {"Name": {"Last": "Roe", "First": "Richard"}}},
        },
        [
            (
                "3:12: '1234567890' is not in docs/specs/people.yml. Use one of the fictitious people listed"
                " there."
            )
        ],
    ),
    (
        "order-request",
        {
            "Site": {"Name": "A site", "Address": {"Street1": "1 Main St"}},
            "Patient": {"Address": {"Street1": "100 Example Way"}},
        },
        [
            (
                "5:18: '1 Main St' is not one of the streets in docs/specs/people.yml. Use one of those"
                " listed there."
            )
        ],
    ),
    (
        "order-event",
        {"ResultObjectType": "OrderCancelled", "PatientLocalId": "MRN100009"},
        [
            (
                "3:21: 'PatientLocalId' is 'MRN100009', which is not the MRN of a patient in"
                " docs/specs/people.yml. Use one listed there."
            )
        ],
    ),
    (
        "order-event",
        {"ResultObjectType": "OrderCancelled", "PatientLocalId": {"a": 1}},
        [],
    ),
    (
        "order-request",
        {"Patient": {"Genders": True, "Name": {"First": "Jane", "Last": "Doe"}}},
        [],
    ),
]


@pytest.mark.parametrize(("schema", "message", "told"), PERSONS)
def test_person_who_is_not_listed_is_told(schema: str, message: dict[str, Any], told: list[str]) -> None:
    texts = {
        "specs/people.yml": PEOPLE,
        "samples/json/a.json": json.dumps(message, indent=2),
        "samples/json/index.yml": f"samples:\n  - {{file: a.json, spec: {schema}, title: A}}\n",
    }
    schemas = {path: source for path, source in messages.files().items() if path.startswith("schemas/")}
    sources = {path: Source(f"docs/{path}", text) for path, text in texts.items()}
    _, problems = library.read({**schemas, **sources}, {}, [FORMAT])

    found = [line(each) for each in sorted(problems) if each.rule == "unlisted-person"]
    assert found == [f"docs/samples/json/a.json:{each} [unlisted-person]" for each in told]


def test_person_in_a_site_is_held_to_its_list(mini: Mini) -> None:
    names = {
        part: {"type": "string", "description": "A name.", "x-person": part} for part in ("given", "family")
    }
    schema = SCHEMA.replace(', "examples": ["A <b>"]', "").replace(
        '"Name": {"type": ["string", "null"]',
        f'"Name": {{"type": "object", "properties": {json.dumps(names)}',
    )
    files = {
        "docs/samples/json/one.json": SAMPLE.replace('"<script>"', '{"given": "Ann", "family": "Other"}'),
        "docs/schemas/ticket.schema.json": schema,
        "docs/index.md": PAGE + "\n## Name\n\n```json-object\nticket Owner.Name\n```\n",
    }
    settings = {**SETTINGS, "exclude_docs": f"{SETTINGS['exclude_docs']}/specs/\n"}

    assert mini({**SITE, **files, "docs/specs/people.yml": PEOPLE}, **settings).lines == [
        (
            "docs/samples/json/one.json:4:31: 'Ann Other' is not in docs/specs/people.yml. Use one of the"
            " fictitious people listed there. [unlisted-person]"
        )
    ]
