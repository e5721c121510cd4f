"""JSON text: every place, every fault with its cause, and agreement with Python's own reader on any input."""

import json
from typing import Any

import pytest
from docsite.sources import json_text
from docsite.sources.problems import line
from docsite.sources.source import Source
from hypothesis import given
from hypothesis import strategies as st

FAULTS = [
    # text, place and what is told
    ("", "1:1: not JSON: expected a value, found the end of the file. Write one."),
    ("{", "1:2: not JSON: expected a property name, found the end of the file. Close the '{' of line 1."),
    (
        '{"a": 1,',
        "1:9: not JSON: expected a property name, found the end of the file. Close the '{' of line 1.",
    ),
    (
        '{"a": 1',
        "1:8: not JSON: expected ',' or '}', found the end of the file. Close the '{' of line 1.",
    ),
    ("\n[", "2:2: not JSON: expected a value, found the end of the file. Close the '[' of line 2."),
    (
        '{\n  "a": 1,\n  "b": 2,\n}',
        "4:1: not JSON: expected a property name, found '}'. Is there an extra comma on line 3?",
    ),
    ("[1,\n]", "2:1: not JSON: expected a value, found ']'. Is there an extra comma on line 1?"),
    (
        '{"a": 1,, "b": 2}',
        "1:9: not JSON: expected a property name, found ','. Is there an extra comma on line 1?",
    ),
    ("[,1]", "1:2: not JSON: expected a value, found ','. Is there an extra comma?"),
    (
        '{"a": 1\n "b": 2}',
        "2:2: not JSON: expected ',' or '}', found '\"'. Is a comma missing on line 1?",
    ),
    ("[1 2]", "1:4: not JSON: expected ',' or ']', found '2'. Is a comma missing on line 1?"),
    ('{"a": [1}', "1:9: not JSON: expected ',' or ']', found '}'. Is a ']' missing before it?"),
    (
        '{"a": 1} }',
        "1:10: not JSON: expected the end of the file, found '}'. Is there an extra bracket?",
    ),
    ("1 2", "1:3: not JSON: expected the end of the file, found '2'. Keep one value per file."),
    ('{"a" 1}', "1:6: not JSON: expected ':' after 'a', found '1'. Put one between name and value."),
    ('{"a": }', "1:7: not JSON: expected a value, found '}'. Is the value missing?"),
    ("{a: 1}", "1:2: not JSON: expected a property name, found 'a'. Put the name in double quotes."),
    ("{'a': 1}", "1:2: not JSON: expected a property name, found ''a''. Put the name in double quotes."),
    ("{\"a\": 'b'}", "1:7: not JSON: expected a value, found ''b''. Put text in double quotes."),
    (
        '{"a": \u201cb\u201d}',
        "1:7: not JSON: expected a value, found '“b”'. Put text in double quotes.",
    ),
    ('{"a": b}', "1:7: not JSON: expected a value, found 'b'. Put text in double quotes."),
    ('{"a": True}', "1:7: not JSON: expected a value, found 'True'. Write 'true'."),
    ('{"a": NaN}', "1:7: not JSON: expected a value, found 'NaN'. Write 'null'."),
    ("// c\n{}", "1:1: not JSON: expected a value, found '//'. JSON has no comments. Remove it."),
    (
        '{"a": 1, # c\n"b": 2}',
        "1:10: not JSON: expected a property name, found '#'. JSON has no comments. Remove it.",
    ),
    (
        '{"a": 1 /* c */}',
        "1:9: not JSON: expected ',' or '}', found '/*'. JSON has no comments. Remove it.",
    ),
    (
        '{"a": 01}',
        (
            "1:7: not JSON: expected a value, found '01'. Write a number as 12, -1.5, or 2e3, or put it "
            "in quotes."
        ),
    ),
    (
        '{"a": 3/12/2025}',
        (
            "1:7: not JSON: expected a value, found '3/12/2025'. Write a number as 12, -1.5, or 2e3, or "
            "put it in quotes."
        ),
    ),
    ('{"a": "b}', "1:7: not JSON: the text is not closed on its line. Close it with '\"'."),
    ('{"a": "b\n"}', "1:7: not JSON: the text is not closed on its line. Close it with '\"'."),
    ('{"a": "b\tc"}', "1:9: not JSON: control character in text. Write an escape, such as '\\t'."),
    ('{"a": "C:\\data"}', "1:10: not JSON: '\\' does not begin an escape sequence here. Write '\\\\'."),
    (
        "[" * 101 + "]" * 101,
        "1:101: not JSON: more than 100 nested objects and arrays. Use fewer levels.",
    ),
    ("9" * 5000, "1:1: not JSON: the number has too many digits. Shorten it."),
]


def lines(text: str) -> list[str]:
    _, problems = json_text.load(Source("a.json", text))
    return [line(problem) for problem in problems]


@pytest.mark.parametrize(("text", "told"), FAULTS)
def test_fault_is_told_at_its_place_with_its_cause(text: str, told: str) -> None:
    assert lines(text) == [f"a.json:{told} [invalid-json]"]


def test_property_that_stands_twice_is_told_and_the_last_one_counts() -> None:
    document, problems = json_text.load(Source("a.json", '{\n  "a": 1,\n  "a": 2\n}'))

    assert [line(problem) for problem in problems] == [
        "a.json:3:3: duplicate property 'a'. Delete one. [duplicate-key]"
    ]
    assert document is not None
    assert document.value == {"a": 2}


def test_every_name_and_value_has_its_place() -> None:
    source = Source("a.json", '{\n  "a": {"b": [true, {"c": null}]},\n  "=": 1\n}\n')
    document, problems = json_text.load(source)

    assert (document is not None, problems) == (True, [])
    assert document is not None
    assert {path: source.position(place) for path, place in document.places.items()} == {
        (): (1, 1),
        ("a",): (2, 3),
        ("a", "="): (2, 8),
        ("a", "b"): (2, 9),
        ("a", "b", "="): (2, 14),
        ("a", "b", 0): (2, 15),
        ("a", "b", 1): (2, 21),
        ("a", "b", 1, "c"): (2, 22),
        ("a", "b", 1, "c", "="): (2, 27),
        ("=",): (3, 3),
        ("=", "="): (3, 8),
    }
    assert [(source.text[start:end], path) for start, end, path in json_text.properties(document)] == [
        ('"a"', ("a",)),
        ('"b"', ("a", "b")),
        ('"c"', ("a", "b", 1, "c")),
        ('"="', ("=",)),
    ]


def python(text: str) -> tuple[bool, Any]:
    """Return whether Python reads a text as JSON without its extensions, and the value."""

    def refuse(name: str) -> None:
        raise ValueError(name)

    try:
        return True, json.loads(text, parse_constant=refuse)
    except (ValueError, RecursionError):
        return False, None


def agree(text: str) -> None:
    source = Source("a.json", text)
    document, problems = json_text.load(source)
    is_json, value = python(text)
    assert (document is not None) == is_json
    assert document is None or repr(document.value) == repr(value)
    assert all(0 <= place <= len(text) for place in (document.places if document else {}).values())
    for problem in problems:
        row = text.split("\n")[problem.line - 1]
        assert 1 <= problem.column <= len(row) + 1


PIECES = st.sampled_from(
    [*'{}[]:,"\\/#\n\t -+.', "0", "12", "-1.5e3", "true", "null", "NaN", '"a"', '"\\u0041"', "\u201c"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(st.text())
def test_any_text_is_read_as_python_reads_it(text: str) -> None:
    agree(text)


@given(st.lists(PIECES).map("".join))
def test_any_arrangement_of_json_pieces_is_read_as_python_reads_it(text: str) -> None:
    agree(text)


@given(VALUES, st.sampled_from([None, 2]), st.booleans())
def test_any_value_comes_back(value: object, indent: int | None, ascii_only: bool) -> None:
    agree(json.dumps(value, indent=indent, ensure_ascii=ascii_only))


@given(VALUES, st.data())
def test_a_value_with_a_piece_lost_is_read_as_python_reads_it(value: object, data: st.DataObject) -> None:
    text = json.dumps(value)
    at = data.draw(st.integers(0, len(text) - 1))
    agree(text[:at] + text[at + 1 :])
