"""One fault of this project's data is one problem at its place: no traceback, and nothing that only follows from it."""

import pytest

from tests.support import places
from tests.support import sources as copies
from tests.support.places import Place
from tests.support.sources import Sources


def told(
    sources: Sources, path: str, *changes: tuple[str, str], encoding: str = "utf-8"
) -> tuple[list[str], list[Place]]:
    """Return what is told of the sources where some texts of a file are others, and the places of their marks.

    Each text to change is in the file once.
    """
    text = sources.text(path)
    for old, new in changes:
        assert text.count(old) == 1, f"{path} has {text.count(old)} times {old}"
        text = text.replace(old, new)
    text, expected = places.unmarked(text)
    return copies.told(sources, {path: text.encode(encoding)}), expected


SAMPLES = [
    # sample, changes with a mark where each problem is expected, messages in order
    (
        "event-image-receipt.json",
        [('"MRN100002"', '⟦wrong-type⟧{"a": 1}')],
        ["'PatientLocalId' must be text or null, not an object. Correct or remove it."],
    ),
    (
        "result-ungradable.json",
        [
            ('"Genders": [', '"Genders": ⟦wrong-type⟧true, "Notes": ['),
            ('"Dob": "1/1/1970"', '"Dob": ⟦wrong-type⟧1970'),
            ('"NPI": "1234567893"', '"NPI": ⟦wrong-type⟧["1234567893"]'),
            ('"Title": "Dr",\n      "First": "Richard",', '"First": ⟦wrong-type⟧5,'),
            ('"Image Out of Focus"', '⟦unknown-value⟧{"a": 1}'),
            ('"DxCodes": []', '"DxCodes": [⟦wrong-type⟧7]'),
        ],
        [
            "'Dob' must be text or null, not the number 1970. Put it in quotes.",
            "'Genders' must be an array or null, not true. Correct or remove it.",
            "'NPI' must be text or null, not an array. Correct or remove it.",
            "'First' must be text or null, not the number 5. Put it in quotes.",
            "an item of 'UngradableReasons' must be an UngradableReason, or another reason, not an object.",
            "an item of 'DxCodes' must be text, not the number 7. Put it in quotes.",
        ],
    ),
    (
        "order-new-minimal.json",
        [
            ('"Name": {\n      "First": "Jane",\n      "Last": "Doe"\n    },\n    "Dob": "8/3/1962",\n', ""),
            ('"Patient": {', '⟦missing-key⟧"Patient": {'),
        ],
        [
            "'Patient' has no 'Name' or 'Dob'. Add them.",
        ],
    ),
]


@pytest.mark.parametrize(("sample", "changes", "messages"), SAMPLES)
def test_value_of_a_sample_that_is_no_text(
    sources: Sources, sample: str, changes: list[tuple[str, str]], messages: list[str]
) -> None:
    path = f"docs/samples/json/{sample}"
    found, marks = told(sources, path, *changes)
    assert found == places.lines(path, marks, messages)


@pytest.mark.parametrize(
    ("path", "changes", "encoding", "byte"),
    [
        (
            "samples/hl7/orm-o01-new-order.hl7",
            [("|Type 2 diabetes", "|Typ⟦not-utf-8⟧é 2 diabetes")],
            "latin-1",
            "0xE9",
        ),
        (
            "samples/hl7/orm-o01-new-order.hl7",
            [("|Type 2 diabetes", "|Type 2 diabetes⟦not-utf-8⟧”")],
            "cp1252",
            "0x94",
        ),
        ("samples/json/order-new-minimal.json", [], "utf-16", "0xFF"),
        (
            "samples/hl7/index.yml",
            [("Cancellation of an", "Cancellati⟦not-utf-8⟧ón of an")],
            "latin-1",
            "0xF3",
        ),
        ("specs/people.yml", [], "utf-16", "0xFF"),
        ("schemas/order-event.schema.json", [], "utf-16", "0xFF"),
    ],
)
def test_file_in_another_encoding(
    sources: Sources, path: str, changes: list[tuple[str, str]], encoding: str, byte: str
) -> None:
    found, marks = told(sources, f"docs/{path}", *changes, encoding=encoding)
    first = [Place(1, 1, "not-utf-8")]  # where nothing is changed but the encoding
    message = f"byte {byte} is not UTF-8. Save the file as UTF-8."
    assert found == places.lines(f"docs/{path}", marks or first, [message])
