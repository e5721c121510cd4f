"""Samples in the reader's hands: one Tab stop each, a card for the field, switches that stay, and bytes as sent."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.accessibility import SCRIPT, axe
from tests.support.project import DOCS
from tests.support.weight import documents

NEW = "samples/hl7/orm-o01-new-order.hl7"
STOPS = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
  .filter((each) => each.tabIndex >= 0 && each.checkVisibility({ visibilityProperty: true })).length"""


@pytest.fixture
def page(browser: Browser, server: str) -> Page:
    """Return a page that may use the clipboard."""
    return browser.new_context(
        base_url=server, permissions=["clipboard-read", "clipboard-write"], reduced_motion="reduce"
    ).new_page()


def test_arrow_keys_move_through_the_fields_and_escape_closes_the_card(page: Page) -> None:
    page.goto("hl7/orders/")
    sample = page.locator("#orm-o01-new-order")
    card = sample.locator(".sample-card")
    assert sample.locator("pre a[tabindex='0']").count() == 1
    assert sample.locator("pre [tabindex='0']").count() == 1
    sample.locator("pre a").first.focus()
    expect(card).to_contain_text("Message Header")
    for key, field in [("End", "MSH-12"), ("ArrowLeft", "MSH-11"), ("Home", "Message Header")]:
        page.keyboard.press(key)
        expect(card.locator(".sample-card__name")).to_contain_text(field)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(card).to_contain_text("PID-1 Set ID - PID")
    page.keyboard.press("Escape")
    expect(page.locator(".sample-card")).to_be_hidden()
    expect(sample.locator('pre a[href$="#pid-1"]')).to_be_focused()


def test_a_tap_shows_what_the_code_means(page: Page) -> None:
    page.goto("hl7/orders/")
    sample = page.locator("#orm-o01-new-order")
    sample.locator('pre a[href$="#orc-1"]').click()
    card = page.get_by_role("status").filter(has_text="ORC-1 Order Control")
    expect(card).to_contain_text("Value: NW")
    expect(card).to_contain_text("Usage: required")
    expect(card).to_contain_text("New order")
    card.get_by_role("link", name="Go to the row").click()
    assert page.url.endswith("#orc-1")


def test_a_switch_is_that_of_all_samples_and_stays(page: Page) -> None:
    page.goto("hl7/orders/")
    for name in ["Plain text", "Wrap"]:
        page.locator("#orm-o01-new-order").get_by_role("button", name=name).click()
    page.goto("hl7/charges/")
    expect(page.locator(".sample pre a")).to_have_count(0)
    assert page.locator(".sample:not(.sample--wrap)").count() == 0


@pytest.mark.parametrize(("is_lf", "end"), [(False, b"\r"), (True, b"\n")])
def test_copy_and_download_give_the_bytes_that_the_label_names(page: Page, is_lf: bool, end: bytes) -> None:
    page.goto("hl7/orders/")
    sample = page.locator("#orm-o01-new-order")
    if is_lf:
        sample.get_by_role("button", name="LF").click()
    expect(sample.locator(".sample__ends")).to_contain_text("LF between" if is_lf else "CR between")
    expected = (DOCS / NEW).read_bytes().replace(b"\n", end)
    sample.get_by_role("button", name="Copy to clipboard").click()
    expect(page.get_by_role("status").filter(has_text="Copied to clipboard")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").encode() == expected
    with page.expect_download() as download:
        sample.get_by_role("link", name="Download").click()
    assert Path(download.value.path()).read_bytes() == expected


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_samples_and_targets_are_large(
    browser: Browser, server: str, scheme: str
) -> None:
    page = browser.new_context(color_scheme="dark" if scheme == "dark" else "light").new_page()
    page.goto(f"{server}hl7/orders/")
    page.locator("#orm-o01-new-order pre a").first.focus()
    small = """() => [...document.querySelectorAll(".sample a, .sample .sample__tool")]
      .map((each) => each.getBoundingClientRect()).filter(({ width, height }) => width < 24 || height < 24).length"""
    assert page.evaluate(small) == 0
    page.evaluate(SCRIPT)
    assert axe(page) == []


def test_the_pages_of_samples_have_few_tab_stops(browser: Browser, server: str, site: Path) -> None:
    page = browser.new_page()
    stops = {}
    for path in documents(site):
        if path.endswith(("hl7/results-samples/", "order-result-samples/")):
            page.goto(server + path)
            stops[path] = page.evaluate(STOPS)
    assert len(stops) == 2
    assert max(stops.values()) < 150
