"""Links and anchors of a built page, read from its HTML by one parse.

Everything that leads somewhere is a `Link`: href, src, srcset, poster, data, xlink:href, CSS url() and meta refresh;
every id, and every name of an `<a>`, is an anchor.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import tinycss2
from lxml import etree

_PARSER = etree.HTMLParser(encoding="utf-8", remove_pis=True, no_network=True, huge_tree=True)
_PLAIN_LINKS = etree.XPath("//a[not(@id or @name)]/@href", smart_strings=False)
_OTHERS = etree.XPath(
    "//a[@id or @name] | //*[@href][not(self::a)] | //@src/.. | //@srcset/.. | //@imagesrcset/.. | //@poster/.."
    " | //@style/.. | //object | //style | //meta"  # one step each: a single step with many conditions takes thrice as long
)
_FOREIGN = etree.XPath("//*[@*[name()='xlink:href']]")
_ANCHORS = etree.XPath("//@id | //a/@name", smart_strings=False)
_LOADING_RELATIONS = frozenset(
    "stylesheet icon shortcut apple-touch-icon mask-icon manifest preload modulepreload".split()
)
_CANDIDATE = re.compile(r"[\s,]*(?P<url>\S*[^\s,])(?:,|\s+(?:\([^)]*\)|[^,(])*|$)")
_REFRESH = re.compile(r"\s*[\d.]+(?:\s*[;,]\s*|\s+)(?:url\s*=\s*)?(?P<quote>[\"']?)(?P<url>.*?)(?P=quote)\s*", re.I | re.S)


class Link(NamedTuple):
    """Something in a page that leads to an address.

    Attributes:
        attribute: `href`, `src`, …; `url` for CSS and `refresh` for a meta element.
        value: The address, stripped of outer white space.
        loads: Whether the browser loads it with the page rather than when it is followed.
        is_anchor: Whether the element has no text but an id or name, so that it may be an anchor without a target.
    """

    attribute: str
    value: str
    loads: bool = False
    is_anchor: bool = False


class Document(NamedTuple):
    """A built page: its links and its anchors; `refresh` is where a meta refresh leads."""

    links: tuple[Link, ...]
    anchors: frozenset[str]
    refresh: str | None = None


EMPTY = Document((), frozenset())


def collect(html: str) -> Document:
    """Return the links, each once, and anchors of an HTML document or fragment."""
    data = html.replace("\0", "\ufffd").encode("utf-8", "surrogatepass")
    if not data.strip():
        return EMPTY
    root = etree.fromstring(data, _PARSER)
    if root is None:  # nothing but comments
        return EMPTY
    links = {Link("href", value.strip()): None for value in dict.fromkeys(_PLAIN_LINKS(root))}
    others = _OTHERS(root) + (_FOREIGN(root) if "xlink:" in html else [])
    links.update((link, None) for element in others for link in _links(element))
    refresh = next((link.value for link in links if link.attribute == "refresh"), None)
    return Document(tuple(links), frozenset(_ANCHORS(root)), refresh)


def merge(first: Document, second: Document) -> Document:
    """Return two parts of one page as one."""
    return Document(first.links + second.links, first.anchors | second.anchors, first.refresh or second.refresh)


def _links(element: etree._Element) -> Iterator[Link]:
    tag = element.tag
    for attribute, value in element.items():
        match attribute:
            case "href" | "xlink:href":
                yield Link(attribute, value.strip(), _loads(element, tag), _only_carries_name(element))
            case "src" | "poster":
                yield Link(attribute, value.strip(), True)
            case "data" if tag == "object":
                yield Link(attribute, value.strip(), True)
            case "srcset" | "imagesrcset":
                for candidate in candidates(value):
                    yield Link(attribute, candidate["url"], True)
            case "style" if "url(" in value.lower():
                yield from _css(value)
            case "content" if tag == "meta" and element.get("http-equiv", "").strip().lower() == "refresh":
                if match := _REFRESH.fullmatch(value):
                    yield Link("refresh", match["url"].strip())
    if tag == "style" and element.text and "url(" in element.text.lower():
        yield from _css(element.text)


def _only_carries_name(element: etree._Element) -> bool:
    named = element.get("id") or element.get("name")
    return bool(named) and not len(element) and not (element.text or "").strip()


def _loads(element: etree._Element, tag: str) -> bool:
    if tag == "link":
        return bool(_LOADING_RELATIONS & set(element.get("rel", "").lower().split()))
    return tag in ("use", "image", "feimage", "script")


def candidates(srcset: str) -> Iterator[re.Match[str]]:
    """Yield a match with the group `url` for each address of a srcset, as the HTML standard splits it.

    A comma ends a candidate where it follows the address, or stands after white space outside of brackets.
    """
    return _CANDIDATE.finditer(srcset)


def _css(text: str) -> Iterator[Link]:
    stack = list(reversed(tinycss2.parse_component_value_list(text, skip_comments=True)))
    while stack:
        node = stack.pop()
        if node.type == "url":
            yield Link("url", node.value.strip(), True)
        elif node.type == "function" and node.lower_name == "url":
            yield from (Link("url", each.value.strip(), True) for each in node.arguments if each.type == "string")
        elif children := getattr(node, "content", None) or getattr(node, "arguments", None):
            stack.extend(reversed(children))
