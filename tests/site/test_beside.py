"""A sample beside the tables of its fields: on a wide screen, with marks both ways, and nothing lost elsewhere."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.accessibility import SCHEMES, SCRIPT, axe, to_scheme
from tests.support.kept_tab import renew

WIDE = 1440

pytestmark = pytest.mark.usefixtures("browser")  # which takes the picture of a test that failed


@pytest.fixture
def page(kept_tab: Page, server: str) -> Page:
    """Return a wide page."""
    renew(kept_tab, server, WIDE, 900, motion="reduce")
    return kept_tab


def beside(page: Page, path: str) -> None:
    """Open a page, and the first sample beside its tables."""
    page.goto(path)
    page.locator(".samples-of").get_by_role("button", name="Sample beside").click()
    expect(
        page.get_by_role("complementary", name="Sample beside the tables").locator("pre a").first
    ).to_be_visible()


@pytest.mark.parametrize(
    ("path", "row", "value"),
    [
        ("hl7/orders/", "pid-5-1", "DOE"),
        ("hl7/results/", "obx-discrete-5", "CRITICAL"),
        ("hl7/documents/", "txa-1", "1"),
        ("hl7/charges/", "ft1-6", "CG"),
        ("cloud-direct/reference/order-request/", "patient-localid", "LocalId"),
        ("cloud-direct/reference/order-result/", "orderresult-version", "Version"),
        ("basic/csv-import/", "csv-patientdob", "04/12/1961"),
    ],
)
def test_a_row_marks_its_value_and_a_value_its_row(page: Page, path: str, row: str, value: str) -> None:
    beside(page, path)
    page.locator(f"#{row} th").hover()
    marked = page.locator(".beside .beside__value")
    expect(marked.filter(has_text=value).first).to_be_in_viewport()
    marked.filter(has_text=value).first.hover()
    expect(page.locator(f"#{row}.beside__row")).to_be_visible()
    expect(page.locator(".beside__row")).to_have_count(1)


def test_the_row_that_has_the_focus_is_marked_too(page: Page) -> None:
    beside(page, "hl7/results/")
    page.locator("#obr-22 th a").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".beside .beside__value")).to_have_text(["F"])


def test_a_field_has_the_marks_of_its_components(page: Page) -> None:
    beside(page, "hl7/orders/")
    page.locator("#pid-5 th").hover()
    expect(page.locator(".beside .beside__value")).to_have_text(["DOE", "JANE"])


def test_a_value_that_is_selected_brings_its_row_into_view(page: Page) -> None:
    beside(page, "hl7/results/")
    page.locator(".beside pre a[href$='#obr-25']").first.click()
    expect(page.locator("#obr-25.beside__row")).to_be_in_viewport()
    expect(page.locator(".beside .sample-card__name")).to_contain_text("OBR-25 Result Status")


def test_it_is_chosen_and_closed_by_key_and_the_focus_returns(page: Page) -> None:
    page.goto("hl7/results/#obr-1")
    opener = page.locator(".table-tools:has(+ [aria-label='Fields of OBR'])").get_by_role(
        "button", name="Sample beside"
    )
    opener.press("Enter")
    choice = page.get_by_role("combobox", name="Sample")
    expect(choice).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "true")
    choice.select_option(label="Discrete")
    expect(page.locator(".beside pre")).to_contain_text("CRITICAL")
    assert page.locator(".beside pre a[tabindex='0']").count() == 1
    page.keyboard.press("Escape")
    expect(page.locator(".beside")).to_be_hidden()
    expect(opener).to_be_focused()
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(({ id }) => id)")
    assert len(ids) == len(set(ids))


def test_axe_finds_nothing_and_nothing_is_cut(page: Page) -> None:
    beside(page, "hl7/results/")
    page.locator("#obr-7 th").hover()
    page.locator(".beside pre a").first.focus()
    page.evaluate(SCRIPT)
    for scheme in SCHEMES:
        to_scheme(page, scheme)
        assert axe(page) == [], scheme
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDE
        content = page.locator("article").bounding_box()
        pane = page.locator(".beside").bounding_box()
        assert content
        assert pane
        assert content["x"] + content["width"] <= pane["x"]
        assert content["width"] >= 640
        assert pane["width"] >= 400
        small = """() => [...document.querySelectorAll(".beside :is(a, button, select)")]
          .map((each) => each.getBoundingClientRect())
          .filter(({ width, height }) => width < 24 || height < 24).length"""
        assert page.evaluate(small) == 0


@pytest.mark.parametrize(("width", "script"), [(390, True), (1280, True), (WIDE, False)])
def test_elsewhere_the_samples_are_links(
    page: Page, browser: Browser, server: str, width: int, script: bool
) -> None:
    if not script:
        page = browser.new_page(base_url=server, java_script_enabled=False)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("hl7/results/")
    assert page.get_by_role("button", name="Sample beside").count() == 0
    page.locator(".samples-of").get_by_role("link", name="Discrete", exact=True).click()
    assert page.url.endswith("hl7/results-samples/#oru-r01-discrete")


def test_what_is_in_every_sample_is_said_once(page: Page) -> None:
    page.goto("hl7/results/")
    expect(page.locator(".samples-of")).to_contain_text(
        "Where a row names no sample, every sample has a value."
    )
    expect(page.locator(".field-table__used", has_text="In every sample but")).not_to_have_count(0)
    assert page.locator(".field-table__used").get_by_text("In every sample", exact=True).count() == 0
    expect(page.locator("#obx-narrative-3-2")).to_contain_text("In no sample")
