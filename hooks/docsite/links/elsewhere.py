"""Links of a page that no rendering of its own text shows: spelled as text, in a file that it includes, or in neither.

Some extensions make links of plain text, and plugins include files, or add links, before or after Markdown is rendered.
A text that only looks like the link is not where it is written.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from docsite.links import markers
from docsite.links.built_page import BuiltPage
from docsite.links.judge import BrokenLink
from docsite.links.locate import Place, Places
from docsite.sources.source import Source

_INCLUSION = re.compile(
    r"\{%-?\s*include(?:-markdown)?\s+(?P<quote>[\"'])(?P<file>[^\"'\n]+)(?P=quote)|\{!\s*(?P<bare>[^!\n]+?)\s*!\}"
)
_DIRECTIVE = re.compile(r"^[ \t]*(?::::[ \t]|\{[%!]|-+8<-)", re.MULTILINE)
_TARGET = re.compile(r"[^\s)>\"']+")
_LINKED_AS_IT_IS = re.compile(r"https?://|//|www\.|mailto:|[^\s/@]+@", re.IGNORECASE)


def spelled(page: BuiltPage, fault: BrokenLink, places: Places) -> list[Place]:
    """Return where a page's own text has a link that its rendering alone does not make one."""
    source, text = page.source, page.source.prose if page.is_markdown else page.source.text
    if fault.fragment.startswith("fnref:"):
        name = re.escape(fault.fragment.removeprefix("fnref:"))
        note = re.compile(rf"^[ ]*(?P<note>\[\^{name}\]:)", re.MULTILINE).search(text, source.body)
        return [Place(source, note.start("note"), note.start("note"), fault.link.value, True)] if note else []
    written = _written(page, fault)
    taken = {(place.source, place.offset) for others in places.links.values() for place in others}
    found = _targets(source, written) if page.is_markdown else []
    if not found:
        found = [*_texts(source, text, written, fault)]
    return [place for place in found if (source, place.offset) not in taken]


def _written(page: BuiltPage, fault: BrokenLink) -> list[str]:
    """Return how the author may have written a link."""
    before = [written for written, value in page.record.rewritten.items() if value == fault.link.value]
    return [each for each in dict.fromkeys((*before, fault.link.value)) if each]


def _targets(source: Source, written: Sequence[str]) -> list[Place]:
    """Return the links of a text that have one of these targets, by their syntax alone; code has none."""
    targets = ((mark, _TARGET.match(source.prose, mark.marker)) for mark in markers.find(source))
    return [
        Place(source, mark.begins, mark.marker, target[0], mark.is_markdown)
        for mark, target in targets
        if target and target[0] in written
    ]


def _texts(source: Source, text: str, written: Sequence[str], fault: BrokenLink) -> Iterator[Place]:
    """Yield where a text has an address that becomes a link as it stands, or the name of a page in double brackets."""
    whole = [re.escape(each) for each in written if _LINKED_AS_IT_IS.match(each)]
    name = unquote(fault.link.value.partition("#")[0]).rstrip("/").rpartition("/")[2]
    patterns = [rf"(?<![\w/])(?P<link>{each})(?![\w/])" for each in whole]
    if name:
        spaced = re.sub(r"(?:_|\\-)+", "[ _-]+", re.escape(name))
        patterns.append(rf"\[\[\s*(?P<link>{spaced})\s*\]\]")
    for pattern in patterns:
        for match in re.compile(pattern).finditer(text, source.body):
            start = match.start("link")
            yield Place(source, start, start, written[0] if written else "", True)


def included(page: BuiltPage, fault: BrokenLink, root: Path, read: Callable[[Path], Source]) -> list[Place]:
    """Return where a link is written in the files that a page names in a directive of a plugin."""
    written = _written(page, fault)
    found: list[Place] = []
    for file in _included(page, root):
        source = read(file)
        found += _moved(page, source, written) or _targets(source, written)
    return found


def _moved(page: BuiltPage, source: Source, written: Sequence[str]) -> list[Place]:
    """Return links that point to the same from the included file as the page's do, which a plugin has rewritten."""
    wanted = {normpath(join(dirname(page.source.path), each)) for each in written}
    targets = ((mark, _TARGET.match(source.prose, mark.marker)) for mark in markers.find(source))
    return [
        Place(source, mark.begins, mark.marker, target[0], mark.is_markdown)
        for mark, target in targets
        if target and normpath(join(dirname(source.path), target[0])) in wanted
    ]


def _included(page: BuiltPage, root: Path) -> Iterator[Path]:
    disk = page.file.disk
    for match in _INCLUSION.finditer(page.source.prose, page.source.body):
        name = match["file"] or match["bare"]
        folders = [disk.parent, disk.parents[page.path.count("/")]] if disk else []
        for file in dict.fromkeys(folder / name for folder in (*folders, root)):
            if file.is_file():
                yield file
                break


def directive(source: Source) -> int:
    """Return the offset of the only line of a page that asks for content from elsewhere, else its beginning."""
    found = [match.end() - len(match[0].lstrip()) for match in _DIRECTIVE.finditer(source.prose, source.body)]
    return found[0] if len(found) == 1 else 0
