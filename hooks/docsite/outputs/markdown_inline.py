"""What stands within a line of HTML as Markdown: marks, links, pictures, code; what Markdown would read is escaped."""

import re
from typing import Any

from docsite.outputs.markdown_links import Place, anchor, link_of

_SILENT = frozenset(("button", "form", "input", "script", "style", "template"))
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_CODE = frozenset(("code", "kbd", "samp"))
_SPECIAL = re.compile(r"[\\`*<]")
_BLANKS = re.compile(r"\s+")
_UNEVEN = re.compile(
    r"[^\S ]|  "
)  # most text has neither, and a search takes a fraction of what replacing does
_CHANGED = re.compile(rf"{_UNEVEN.pattern}|{_SPECIAL.pattern}|\]\(")
_PERMALINK = "headerlink"


def inline(element: Any, where: Place) -> str:
    """Return what an inline element becomes, without its tail."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _SILENT or element.get("class") == _PERMALINK or is_hidden(element):
        return ""
    if tag == "svg":
        return _description(element)
    if tag == "br":
        return "\n"
    if tag == "img":
        return f"![{element.get('alt', '')}]({element.get('src', '')})"
    before = anchor(element, where)
    if tag in _CODE:
        return f"{before}{_code(''.join(element.itertext()))}"
    text = escaped(element.text) + "".join(inline(child, where) + escaped(child.tail) for child in element)
    if tag == "a" and element.get("href") and text.strip() and not _is_own_address(element):
        target = link_of(where.address, where.copies, element.get("href"))
        return f"{before}[{text.strip()}]({target.replace(' ', '%20')})"
    mark = _MARKS.get(tag, "") if text.strip() else ""
    return f"{before}{mark}{text}{mark}"


def is_hidden(element: Any) -> bool:
    """Return whether readers see nothing of an element until a script shows it."""
    return element.get("hidden") is not None


def _is_own_address(link: Any) -> bool:
    """Return whether a link leads to the row that it stands in, as names in tables do."""
    return any(link.get("href") == f"#{each.get('id')}" for each in link.iterancestors("tr"))


def escaped(text: str | None) -> str:
    """Return text on one line with what Markdown would read as markup escaped."""
    if not text or not _CHANGED.search(text):
        return text or ""
    if _UNEVEN.search(text):
        text = _BLANKS.sub(" ", text)
    if _SPECIAL.search(text):
        text = _SPECIAL.sub(r"\\\g<0>", text)
    if "](" not in text:
        return text
    parts = text.split("]")
    for number, following in enumerate(parts[1:]):
        if following.startswith("("):  # a bracket before it would open a link
            parts[number] = parts[number].replace("[", r"\[")
    return "]".join(parts)


def _code(text: str) -> str:
    """Return a code span, fenced by more backticks than it has in a row (CommonMark, section 6.1)."""
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}" if text.strip() else text


def _description(drawing: Any) -> str:
    """Return title and description of a drawing, which is what it has for those who do not see it."""
    texts = [" ".join((drawing.findtext(f".//{tag}") or "").split()) for tag in ("title", "desc")]
    return " ".join(f"{text.rstrip('.')}." for text in texts if text)
