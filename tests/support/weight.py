"""What a page weighs on the wire: the bytes of gzip of all that a browser asks for."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from playwright.sync_api import BrowserContext, Response

FIRST, FURTHER, SCRIPTS, SEARCH = 130_000, 20_000, 55_000, 200_000
"""Bars in bytes: first page, further page, scripts of a page, what search loads before a result."""

SEARCH_RESULT = "dialog.search ol a"
HEAVIER = {
    "contributing/rules/": 29_000,  # a section with examples for each rule, for authors alone
}
"""Pages that may weigh more than the bar, with a bar of their own."""

SEARCH_OPENER = 'button[aria-haspopup="dialog"]'


@dataclass(frozen=True)
class Load:
    """What a page asked for: weight in bytes by address, those of scripts, and addresses of other hosts."""

    weights: dict[str, int]
    scripts: int
    foreign: list[str]

    @property
    def total(self) -> int:
        return sum(self.weights.values())


def compressed(content: bytes) -> int:
    return len(gzip.compress(content))


def load(context: BrowserContext, server: str, path: str, *, search: bool = False) -> Load:
    """Open a page in a new tab; with `search`, only what search loads until its first result counts."""
    tab = context.new_page()
    heard: dict[str, Response] = {}
    asked: list[str] = []
    tab.on("response", lambda answer: heard.update({answer.url: answer}))
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(server + path, wait_until="networkidle")
    if search:
        heard.clear()
        tab.click(SEARCH_OPENER)
        tab.keyboard.type("order")
        tab.wait_for_selector(SEARCH_RESULT)
    answers = dict(heard)  # to ask for a body lets further answers in
    weights = {url: compressed(answer.body()) for url, answer in answers.items()}
    kinds = {url: answer.request.resource_type for url, answer in answers.items()}
    texts = [answers[url].text() for url, kind in kinds.items() if kind == "document"]
    tab.close()
    scripts = sum(weights[url] for url, kind in kinds.items() if kind == "script")
    scripts += sum(compressed(inline(text).encode()) for text in texts)
    return Load(weights, scripts, [url for url in asked if not url.startswith((server, "data:"))])


def inline(html: str) -> str:
    """Return the scripts that stand in a page."""
    pieces = html.split("<script>")[1:]
    return "".join(piece.partition("</script>")[0] for piece in pieces)


@cache
def documents(site: Path) -> Mapping[str, int]:
    """Return the weight of the HTML of each page, by address below the site."""
    found = {}
    for file in site.rglob("index.html"):
        content = file.read_bytes()
        if b'class="md-header"' in content:
            found[file.parent.relative_to(site).as_posix().removeprefix(".") + "/"] = compressed(content)
    return {path.removeprefix("/"): weight for path, weight in sorted(found.items())}


def longest(site: Path) -> str:
    """Return the path of the page with the heaviest HTML."""
    weights = documents(site)
    return max(weights, key=lambda path: weights[path])
