"""A built page's HTML as a reader sees it: what is text there was written as text, or is markup that nothing read.

A rule finds what may be a slip in the source, where its place is known, and asks here whether it became one.
So a site that has the extension for a markup is never accused of it.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from html import unescape

_HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(pre|code|script|style|svg|math|template|textarea)\b.*?</\1\s*>", re.DOTALL
)
_LINKED = re.compile(r"<a\b.*?</a\s*>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_INDENT = re.compile(r"\n[ \t]+")
_WORDS = re.compile(r"[^\n`*_\[\]<>&!\\{}~^=:|()\"']*")
_LAST_WORDS = re.compile(_WORDS.pattern + r"\Z")


@dataclass(frozen=True)
class BuiltText:
    """What a page's source became, without what the theme puts around it."""

    html: str

    @cached_property
    def elements(self) -> str:
        """The HTML without code and all else that is no text of the page."""
        return _HIDDEN.sub("", self.html)

    @cached_property
    def text(self) -> str:
        """The text, a line for each line of the HTML."""
        return unescape(_TAG.sub("", self.elements))

    @cached_property
    def unlinked(self) -> str:
        """The text without that of links."""
        return unescape(_TAG.sub("", _LINKED.sub("", self.elements)))

    @cached_property
    def _lines(self) -> str:
        """The text with every line, the first one too, behind a line end and without indentation."""
        return _INDENT.sub("\n", f"\n{self.text}")

    def has_line(self, start: str) -> bool:
        """Return whether a line of the text begins so, after blanks."""
        return f"\n{start}" in self._lines


def last_words(text: str) -> str:
    """Return what a line ends with after its last markup: that much of it is the same on the built page."""
    found = _LAST_WORDS.search(text)
    return found[0].strip()[-40:] if found else ""


def words(text: str) -> str:
    """Return what a text begins with up to its next markup: that much of it is the same on the built page."""
    found = _WORDS.match(text.lstrip("*_`[<~ "))
    return found[0].strip()[:40] if found else ""
