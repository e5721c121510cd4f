"""Lists and tables that Markdown does not read as their author meant: glued to a paragraph, or indented too little."""

import re
from collections.abc import Iterator, Sequence

from docsite.pages.built_text import BuiltText, last_words, words
from docsite.pages.table_rows import RULE
from docsite.sources.problems import Problem
from docsite.sources.source import Source
from docsite.sources.wording import count, short

_ITEM = r"(?:[-*+]|[0-9]{1,2}[.)])"
_GLUED_LIST = re.compile(
    rf"^(?![ \t>]*(?:{_ITEM}[ \t]|[#|<:]|/{{3,}}))(?=[^\S\n]*\S)(?P<above>[^\n]*+)\n"
    rf"(?P<before>[ \t>]*)(?P<mark>{_ITEM})[ \t]+(?P<text>\S[^\n]*)",
    re.MULTILINE,
)
_GLUED_TABLE = re.compile(
    r"^(?![ \t>]*[#<|]|/{3,})(?=[^\S\n]*\S)[^\n]*+\n(?P<before>[ \t>]*+)(?P<head>\|?[^\n|]*+\|[^\n]*+)\n"
    rf"[ \t>]*(?P<rule>{RULE})[ \t]*$",
    re.MULTILINE,
)
_LINE = re.compile(r"^(?P<indent> *)(?P<mark>[-*+]|[0-9]+\.)?(?(mark)[ ]+)(?P<text>[^\n]*)$", re.MULTILINE)
_FENCED = re.compile(r"`{3,}|~{3,}")
TAB = 4
"""Spaces that Markdown asks for to take a line into the list item above it."""


def check(source: Source, page: BuiltText) -> Iterator[Problem]:
    """Yield what is wrong with the places of a page's lists and tables."""
    yield from _glued(source, page)
    yield from _shallow(source, page)


def _glued(source: Source, page: BuiltText) -> Iterator[Problem]:
    text = source.plain
    for match in _GLUED_LIST.finditer(text, source.body):
        if not page.has_line(match["mark"]):
            continue
        above = (
            rf"{_spaced(last_words(match['above']))}\s*?"  # the same item may be on the page more than once
        )
        seen = rf"{above}\n[ \t]*{re.escape(match['mark'])}[ \t]+{_spaced(words(match['text']))}"
        if re.search(seen, page.text):
            yield _apart(source, match, "list", short(match["mark"] + " " + match["text"].strip()))
    for match in _GLUED_TABLE.finditer(text, source.body) if "|" in text else ():
        if page.has_line(match["rule"].strip()):
            yield _apart(source, match, "table", short(match["head"]))


def _apart(source: Source, match: re.Match[str], noun: str, line: str) -> Problem:
    start, before = match.end("before"), match["before"]
    found = match["mark"] if noun == "list" else source.text[start : match.end("head")]
    above = before if before.strip() else ""  # marks of a quote, else an empty line
    place = source.position(start if above else match.start("before"))
    edit = {"found": found if above else before + found, "found_at": place}
    return source.problem(start, f"glued-block.{noun}", line=line, replacement=f"\n{before}{found}", **edit)


def _spaced(text: str) -> str:
    return r"\s+".join(map(re.escape, text.split()))


def _shallow(source: Source, page: BuiltText) -> Iterator[Problem]:
    """Yield a problem for the first of the lines below a list item that are indented, but not enough."""
    lines = list(_LINE.finditer(source.unfenced, source.body))
    item: int | None = None  # indentation of the item that the lines below could belong to
    after_blank = is_told = False
    for number, line in enumerate(lines):
        content, indent = line["text"], len(line["indent"])
        if not line[0].strip():
            fenced = _FENCED.match(source.text, line.start() + _blanks(source, line.start()))
            if fenced is None:
                after_blank = True
                continue
            indent, content = _blanks(source, line.start()), ""
        if item is not None and indent <= item:
            item, is_told = (indent if line["mark"] else None if after_blank else item), False
        elif item is None:
            item = indent if line["mark"] and indent < TAB else None
        elif indent < item + TAB and (line["mark"] or after_blank or not content):
            if not is_told and _came_out(page, line, content):
                yield _indented(source, lines[number:], item, indent)
                is_told = True
        elif indent >= item + TAB and line["mark"]:
            item = item + TAB if indent < item + 2 * TAB else item
        after_blank = False


def _blanks(source: Source, start: int) -> int:
    match = re.compile(" *").match(source.text, start)
    return len(match[0]) if match else 0


def _came_out(page: BuiltText, line: re.Match[str], content: str) -> bool:
    """Return whether the line became an item beside the one above it, or left the list."""
    said = rf"(?:<[^<>]*>|\s)*{_spaced(words(content))}"
    if line["mark"]:
        return re.search(rf"</li>\s*<li[^<>]*>{said}", page.elements) is not None
    if not content:
        return re.search(r"</[ou]l>\s*<(?:div|pre|table)", page.html) is not None
    return re.search(rf"</[ou]l>\s*<p>{said}", page.elements) is not None


def _indented(source: Source, lines: Sequence[re.Match[str]], item: int, indent: int) -> Problem:
    """Return the problem of lines below an item; the replacement moves all of them that belong together."""
    start, end = lines[0].start() + indent, lines[0].end()
    for line in lines[1:]:
        written = source.text[line.start() : line.end()]
        if written.strip() and len(written) - len(written.lstrip()) <= item:
            break
        end = line.end() if written.strip() else end
    found = source.text[start - indent : end]
    more = " " * (item + TAB - indent)
    moved = "\n".join(f"{more}{each}" if each.strip() else each for each in found.split("\n"))
    first = source.text[start : source.text.find("\n", start)]
    values = {"line": short(first), "blanks": count(indent - item, "space")}
    edit = {"found": found, "replacement": moved, "found_at": source.position(start - indent)}
    return source.problem(start, "shallow-indent", needed=item + TAB, **values, **edit)
