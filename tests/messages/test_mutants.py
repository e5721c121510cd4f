"""Every fault that a specification can name is found once, at its place; nothing crashes, nothing right is accused.

The mutants of `mutate.py` break each row of each specification in each way that its columns allow.
"""

from collections.abc import Iterator
from functools import cache

import pytest
from docsite.messages.judge import message
from docsite.messages.judge.common import Addresses
from docsite.messages.judge.message import Engine
from docsite.messages.judge.notes import Finding
from hypothesis import given
from hypothesis import strategies as st

from tests.messages import mutate
from tests.messages.mutate import Mutant
from tests.support import messages
from tests.support.cloud_direct import KINDS, files, kind, load

CHOSEN = {"conformant", "custom-observations"}
"""Options whose samples are held to a kind that a reader chooses."""


@cache
def engine() -> Engine:
    return message.prepare(messages.real().rules(Addresses()))


def kind_of(path: str) -> str:
    """Return the kind that a reader would choose for a sample, empty where it is recognized."""
    sample = messages.real().samples[path]
    kinds = messages.real().checks.kinds["hl7"]
    own = [each for each in kinds if each.get("chosen") and each["spec"] == sample.spec]
    return next((each["id"] for each in own if CHOSEN & {*sample.options} & {*each["options"]}), "")


def samples(form: str) -> list[str]:
    return [path for path, sample in messages.real().samples.items() if sample.format == form]


def brief(found: Iterator[Finding] | tuple[Finding, ...]) -> list[str]:
    return [f"{each.line}:{each.column} {each.rule} {each.place} {each.fact}" for each in found]


@pytest.mark.parametrize("path", [*samples("hl7"), *samples("json"), *samples("csv")])
def test_a_sample_of_the_guide_has_no_finding(path: str) -> None:
    text = messages.real().samples[path].source.text
    judged = message.of_text(engine(), text, kind_of(path) if path.endswith(".hl7") else "")
    assert brief(judged.findings) == []
    assert len(judged.kinds) == 1


def misjudged(mutants: Iterator[Mutant]) -> tuple[int, list[str]]:
    """Return the number of mutants, and each of which not exactly what it breaks is found."""
    wrong, every = [], list(mutants)
    for each in every:
        found = message.of_text(engine(), each.text, each.kind).findings
        right = [
            one
            for one in found
            if one.rule in each.rule.split("|") and one.line == each.line and one.place.startswith(each.place)
        ]
        if len(found) != len(right) or len(found) != bool(each.rule):
            wrong.append(f"{each.kind}, {each.way} ({each.line} {each.place} {each.rule}): {brief(found)}")
    return len(every), wrong


def test_every_broken_row_of_hl7_is_found_once_at_its_place() -> None:
    rules = engine().rules
    bases = []
    for path in [each for each in samples("hl7") if not kind_of(each)]:
        text = messages.real().samples[path].source.text
        own = message.of_text(engine(), text).kinds[0]
        bases.append(mutate.base(own, rules["hl7"]["messages"][own], text))
    count, wrong = misjudged(mutate.hl7(rules, bases))
    assert wrong == []
    assert count > 3_000


def test_every_broken_column_of_csv_is_found_once_at_its_place() -> None:
    (path,) = samples("csv")
    table = engine().rules["csv"]["tables"]["order-intake"]
    count, wrong = misjudged(mutate.in_csv("order-intake", table, messages.real().samples[path].source.text))
    assert wrong == []
    assert count > 100


@pytest.mark.parametrize("name", KINDS.values())
def test_a_broken_message_in_json_has_one_finding_where_a_validator_has_errors(name: str) -> None:
    """Each path of the samples of a kind once; the validator alone says whether a message is right."""
    seen: set[str] = set()
    wrong = []
    for file in [each for each in files("samples") if kind(each) == name]:
        for way, value in mutate.in_json(load(file), seen):
            found = message.of_text(engine(), mutate.written(value), name).findings
            if {each.rule for each in found} == {"missing-key"} and len({each.column for each in found}) == 1:
                continue  # what must be there, and of what one must be there
            if len(found) != 1 and (found or not engine().schemas[name].validator.is_valid(value)):
                wrong.append(f"{file.stem}, {way}: {brief(found)}")
    assert wrong == []
    assert len(seen) > 10


PIECES = [
    b"MSH|^~\\&|",
    b"PID|1||",
    b"OBX|1|ST|",
    b"|",
    b"^",
    b"~",
    b"&",
    b"\\",
    b"\r",
    b"\n",
    b"\x0b",
    b"\x1c",
    b"{",
    b"}",
    b"[",
]
PIECES += [
    b"]",
    b",",
    b":",
    b'"',
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xfe\xff",
    b"\xe2\x80\xa8",
    b"ORM^O01",
    b"null",
    b"1e400",
    b" ",
    b";",
]


@given(st.binary(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=60).map(b"".join))
def test_no_bytes_crash_it(data: bytes) -> None:
    judged = message.of_bytes(engine(), data)
    rows = (judged.text or "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for each in judged.findings:
        assert 1 <= each.line <= len(rows)
        assert 1 <= each.column <= len(rows[each.line - 1]) + 1
        assert len(each.fact) < 500


@given(
    st.sampled_from([*samples("hl7"), *samples("json"), *samples("csv")]),
    st.integers(0, 2000),
    st.integers(0, 60),
    st.lists(st.sampled_from(PIECES), max_size=6).map(b"".join),
)
def test_no_change_of_a_sample_crashes_it(path: str, start: int, length: int, new: bytes) -> None:
    data = messages.real().samples[path].source.text.replace("\n", "\r").encode()
    message.of_bytes(engine(), data[:start] + new + data[start + length :])


def test_ten_thousand_segments_take_one_finding() -> None:
    rows = messages.real().samples["samples/hl7/oru-r01-discrete.hl7"].source.text.strip().split("\n")
    narrative = [f"OBX|{number}|FT|Result^^IRIS|001|text||||||F" for number in range(10, 10_000)]
    assert brief(message.of_text(engine(), "\r".join([*rows, *narrative])).findings) == []
    narrative[5_000] = narrative[5_000].replace("|F", "|Q")
    found = message.of_text(engine(), "\r".join([*rows, *narrative])).findings
    assert [each.rule for each in found] == ["unknown-code"]


def test_what_a_question_leaves_open_is_no_error() -> None:
    order = (
        messages.real().samples["samples/hl7/orm-o01-new-order.hl7"].source.text.strip().replace("\n", "\r")
    )
    found = message.of_text(engine(), order.replace("|19620803|F|", "|19620803|U|")).findings
    assert [(each.level, each.place) for each in found] == [("error", "PID-8")]  # no page lists the questions
    asked = Addresses(asked=lambda row: {"values": "open-questions/#pid-8"} if row.anchor == "pid-8" else {})
    own = message.prepare(messages.real().rules(asked))
    found = message.of_text(own, order.replace("|19620803|F|", "|19620803|U|")).findings
    assert [(each.level, each.place, each.question) for each in found] == [
        ("open", "PID-8", "open-questions/#pid-8")
    ]
