"""The text of a message from its bytes, and its lines: the first thing that both engines do."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docsite.messages.judge.notes import Note

_UTF_16 = re.compile(rb"[^\0]\0[^\0]\0|\0[^\0]\0[^\0]")
_END = re.compile(r"\r\n|\r|\n")


class Text(NamedTuple):
    """A text without its byte order mark, None where nothing can be read, and what is wrong with its encoding."""

    text: str | None
    notes: tuple[Note, ...] = ()


def decode(data: bytes) -> Text:
    """Return the text of bytes: UTF-8, or ISO-8859-1 where they are not."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or _UTF_16.match(data):
        return Text(None, (Note(1, 1, "not-utf-8.utf-16"),))
    whole = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return Text(whole.decode("utf-8"))
    except UnicodeDecodeError as error:
        text = whole.decode("iso-8859-1")
        line, column = position(text, error.start)
        return Text(
            text, (Note(line, column, "not-utf-8.byte", values={"byte": f"0x{whole[error.start]:02X}"}),)
        )


def lines(text: str) -> list[str]:
    """Return the lines of a text, which end with CR, LF or both."""
    return _END.split(text)


def position(text: str, offset: int) -> tuple[int, int]:
    """Return the line and column of an offset."""
    starts = [0, *(match.end() for match in _END.finditer(text, 0, offset))]
    return len(starts), offset - starts[-1] + 1


def ends(text: str) -> Iterator[str]:
    """Yield the line ends of a text."""
    return (match[0] for match in _END.finditer(text))
