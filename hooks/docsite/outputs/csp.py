"""The Content-Security-Policy of a page, as a `meta` element: what a browser may load and run for it.

All must come from the site itself. Of the scripts in the page only those run that the theme or a template of ours
has written, known by the hash of their text. A script of an author does not, nor one that another plugin adds.
"""

import re
from base64 import b64encode
from collections.abc import Collection, Iterable, Iterator
from hashlib import sha256

from jinja2 import Environment

from docsite.render import render

_SCRIPT = re.compile(r"<script\b([^>]*)(?:>(.*?)(?:(</script)\s*>|\Z)|\Z)", re.DOTALL | re.IGNORECASE)
_SOURCE = re.compile(r"\ssrc\s*=", re.IGNORECASE)
_DATA = re.compile(r"""\stype\s*=\s*["']?[\w./+-]*json\b""", re.IGNORECASE)
_BEGINNING = re.compile(r"<head\b[^<>]*>(?:\s*<meta\s+charset\b[^<>]*>)?", re.IGNORECASE)


def protect(
    output: str,
    content: str,
    templates: Environment,
    *,
    planted: Collection[str] = (),
    serving: bool = False,
    connects: bool = True,
) -> str:
    """Return a page with its policy at the beginning of its head.

    `output` is as the theme made it, before any other plugin changes it, and `content` what its author's text became
    in it. `planted` are the scripts of all authors elsewhere, such as in a title. Where the theme does not show the
    content as it is, it cannot be told apart, and no script in the page runs. While serving, all do, as MkDocs adds
    one to an answer that changes with each build. A page that never connects to anything is one whose readers
    put into it what must not leave it.
    """
    own = content.strip()
    theme = "" if own not in output else output.replace(own, "") if own else output
    allowed = ["'unsafe-inline'"] if serving else list(dict.fromkeys(_hashes(theme, planted)))
    element = render(templates, "policy.html", scripts=allowed, connects=connects or serving)
    return _BEGINNING.sub(lambda beginning: f"{beginning[0]}\n{element}", output, count=1)


def scripts(texts: Iterable[str]) -> frozenset[str]:
    """Return what the scripts in some texts have."""
    return frozenset(script for text in texts for _, script, _ in _SCRIPT.findall(text))


def _hashes(html: str, planted: Collection[str]) -> Iterator[str]:
    """Yield the hash of each script in the page (CSP Level 3, section 6.7.3)."""
    for attributes, text, closed in _SCRIPT.findall(html):
        has_own_text = closed and not _SOURCE.search(attributes) and not _DATA.search(attributes)
        if has_own_text and text not in planted:
            digest = sha256(text.replace("\r\n", "\n").replace("\r", "\n").encode()).digest()
            yield f"'sha256-{b64encode(digest).decode()}'"
