"""The Content-Security-Policy of a page, as a `meta` element: what a browser may load and run for it.

All must come from the site itself. Of the scripts that stand in the page only those run that the theme or a
template of ours has written, known by the hash of their text; a script in an author's text does not.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256

from jinja2 import Environment

from docsite.links.built_pages import around
from docsite.render import render

_SCRIPT = re.compile(r"<script\b([^>]*)(?:>(.*?)(?:(</script)\s*>|\Z)|\Z)", re.DOTALL | re.IGNORECASE)
_SOURCE = re.compile(r"\ssrc\s*=", re.IGNORECASE)
_DATA = re.compile(r"""\stype\s*=\s*["']?[\w./+-]*json\b""", re.IGNORECASE)
_BEGINNING = re.compile(r"<head\b[^<>]*>(?:\s*<meta\s+charset\b[^<>]*>)?", re.IGNORECASE)


def protect(output: str, content: str, templates: Environment, *, serving: bool) -> str:
    """Return a page with its policy at the beginning of its head; `content` is what its author's text became.

    While serving, the script runs that MkDocs adds to an answer: it changes with each build.
    """
    allowed = ["'unsafe-inline'"] if serving else list(dict.fromkeys(_hashes(around(content, output))))
    element = render(templates, "policy.html", scripts=allowed)
    return _BEGINNING.sub(lambda beginning: f"{beginning[0]}\n{element}", output, count=1)


def _hashes(html: str) -> Iterator[str]:
    """Yield the hash of each script that stands in the page (CSP Level 3, section 6.7.3)."""
    for attributes, text, closed in _SCRIPT.findall(html):
        if closed and not _SOURCE.search(attributes) and not _DATA.search(attributes):
            digest = sha256(text.replace("\r\n", "\n").replace("\r", "\n").encode()).digest()
            yield f"'sha256-{b64encode(digest).decode()}'"
