"""The place of a link in the source, found by rendering the page once more with a marker in the suspect link.

Every place that spells the target gets a marker at its end; the places whose marker comes out of the renderer as
part of a link are links, all others are code, comments or prose. So the renderer itself decides, not a second parser
of Markdown. Only pages with a fault are rendered again.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from docsite.links.collect import Link

Render = Callable[[str], Sequence[Link]]
"""Returns the links of a text as the site's renderer makes them."""

_MARKER = "docsiteprobe"
_EMPTY = re.compile(
    r"\]\((?P<paren>)\s*(?=[)\"'])|\]\(\s*<(?P<angle>)>|^[ ]{0,3}\[[^\]\n]+\]:[ \t]*<(?P<reference>)>"
    r"|\b(?:href|src|poster|data)\s*=\s*(?P<quote>[\"'])(?P<attribute>)\s*(?P=quote)",
    re.M | re.I,
)
_INLINE = re.compile(r"\]\(\s*<?\s*\Z")
_REFERENCE = re.compile(r"^[ \t>]*(?P<label>\[[^\]]+\]):\s*<?\Z", re.M)
_ATTRIBUTE = re.compile(r"(?<![\w:-])(?P<name>[\w:-]+)\s*=\s*[\"']?\s*\Z")
_URL = re.compile(r"url\(\s*[\"']?\s*\Z", re.I)


class Place(NamedTuple):
    """Where a link begins in a text, and whether it is Markdown rather than HTML."""

    offset: int
    is_markdown: bool


def locate(text: str, start: int, link: Link, spellings: Sequence[str], render: Render) -> list[Place]:
    """Return the places from offset `start` on at which `text` has the link.

    `spellings` are the values that the author may have written for it: a renderer rewrites links to pages.
    """
    ends = sorted({end for spelling in spellings for end in _ends(text, start, spelling)})
    found = _links_among(text, ends, spellings, link, render)
    if not found and len(ends) > 1:  # markers may break each other, as in a reference's label and target
        found = [end for end in ends if _links_among(text, [end], spellings, link, render)]
    return [_place(text, end, spellings) for end in found]


def _ends(text: str, start: int, spelling: str) -> Iterator[int]:
    if not spelling:
        yield from (_empty_end(match) for match in _EMPTY.finditer(text, start))
        return
    for match in re.compile(_pattern(spelling)).finditer(text, start):
        yield match.end()


def _empty_end(match: re.Match[str]) -> int:
    return next(match.end(name) for name in ("paren", "angle", "reference", "attribute") if match[name] is not None)


def _pattern(spelling: str) -> str:
    """Return a pattern for the ways to write a value: with backslashes or character references."""
    parts = []
    for character in spelling:
        reference = {"&": "&(?:amp;|#38;)?", "<": "(?:<|&lt;)", ">": "(?:>|&gt;)", '"': '(?:"|&quot;)'}.get(character)
        parts.append(reference or (rf"\\?{re.escape(character)}" if not character.isalnum() else character))
    return "".join(parts)


def _links_among(
    text: str, ends: Sequence[int], spellings: Sequence[str], link: Link, render: Render
) -> list[int]:
    """Return those of the ends whose marker comes out of the renderer in a link of the same kind."""
    if not ends:
        return []
    pieces, position = [], 0
    for number, end in enumerate(ends):
        pieces += [text[position:end], f"{_MARKER}{number}z"]
        position = end
    marked = re.compile(rf"(?P<value>.*){_MARKER}(?P<number>\d+)z", re.S)
    numbers = set()
    for each in render("".join([*pieces, text[position:]])):
        match = marked.fullmatch(each.value)
        if match and match["value"] in spellings and each.loads == link.loads and each.is_anchor == link.is_anchor:
            numbers.add(int(match["number"]))
    return [ends[number] for number in sorted(numbers)]


def _place(text: str, end: int, spellings: Sequence[str]) -> Place:
    """Return where the link begins whose target ends at `end`."""
    near = max(0, end - 4 * max(map(len, spellings)) - 500)  # no construct before a target is longer
    matches = (re.compile(rf"(?:{_pattern(each)})\Z").search(text, near, end) for each in spellings)
    target = min((match.start() for match in matches if match), default=end)
    if _INLINE.search(text, near, target):
        return Place(_opening(text, text.rfind("](", 0, target)), True)
    if reference := _REFERENCE.search(text, max(0, text.rfind("\n", 0, near)), target):
        return Place(reference.start("label"), True)
    if text[target - 1 : target] == "<":
        return Place(target - 1, True)
    if beginning := _URL.search(text, near, target) or _ATTRIBUTE.search(text, near, target):
        return Place(beginning.start(), False)
    return Place(target, False)


def _opening(text: str, close: int) -> int:
    """Return the offset of the bracket that `text[close]` closes, with the `!` of an image before it."""
    depth = 0
    for index in range(close, -1, -1):
        if text[index - 1 : index] == "\\":
            continue
        depth += (text[index] == "]") - (text[index] == "[")
        if depth == 0:
            return index - 1 if text[index - 1 : index] == "!" else index
    return close
