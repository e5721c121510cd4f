"""The passages of a built page: what stands before its first heading, its sections, and the entries in them.

An entry is something with an address of its own that is looked up by name: a row with an id in a table, or a
term with an id in a list of definitions. One walk over the parsed page puts every text into its passage, and
where one block ends and another begins, the text gets the period, colon or comma that a reader would put there.
"""

import re
from collections.abc import Container, Iterator
from typing import Any, NamedTuple

from lxml import etree

from docsite.links.html_links import Tree, shallow

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SILENT = frozenset(("button", "pre", "script", "style", "svg", "template", "thead"))
"""What is no prose: whole messages and diagrams would drown what is said about them."""

_BLOCK, _NAME, _CELL = "\x1c", "\x1d", "\x1e"
_ENDS = {
    **dict.fromkeys(("caption", "dd", "div", "figcaption", "li", "p", "summary", "tr", *_HEADINGS), _BLOCK),
    **dict.fromkeys(("dt", "th"), _NAME),
    **dict.fromkeys(("br", "td"), _CELL),
}
"""What ends with an element that does not stand in a line."""

_BEGINNINGS = {"dd": _NAME, "td": _CELL, "th": _CELL}
"""What begins otherwise than it ends."""

_SEPARATORS = {_BLOCK: ". ", _NAME: ": ", _CELL: ", "}
_BORDERS = re.compile(rf"([{_BLOCK}{_NAME}{_CELL}][{_BLOCK}{_NAME}{_CELL}\s]*)")
_EXCLUDED = "data-search-exclude"  # Material's name for what search leaves out
_KIND = "data-search-kind"
_KIND_OF_ROWS = "data-search-rows"  # of a table's body, for its rows
_LEFT_OUT: Any = etree.XPath(f".//*[@{_EXCLUDED}]")
_KINDS: Any = etree.XPath("string((.//@*[name() = $kind])[1])")
_OURS = ("headerlink", "tabbed-labels")
"""Classes of what extensions of Markdown add to the text."""


class Passage(NamedTuple):
    """What a search result leads to.

    Attributes:
        anchor: Of the section or entry; empty for what stands before the first section.
        title: The heading, or the name that the entry is looked up by.
        text: What it says, as plain text.
        section: The heading that an entry stands under; None for what is no entry.
        kind: What it is, as the page says in `data-search-kind`, of rows in `data-search-rows`; empty for a part of a
            guide.
    """

    anchor: str
    title: str
    text: str
    section: str | None = None
    kind: str = ""


def read(root: Tree) -> tuple[Passage, ...]:
    """Return the passages of a page's parsed content in their order, the page itself first.

    Where an anchor stands twice, the first has the passage, as the browser goes there.
    """
    if root is None:
        return ()
    titles, texts, above, here = {"": ""}, {"": [""]}, {}, ""
    kinds: dict[str, str] = {}
    tree = shallow(root)
    for element, text, kind in _pieces(tree, _divided(tree)):
        anchor = here if element is None else element.get("id")
        if kind:
            kinds.setdefault(anchor, kind)
        if element is None:
            texts[here].append(text)
        elif element.tag == "h1" and not titles[""]:
            titles[""] = _prose(text)
        elif anchor not in titles:
            title, _, rest = text.partition("\n")
            titles[anchor], texts[anchor] = _prose(title), [rest]
            if element.tag in _HEADINGS:
                here = anchor
            else:
                above[anchor] = titles[here]
    return tuple(
        Passage(anchor, title, _prose("".join(texts[anchor])), above.get(anchor), kinds.get(anchor, ""))
        for anchor, title in titles.items()
    )


def _divided(root: Any) -> set[Any]:
    """Return the elements that have something in them that divides the text."""
    found: set[Any] = set()
    entries = (each for each in root.iter("dt", "tr") if each.get("id"))
    for element in (*root.iter(*_HEADINGS), *entries, *_LEFT_OUT(root)):
        for above in element.iterancestors():
            if above in found:
                break
            found.add(above)
    return found


def _pieces(parent: Any, divided: Container[Any]) -> Iterator[tuple[Any, str, str]]:
    """Yield headings with their text, entries with name and text on two lines, and other text with None.

    The third is the kind that the element names.
    """
    for child in parent:
        if _is_left_out(child) or (child.tag == "dd" and _is_told(child)):
            pass
        elif child.tag in _HEADINGS and child.get("id"):
            yield child, _text(child), child.get(_KIND, "")
        elif child.tag == "tr" and child.get("id") and len(child):
            kind = child.get(_KIND) or parent.get(_KIND_OF_ROWS, "")
            yield child, "\n".join((_text(child[0]), "".join(map(_text, child[1:])))), kind
        elif child.tag == "dt" and child.get("id"):
            yield (
                child,
                "\n".join((_text(child), "".join(map(_text, _definitions(child))))),
                child.get(_KIND, ""),
            )
        elif child in divided:
            yield None, f"{_BLOCK}{_flat(child.text)}", child.get(_KIND, "")
            yield from _pieces(child, divided)
            yield None, _BLOCK, ""
        else:
            yield None, _text(child), child.get(_KIND) or _KINDS(child, kind=_KIND)
        if tail := child.tail:
            yield None, _flat(tail), ""


def _definitions(term: Any) -> Iterator[Any]:
    for sibling in term.itersiblings():
        if sibling.tag != "dd":
            return
        yield sibling


def _is_told(definition: Any) -> bool:
    """Return whether a definition is part of the entry of its term."""
    term = next(definition.itersiblings("dt", preceding=True), None)
    return term is not None and bool(term.get("id"))


def _is_left_out(element: Any) -> bool:
    tag, attributes = element.tag, element.keys()
    if tag in _SILENT or not isinstance(tag, str):  # a comment
        return True
    return bool(attributes) and (  # most have none
        _EXCLUDED in attributes
        or "download" in attributes
        or ("class" in attributes and element.get("class") in _OURS)
    )


def _flat(text: str | None) -> str:
    return " ".join(f"|{text or ''}|".split())[1:-1]


def _text(element: Any) -> str:
    texts: list[str] = []
    _gather(element, texts)
    return "".join(texts)


def _gather(element: Any, texts: list[str]) -> None:
    """Add the texts of an element to those gathered: generators within generators take twice the time."""
    if _is_left_out(element):
        return
    end = _ENDS.get(element.tag, "")
    texts.append(_BEGINNINGS.get(element.tag, end))
    if text := element.text:
        texts.append(_flat(text))
    for child in element:
        _gather(child, texts)
        if text := child.tail:
            texts.append(_flat(text))
    texts.append(end)


def _prose(text: str) -> str:
    """Return text with a separator at each border, unless what stands before brings its own."""
    before, *others = _BORDERS.split(text.strip(f"{_BLOCK}{_NAME}{_CELL} "))
    pieces = [before.rstrip()]
    for border, following in zip(others[::2], others[1::2], strict=True):
        pieces += [_separator(pieces[-1][-1:], border), following.rstrip()]
    return " ".join("".join(pieces).split())


def _separator(before: str, border: str) -> str:
    if not before or before in ".:;,!?…(":
        return " "
    return next(told for mark, told in _SEPARATORS.items() if mark in border)
