"""Nothing that a reader pastes crashes the engine: bytes of any kind, and samples with a part of them replaced."""

from functools import cache

from docsite.messages.judge import message
from docsite.messages.judge.common import Addresses
from docsite.messages.judge.message import Engine
from hypothesis import given
from hypothesis import strategies as st

from tests.support import messages


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
