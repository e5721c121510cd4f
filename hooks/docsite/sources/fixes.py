"""Suggestions put into the files: the author's text that a problem found becomes what it suggests.

A file is read and written once, as bytes, so that everything between its edits stays as it is: line endings, a
byte order mark, the end of the file. An edit is made only where the text is still what was found.
"""

import difflib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from docsite.sources.problems import Problem

VARIABLE = "DOCSITE_PROBLEMS"
"""Names the file that a build saves its problems in, if the process that starts it asks for them."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")


@dataclass(frozen=True)
class Fix:
    """What becomes of a file.

    Attributes:
        path: From the repository root.
        before: Its text as it is, with its line endings.
        after: Its text with the suggestions.
        fixed: The problems whose suggestion is in it.
        left: The others that have one, each with the reason.
    """

    path: str
    before: str
    after: str
    fixed: Sequence[Problem]
    left: Sequence[tuple[Problem, str]] = ()


def make(problems: Iterable[Problem], root: Path) -> Iterator[Fix]:
    """Yield what becomes of each file that has a problem with a suggestion; nothing is written."""
    by_path: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.is_fixable:
            by_path.setdefault(problem.path, []).append(problem)
    for path, found in by_path.items():
        text = _read(root, path)
        if isinstance(text, str):
            yield _fix(path, text, found)
        else:
            yield Fix(path, "", "", (), [(problem, text.reason) for problem in found])


@dataclass(frozen=True)
class _Unread:
    reason: str


def _read(root: Path, path: str) -> str | _Unread:
    file = (root / path).resolve()
    if not file.is_file() or not file.is_relative_to(root.resolve()):
        return _Unread("it is not a file of this project")
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return _Unread("the file is not UTF-8")


def _fix(path: str, text: str, problems: Iterable[Problem]) -> Fix:
    starts = [int(text.startswith("\ufeff")), *(match.end() for match in _LINE_END.finditer(text))]
    pieces: list[str] = []
    fixed: list[Problem] = []
    left: list[tuple[Problem, str]] = []
    end, last = 0, ("", "")
    for start, problem in sorted((_start(text, starts, problem), problem) for problem in problems):
        found, suggestion = problem.found, problem.suggestion or ""
        if start == end - len(found) >= 0 and (found, suggestion) == last:
            fixed.append(problem)  # two rules may ask for one edit
        elif start < end:
            left.append((problem, "another fix changes the same text"))
        elif not text.startswith(found, start):
            left.append((problem, f"the text is not '{found}' any more"))
        else:
            pieces += [text[end:start], suggestion]
            end, last = start + len(found), (found, suggestion)
            fixed.append(problem)
    return Fix(path, text, "".join([*pieces, text[end:]]), fixed, left)


def _start(text: str, starts: Sequence[int], problem: Problem) -> int:
    """Return the offset of what a problem found, the end of a text that has become too short."""
    line, column = problem.found_at or (problem.line, problem.column)
    return starts[line - 1] + column - 1 if line <= len(starts) else len(text)


def diff(fix: Fix) -> str:
    """Return the change of a file as a unified diff."""
    before, after = (_LINE.findall(text) for text in (fix.before, fix.after))
    lines = difflib.unified_diff(before, after, f"a/{fix.path}", f"b/{fix.path}")
    return "".join(
        each if each.endswith("\n") else f"{each}\n\\ No newline at end of file\n" for each in lines
    )


def write(fix: Fix, root: Path) -> None:
    """Write a file whose text has changed, whole or not at all."""
    if fix.after == fix.before:
        return
    file = (root / fix.path).resolve()
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as temporary:
            temporary.write(fix.after.encode("utf-8"))
        shutil.copymode(file, name)
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def save(problems: Iterable[Problem], file: Path) -> None:
    """Write problems as JSON, for another process to fix."""
    file.write_text(json.dumps([asdict(problem) for problem in problems]), "utf-8", newline="\n")


def load(file: Path) -> list[Problem]:
    """Return the problems of a file that `save` has written."""
    found = json.loads(file.read_text("utf-8"))
    return [Problem(**{**each, "found_at": each["found_at"] and tuple(each["found_at"])}) for each in found]
