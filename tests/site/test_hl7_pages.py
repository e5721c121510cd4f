"""HL7 pages in Chromium: links from samples to rows and back, plain text, copy, downloads, folded rows."""

import csv
import io
import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.kept_tab import renew
from tests.support.project import DOCS

pytestmark = pytest.mark.usefixtures("browser")  # which takes the picture of a test that failed


@pytest.fixture
def page(kept_tab: Page, server: str) -> Page:
    renew(kept_tab, server, 1280, 900)
    kept_tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return kept_tab


def test_a_value_of_a_sample_leads_to_its_row_and_the_row_to_the_sample(page: Page) -> None:
    page.goto("hl7/results-samples/")
    sample = page.locator("#oru-r01-discrete")
    value = sample.get_by_role("link", name="CRITICAL", exact=True)
    expect(value).to_have_attribute("title", "OBX-5 Observation Value (required)")
    value.press("Enter")
    assert page.url.endswith("hl7/results/#obx-discrete-5")
    row = page.locator("#obx-discrete-5")
    expect(row).to_be_in_viewport()
    flags = page.locator("#obx-discrete-8")
    flags.get_by_role("link", name="Discrete", exact=True).click()
    assert page.url.endswith("hl7/results-samples/#oru-r01-discrete")
    expect(sample).to_be_in_viewport()


def test_every_row_links_to_itself(page: Page) -> None:
    page.goto("hl7/orders/")
    page.locator("#pid-5-1").get_by_role("link", name="PID-5.1").click()
    assert page.url.endswith("#pid-5-1")
    assert page.evaluate("document.querySelector(':target').id") == "pid-5-1"


def test_a_row_that_is_folded_away_opens_when_its_address_is_followed(page: Page) -> None:
    page.goto("hl7/results/")
    folded = page.locator("#pv1-10")
    expect(folded).to_be_hidden()
    page.goto("hl7/results/#pv1-10")
    expect(folded).to_be_visible()


def test_a_row_leads_to_its_codes_and_its_question(page: Page) -> None:
    page.goto("hl7/orders/#pid-8")
    page.locator("#pid-8").get_by_role("link", name="Sex", exact=True).click()
    assert page.url.endswith("hl7/codes/#codes-sex")
    page.go_back()
    mark = page.locator("#pid-8").get_by_role("link", name="Confirm with IRIS: What should PID-8")
    box = mark.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24
    mark.click()
    assert page.url.endswith("open-questions/#pid-8-unknown")
    asked = page.locator(".question", has=page.locator("#pid-8-unknown"))
    expect(asked).to_contain_text("Until it is answered: Only M and F are documented.")
    page.get_by_role("button", name="Show where each matters").click()
    asked.get_by_role("link", name="HL7 orders (ORM) #pid-8").click()
    assert page.url.endswith("hl7/orders/#pid-8")


def test_the_switch_takes_the_links_out_and_puts_them_back(page: Page) -> None:
    page.goto("hl7/orders/")
    sample = page.locator("#orm-o01-new-order")
    links = sample.locator("pre a")
    before, text = links.count(), sample.locator("code").inner_text()
    assert before > 40
    switch = sample.get_by_role("button", name="Plain text")
    switch.focus()
    page.keyboard.press("Enter")
    expect(switch).to_have_attribute("aria-pressed", "true")
    expect(links).to_have_count(0)
    assert sample.locator("code").inner_text() == text
    page.keyboard.press("Enter")
    expect(links).to_have_count(before)


def test_the_copy_button_gives_the_text_of_the_file(page: Page) -> None:
    page.goto("hl7/orders/")
    sample = page.locator("#orm-o01-new-order")
    sample.scroll_into_view_if_needed()
    expect(sample.locator("pre[id]")).to_be_attached()  # Material has seen it, and named it
    sample.get_by_role("button", name="Copy to clipboard").click()
    expect(page.get_by_role("status").filter(has_text="Copied to clipboard")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    file = (DOCS / "samples/hl7/orm-o01-new-order.hl7").read_text("utf-8")
    assert copied == file.replace("\n", "\r")


def test_samples_and_specifications_download(page: Page) -> None:
    page.goto("hl7/orders/")
    with page.expect_download() as sample:
        page.locator("#orm-o01-cancel").get_by_role("link", name="Download").click()
    assert Path(sample.value.path()).read_bytes() == (
        DOCS / "samples/hl7/orm-o01-cancel.hl7"
    ).read_bytes().replace(b"\n", b"\r")
    with page.expect_download() as table:
        page.get_by_role("link", name="CSV for a spreadsheet").click()
    rows = list(csv.DictReader(io.StringIO(Path(table.value.path()).read_text("utf-8"))))
    assert [row["id"] for row in rows][:3] == ["MSH-1", "MSH-2", "MSH-3"]
    with page.expect_download() as data:
        page.get_by_role("link", name="JSON").click()
    assert json.loads(Path(data.value.path()).read_text("utf-8"))["message"] == "ORM^O01"


@pytest.mark.parametrize("message", ["orders", "results", "documents", "charges"])
def test_what_must_be_there_fits_one_screen(page: Page, message: str) -> None:
    page.goto(f"hl7/{message}/")
    table = page.get_by_role("group", name="Required fields").bounding_box()
    assert table is not None
    assert table["y"] + table["height"] <= 900


@pytest.mark.parametrize("path", ["orders", "results", "results-samples", "documents", "charges", "codes"])
def test_no_page_is_wider_than_a_narrow_screen_and_every_address_is_there_once(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"hl7/{path}/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    twice = page.evaluate(
        "(ids => [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))])"
        "([...document.querySelectorAll('[id]')].map(element => element.id))"
    )
    assert twice == []
