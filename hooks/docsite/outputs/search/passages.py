"""The passages of a built page: what stands before its first heading, its sections, and the entries in them.

An entry is something with an address of its own that is looked up by name: a row with an id in a table, or a
term with an id in a list of definitions. One walk over the parsed page puts every text into its passage.
"""

from collections.abc import Container, Iterator
from typing import Any, NamedTuple

from lxml import etree

from docsite.links.html_links import Tree, shallow

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SILENT = frozenset(("button", "pre", "script", "style", "svg", "template"))
"""What is no prose: whole messages and diagrams would drown what is said about them."""

_BLOCKS = frozenset(
    ("br", "caption", "dd", "div", "dt", "figcaption", "li", "p", "summary", "td", "th", "tr")
)
_EXCLUDED = "data-search-exclude"  # Material's name for what search leaves out
_DIVIDING: Any = etree.XPath(
    f".//h1 | .//h2 | .//h3 | .//h4 | .//h5 | .//h6 | .//dt[@id] | .//tr[@id] | .//*[@{_EXCLUDED}]"
)
_PERMALINK = "headerlink"


class Passage(NamedTuple):
    """What a search result leads to.

    Attributes:
        anchor: Of the section or entry; empty for what stands before the first section.
        title: The heading, or the name that the entry is looked up by.
        text: What it says, as plain text.
        section: The heading that an entry stands under; None for what is no entry.
    """

    anchor: str
    title: str
    text: str
    section: str | None = None


def read(root: Tree) -> tuple[Passage, ...]:
    """Return the passages of a page's parsed content in their order, the page itself first.

    Where an anchor stands twice, the first has the passage, as the browser goes there.
    """
    if root is None:
        return ()
    titles, texts, above, here = {"": ""}, {"": [""]}, {}, ""
    tree = shallow(root)
    for element, text in _pieces(tree, _divided(tree)):
        anchor = here if element is None else element.get("id")
        if element is None:
            texts[here].append(text)
        elif element.tag == "h1" and not titles[""]:
            titles[""] = text
        elif anchor not in titles:
            titles[anchor], _, rest = text.partition("\n")
            texts[anchor] = [rest]
            if element.tag in _HEADINGS:
                here = anchor
            else:
                above[anchor] = titles[here]
    return tuple(
        Passage(anchor, title, " ".join(" ".join(texts[anchor]).split()), above.get(anchor))
        for anchor, title in titles.items()
    )


def _divided(root: Any) -> set[Any]:
    """Return the elements that have something in them that divides the text."""
    found: set[Any] = set()
    for element in _DIVIDING(root):
        for above in element.iterancestors():
            if above in found:
                break
            found.add(above)
    return found


def _pieces(parent: Any, divided: Container[Any]) -> Iterator[tuple[Any, str]]:
    """Yield headings with their text, entries with name and text on two lines, and other text with None."""
    for child in parent:
        if (
            not isinstance(child.tag, str)  # a comment
            or child.get(_EXCLUDED) is not None
            or child.tag in _SILENT
            or (child.tag == "dd" and _is_told(child))
        ):
            pass
        elif child.tag in _HEADINGS and child.get("id"):
            yield child, _text(child)
        elif child.tag == "tr" and child.get("id") and len(child):
            yield child, "\n".join((_text(child[0]), " ".join(map(_text, child[1:]))))
        elif child.tag == "dt" and child.get("id"):
            yield child, "\n".join((_text(child), " ".join(map(_text, _definitions(child)))))
        elif child in divided:
            yield None, child.text or ""
            yield from _pieces(child, divided)
        else:
            yield None, _text(child)
        yield None, child.tail or ""


def _definitions(term: Any) -> Iterator[Any]:
    for sibling in term.itersiblings():
        if sibling.tag != "dd":
            return
        yield sibling


def _is_told(definition: Any) -> bool:
    """Return whether a definition is part of the entry of its term."""
    term = next(definition.itersiblings("dt", preceding=True), None)
    return term is not None and bool(term.get("id"))


def _text(element: Any) -> str:
    texts: list[str] = []
    _gather(element, texts)
    return " ".join("".join(texts).split())


def _gather(element: Any, texts: list[str]) -> None:
    """Add the texts of an element to those gathered: generators within generators take twice the time."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _SILENT:
        return
    if element.get("class") == _PERMALINK or element.get(_EXCLUDED) is not None:
        return
    if tag in _BLOCKS:
        texts.append(" ")
    if text := element.text:
        texts.append(text)
    for child in element:
        _gather(child, texts)
        if text := child.tail:
            texts.append(text)
    if tag in _BLOCKS:
        texts.append(" ")
