"""A first look at HTML by expressions: a parser takes twenty times as long, and most pages have no fault.

What is found here is only suspected: every link whose address could be wrong is judged again from the parsed
page.
"""

import re
from collections.abc import Iterator
from html import unescape
from posixpath import dirname, normpath

_HREF = re.compile(r"href\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>\"']+)")
_SRC = re.compile(
    r"src\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>\"']+)"
)  # apart, as a fixed text in front is found far faster
_ANY_HREF, _ANY_SRC = (
    re.compile(rf"{name}(?:\s*=|(?<![\w:.-]{name})(?![\w:.-]))") for name in ("href", "src")
)
"""An attribute in lower case, which may have no value; `img-src` of a policy is none."""

_RARE = ("\0", "srcset", "poster", "<object", "xlink:", "formaction")
_STYLE = re.compile(r"(?<![\w-])(?<!new )url\(")  # a script has `new URL(`
_FORM = re.compile(r"<form\b[^<>]*\saction\b")
_CAPITAL = re.compile(r"(?!href|src)(?:[hH][rR][eE][fF]|[sS][rR][cC])\s*=")
_REFRESH = re.compile(r"http-equiv\s*=\s*[\"']?\s*(?:refresh|[^\"'\s>]*[&{])")
_UNSEEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1|\Z)", re.DOTALL | re.IGNORECASE)
_ID = re.compile(r"id=\"([^\"<>]+)\"")


def spelled(html: str) -> set[str]:
    """Return the values of each href and src as they stand, quotes included, and more that looks so."""
    return {*_HREF.findall(html), *_SRC.findall(html)}


def address(spelling: str) -> str:
    """Return the address that a value means."""
    bare = spelling[1:-1] if spelling[0] in "\"'" else spelling
    return unescape(bare).strip() if "&" in bare else bare.strip()


def addresses(html: str) -> set[str]:
    """Return the addresses of each href and src, and more that only looks so."""
    return {address(each) for each in spelled(html)}


def named(page: str, html: str) -> frozenset[str] | None:
    """Return all addresses of the site, with a slash at the end and without, to which HTML on a page may point.

    None where a first look may not see all of them.
    """
    values = addresses(html)
    if not is_plain(html) or not all(each.isprintable() for each in values):
        return None
    folder = page if page.endswith("/") else dirname(page)
    paths = {each.partition("#")[0].partition("?")[0] for each in values}
    found = {normpath(f"/{folder}/{path}").strip("/") for path in paths}
    return frozenset([*found, *(f"{each}/" for each in found)])


def is_plain(html: str) -> bool:
    """Return whether `addresses` sees all: no srcset, style or refresh, no attribute spelled unusually."""
    lower = html.lower()
    pairs = ((_HREF, _ANY_HREF), (_SRC, _ANY_SRC))
    return not _has_rare(lower) and all(
        len(one.findall(html)) == len(each.findall(lower)) for one, each in pairs
    )


def may_refresh(html: str) -> bool:
    """Return whether HTML may have a meta refresh."""
    return "http-equiv" in (lower := html.lower()) and _REFRESH.search(lower) is not None


def makes_plain(template: str) -> bool:
    """Return whether `addresses` sees all that a template makes."""
    lower = template.lower()
    has_capitals = any(lower.count(each) > template.count(each) for each in ("href", "src"))
    return not _has_rare(lower) and not (has_capitals and _CAPITAL.search(template))


def _has_rare(lower: str) -> bool:
    if "<form" in lower and _FORM.search(lower):
        return True
    if "http-equiv" in lower and _REFRESH.search(lower):
        return True
    return any(each in lower for each in _RARE) or ("url(" in lower and bool(_STYLE.search(lower)))


def anchors(html: str) -> frozenset[str]:
    """Return ids of the HTML's elements, perhaps not all."""
    if "<!--" in html or "<script" in html or "<style" in html:
        html = _UNSEEN.sub("", html)
    return frozenset(unescape(each) if "&" in each else each for each in _ids(html))


def _ids(html: str) -> Iterator[str]:
    """Yield each id that begins in a tag, after white space; after an attribute with '>' it seems not to."""
    opened, closed, at = -1, -1, 0
    for match in _ID.finditer(html):
        start = match.start()
        opened, closed = max(opened, html.rfind("<", at, start)), max(closed, html.rfind(">", at, start))
        at = start
        if html[start - 1 : start].isspace() and opened > closed:
            yield match[1]
