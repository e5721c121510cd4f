"""One fault of this project's data is one problem at its place: no traceback, and nothing that only follows from it."""

import shutil
from pathlib import Path

import pytest
from docsite import __main__ as shell
from docsite.sources.problems import line

from tests.support.project import copy_project


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of this project's sources."""
    root = tmp_path_factory.mktemp("sources")
    copy_project(root)
    return root


def told(root: Path, path: str, *changes: tuple[str, str], encoding: str = "utf-8") -> list[str]:
    """Return what is told of the sources where some texts of a file are others, each of which is in it once."""
    file = root / path
    kept = shutil.copy(file, root / "kept")
    text = file.read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, f"{path} has {text.count(old)} times {old}"
        text = text.replace(old, new)
    file.write_text(text, encoding=encoding)
    try:
        return [line(problem) for problem in shell.check(root / "mkdocs.yml")]
    finally:
        shutil.move(kept, file)


SAMPLES = [
    # sample, changes, what is told
    (
        "event-image-receipt.json",
        [('"MRN100002"', '{"a": 1}')],
        ["8:21: 'PatientLocalId' must be text or null, not an object. Correct or remove it. [wrong-type]"],
    ),
    (
        "result-ungradable.json",
        [
            ('"Genders": [', '"Genders": true, "Notes": ['),
            ('"Dob": "1/1/1970"', '"Dob": 1970'),
            ('"NPI": "1234567893"', '"NPI": ["1234567893"]'),
            ('"Title": "Dr",\n      "First": "Richard",', '"First": 5,'),
            ('"Image Out of Focus"', '{"a": 1}'),
            ('"DxCodes": []', '"DxCodes": [7]'),
        ],
        [
            "94:12: 'Dob' must be text or null, not the number 1970. Put it in quotes. [wrong-type]",
            "95:16: 'Genders' must be an array or null, not true. Correct or remove it. [wrong-type]",
            "108:12: 'NPI' must be text or null, not an array. Correct or remove it. [wrong-type]",
            "111:16: 'First' must be text or null, not the number 5. Put it in quotes. [wrong-type]",
            (
                "131:9: an item of 'UngradableReasons' must be an UngradableReason of"
                " docs/schemas/enumerations.schema.json, or another reason, not an object. [unknown-value]"
            ),
            ("143:17: an item of 'DxCodes' must be text, not the number 7. Put it in quotes. [wrong-type]"),
        ],
    ),
    (
        "order-new-minimal.json",
        [('"Name": {\n      "First": "Jane",\n      "Last": "Doe"\n    },\n    "Dob": "8/3/1962",\n', "")],
        [
            "14:3: 'Patient' has no 'Dob'. Add it: Date of birth. [missing-key]",
            "14:3: 'Patient' has no 'Name'. Add it: The patient's name. [missing-key]",
        ],
    ),
]


@pytest.mark.parametrize(("sample", "changes", "expected"), SAMPLES)
def test_value_of_a_sample_that_is_no_text(
    sources: Path, sample: str, changes: list[tuple[str, str]], expected: list[str]
) -> None:
    path = f"docs/samples/json/{sample}"
    assert told(sources, path, *changes) == [f"{path}:{each}" for each in expected]


@pytest.mark.parametrize(
    ("path", "changes", "encoding", "expected"),
    [
        (
            "samples/hl7/orm-o01-new-order.hl7",
            [("|Type 2 diabetes", "|Typé 2 diabetes")],
            "latin-1",
            "6:73: byte 0xE9",
        ),
        (
            "samples/hl7/orm-o01-new-order.hl7",
            [("|Type 2 diabetes", "|Type 2 diabetes”")],
            "cp1252",
            "6:85: byte 0x94",
        ),
        ("samples/json/order-new-minimal.json", [], "utf-16", "1:1: byte 0xFF"),
        (
            "samples/hl7/index.yml",
            [("Cancellation of an", "Cancellatión of an")],
            "latin-1",
            "13:22: byte 0xF3",
        ),
        ("specs/people.yml", [], "utf-16", "1:1: byte 0xFF"),
        ("schemas/order-event.schema.json", [], "utf-16", "1:1: byte 0xFF"),
    ],
)
def test_file_in_another_encoding(
    sources: Path, path: str, changes: list[tuple[str, str]], encoding: str, expected: str
) -> None:
    assert told(sources, f"docs/{path}", *changes, encoding=encoding) == [
        f"docs/{path}:{expected} is not UTF-8. Save the file as UTF-8. [not-utf-8]"
    ]
