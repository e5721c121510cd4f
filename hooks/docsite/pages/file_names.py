"""Names of files in the docs folder: what programs leave behind, and names that make poor addresses."""

import re
from collections.abc import Iterable, Iterator, Mapping
from posixpath import basename, dirname, join, splitext

from docsite.pages.files import File
from docsite.sources.paths import DocsPath
from docsite.sources.problems import Problem, problem

_LEFT = re.compile(r".*(?:~|\.(?:bak|old|orig|rej|tmp|swp))|~\$.*|Thumbs\.db|desktop\.ini", re.IGNORECASE)
_COPY = re.compile(r".* - copy(?: ?\([0-9]+\))?|.*[ _-]copy|.* \([0-9]+\)", re.IGNORECASE)
_READ = (".md", ".hl7", ".json", ".csv", ".yml")
_PLAIN = re.compile(r"[a-z0-9_./-]+|(?:.*/)?README\.md")


def check(files: Iterable[File]) -> Iterator[Problem]:
    """Yield a problem for each file that is there by accident, and for each page whose name is no good address."""
    for file in files:
        name = basename(file.path)
        stem, extension = splitext(name)
        if not file.is_authored:
            continue
        if _LEFT.fullmatch(name):
            yield problem(file.place, 1, 1, "stray-file.left", name=name)
        elif _COPY.fullmatch(stem):
            yield problem(file.place, 1, 1, "stray-file.copy", name=name)
        elif extension.lower() in _READ and extension != extension.lower():
            yield problem(file.place, 1, 1, "stray-file.case", name=name, other=stem + extension.lower())
        elif (file.is_page or " " in file.path) and file.is_built and not _PLAIN.fullmatch(file.path):
            better = re.sub(r"[^a-z0-9_./-]+", "-", file.path.lower())
            yield problem(file.place, 1, 1, "file-name", path=file.path, better=better)


def duplicates(files: Mapping[DocsPath, File], clashes: Mapping[DocsPath, DocsPath]) -> Iterator[Problem]:
    """Yield a problem for each file that has the address of another one."""
    first: dict[str, File] = {}
    found = [
        (join(dirname(files[other].place), basename(path)), files[other])
        for path, other in clashes.items()
        if other in files
    ]
    for file in files.values():
        other = first.setdefault(file.output, file) if file.is_built else file
        if other is not file:
            found.append((file.place, other))
    for place, other in found:
        yield problem(place, 1, 1, "duplicate-page", address=f"/{other.address}", other=other.place)
