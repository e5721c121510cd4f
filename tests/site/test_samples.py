"""Samples in the reader's hands: one Tab stop each, a card for the field, switches that stay, and bytes as sent."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.accessibility import SCHEMES, SCRIPT, axe, to_scheme
from tests.support.kept_tab import renew
from tests.support.project import DOCS

NEW = "samples/hl7/orm-o01-new-order.hl7"

pytestmark = pytest.mark.usefixtures("browser")  # which takes the picture of a test that failed


@pytest.fixture
def page(kept_tab: Page, server: str) -> Page:
    """Return a page that may use the clipboard."""
    renew(kept_tab, server, 1280, 720, motion="reduce")
    kept_tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return kept_tab


def test_arrow_keys_move_through_the_fields_and_escape_closes_the_card(page: Page) -> None:
    page.goto("hl7/orders/")
    sample = page.locator("#orm-o01-new-order")
    card = sample.locator(".sample-card")
    assert sample.locator("pre a[tabindex='0']").count() == 1
    assert sample.locator("pre [tabindex='0']").count() == 1
    sample.locator("pre a").first.focus()
    expect(card).to_contain_text("Message Header")
    expect(card).not_to_contain_text("Value")
    for key, field in [("End", "MSH-12"), ("ArrowLeft", "MSH-11"), ("Home", "Message Header")]:
        page.keyboard.press(key)
        expect(card.locator(".sample-card__name")).to_contain_text(field)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(card).to_contain_text("PID-1 Set ID - PID")
    page.keyboard.press("Escape")
    expect(page.locator(".sample-card")).to_be_hidden()
    expect(sample.locator('pre a[href$="#pid-1"]')).to_be_focused()


def test_a_sample_that_scrolls_is_one_tab_stop_on_a_phone_too(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("hl7/orders/")
    sample = page.locator("#orm-o01-new-order")
    sample.scroll_into_view_if_needed()
    page.wait_for_timeout(1_000)  # until the theme has seen that it scrolls
    code = sample.locator("pre > code")
    assert code.evaluate("code => code.scrollWidth > code.clientWidth")
    sample.locator(".md-code__button").focus()
    page.keyboard.press("Tab")
    expect(sample.locator("pre a").first).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(sample.locator(".md-code__button")).to_be_focused()


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


@pytest.mark.parametrize(
    "path", ["hl7/orders/", "cloud-direct/reference/order-request-samples/", "basic/csv-import/"]
)
def test_axe_finds_nothing_in_samples_and_targets_are_large(page: Page, path: str) -> None:
    page.goto(path)
    page.evaluate(SCRIPT)
    for scheme in SCHEMES:
        to_scheme(page, scheme)
        page.locator(".sample pre a").first.focus()
        small = """() => [...document.querySelectorAll(".sample a, .sample .sample__tool")]
          .map((each) => each.getBoundingClientRect())
          .filter(({ width, height }) => width < 24 || height < 24).length"""
        assert page.evaluate(small) == 0
        assert axe(page) == [], scheme


@pytest.mark.parametrize("width", [1280, 390])
def test_the_card_covers_no_field_that_is_looked_at(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto("hl7/results-samples/")
    sample = page.locator("#oru-r01-discrete")
    sample.locator("pre a").first.focus()
    covered = """() => {
      const card = document.querySelector(".sample-card").getBoundingClientRect();
      const header = document.querySelector(".md-header").getBoundingClientRect();
      const field = document.activeElement.getBoundingClientRect();
      const isBelow = field.bottom > card.top && field.top < card.bottom;
      return isBelow || field.top < header.bottom || field.bottom > innerHeight;
    }"""
    lines = sample.locator(".sample__line:has(a)").count()
    assert lines > 10
    for key in ["ArrowDown"] * lines + ["End"] + ["ArrowUp"] * lines:
        page.keyboard.press(key)
        assert not page.evaluate(covered), page.evaluate("document.activeElement.title")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_card_keeps_its_height_and_shows_its_link(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("hl7/results-samples/")
    card = page.locator(".sample-card")
    heights = set()
    for row in ["obr-32-1", "obx-discrete-8", "msh-10"]:
        page.locator(f'#oru-r01-discrete pre a[href$="#{row}"]').first.click()
        expect(card.get_by_role("link", name="Go to the row")).to_be_in_viewport()
        box = card.bounding_box()
        assert box
        heights.add(round(box["height"]))
    assert len(heights) == 1


def test_the_card_of_a_csv_file_names_column_and_value(page: Page) -> None:
    page.goto("basic/csv-import/")
    sample = page.locator(".sample--csv")
    card = page.locator(".sample-card")
    header = sample.locator('pre a[href$="#csv-orderscheduledtime"]')
    header.nth(0).click()
    expect(card.locator(".sample-card__name")).to_contain_text("OrderScheduledTime")
    expect(card).not_to_contain_text("Value:")
    header.nth(2).click()
    expect(card).to_contain_text("Value: 09/15/2026 09:20")
    expect(card).to_contain_text("Usage: ")
    page.keyboard.press("ArrowDown")
    expect(card).to_contain_text("Value: 09/16/2026 13:45")


def test_the_card_tells_a_condition_from_the_name(page: Page) -> None:
    page.goto("cloud-direct/reference/order-request-samples/")
    link = page.locator("pre a[title*='required if']").first
    title = link.get_attribute("title") or ""
    link.click()
    card = page.locator(".sample-card")
    expect(card.locator(".sample-card__name")).to_contain_text(title.split(", required")[0])
    expect(card).to_contain_text(f"Usage: required{title.split(', required')[1]}")


def test_a_caption_does_not_repeat_the_heading_above_it(page: Page) -> None:
    page.goto("cloud-direct/reference/order-request-samples/")
    samples = page.locator(".heading + .sample")
    assert samples.count() > 5
    for sample in samples.all():
        heading = sample.locator("xpath=preceding-sibling::*[1]").locator("h2, h3")
        assert sample.locator(".sample__title").text_content() == heading.text_content()
        assert not sample.locator(".sample__title").is_visible()
