"""Tables of fields as tools: a filter, what is required, rows as cards on a phone; whole without a script."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.kept_tab import Open, opening

pytestmark = pytest.mark.usefixtures("browser")  # which takes the picture of a test that failed


@pytest.fixture
def opened(kept_tab: Page, server: str) -> Open:
    return opening(kept_tab, server, 1280)


def test_a_filter_shows_the_rows_with_all_its_words_and_says_how_many(opened: Open) -> None:
    page = opened("hl7/results/")
    rows = page.locator(".scroll[aria-label='Fields of OBR'] tbody tr:visible")
    whole = rows.count()
    box = page.get_by_role("searchbox", name="Filter: Fields of OBR")
    box.fill("time OBSERVATION")
    expect(page.get_by_role("status").filter(has_text=f"{rows.count()} of {whole}")).to_be_visible()
    assert 0 < rows.count() < whole
    for row in rows.all():
        assert {"time", "observation"} <= set(re.findall("[a-z]+", (row.text_content() or "").lower()))
    box.press("Escape")
    expect(rows).to_have_count(whole)


def test_required_only_leaves_the_required_rows(opened: Open) -> None:
    page = opened("hl7/results/")
    table = page.locator(".scroll[aria-label='Fields of OBR']")
    tools = table.locator("xpath=preceding-sibling::*[1]")
    tools.get_by_label("Required only").check()
    for row in table.locator("tbody tr:visible").all():
        expect(row.locator("td").first).to_contain_text("Required")
    assert table.locator("tbody tr:visible").count() < table.locator("tbody tr").count()


def test_a_link_to_a_row_that_is_filtered_away_shows_it(opened: Open) -> None:
    page = opened("hl7/results/")
    page.get_by_role("searchbox", name="Filter: Fields of OBR").fill("nothing at all")
    expect(page.locator("#obr-3")).to_be_hidden()
    page.evaluate("location.hash = '#obr-3'")
    expect(page.locator("#obr-3")).to_be_in_viewport()


def test_the_head_of_a_table_that_fits_stays_in_view(opened: Open) -> None:
    page = opened("hl7/results/#obr-22", 1440)
    expect(page.locator(".scroll[aria-label='Fields of OBR'] thead th").first).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_the_content_of_a_row_is_seen_without_scrolling(opened: Open, width: int) -> None:
    page = opened("hl7/results/", width)
    cell = page.locator("#obr-7 td").last
    cell.scroll_into_view_if_needed()
    box = cell.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    usage = page.locator("#obr-7 td").first.bounding_box()
    assert usage
    assert usage["y"] >= box["y"] + box["height"] - 1


def test_an_unused_field_says_so_in_its_row(opened: Open) -> None:
    page = opened("hl7/results/#pv1-23")
    expect(page.locator("#pv1-23")).to_contain_text("Not used")


def test_without_a_script_tables_are_whole_and_no_tool_is_seen(browser: Browser, server: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{server}hl7/results/")
    expect(page.locator("#obr-7")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_count(0)


def test_a_row_on_a_phone_is_a_card_without_the_lines_and_widths_of_cells(opened: Open) -> None:
    page = opened("cloud-direct/reference/order-event/", 390)
    cells = page.locator(".field-table--stacked tbody tr").first.locator("th, td")
    style = "(cell) => { const { borderRightWidth, padding, minWidth } = getComputedStyle(cell); return"
    for cell in cells.all():
        assert cell.evaluate(f"{style} [borderRightWidth, padding, minWidth] }}") == ["0px", "0px", "0px"]


def test_the_legend_of_a_table_is_seen_on_a_phone(opened: Open) -> None:
    page = opened("hl7/results/", 390)
    links = page.locator(".scroll[aria-label='Fields of OBR'] thead a")
    assert links.all_inner_texts() == ["Usage", "Type"]
    for link in links.all():
        link.click(trial=True)
        assert link.evaluate("(link) => link.getClientRects()[0].height") > 10


def test_on_a_phone_each_required_field_is_on_a_line_of_its_own(opened: Open) -> None:
    page = opened("hl7/results/", 390)
    cells = page.locator(".scroll[aria-label='Required fields of ORU^R01'] td").all()
    assert len(cells) > 5
    for cell in cells[:3]:
        tops = cell.locator("a").evaluate_all(
            "(links) => links.map((link) => link.getBoundingClientRect().top)"
        )
        assert len(tops) > 2
        assert min(below - above for above, below in pairwise(tops)) >= 24


def test_a_host_takes_two_lines_at_most_and_its_table_fits(opened: Open) -> None:
    page = opened("emr/proxy/")
    for table in page.locator(".hosts .scroll").all():
        assert table.evaluate("(table) => table.scrollWidth - table.clientWidth") == 0
        for name in table.locator("code").all():
            assert name.evaluate("(name) => name.getClientRects().length") <= 2


LONE = """() => {
  const found = [];
  for (const link of document.querySelectorAll("article td > a")) {
    const next = link.nextSibling;
    if (next?.nodeType !== 3 || !/^[.,;:)]/.test(next.data)) continue;
    const range = document.createRange();
    range.setStart(next, 0);
    range.setEnd(next, 1);
    if (range.getBoundingClientRect().top > [...link.getClientRects()].at(-1).bottom - 3) found.push(link.textContent);
  }
  return found;
}"""


@pytest.mark.parametrize("path", ["hl7/quick-start/", "trouble/", "results/"])
def test_the_end_of_a_sentence_stays_beside_its_link(opened: Open, path: str) -> None:
    assert opened(path, 390).evaluate(LONE) == []


def test_a_table_of_three_columns_fits_a_phone(opened: Open) -> None:
    page = opened("results/icd-10/", 390)
    table = page.locator("article table").nth(1)
    expect(table.locator("thead th")).to_have_count(3)
    assert (
        table.evaluate("({ parentElement: { scrollWidth, clientWidth } }) => scrollWidth - clientWidth") == 0
    )
