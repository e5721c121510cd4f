"""Nothing that a reader pastes crashes the engine: bytes of any kind, and samples with a part of them replaced."""

from functools import cache

import pytest
from docsite.messages.judge import message
from docsite.messages.judge.common import Addresses
from docsite.messages.judge.message import Engine
from hypothesis import given
from hypothesis import strategies as st

from tests.support import damaged, messages


@cache
def engine() -> Engine:
    return message.prepare(messages.real().rules(Addresses()))


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
    st.sampled_from([*messages.real().samples]),
    st.integers(0, 2000),
    st.integers(0, 60),
    st.lists(st.sampled_from(PIECES), max_size=6).map(b"".join),
)
def test_no_change_of_a_sample_crashes_it(path: str, start: int, length: int, new: bytes) -> None:
    data = messages.real().samples[path].source.text.replace("\n", "\r").encode()
    message.of_bytes(engine(), data[:start] + new + data[start + length :])


def lines(data: bytes) -> list[str]:
    """Return the findings of a message, one on a line, without their remedies."""
    return [
        f"{each.line}:{each.column} {each.level} {each.rule}: {each.fact}"
        for each in message.of_bytes(engine(), data).findings
    ]


def sent() -> dict[str, bytes]:
    """Return the samples as they are sent."""
    return {
        path: sample.source.text.replace("\n", "\r" if sample.format == "hl7" else "\n").encode()
        for path, sample in messages.real().samples.items()
    }


def test_what_breaks_readers_of_messages_has_a_short_finding_that_can_be_printed() -> None:
    for name, data in damaged.hostile(sent()):
        for line in lines(data):
            assert len(line) < 400, name
            line.encode("utf-8")


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("HL7 in UTF-16 without its mark", "1:1 error not-utf-8: the file is UTF-16"),
        ("JSON in big UTF-16 without its mark", "1:1 error not-utf-8: the file is UTF-16"),
        ("JSON that ends in half a character", "33:1 warning not-utf-8: byte 0xC3 is not UTF-8"),
        ("JSON after a zero byte", "1:1 error invalid-json: not JSON: expected a value, found U+0000"),
        (
            "CSV after two marks of UTF-8",
            "1:1 error unknown-key: unknown column '<U+FEFF>Version'",
        ),
        ("the number b'1e400'", "2:14 error wrong-type: 'Version' must be text, not the number 1e400"),
        ("CSV after blank lines", None),
        ("CSV twice", "5:1 error invalid-csv: the header comes again"),
    ],
)
def test_the_cause_comes_first(name: str, first: str | None) -> None:
    found = lines(dict(damaged.hostile(sent()))[name])
    assert found[:1] == ([first] if first else [])
    if "byte" not in str(first) and name != "CSV after two marks of UTF-8":
        assert len(found) < 2
