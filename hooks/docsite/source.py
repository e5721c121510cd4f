"""A source file's text with positions: lines and columns, front matter, body, code.

Everything is an offset into the text as written, with line ends made LF and a byte order mark taken off; an
offset becomes a line and a column by bisection. Code is found by fences, comments and code spans, line by line.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from docsite.problems import Problem

FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?\n)(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
"""As MkDocs reads it: from the first line to the next line of three dashes or dots, line end included."""

_KEY = re.compile(r"(?:[ \t]*(?:#.*)?\n)*[\"']?[A-Za-z_][\w -]*[\"']?[ \t]*:(?:[ \t\n]|$)")
_FENCE = re.compile(r"(?P<indent>[ \t>]*)(?P<ticks>`{3,}|~{3,})(?P<info>[^\n]*)")


@dataclass(frozen=True)
class Source:
    """A text file of the project.

    Attributes:
        path: From the repository root, with forward slashes.
        text: The decoded text with LF line ends.
    """

    path: str
    text: str

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    @cached_property
    def front_matter(self) -> re.Match[str] | None:
        """The front matter block, with the group `yaml`, or None where the file has none that MkDocs would read."""
        match = FRONT_MATTER.match(self.text)
        return match if match and _KEY.match(match["yaml"]) else None

    @property
    def body(self) -> int:
        """Offset at which the Markdown body begins."""
        return self.front_matter.end() if self.front_matter else 0

    def position(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def problem(self, offset: int, rule: str, message: str) -> Problem:
        """Return a problem at an offset."""
        return Problem(self.path, *self.position(offset), rule, message)

    def fences(self) -> Iterator["Fence"]:
        """Yield the fenced code blocks of the body in order."""
        position = self.body
        opened: re.Match[str] | None = None
        while position < len(self.text):
            end = self.text.find("\n", position)
            end = len(self.text) if end < 0 else end
            match = _FENCE.match(self.text, position, end)
            if match and opened is None:
                opened = match if match["ticks"][0] == "~" or "`" not in match["info"] else None
            elif match and opened and match["ticks"].startswith(opened["ticks"]) and not match["info"].strip():
                yield Fence(opened.start("ticks"), end, opened["info"].strip(), _inside(self.text, opened, match))
                opened = None
            position = end + 1
        if opened:
            yield Fence(opened.start("ticks"), len(self.text), opened["info"].strip(), self.text[opened.end() :])


@dataclass(frozen=True)
class Fence:
    """A fenced code block: offsets of its first tick and its end, what follows the ticks, and its lines."""

    start: int
    end: int
    info: str
    content: str


def _inside(text: str, opened: re.Match[str], closed: re.Match[str]) -> str:
    return text[opened.end() + 1 : max(opened.end() + 1, closed.start())]


def decode(path: str, data: bytes) -> tuple[Source, list[Problem]]:
    """Decode a file's bytes; what is not plain UTF-8 with LF line ends is a problem, and nothing is lost.

    Undecodable bytes stand as U+FFFD in the text.
    """
    text = data.decode("utf-8-sig", errors="replace")
    source = Source(path, text.replace("\r\n", "\n").replace("\r", "\n"))
    problems = []
    if data.startswith(b"\xef\xbb\xbf"):
        message = "the file starts with a byte order mark. Save it as UTF-8 without one."
        problems.append(Problem(path, 1, 1, "byte-order-mark", message))
    if "\r" in text:
        offset = text.replace("\r\n", "\n").replace("\r", "\n").find("\n")
        message = "the file has carriage returns. Save it with LF line ends."
        problems.append(source.problem(offset, "carriage-return", message))
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        message = f"byte 0x{data[error.start]:02X} is not UTF-8. Save the file as UTF-8."
        problems.append(source.problem(len(before), "not-utf-8", message))
    return source, problems


def front_matter_faults(source: Source) -> list[Problem]:
    """Return what keeps MkDocs from seeing front matter that the author wrote."""
    text = source.text
    start = len(text) - len(text.lstrip())
    opening = re.compile(r"---[ \t]*\n").match(text, start)
    if source.front_matter or not opening or not _KEY.match(text, opening.end()):
        return []
    if start == 0:
        ends_open = re.search(r"\n(?:---|\.\.\.)[ \t]*\Z", text)
        fact = "the line that closes the front matter is the last of the file and has no line end" if ends_open else (
            "front matter is opened by '---' and never closed"
        )
        what = "End the file with an empty line." if ends_open else "Close it with a line '---'."
        return [source.problem(0, "unterminated-front-matter", f"{fact}. {what}")]
    if not FRONT_MATTER.match(text, start):
        return []
    message = "front matter does not start on the first line, so it is read as text. Remove what stands before it."
    return [source.problem(start, "late-front-matter", message)]


def blank_code(text: str) -> str:
    """Return the text with code fences and code spans blanked, every other character at its offset."""
    characters = list(text)
    for fence in Source("", text).fences():
        _blank(characters, fence.start, fence.end)
    joined = "".join(characters)
    for span in re.finditer(r"(?<![`\\])(`+)(?!`)(?:(?!\n[ \t]*\n).)*?[^`]\1(?!`)", joined, re.DOTALL):
        _blank(characters, span.start(), span.end())
    return "".join(characters)


def _blank(characters: list[str], start: int, end: int) -> None:
    for index in range(start, min(end, len(characters))):
        if characters[index] != "\n":
            characters[index] = " "
