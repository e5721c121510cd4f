"""Reference links that have no definition, so that a page shows their text: `[text][name]`."""

import re
from collections.abc import Iterable, Sequence
from html import escape, unescape

from docsite.links import markers
from docsite.links.markers import MARKER
from docsite.sources.source import Source

_CODE = re.compile(
    r"<(pre|code|script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE
)
_TAG = re.compile(r"<[^>]*(?:>|\Z)")
_IMAGE = re.compile(r"<img[^<>]*>\[")


def undefined(text: str, written: Sequence[str]) -> set[int]:
    """Return the numbers of the references that come out of a rendering with markers as they are written.

    `written` gives the text of each by its number, empty where a marker is none of a reference.
    """
    shown = _TAG.sub("\0", _CODE.sub("", text))
    numbers = {int(match["number"]) for match in re.finditer(rf"{MARKER.pattern}(?=!?\[)", shown)}
    for match in re.finditer(rf"{MARKER.pattern}(?:\0[^\0\[]*){{1,6}}(?<=\0)(?P<rest>\[[^\[\]\0]*\])", shown):
        number = int(match["number"])  # the text alone may be a reference that is defined
        if number < len(written) and written[number].endswith(f"]{unescape(match['rest'])}"):
            numbers.add(number)
    return {number for number in numbers if number < len(written) and written[number]}


def may_show_references(text: str) -> bool:
    """Return whether a page's HTML shows what may be a reference without a definition."""
    if "</a>[" in text or ("<img" in text and _IMAGE.search(text)):
        return True  # perhaps a text that is defined, and a name that is not
    return "][" in text and "][" in _TAG.sub("", _CODE.sub("", text))


def shown_references(text: str, sources: Iterable[Source]) -> set[str]:
    """Return the names of references in the sources that a page's HTML has in brackets.

    Only those can be without a definition: what an extension adds, such as a type `list[int]`, is nobody's reference.
    """
    written = (mark.reference for each in sources if "][" in each.text for mark in markers.find(each))
    names = {(reference_name(each), each.endswith("[]")) for each in written if each}
    return {
        name for name, is_short in names if ("][]" if is_short else f"[{escape(name, quote=False)}]") in text
    }


def reference_name(written: str) -> str:
    """Return the name of the definition that a reference asks for."""
    text, _, name = written.removesuffix("]").rpartition("][")
    return name or text.lstrip("![")
