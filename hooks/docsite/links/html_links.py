"""Links and anchors of HTML, read from its tree.

Everything that leads somewhere is a `Link`: href, src, srcset, poster, data, xlink:href, action of a form, formaction,
CSS url() and meta refresh; every id, and every name of an `<a>`, is an anchor.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, NamedTuple, TypeAlias

import tinycss2
from lxml import etree

_PARSER = etree.HTMLParser(encoding="utf-8", remove_pis=True, no_network=True, huge_tree=True)
_PLAIN_LINKS: Any = etree.XPath("//a[not(@id or @name)]/@href", smart_strings=False)
_OTHERS: Any = etree.XPath(
    "//a[@id or @name] | //*[@href][not(self::a)] | //@src/.. | //@srcset/.. | //@imagesrcset/.."
    " | //@poster/.."
    " | //@style/.. | //object | //style | //meta | //form | //@formaction/.."
    # a single step with many conditions takes thrice as long
)
_FOREIGN: Any = etree.XPath("//*[@*[name()='xlink:href']]")
_ANCHORS: Any = etree.XPath("//@id | //a/@name", smart_strings=False)
_DEEP: Any = etree.XPath("/*" * 100 + "[*]")
_LOADING_RELATIONS = frozenset(
    [
        "stylesheet",
        "icon",
        "shortcut",
        "apple-touch-icon",
        "mask-icon",
        "manifest",
        "preload",
        "modulepreload",
    ]
)
_CANDIDATE = re.compile(
    r"[\s,]*+(?:(?P<url>[^\s,]++(?>(?:,++[^\s,]++)*))(?:,|\s++(?>(?:\([^)]*+(?:\)|\Z)|[^,(])*)|$)|\Z)"
)
_REFRESH = re.compile(r"\s*[\d.]+(?:\s*[;,]\s*|\s+)(?:url\s*=\s*)?(?P<url>.*)", re.IGNORECASE | re.DOTALL)


Tree: TypeAlias = "etree._Element | None"  # noqa: SLF001  # lxml has no other name for it
"""Parsed HTML; None where there is nothing."""


class Link(NamedTuple):
    """Something in a page that leads to an address.

    Attributes:
        attribute: `href`, `src`, …; `url` for CSS and `refresh` for a meta element.
        value: The address, stripped of outer white space.
        loads: Whether the browser loads it with the page rather than when it is followed.
        is_anchor: Whether the element has an id or name and no text, so that it needs no target.
    """

    attribute: str
    value: str
    loads: bool = False
    is_anchor: bool = False


def parse(html: str) -> Tree:
    """Return an HTML document or fragment as a tree, or None where it has nothing but comments."""
    data = html.replace("\0", "\ufffd").encode("utf-8", "surrogatepass")
    return etree.fromstring(data, _PARSER) if data.strip() else None


def shallow(root: etree._Element) -> etree._Element:
    """Return a tree as it is, or, where it is nested so deeply that a walk would overflow the stack, a flat copy.

    In the copy the elements of the deepest level have their text alone. It takes nesting that nobody writes by hand.
    """
    if not _DEEP(root):
        return root
    flat = deepcopy(root)
    for element in _DEEP(flat):
        text = "".join(map(str, element.itertext()))
        del element[:]
        element.text = text
    return flat


def links(html: str, root: Tree) -> tuple[Link, ...]:
    """Return the links, each once, of HTML that was parsed."""
    if root is None:
        return ()
    found = {Link("href", value.strip()): None for value in dict.fromkeys(_PLAIN_LINKS(root))}
    others = _OTHERS(root) + (_FOREIGN(root) if "xlink:" in html else [])
    found.update((link, None) for element in others for link in _links(element))
    return tuple(found)


def anchors(root: Tree) -> frozenset[str]:
    """Return the anchors of parsed HTML."""
    return frozenset(() if root is None else _ANCHORS(root))


def _links(element: Any) -> Iterator[Link]:
    tag = element.tag
    for attribute, value in element.items():
        match attribute:
            case "href" | "xlink:href":
                yield Link(attribute, value.strip(), _loads(element, tag), _only_carries_name(element))
            case "src" | "poster" | "data" if attribute != "data" or tag == "object":
                yield Link(attribute, value.strip(), True)
            case "action" | "formaction":
                yield from _form(tag, attribute, value.strip())
            case "srcset" | "imagesrcset":
                for candidate in candidates(value):
                    yield Link(attribute, candidate["url"], True)
            case "style":
                yield from _css(value)
            case "content" if tag == "meta":
                yield from _refresh(element, value)
    if tag == "style":
        yield from _css(element.text or "")


def _form(tag: str, attribute: str, value: str) -> Iterator[Link]:
    if value and (attribute == "formaction" or tag == "form"):  # an empty one is the page itself
        yield Link(attribute, value)


def _refresh(element: Any, value: str) -> Iterator[Link]:
    match = _REFRESH.fullmatch(value)
    if match and element.get("http-equiv", "").strip().lower() == "refresh":
        yield Link("refresh", _unquoted(match["url"].strip()).strip())


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] in "\"'" and text[0] == text[-1] else text


def _only_carries_name(element: Any) -> bool:
    named = element.get("id") or element.get("name")
    return bool(named) and not len(element) and not (element.text or "").strip()


def _loads(element: Any, tag: str) -> bool:
    if tag == "link":
        return bool(_LOADING_RELATIONS & set(element.get("rel", "").lower().split()))
    return tag in ("use", "image", "feimage", "script")


def candidates(srcset: str) -> Iterator[re.Match[str]]:
    """Yield a match with the group `url` for each address of a srcset, as the HTML standard splits it.

    A comma ends a candidate where it follows the address, or stands after white space outside of brackets.
    """
    return (match for match in _CANDIDATE.finditer(srcset) if match["url"] is not None)


def _css(text: str) -> Iterator[Link]:
    if "url(" not in text.lower():
        return
    stack: list[Any] = list(reversed(tinycss2.parse_component_value_list(text, skip_comments=True)))
    while stack:
        node = stack.pop()
        if node.type == "url":
            yield Link("url", node.value.strip(), True)
        elif node.type == "function" and node.lower_name == "url":
            yield from (
                Link("url", each.value.strip(), True) for each in node.arguments if each.type == "string"
            )
        elif children := getattr(node, "content", None) or getattr(node, "arguments", None):
            stack.extend(reversed(children))
