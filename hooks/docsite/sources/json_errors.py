"""What keeps a text from being JSON, with its likely cause, such as an extra comma or a wrong quote."""

import re
from typing import Any, NamedTuple

from docsite.sources.source import Source

_WORD = re.compile(r"[^ \t\n\r,:\[\]{}\"]+")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\u00ad\u2000-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff]"
)
_MEANT = {"true": "true", "false": "false"} | dict.fromkeys(("null", "none", "undefined", "nan"), "null")
_QUOTES = "'`\u2018\u2019\u201c\u201d"
_SINGLE = re.compile(r"'(?P<text>[^'\"\\\n]*)'")
_NAME = re.compile(r"(?P<quote>'?)(?P<text>[A-Za-z_$][A-Za-z0-9_$-]*)(?P=quote)(?=[ \t\n\r]*:)")


class Edit(NamedTuple):
    """What replaces the text `found` at an offset."""

    offset: int
    found: str
    replacement: str


class NotJsonError(Exception):
    """The fault that ends the reading of a text: its offset, a case of `invalid-json`, and what its message takes."""

    def __init__(self, offset: int, case: str, edit: Edit | None = None, **values: Any) -> None:
        super().__init__(case)
        self.offset = offset
        self.case = case
        self.edit = edit
        self.values = values


def word(text: str, at: int) -> str:
    """Return the run of characters at an offset up to the next that has a meaning in JSON."""
    match = _WORD.match(text, at)
    return match[0] if match else ""


def found(text: str, at: int) -> str:
    """Return what is at an offset, as a message shows it."""
    if at < len(text) and _INVISIBLE.match(text, at):
        return f"U+{ord(text[at]):04X}"
    return f"'{word(text, at)[:40] or text[at]}'" if at < len(text) else "the end of the file"


def no_value(text: str, at: int) -> NotJsonError:
    """Return the fault of an offset at which no value begins."""
    begins = word(text, at)
    edit = None
    match text[at : at + 1]:
        case "":
            kind = "nothing"
        case "}" | "]":
            kind = "no-value"
        case ",":
            kind = "stray-comma"
        case "/" | "#":
            kind = "comment"
        case sign if _INVISIBLE.match(sign):
            kind = "invisible"
        case quote if quote in _QUOTES:
            kind = "text"
            edit = _double_quoted(_SINGLE, text, at)
        case _ if begins.lower() in _MEANT:
            kind, meant = "literal", _MEANT[begins.lower()]
            return NotJsonError(at, kind, Edit(at, begins, meant), actual=found(text, at), literal=meant)
        case sign if sign in "+-.0123456789":
            kind = "number"
        case _:
            kind = "text"
    return NotJsonError(at, kind, edit, expected="a value", actual=found(text, at))


def no_name(source: Source, opened: int, at: int, comma: int) -> NotJsonError:
    """Return the fault of an offset at which no property begins; `comma` is the one before it, or -1."""
    text, expected = source.text, "a property name"
    match text[at : at + 1]:
        case "":
            return not_closed(source, expected, opened)
        case "}" if comma >= 0:
            return extra_comma(source, expected, at, comma)
        case ",":
            return extra_comma(source, expected, at, at)
        case "/" | "#":
            kind = "comment"
        case sign if _INVISIBLE.match(sign):
            kind = "invisible"
        case _:
            kind = "name" if word(text, at) else "other"
    edit = _double_quoted(_NAME, text, at)
    return NotJsonError(at, kind, edit, expected=expected, actual=found(text, at))


def no_comma(source: Source, opened: int, end: int, at: int, close: str) -> NotJsonError:
    """Return the fault of what follows a member that ends at `end`, and is neither comma nor bracket."""
    text, expected = source.text, f"',' or '{close}'"
    values: dict[str, Any] = {"expected": expected, "actual": found(text, at)}
    match text[at : at + 1]:
        case "":
            return not_closed(source, expected, opened)
        case "}" | "]":
            return NotJsonError(at, "bracket", close=close, **values)
        case "/" | "#":
            return NotJsonError(at, "comment", **values)
        case sign if _INVISIBLE.match(sign):
            return NotJsonError(at, "invisible", **values)
        case _:
            return NotJsonError(at, "missing-comma", line=source.position(end - 1)[0], **values)


def extra_comma(source: Source, expected: str, at: int, comma: int) -> NotJsonError:
    """Return the fault of a comma after which nothing comes."""
    line = source.position(comma)[0]
    edit = Edit(comma, ",", "")
    return NotJsonError(at, "extra-comma", edit, expected=expected, actual=found(source.text, at), line=line)


def not_closed(source: Source, expected: str, opened: int) -> NotJsonError:
    """Return the fault of a text that ends inside the object or array opened at an offset."""
    bracket, line = source.text[opened], source.position(opened)[0]
    return NotJsonError(len(source.text), "not-closed", expected=expected, bracket=bracket, line=line)


def _double_quoted(pattern: re.Pattern[str], text: str, at: int) -> Edit | None:
    """Return the edit that puts the text at an offset in double quotes, None where it is not as expected."""
    match = pattern.match(text, at)
    return Edit(at, match[0], f'"{match["text"]}"') if match else None
