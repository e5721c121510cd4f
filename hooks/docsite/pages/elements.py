"""HTML in a page's Markdown: elements that are never closed, and placeholders that a browser takes for elements."""

import re
from collections.abc import Iterator

from docsite.pages.built_text import BuiltText
from docsite.sources.code_spans import blank
from docsite.sources.problems import Problem
from docsite.sources.source import Source
from docsite.sources.wording import short

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][\w-]*)(?P<rest>\s[^<>]*?)?(?P<empty>/?)>")
_OTHER = re.compile(r"<(script|style|svg|math|textarea|template)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_NAME = re.compile(r"\w+")
_KNOWN = frozenset(
    _NAME.findall(
        "a abbr address article aside audio b bdi bdo big blockquote button canvas center cite code "
        "data datalist del details dfn dialog div dl em fieldset figcaption figure font footer form "
        "h1 h2 h3 h4 h5 h6 header hgroup i iframe ins kbd label legend main map mark menu meter nav "
        "noscript object ol output picture pre progress q rp rt ruby s samp search section select "
        "small span strike strong sub summary sup table time tt u ul var video"
    )
)
"""Elements that need an end: those of https://html.spec.whatwg.org/multipage/indices.html, and old ones."""

_LAX = frozenset(
    _NAME.findall(
        "area base body br caption col colgroup dd dt embed head hr html img input li link meta "
        "optgroup option p param rb rtc source tbody td tfoot th thead title tr track wbr svg math "
        "script style template textarea slot"
    )
)
"""Elements that have no end or do not need it, and those whose content is not looked into."""


def check(source: Source, page: BuiltText) -> Iterator[Problem]:
    """Yield a problem for each element of a page that is never closed, known to HTML or not."""
    if "<" not in source.plain:
        return
    text = blank(source.plain, (match.span() for match in _OTHER.finditer(source.plain, source.body)))
    opened: dict[str, list[re.Match[str]]] = {}
    for match in _TAG.finditer(text, source.body):
        name = match["name"].lower()
        if name in _LAX or match["empty"]:
            continue
        if not match["end"]:
            opened.setdefault(name, []).append(match)
        elif opened.get(name):
            opened[name].pop()
    for name, matches in opened.items():
        for match in matches:
            yield from _problem(source, page, name, match)


def _problem(source: Source, page: BuiltText, name: str, match: re.Match[str]) -> Iterator[Problem]:
    tag = " ".join(match[0].split())
    if name in _KNOWN:
        yield source.problem(match.start(), "open-element", tag=short(tag), end=f"</{name}>")
    elif match[0] in page.elements:
        edit = {"found": match[0], "replacement": f"`{match[0]}`"} if tag == match[0] else {}
        yield source.problem(match.start(), "unknown-element", tag=short(tag), **edit)
