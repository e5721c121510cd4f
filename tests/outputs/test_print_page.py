"""Whole guides for printing: all pages of a guide on one, with addresses that are unique and lead on."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, ViewportSize

from tests.support.accessibility import SCRIPT, axe
from tests.support.broken_names import broken_names
from tests.support.built_pages import links_in
from tests.support.mini_sites import Mini

GUIDES = {
    "basic": ["basic"],
    "emr": ["emr", "hl7"],
    "cloud-emr": ["cloud-emr", "hl7"],
    "cloud-direct": ["cloud-direct"],
}

PAPER: ViewportSize = {"width": 695, "height": 900}  # Letter within its margins
NARROW: ViewportSize = {"width": 320, "height": 800}

FILES: Mapping[str, str | bytes] = {
    "docs/index.md": "# Home\n",
    "docs/other.md": "# Other\n\n## There\n",
    "docs/guide/index.md": (
        "---\ntitle: A & <b>\nnav_order: 1\nreviewed: 2026-01-02\n---\n# Guide\n\n## Same\n\n"
        "[other](../other.md#there) "
        "[page](deep/page.md) [part](deep/page.md#same) [self](#same) [web](https://example.com/#x) "
        "[mail](mailto:a@example.com) [home](../index.md) [file](a.csv)\n"
    ),
    "docs/guide/a.csv": "a\n",
    "docs/guide/deep/page.md": (
        "---\nreviewed: 2026-02-01\n---\n# Page\n\n## Same\n\n[up](../index.md#same) [file](../a.csv)\n\n"
        "/// details | More\nFolded.\n///\n"
    ),
}
SETTINGS = {
    "extra": {"docsite": {"print_guides": [["guide"]]}},
    "markdown_extensions": ["pymdownx.blocks.details", "toc"],
    "theme": "mkdocs",
}


def test_all_pages_stand_on_one_with_their_links_and_ids_mended(mini: Mini) -> None:
    outcome = mini(FILES, **SETTINGS)
    assert outcome.lines == []
    text = outcome.html("guide/print.html")
    root: Any = html.fromstring(text)
    links = {link.text_content(): link.get("href") for link in root.xpath("//section//a")}
    assert links == {
        "other": "../other/#there",
        "page": "#guide-deep-page",
        "part": "#guide-deep-page--same",
        "self": "#guide--same",
        "web": "https://example.com/#x",
        "mail": "mailto:a@example.com",
        "home": "../",
        "file": "a.csv",
        "up": "#guide--same",
    }
    headings = [
        (each.tag, each.get("id"), each.text)
        for each in root.xpath("//section//*[@id and not(self::section)]")
    ]
    assert headings == [
        ("h2", "guide--guide", "Guide"),
        ("h3", "guide--same", "Same"),
        ("h2", "guide-deep-page--page", "Page"),
        ("h3", "guide-deep-page--same", "Same"),
    ]
    assert root.xpath("string(//h1)") == "A & <b>: the whole guide"
    assert "<p>Revision of 2026-02-01.</p>" in text
    assert [(link.get("href"), link.text) for link in root.xpath("//nav/ol/li//a")] == [
        ("#guide", "A & <b>"),
        ("#guide--same", "Same"),
        ("#guide-deep-page", "Page"),
        ("#guide-deep-page--same", "Same"),
    ]
    assert root.xpath("boolean(//details[@open])")
    assert root.xpath("//link[@rel='stylesheet'][starts-with(@href, '..')]/@href") == re.findall(
        r'<link href="(\.\.[^"]+\.css)" rel="stylesheet"', outcome.html("guide/index.html")
    )
    assert "print.html" not in (outcome.site / "sitemap.xml").read_text("utf-8")


def test_a_site_without_the_setting_has_none(mini: Mini) -> None:
    outcome = mini(FILES, **{**SETTINGS, "extra": {}})
    assert not (outcome.site / "guide/print.html").exists()


@pytest.mark.parametrize(("pages", "headings"), [(["index.md", "gone.md"], ["Guide"]), (["gone.md"], [])])
def test_a_page_that_is_not_built_is_not_printed(mini: Mini, pages: list[str], headings: list[str]) -> None:
    nav = [*(f"guide/{page}" for page in pages), "index.md"]
    outcome = mini(FILES, nav=nav, validation={"omitted_files": "ignore"}, **SETTINGS)
    (line,) = outcome.lines
    assert "'nav' has 'guide/gone.md', which does not exist." in line
    printed = outcome.site / "guide/print.html"
    text = printed.read_text("utf-8") if printed.exists() else ""
    assert re.findall("<h2[^>]*>(.*?)</h2>", text) == headings
    assert printed.exists() == bool(headings)


def test_a_guide_stays_as_it_was_where_its_pages_do(mini: Mini) -> None:
    printed = mini(FILES, **SETTINGS).html("guide/print.html")
    outcome = mini({"docs/guide/new.md": "# New\n"}, dirty=True, **SETTINGS)
    assert outcome.html("guide/print.html") == printed
    assert [line for line in outcome.lines if "dirty" not in line] == []


def test_addresses_may_be_files(mini: Mini) -> None:
    outcome = mini(FILES, use_directory_urls=False, **SETTINGS)
    assert outcome.lines == []
    text = outcome.html("guide/print.html")
    assert 'href="#guide-deep-page--same">part' in text
    assert 'href="../other.html#there">other' in text


def test_a_wrong_link_in_it_is_told(mini: Mini) -> None:
    template = '{% for part in parts %}<a href="#{{ part.anchor }}-x" id="guide-x">x</a>{% endfor %}'
    theme = {"name": "mkdocs", "custom_dir": "overrides"}
    outcome = mini({**FILES, "overrides/hooks/whole.html": template}, **{**SETTINGS, "theme": theme})
    assert outcome.lines == [
        (
            "overrides/hooks/whole.html:1:27: link to '#{{ part.anchor }}-x', but the page has no anchor "
            "'guide-deep-page-x'. Correct or remove it. [missing-anchor]"
        )
    ]


@pytest.mark.parametrize("guide", GUIDES)
def test_the_real_guides_are_whole(site: Path, guide: str) -> None:
    text = (site / guide / "print.html").read_text("utf-8")
    root: Any = html.fromstring(text)
    pages = {page.parent for folder in GUIDES[guide] for page in (site / folder).rglob("index.html")}
    built = [page for page in pages if 'class="md-header"' in (page / "index.html").read_text("utf-8")]
    assert len(root.xpath("//section[@class='whole__part']")) == len(built) > 1
    assert [name for name, count in Counter(root.xpath("//@id")).items() if count > 1] == []
    inside = {link.value[1:] for link in links_in(text) if link.value.startswith("#")}
    assert inside <= set(root.xpath("//@id"))
    assert root.xpath("count(//pre[contains(@class, 'sample__text')]//a)") == 0
    assert len(root.xpath("//nav//a")) > len(built)
    assert "Print the whole guide" in (site / guide / "index.html").read_text("utf-8")
    assert f"{guide}/print.html" not in (site / "search/index.js").read_text("utf-8")
    assert "Content-Security-Policy" in text


# In a browser, whose fixture takes the picture of a test that failed

in_browser = pytest.mark.usefixtures("browser")


@pytest.fixture(scope="module", params=GUIDES)
def whole(running_browser: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Open each whole guide once, in a narrow window."""
    page = running_browser.new_page(viewport=NARROW, base_url=server, reduced_motion="reduce")
    page.goto(f"{request.param}/print.html")
    page.evaluate(SCRIPT)
    yield page
    page.close()


@in_browser
def test_a_whole_guide_fits_a_narrow_screen(whole: Page) -> None:
    whole.set_viewport_size(NARROW)
    whole.emulate_media(media="screen")

    assert whole.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


@in_browser
def test_a_whole_guide_fits_paper_and_breaks_no_name(whole: Page) -> None:
    whole.set_viewport_size(PAPER)
    whole.emulate_media(media="print")
    assert whole.evaluate("audit.overflowing()") == []
    assert whole.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert broken_names(whole) == []


@in_browser
@pytest.mark.parametrize("whole", ["basic"], indirect=True)
def test_axe_finds_nothing_in_a_whole_guide(whole: Page) -> None:
    whole.set_viewport_size(PAPER)
    whole.emulate_media(media="screen")
    assert axe(whole) == []
