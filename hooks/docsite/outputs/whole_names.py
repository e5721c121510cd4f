"""Names that stay whole: where a long name may go on in the next line, as `<wbr>` in the HTML of a page.

A browser breaks a name that is wider than its place anywhere, `c|om` included. Here it gets places to break: after a
dot, a slash, an underscore or another mark, and before the capital that begins a word. Text that is copied, searched or
read as Markdown has none of it.
"""

import re
from functools import lru_cache

_TAG = re.compile(
    r"(<(?:/?[A-Za-z][^<>\"']*+(?>(?:(?:\"[^\"]*\"|'[^']*')[^<>\"']*+)*)>|!--.*?(?:-->|\Z)))",
    re.DOTALL,
)
_ELEMENT = re.compile(r"<(/?)([A-Za-z]+)")
_AS_WRITTEN = frozenset(("pre", "script", "style", "svg", "textarea", "title"))
_BEGINNINGS = frozenset(name[:2] for name in _AS_WRITTEN)
_LONG = re.compile(r"[^\s<>]{12,}")
"""A shorter name fits everywhere: `PID-3.1` and `OBX-5.5` stay on one line."""

_PLACE = re.compile(
    r"(?<=\w[._/\\^=:,])(?=[\w\[{*])|(?<=\w-)(?=[\d_\[{*])|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})"
)
"""Between a hyphen and a letter any browser breaks."""


def breakable(html: str) -> str:
    """Return a page's HTML with `<wbr>` where its long names may break; code blocks and drawings stay as they are."""
    pieces = _TAG.split(html)
    within = ""
    for number, piece in enumerate(pieces):
        if number % 2:
            if within or piece[1:3].lower() in _BEGINNINGS:
                within = _within(piece, within)
        elif not within and len(piece) > 11:
            pieces[number] = _LONG.sub(lambda name: _broken(name[0]), piece)
    return "".join(pieces)


def _within(tag: str, within: str) -> str:
    """Return the element whose text stays as written, after a tag in one."""
    match = _ELEMENT.match(tag)
    if match is None:
        return within
    closing, name = match[1], match[2].lower()
    if within:
        return "" if closing and name == within else within
    return name if not closing and name in _AS_WRITTEN and not tag.endswith("/>") else ""


@lru_cache(10_000)  # tables have the same names many times
def _broken(name: str) -> str:
    return _PLACE.sub("<wbr>", name)
