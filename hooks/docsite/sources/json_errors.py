"""What keeps a text from being JSON, with its likely cause, such as a comma too many or a wrong quote."""

import json
import re

from docsite.sources.source import Source

_WORD = re.compile(r"[^\s,:\[\]{}\"]+")
_MEANT = {"true": "true", "false": "false"} | dict.fromkeys(("null", "none", "undefined", "nan"), "null")
_QUOTES = "'`\u2018\u2019\u201c\u201d"
_NO_COMMENT = "JSON has no comments. Remove it."


class NotJsonError(Exception):
    """The fault that ends the reading of a text: its offset, and the sentences that tell it."""

    def __init__(self, offset: int, fact: str, remedy: str) -> None:
        super().__init__(f"not JSON: {fact}. {remedy}")
        self.offset = offset


def word(text: str, at: int) -> str:
    """Return the run of characters at an offset up to the next that has a meaning in JSON."""
    match = _WORD.match(text, at)
    return match[0] if match else ""


def found(text: str, at: int) -> str:
    """Return what stands at an offset, as a message shows it."""
    return f"'{word(text, at)[:40] or text[at]}'" if at < len(text) else "the end of the file"


def no_value(text: str, at: int) -> NotJsonError:
    """Return the fault of an offset at which no value begins."""
    begins = word(text, at)
    match text[at : at + 1]:
        case "":
            what = "Write one."
        case "}" | "]":
            what = "Is the value missing?"
        case ",":
            what = "Is there a comma too many?"
        case "/" | "#":
            what = _NO_COMMENT
        case quote if quote in _QUOTES:
            what = "Put a text between '\"'."
        case _ if begins.lower() in _MEANT:
            what = f"Write '{_MEANT[begins.lower()]}'."
        case sign if sign in "+-." or sign.isdigit():
            what = "Write a number as 12, -1.5 or 2e3, else put it in quotes."
        case _:
            what = "Put a text in double quotes."
    return NotJsonError(at, f"a value was expected, {found(text, at)} found", what)


def no_text(text: str, at: int, error: json.JSONDecodeError) -> NotJsonError:
    """Return the fault of a text that begins at an offset; `error` is what Python says of it."""
    if "escape" in error.msg:
        return NotJsonError(error.pos, "a text has a '\\' that begins no escape", "Write '\\\\'.")
    if "Unterminated" in error.msg or "\n" in text[at : error.pos + 1]:
        return NotJsonError(at, "a text is opened and not closed on its line", "Close it with '\"'.")
    return NotJsonError(error.pos, "a text has a control character", "Write an escape, such as '\\t'.")


def no_name(source: Source, opened: int, at: int, comma: int) -> NotJsonError:
    """Return the fault of an offset at which no property begins; `comma` is the one before it, or -1."""
    text = source.text
    match text[at : at + 1]:
        case "":
            return not_closed(source, "a property name", opened)
        case "}" if comma >= 0:
            return comma_too_many(source, "a property name", at, comma)
        case ",":
            return comma_too_many(source, "a property name", at, at)
        case "/" | "#":
            what = _NO_COMMENT
        case _:
            what = "Put the name in double quotes." if word(text, at) else "Correct it."
    return NotJsonError(at, f"a property name was expected, {found(text, at)} found", what)


def no_comma(source: Source, opened: int, end: int, at: int, close: str) -> NotJsonError:
    """Return the fault of what follows a member that ends at `end`, and is neither comma nor bracket."""
    text = source.text
    match text[at : at + 1]:
        case "":
            return not_closed(source, f"',' or '{close}'", opened)
        case "}" | "]":
            what = f"Is a '{close}' missing before it?"
        case "/" | "#":
            what = _NO_COMMENT
        case _:
            what = f"Is a comma missing on line {source.position(end - 1)[0]}?"
    return NotJsonError(at, f"',' or '{close}' was expected, {found(text, at)} found", what)


def comma_too_many(source: Source, wanted: str, at: int, comma: int) -> NotJsonError:
    """Return the fault of a comma after which nothing comes."""
    what = f"Is there a comma too many on line {source.position(comma)[0]}?"
    return NotJsonError(at, f"{wanted} was expected, {found(source.text, at)} found", what)


def not_closed(source: Source, wanted: str, opened: int) -> NotJsonError:
    """Return the fault of a text that ends inside the object or array opened at an offset."""
    what = f"Close the '{source.text[opened]}' of line {source.position(opened)[0]}."
    return NotJsonError(len(source.text), f"{wanted} was expected, the end of the file found", what)
