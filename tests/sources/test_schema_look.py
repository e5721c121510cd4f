"""The first look at data by a JSON Schema, held to the validator: what it calls right is right."""

import subprocess
import sys
from typing import Any

import pytest
import yaml
from docsite.messages import documents
from docsite.sources.schema_look import alone
from hypothesis import given
from hypothesis import strategies as st

from tests.support.project import DOCS, ROOT

SCHEMA: dict[str, Any] = {
    "$defs": {
        "tree": {"type": "object", "properties": {"a": {"$ref": "#/$defs/tree"}, "x": {"type": "null"}}}
    },
    "type": ["object", "null"],
    "properties": {
        "b": {"type": "string", "minLength": 1, "maxLength": 2, "pattern": "^[a-z]$"},
        "c": {
            "type": "array",
            "items": {"enum": ["a", "b", 1]},
            "uniqueItems": True,
            "minItems": 1,
            "maxItems": 2,
        },
        "d": {"type": "integer", "minimum": 1, "maximum": 2},
        "e": {"anyOf": [{"type": "boolean"}, {"type": "number"}]},
        "f": {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1},
        "g": {"$ref": "#/$defs/tree"},
        "h": {"not": {"const": "a"}},
    },
    "required": ["d"],
    "dependentRequired": {"b": ["c"]},
    "additionalProperties": False,
}
VALUES = st.recursive(
    st.sampled_from([None, True, 0, 1, 2.0, 3, "", "a", "b", "a\n", "abc"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcdx"), inner, max_size=3),
    max_leaves=5,
)
OBJECTS = st.fixed_dictionaries({}, optional=dict.fromkeys("abcdefgh", VALUES))


@given(VALUES | OBJECTS)
def test_what_is_right_at_a_first_look_is_right(value: Any) -> None:
    schema = alone(SCHEMA)
    assert schema.validator().is_valid(value) or not schema.is_right(value)


@pytest.mark.parametrize(
    "value",
    [
        None,
        {"d": 1},
        {
            "d": 2,
            "b": "a",
            "c": ["a", "b"],
            "e": 1.5,
            "f": {"x": "y"},
            "g": {"a": {"a": {"x": None}}, "y": 1},
        },
        {"d": 1, "e": False},
    ],
)
def test_right_data_is_known_at_a_first_look(value: Any) -> None:
    assert alone(SCHEMA).is_right(value)


def test_a_keyword_that_is_not_known_is_left_to_the_validator() -> None:
    schema = alone(SCHEMA)
    assert schema.validator().is_valid({"d": 1, "h": "b"})
    assert not schema.is_right({"d": 1, "h": "b"})


@pytest.mark.parametrize(
    ("pattern", "kind"),
    [
        ("specs/hl7/[!s]*.yml", "hl7-message"),
        ("specs/hl7/shared.yml", "hl7-shared"),
        ("specs/hl7/segments/*.yml", "hl7-segment"),
        ("specs/codes/*.yml", "codes"),
        ("specs/csv/*.yml", "csv-fields"),
        ("specs/questions/*.yml", "questions"),
        *((f"specs/{kind}.yml", kind) for kind in ("check", "hosts", "people", "site")),
        ("samples/*/index.yml", "samples"),
    ],
)
def test_our_data_is_right_at_a_first_look(pattern: str, kind: str) -> None:
    values = {file: yaml.safe_load(file.read_text("utf-8")) for file in DOCS.glob(pattern)}

    assert values
    assert [file for file, value in values.items() if not documents._schema(kind).is_right(value)] == []


@pytest.mark.parametrize(("text", "is_right"), [("(?:a|b)+", True), ("(?:a|b+", False), (1, True)])
def test_of_formats_that_of_a_regular_expression_is_known(text: object, *, is_right: bool) -> None:
    assert alone({"format": "regex"}).is_right(text) is is_right
    assert not alone({"format": "uri"}).is_right("https://example.org/")


def test_the_validator_is_not_imported_before_data_is_wrong() -> None:
    code = "import main, sys; print('jsonschema' in sys.modules)"
    command = [sys.executable, "-W", "ignore", "-c", code]
    done = subprocess.run(command, cwd=ROOT / "hooks", capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
