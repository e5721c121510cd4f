"""Characters that no HL7 text has, and escapes that mean nothing."""

import re
from collections.abc import Iterator

from docsite.messages.judge.notes import Note
from docsite.messages.judge.words import short

_ESCAPE = re.compile(
    r"[FSTREPHN]|X(?:[0-9A-Fa-f]{2})+|[CM](?:[0-9A-Fa-f]{2}){2,3}|Z[^\n]*|\.[a-z]{2}[ +-]?[0-9]*"
)
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffd]")


def check(number: int, column: int, row: str, start: int, escape: str) -> Iterator[Note]:
    """Yield a note on the first character of a segment that no text has, and one on the first escape that is none.

    `number` and `column` are those of the segment; escapes are looked for from `start`.
    """
    stray = _NOT_TEXT.search(row)
    if stray:
        values = {"code": f"{ord(stray[0]):04X}"}
        yield Note(number, column + stray.start(), "invalid-hl7.character", values=values)
    begins = row.find(escape, start)
    while begins >= 0:
        end = row.find(escape, begins + 1)
        if end < 0 or not _ESCAPE.fullmatch(row, begins + 1, end):
            shown = short(row[begins : end + 1] if end > 0 else row[begins:])
            yield Note(number, column + begins, "invalid-hl7.escape", values={"text": shown, "sign": escape})
            return
        begins = row.find(escape, end + 1)
