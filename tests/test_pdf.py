"""A whole guide as PDF, read back: numbers, contents, bookmarks and links are right, and every name is there."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser
from pypdf import PdfReader
from pypdf.generic import Destination

from tests import pdf

GUIDE = "basic/print.html"


@pytest.fixture(scope="module")
def content(started_browser: tuple[Browser, str], site: Path) -> bytes:
    return pdf.pdf(started_browser[0], site, GUIDE)


@pytest.fixture(scope="module")
def reader(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


@pytest.fixture(scope="module")
def texts(reader: PdfReader) -> list[str]:
    """Return the text of each page."""
    return [page.extract_text() for page in reader.pages]


@pytest.fixture(scope="module")
def printed(site: Path) -> Any:
    """Return the page of the site that became the PDF."""
    return html.fromstring((site / GUIDE).read_text("utf-8"))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def links(reader: PdfReader) -> Iterator[dict[str, Any]]:
    for page in reader.pages:
        for each in page.get("/Annots", []):
            yield each.get_object()


def test_each_page_has_its_number_and_the_revision(texts: list[str]) -> None:
    count = len(texts)
    last = [text.splitlines()[-1] for text in texts]

    assert count > 10
    assert [re.sub(r"^.*revision of \d{4}-\d\d-\d\d\s*", "", line) for line in last] == [
        f"{number} of {count}" for number in range(1, count + 1)
    ]


def test_the_contents_name_each_section_with_the_page_on_which_it_is(texts: list[str], printed: Any) -> None:
    titles = [" ".join(each.text_content().split()) for each in printed.xpath("//nav//a")]
    listed = re.findall(r"^(.+?) (\d+)$", texts[0], re.MULTILINE)
    entries = [(title, int(number)) for title, number in listed if title in titles]

    assert [title for title, _ in entries] == titles
    assert len(titles) == len(printed.xpath("//section[@class='whole__part']")) + len(
        printed.xpath("//section//h3")
    )
    for title, number in entries:
        assert squeezed(title) in squeezed(texts[number - 1])
    assert [number for _, number in entries] == sorted(number for _, number in entries)


def test_the_bookmarks_are_the_contents(reader: PdfReader, printed: Any) -> None:
    def walk(items: list[Any], depth: int = 0) -> Iterator[str]:
        """Yield title, pages and their sections, and no sections of these."""
        for each in items if depth < 3 else []:
            if isinstance(each, Destination):
                yield squeezed(str(each.title))
            else:
                yield from walk(each, depth + 1)

    titles = [squeezed(each.text_content()) for each in printed.xpath("//h1 | //nav//a")]

    assert list(walk(reader.outline)) == titles


def test_links_lead_inside_or_to_the_site_on_the_web(reader: PdfReader, printed: Any) -> None:
    home = printed.xpath("string(//a[@class='whole__site']/@href)")
    found = list(links(reader))
    inside = {str(each["/Dest"]).removeprefix("/") for each in found if "/Dest" in each}
    outside = {str(each["/A"]["/URI"]) for each in found if "/A" in each}

    assert {each.lstrip("#") for each in printed.xpath("//nav//a/@href")} <= inside
    assert inside <= {name.removeprefix("/") for name in reader.named_destinations}
    assert any(each.startswith(home) for each in outside)
    assert [each for each in outside if not each.startswith(("https://", "mailto:"))] == []


def test_every_name_is_there(texts: list[str], printed: Any) -> None:
    names = {squeezed(each.text_content()) for each in printed.xpath("//section//code[not(ancestor::pre)]")}
    text = squeezed("".join(texts))

    assert len(names) > 20
    assert {name for name in names if name not in text} == set()


def test_the_same_guide_gives_the_same_file(browser: Browser, site: Path, content: bytes) -> None:
    assert pdf.pdf(browser, site, GUIDE) == content


def test_a_guide_without_an_address_says_what_it_needs() -> None:
    with pytest.raises(ValueError, match="needs site_url"):
        pdf.home("<p>Revision of 2026-01-02.</p>")
