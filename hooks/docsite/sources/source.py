"""A source file's text with positions: lines and columns, front matter, body, code.

Everything is an offset into the text as written, with line ends made LF and a byte order mark taken off; an
offset becomes a line and a column by bisection. Code is found by fences and code spans, each in one pass.
"""

import codecs
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from docsite.sources.code_spans import blank, code_spans
from docsite.sources.problems import Checked, Problem, problem

FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?\n)(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
"""As MkDocs reads it: from the first line to the next line of three dashes or dots, line end included."""

_KEY = re.compile(r"(?:[ \t]*(?:#.*)?\n)*[\"']?[A-Za-z_][\w -]*+[\"']?[ \t]*+:(?:[ \t\n]|$)")
_FENCE = re.compile(r"^[ \t>]*(?P<ticks>`{3,}|~{3,})(?P<info>[^\n]*)", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LANGUAGE = re.compile(r"\{[^}]*?\.(?P<name>[\w#.+-]+)|\.?(?P<word>[\w#.+-]+)")

_WINDOWS = {0xDC00 + byte: bytes([byte]).decode("cp1252", errors="replace") for byte in range(0x80, 0x100)}
"""The character of each byte that is not UTF-8, by what stands for it after decoding."""


@dataclass(frozen=True)
class Fence:
    """A fenced code block: offsets of its first tick and its end, what follows the ticks, and its lines.

    The lines are without the indentation and quote marks that the fence itself has.
    """

    start: int
    end: int
    info: str
    content: str

    @property
    def name(self) -> str:
        """The language as superfences reads it: the first word, or the first class in braces."""
        match = _LANGUAGE.match(self.info)
        return (match["name"] or match["word"]) if match else ""

    @property
    def body(self) -> str:
        """The content on one line: what a fence that shows data names."""
        return " ".join(self.content.split())


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
        """The front matter block, with the group `yaml`, or None where MkDocs would read none."""
        match = FRONT_MATTER.match(self.text)
        return match if match and _KEY.match(match["yaml"]) else None

    @property
    def body(self) -> int:
        """Offset at which the Markdown body begins."""
        return self.front_matter.end() if self.front_matter else 0

    @cached_property
    def prose(self) -> str:
        """The text with fences and code spans blanked, every other character at its offset."""
        return blank(self.unfenced, code_spans(self.unfenced, self.body))

    @cached_property
    def plain(self) -> str:
        """The prose with HTML comments blanked too, every other character at its offset."""
        if "<!--" not in self.prose:
            return self.prose
        return blank(self.prose, (match.span() for match in _COMMENT.finditer(self.prose, self.body)))

    @cached_property
    def unfenced(self) -> str:
        """The text with fences blanked, every other character at its offset."""
        return blank(self.text, ((fence.start, fence.end) for fence in self.fences()))

    def position(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a 1-based line and column."""
        return self._starts[line - 1] + column - 1

    def problem(self, offset: int, name: str, /, **values: Any) -> Problem:
        """Return a problem at an offset: the message of rules.yml that `name` names, with its values.

        `suggestion`, `found` and `found_at` are those of `Problem`.
        """
        return problem(self.path, *self.position(offset), name, **values)

    def found(self, offset: int, text: str) -> dict[str, Any]:
        """Return `found` and `found_at` of a problem whose suggestion replaces a text at an offset, perhaps in quotes.

        `found` is empty where the source does not have the text there.
        """
        start = offset + (self.text[offset : offset + 1] in ("'", '"'))
        is_there = self.text.startswith(text, start)
        return {"found": text if is_there else "", "found_at": self.position(start)}

    def fences(self) -> Sequence[Fence]:
        """Return the fenced code blocks of the body in order; one that is never closed is none."""
        return self._fences[0]

    @property
    def open_fence(self) -> int | None:
        """Offset of the first tick of a fence that is never closed."""
        return self._fences[1]

    @cached_property
    def _fences(self) -> tuple[Sequence[Fence], int | None]:
        found = []
        opened: re.Match[str] | None = None
        for match in _FENCE.finditer(self.text, self.body):
            if opened is None:
                opened = match if match["ticks"][0] == "~" or "`" not in match["info"] else None
            elif match["ticks"] == opened["ticks"] and not match["info"].strip():
                lines = self.text[opened.end() + 1 : max(opened.end() + 1, match.start())]
                before = opened.start("ticks") - opened.start()
                content = (
                    re.sub(rf"^[ \t>]{{0,{before}}}", "", lines, flags=re.MULTILINE) if before else lines
                )
                found.append(Fence(opened.start("ticks"), match.end(), opened["info"].strip(), content))
                opened = None
        return found, opened.start("ticks") if opened else None


def _text(data: bytes) -> str:
    """Return the text of a file's bytes: UTF-16 where they say so, else UTF-8, or byte by byte Windows-1252."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("utf-8-sig", errors="surrogateescape").translate(_WINDOWS)


def decode(path: str, data: bytes) -> Checked[Source]:
    """Decode a file's bytes; what is not plain UTF-8 with LF line ends is a problem, and nothing is lost.

    Bytes in another encoding are taken for what they most likely are, so that nothing else is wrong with them.
    """
    text = _text(data)
    source = Source(path, text.replace("\r\n", "\n").replace("\r", "\n"))
    problems = []
    if data.startswith(b"\xef\xbb\xbf"):
        problems.append(source.problem(0, "byte-order-mark"))
    if "\r" in text:
        problems.append(source.problem(text.index("\r"), "carriage-return"))
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        byte = f"0x{data[error.start]:02X}"
        problems.append(source.problem(len(before), "not-utf-8.byte", byte=byte))
    return Checked(source, problems)
