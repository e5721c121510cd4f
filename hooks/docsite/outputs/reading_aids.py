"""What a page has for those who read it with a screen reader, a keyboard or a finger.

The HTML that Markdown makes of headings, tables, tabs and abbreviations is changed where it is poor: the link to a
heading stands beside it and has its name, tables have row headers, sets of tabs have names, and of each abbreviation
one in a section explains itself, by key and tap too.
"""

import re
from collections.abc import Callable

_HEADING = re.compile(
    r"<(?P<tag>h[1-6])(?P<attributes>[^<>]*)>(?P<text>(?>(?:(?!</?h[1-6]|<a class=\"headerlink\").)*))"
    r"(?P<link><a class=\"headerlink\" href=\"[^\"<>]*\" title=\"(?P<title>[^\"<>]*)\")"
    r"(?P<rest>[^<>]*>[^<>]*</a>)</h[1-6]>",
    re.DOTALL,
)
_MARK = re.compile(r"<[^<>]*>")
_ROW = re.compile(r"(<tr>\s*)<td((?: style=\"[^\"<>]*\")?)>((?>(?:(?!</?td|</?table).)+))</td>", re.DOTALL)
_COLUMN = re.compile(r"<th((?: style=\"[^\"<>]*\")?)>")
_TABS = re.compile(
    r"<h[1-6]\b[^<>]*>(?P<heading>(?>(?:(?!</h[1-6]).)*))|<div class=\"tabbed-set(?P<tabs>[^<>]*)>", re.DOTALL
)
_ABBREVIATION = re.compile(
    r"<abbr title=\"(?P<title>[^\"<>]*)\">(?P<text>[^<>]*)</abbr>"
    r"|<(?P<end>/?)(?P<tag>a|button|h[1-6]|label|summary|th)\b[^<>]*>"
)


def improved(html: str) -> str:
    """Return a page's HTML with all of it."""
    html = _HEADING.sub(_apart, html)
    html = _COLUMN.sub(r'<th scope="col"\1>', _ROW.sub(r'\1<th scope="row"\2>\3</th>', html))
    return _ABBREVIATION.sub(_explained(), _TABS.sub(_named(), html))


def _apart(heading: re.Match[str]) -> str:
    """Return a heading with its link beside it; the title of the page has none, as the page's address is enough."""
    tag, text = heading["tag"], heading["text"]
    own = f"<{tag}{heading['attributes']}>{text}</{tag}>"
    if tag == "h1":
        return own
    name = _MARK.sub("", text).replace('"', "&quot;").strip()
    return f'<div class="heading">{own}{heading["link"]} aria-label="{heading["title"]}: {name}"{heading["rest"]}</div>'


def _named() -> Callable[[re.Match[str]], str]:
    """Return what gives a set of tabs the name of the heading above it."""
    above = ""

    def replaced(match: re.Match[str]) -> str:
        nonlocal above
        if match["tabs"] is None:
            above = _MARK.sub("", match["heading"]).replace('"', "&quot;").strip()
            return match[0]
        return f'<div role="group" aria-label="Versions: {above}" class="tabbed-set{match["tabs"]}>'

    return replaced


def _explained() -> Callable[[re.Match[str]], str]:
    """Return what leaves the first mark of an abbreviation in each section, outside of links and headings.

    All of them open by a tap; the first of a page is a stop of the Tab key too.
    """
    seen: set[str] = set()
    stops: set[str] = set()
    depth = 0

    def replaced(match: re.Match[str]) -> str:
        nonlocal depth
        text, tag = match["text"], match["tag"]
        if tag:
            depth = max(0, depth + (-1 if match["end"] else 1))
            if tag.startswith("h") and not match["end"]:
                seen.clear()
            return match[0]
        if depth or text in seen:
            return str(text)
        seen.add(text)
        index = -1 if text in stops else 0
        stops.add(text)
        return f'<abbr title="{match["title"]}" tabindex="{index}">{text}</abbr>'

    return replaced
