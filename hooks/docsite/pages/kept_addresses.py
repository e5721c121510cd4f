"""The addresses that the site has had: each is a page or redirects to one, so that no link of a reader dies.

A site that wants this has the list: one address in a line, sorted, `#` before a comment. A page that is not in it is a
problem too, so that the list is never behind.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from docsite.pages.files import File
from docsite.pages.redirects import Redirect
from docsite.sources.paths import DocsPath
from docsite.sources.problems import Problem
from docsite.sources.source import Source

PATH = DocsPath("specs/addresses.txt")


class Line(NamedTuple):
    """An address of the list: its key, as redirects have it, its text, and the offset of its line."""

    key: str
    text: str
    offset: int


def check(source: Source, files: Iterable[File], redirects: Iterable[Redirect]) -> Iterator[Problem]:
    """Yield a problem for each address that is lost, and for each page that is not listed."""
    lines = list(_lines(source))
    pages = {_key(file.address): file for file in files if file.is_page and file.is_built}
    known = {*pages, *(redirect.key for redirect in redirects)}
    for line in lines:
        if line.key not in known:
            yield source.problem(line.offset, "lost-address", address=line.text)
    listed = {line.key for line in lines}
    missing = {f"/{file.address}": file for key, file in pages.items() if key not in listed}
    yield from _unlisted(source, lines, missing)


def _lines(source: Source) -> Iterator[Line]:
    offset = 0
    for line in source.text.splitlines(keepends=True):
        if line.strip() and not line.startswith("#"):
            yield Line(_key(line.strip()), line.strip(), offset)
        offset += len(line)


def _key(address: str) -> str:
    return unquote(address).strip("/").removesuffix(".html")


def _unlisted(source: Source, lines: list[Line], missing: Mapping[str, File]) -> Iterator[Problem]:
    """Yield a problem for each page that is missing in the list, where it belongs; one edit adds all of a place."""
    texts = [line.text for line in lines]
    places: dict[int, list[str]] = {}
    for address in sorted(missing):
        places.setdefault(bisect_left(texts, address), []).append(address)
    for place, addresses in places.items():
        more = "\n".join(addresses)
        for address in addresses:
            edit = {}
            if lines:
                line = lines[min(place, len(lines) - 1)]
                text = f"{more}\n{line.text}" if place < len(lines) else f"{line.text}\n{more}"
                edit = {"found": line.text, "replacement": text}
            offset = lines[min(place, len(lines) - 1)].offset if lines else 0
            yield source.problem(
                offset, "unlisted-address", address=address, page=missing[address].place, **edit
            )
