"""No name breaks inside a word, on any page."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.broken_names import WIDTHS, broken_names
from tests.support.weight import documents


@pytest.mark.parametrize("width", WIDTHS)
def test_no_name_breaks_inside_a_word(browser: Browser, server: str, site: Path, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    found = {}
    for path in documents(site):
        page.goto(server + path)
        found[path] = broken_names(page)
    for path in (file.relative_to(site).as_posix() for file in site.rglob("print.html")):
        page.goto(server + path)
        found[path] = broken_names(page)

    assert len(found) > 50
    assert {path: names for path, names in found.items() if names} == {}


def test_a_copied_name_is_as_it_is_written(browser: Browser, server: str) -> None:
    page = browser.new_page()
    page.goto(f"{server}emr/proxy/")
    cell = page.locator("th, td").filter(has_text="irisicdprodb").first
    cell.select_text()

    assert page.evaluate("getSelection().toString().trim()") == "irisicdprodb.blob.core.windows.net"
