"""Lists of attributes: an `id` without a value is no id, and behind a heading it stops Python-Markdown."""

import re
from collections.abc import Iterator

from docsite.sources.problems import Problem
from docsite.sources.source import Source
from docsite.sources.wording import short

_LIST = re.compile(r"^#{1,6}[^\n]*?[ ](?P<list>\{:?[^{}\n]*\})[ ]*$", re.MULTILINE)
_ELSEWHERE = re.compile(
    r"(?:(?<=[)\]`*_])"
    r"|^[ \t>]*(?:[-*+]|\d+[.)])[ ][^\n]*?[ ](?=\{[^{}\n]*\}[ ]*$)"
    r"|^[ \t>]*\|[^\n]*?[ ](?=\{[^{}\n]*\}[ ]*\|))"
    r"(?P<list>\{:?[^{}\n]*\})",
    re.MULTILINE,
)
"""Right behind a link or the like, at the end of a list item, and of a cell."""

_WORD = re.compile(r"(?<=[ {:])id(?=[ }])")
_ANYWHERE = re.compile(rf"\{{[^{{}}\n]*{_WORD.pattern}[^{{}}\n]*\}}")
"""Most pages have none, and this is found far faster than its place."""


def check(source: Source) -> Iterator[Problem]:
    """Yield a problem for each list of attributes that has an `id` without a value."""
    for match in [*_without_value(source), *_without_value(source, _ELSEWHERE)]:
        yield source.problem(match.start("list"), "unread-attribute.word", text=short(match["list"]))


def mended(source: Source) -> str | None:
    """Return the text of a page without such lists, so that it can be rendered; None where it has none."""
    text = source.text
    found = [*_without_value(source)]
    for match in reversed(found):
        text = text[: match.start("list")] + text[match.end("list") :]
    return text if found else None


def _without_value(source: Source, pattern: re.Pattern[str] = _LIST) -> Iterator[re.Match[str]]:
    for match in pattern.finditer(source.plain, source.body) if _ANYWHERE.search(source.plain) else ():
        if _WORD.search(match["list"]):
            yield match
