"""A built page as Markdown, for machines: made from its HTML, which has every table and sample filled in.

One walk: `_blocks` turns each block element into paragraphs of Markdown and gathers what stands between them;
`_inline` turns what stands within a line. A drawing becomes its description; a form becomes the
tables of its answers; a button and what is hidden, nothing.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any

from docsite.links.html_links import Tree, shallow
from docsite.outputs.markdown_inline import escaped, inline, is_hidden
from docsite.outputs.markdown_links import HEADINGS, Place, anchor, place

_CONTAINERS = frozenset(("article", "aside", "body", "div", "figure", "html", "section"))
_OTHERS = frozenset(
    ["blockquote", "details", "dl", "figcaption", "form", "hr", "ol", "p", "pre", "summary", "table", "ul"]
)
_BLOCKS = _OTHERS | HEADINGS.keys() | _CONTAINERS
_UNEVEN = re.compile(
    r"[^\S ]|  "
)  # most text has neither, and a search takes a fraction of what replacing does
_RUN, _BREAK = re.compile(r"[ \t]+"), re.compile(r"[ \t]*\n[ \t]*")
_FORMAT = re.compile(r"(?:language-|sample--)([\w-]+)")
_INTEGER = re.compile(r"\s*[+-]?[0-9]{1,9}")  # as HTML reads one: what follows does not count


def convert(root: Tree, address: str, copies: frozenset[str] = frozenset()) -> str:
    """Return the parsed content of a page as Markdown.

    `address` is that of the page below the site, and `copies` are those of all pages that have a copy.
    """
    return "" if root is None else "\n\n".join(_blocks(shallow(root), place(root, address, copies)))


def _blocks(parent: Any, where: Place) -> Iterator[str]:
    """Yield what an element has as separate blocks; what stands between two of them is a paragraph."""
    line = [escaped(parent.text)]
    for child in parent:
        if child.tag == "form" or (child.tag in _BLOCKS and not is_hidden(child)):
            yield from _paragraph(line)
            line = []
            yield from _addressed(child, where)
        else:
            line.append(inline(child, where))
        line.append(escaped(child.tail))
    yield from _paragraph(line)


def _paragraph(pieces: Iterable[str]) -> Iterator[str]:
    text = "".join(pieces).strip()
    if _UNEVEN.search(text):
        text = _BREAK.sub("\n", _RUN.sub(" ", text)).strip()
    if text:
        yield text


def _addressed(element: Any, where: Place) -> Iterator[str]:
    """Yield the blocks that a block element becomes, with its address."""
    own = anchor(element, where)
    if element.tag in HEADINGS:
        yield f"{HEADINGS[element.tag]} {_line(element, where)} {own}".strip()
    else:
        yield from [own] if own else []
        yield from _block(element, where)


def _block(element: Any, where: Place) -> Iterator[str]:
    """Yield the blocks that a block element becomes, but for a heading."""
    tag, classes = element.tag, element.get("class", "").split()
    if tag == "pre":
        yield _fence(element)
    elif tag == "table":
        yield from _table(element, where)
    elif tag in ("ul", "ol"):
        yield _list(element, where)
    elif tag == "dl":
        yield _definitions(element, where)
    elif tag == "form":
        yield from _finder(element, where)
    elif tag == "hr":
        yield "---"
    elif tag == "blockquote" or "admonition" in classes:
        yield _prefixed("\n\n".join(_blocks(element, where)), "> ", "> ")
    elif tag == "summary" or "admonition-title" in classes:
        yield f"**{_line(element, where)}**"
    elif "tabbed-set" in classes:
        yield from _tabs(element, where)
    else:
        yield from _blocks(element, where)


def _line(element: Any, where: Place) -> str:
    """Return all of an element on one line."""
    return " ".join(" ".join(_blocks(element, where)).split())


def _cell(element: Any, where: Place) -> str:
    if not len(element):
        return escaped(element.text).strip().replace("|", r"\|")
    if any(child.tag in _BLOCKS for child in element):
        blocks = _blocks(element, where)
    else:  # as most are
        inside = (inline(child, where) + escaped(child.tail) for child in element)
        blocks = _paragraph([escaped(element.text), *inside])
    lines = "\n".join(blocks).split("\n")
    return "<br>".join(line.strip() for line in lines if line.strip()).replace("|", r"\|")


def _fence(element: Any) -> str:
    around = " ".join(each.get("class", "") for each in (element, *element.iterancestors("div", "figure")))
    language = _FORMAT.search(around)
    code = element.find(".//code")
    text = "".join((element if code is None else code).itertext()).strip("\n")
    fence = "`" * max(3, max(map(len, re.findall("`+", text)), default=0) + 1)
    return f"{fence}{language[1] if language else ''}\n{text}\n{fence}"


def _table(element: Any, where: Place) -> Iterator[str]:
    """Yield the caption of a table and its rows; GitHub's tables need a first row that is the head."""
    caption = element.find("caption")
    if caption is not None:
        yield f"**{_line(caption, where)}**"
    rows = [_row(row, where) for row in _own(element, "tr", "table")]
    width = max(map(len, rows), default=0)
    if not width:
        return
    if element.find("thead") is None:
        rows.insert(0, [""] * width)
    rows.insert(1, ["---"] * width)
    yield _lines(rows, width)


def _row(row: Any, where: Place) -> list[str]:
    """Return the cells of a row, with its address in the first one."""
    cells = [_cell(cell, where) for cell in row.iterchildren("th", "td")]
    return [f"{anchor(row, where)}{cells[0]}", *cells[1:]] if cells else []


def _lines(rows: Iterable[list[str]], width: int) -> str:
    return "\n".join(f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows)


def _finder(form: Any, where: Place) -> Iterator[str]:
    """Yield a table of each choice of a form for whose answers it has a note, whether the form is hidden or not."""
    notes = {each.get("data-choice"): each for each in form.iter() if each.get("data-choice")}
    for label in form.iter("label"):
        for select in label.iter("select"):
            choices = ((each, f"{select.get('name')}={each.get('value')}") for each in select.iter("option"))
            rows = [[_cell(each, where), _cell(notes[key], where)] for each, key in choices if key in notes]
            if rows:
                yield _lines([[escaped(label.text).strip(), "Your guide"], ["---", "---"], *rows], 2)


def _own(element: Any, tag: str, around: str, kind: str = "") -> Iterator[Any]:
    """Yield the elements with a tag that are not in another one of the element's kind: its tag, and perhaps a class."""
    if not kind and element.find(f".//{around}") is None:
        yield from element.iter(tag)
        return
    for each in element.iter(tag):
        outer = (one for one in each.iterancestors(around) if kind in ("", *one.get("class", "").split()))
        if next(outer, None) is element:
            yield each


def _list(element: Any, where: Place) -> str:
    start = _INTEGER.match(element.get("start", ""))
    items = []
    for number, item in enumerate(element.iterchildren("li"), int(start[0]) if start else 1):
        mark = f"{number}. " if element.tag == "ol" else "- "
        parts = _with_anchor(item, list(_blocks(item, where)), where)
        is_tight = all(part.lstrip().startswith(("- ", "1. ")) for part in parts[1:])
        items.append(_prefixed(("\n" if is_tight else "\n\n").join(parts), mark, " " * len(mark)))
    return "\n".join(items)


def _with_anchor(element: Any, parts: list[str], where: Place) -> list[str]:
    return [f"{anchor(element, where)}{''.join(parts[:1])}", *parts[1:]]


def _definitions(element: Any, where: Place) -> str:
    lines = []
    for child in element:
        if child.tag == "dt":
            lines += ["", f"{anchor(child, where)}**{_line(child, where)}**"]
        elif child.tag == "dd":
            lines.append(_prefixed("\n\n".join(_blocks(child, where)), ":   ", "    "))
    return "\n".join(lines).strip()


def _tabs(element: Any, where: Place) -> Iterator[str]:
    labels = [_line(label, where) for label in _own(element, "label", "div", "tabbed-set")]
    divisions = _own(element, "div", "div", "tabbed-set")
    blocks = [each for each in divisions if "tabbed-block" in each.get("class", "").split()]
    for label, block in zip_longest(labels, blocks):  # an author's own HTML may have more of one
        yield from [f"**{label}**"] if label else []
        yield from _blocks(block, where) if block is not None else ()


def _prefixed(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join([f"{first}{lines[0]}", *(f"{rest}{line}".rstrip() for line in lines[1:])])
