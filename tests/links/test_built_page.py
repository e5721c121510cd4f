"""Built pages: the HTML of each is parsed at most once, and not at all where a first look is enough."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from docsite.links import first_look
from lxml import etree

from tests.support.mini_sites import Mini, write
from tests.support.rebuilds import previewing, save
from tests.support.served_site import SITE

THEME = """\
{% extends "base.html" %}{% block footer %}<p id="bottom"><a href="#bottom">x</a></p>{% endblock %}
"""
PAGES = {
    "docs/index.md": "# Home\n\n[all](guide/index.md) [bottom](guide/one.md#bottom)\n",
    "docs/guide/index.md": "# Guide\n\n[one](one.md#part) [home](../index.md)\n",
    "docs/guide/one.md": "# One\n\n## Part\n\nText\n",
    "docs/guide/two.md": "---\nnav_exclude: true\n---\n# Two\n\n[one](one.md)\n",
    "docs/index/three.md": "---\nredirect_from: [/old/]\n---\n# Three\n\n[two](../guide/two.md)\n",
    "theme/main.html": THEME,
}
EVERYTHING = {
    "docsite": {
        "search": True,
        "markdown": True,
        "print_guides": [["guide"]],
        "rules": {"orphan-page": "problem"},
    }
}
SETTINGS: dict[str, Any] = {"theme": {"name": "mkdocs", "custom_dir": "theme"}}


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows with all HTML that is parsed."""
    texts: list[str] = []
    fromstring = etree.fromstring

    def count(data: bytes, *arguments: Any, **options: Any) -> Any:
        texts.append(data.decode())
        return fromstring(data, *arguments, **options)

    monkeypatch.setattr(etree, "fromstring", count)
    return texts


def test_no_page_is_parsed_twice(mini: Mini, parsed: list[str]) -> None:
    assert mini(PAGES, extra=EVERYTHING, **SETTINGS).lines == []

    pages = sum(path.endswith(".md") for path in PAGES)
    contents = [text for text in parsed if not text.lstrip().startswith("<!")]
    assert [text for text, count in Counter(parsed).items() if count > 1] == []
    assert len(contents) == pages
    assert len(parsed) <= pages + 3  # 404.html, a guide to print, and the theme around its first page


def test_no_page_is_parsed_where_none_asks_for_more_than_a_first_look(mini: Mini, parsed: list[str]) -> None:
    assert mini(PAGES, **SETTINGS).lines == []
    assert len(parsed) <= 1  # 404.html


def test_only_the_page_of_a_fault_is_parsed(mini: Mini, parsed: list[str]) -> None:
    files = {**PAGES, "docs/guide/one.md": "# One\n\n## Part\n\n[gone](gone.md)\n"}
    assert len(mini(files, **SETTINGS).lines) == 1
    assert len([text for text in parsed if "docsiteprobe" not in text]) <= 2


def test_a_theme_that_is_not_plain_is_parsed_once(mini: Mini, parsed: list[str]) -> None:
    theme = THEME.replace("<a ", '<img srcset="/no.png 2x" alt=""><a ')
    outcome = mini({**PAGES, "theme/main.html": theme}, extra=EVERYTHING, **SETTINGS)
    assert [line.rpartition(" [")[2] for line in outcome.lines] == ["missing-asset]"]
    assert [text for text, count in Counter(parsed).items() if count > 1] == []


def test_a_new_page_has_no_page_read_again_that_does_not_name_it(tmp_path: Path, parsed: list[str]) -> None:
    write(tmp_path, SITE)
    with previewing(tmp_path) as preview:
        parsed.clear()
        save(tmp_path, "docs/guide/new.md", "# Brand new\n\n[a](a.md)\n")
        preview.saved()
    contents = [text for text in parsed if not text.lstrip().startswith("<!")]
    read = {match[1] for text in contents if (match := re.match(r'<h1 id="([^"]+)"', text))}
    with_faults = {"draft", "team", "guide"}  # rendered once more, for the places of their faults
    assert read == {"brand-new", "quality", *with_faults}


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="../b/#part">b</a>', {"guide/b", "guide/b/"}),
        ('<a href="#part">here</a>', {"guide/a", "guide/a/"}),
        ('<a href="../../../x.html?y">x</a> default-src text', {"x.html", "x.html/"}),
        ('<a href=" ../../ ">home</a>', {"", "/"}),
        ('<img srcset="b.png 2x">', None),
        ('<a href="b&#173;">b</a>', None),
    ],
)
def test_the_addresses_that_a_page_names(html: str, expected: set[str] | None) -> None:
    assert first_look.named("guide/a/", html) == expected
