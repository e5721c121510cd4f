"""Many links that are one stop of the Tab key: arrow keys reach each of them."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.kept_tab import Open, opening

pytestmark = pytest.mark.usefixtures("browser")  # which takes the picture of a test that failed


@pytest.fixture
def opened(kept_tab: Page, server: str) -> Open:
    return opening(kept_tab, server, 1440)


@pytest.mark.parametrize("width", [1280, 390])
def test_arrow_keys_reach_each_link_of_a_table(opened: Open, width: int) -> None:
    page = opened("hl7/results/", width)
    table = page.locator(".scroll[aria-label='Fields of OBR'] table")
    links = table.locator("a[href]")
    assert table.locator("a[tabindex='0']").count() == 1
    links.first.focus()
    for number in range(links.count()):
        expect(links.nth(number)).to_be_focused()
        page.keyboard.press("ArrowRight")
    expect(links.last).to_be_focused()
    page.keyboard.press("Control+Home")
    expect(links.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(table.locator("tbody tr").first.locator("a").first).to_be_focused()
    page.keyboard.press("Tab")
    assert table.locator("a:focus").count() == 0
    page.keyboard.press("Shift+Tab")
    expect(table.locator("tbody tr").first.locator("a").first).to_be_focused()


def test_what_takes_the_focus_is_not_behind_the_head_of_its_table(opened: Open) -> None:
    page = opened("hl7/results/")
    table = page.locator(".scroll[aria-label='Fields of OBR']")
    table.locator("a").last.focus()
    for _ in range(table.locator("tbody tr").count() - 1):
        page.keyboard.press("ArrowUp")
        head = table.locator("thead th").first.bounding_box()
        link = page.locator(":focus").bounding_box()
        assert head
        assert link
        assert link["y"] >= head["y"] + head["height"] - 1


def test_a_filter_leaves_a_stop_in_its_table(opened: Open) -> None:
    page = opened("hl7/results/")
    table = page.locator(".scroll[aria-label='Fields of OBR']")
    table.locator("tbody a").first.focus()
    page.get_by_role("searchbox", name="Filter: Fields of OBR").fill("interpreter")
    page.keyboard.press("Tab")  # Required only
    for _ in range(4):
        page.keyboard.press("Tab")
        if table.locator("a:focus").count():
            break
    expect(table.locator("a:focus")).to_be_visible()


def test_the_keys_are_said_once_to_who_comes_by_key(opened: Open) -> None:
    page = opened("trouble/")
    said = page.get_by_role("status").filter(has_text="Arrow keys move between these links")
    expect(said).to_have_count(0)
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.locator(".symptoms a:focus").count():
            break
    expect(said).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".symptoms a").nth(1)).to_be_focused()


def test_each_question_is_reached(opened: Open) -> None:
    page = opened("open-questions/")
    links = page.locator(".question").nth(0).locator("a")
    links.first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".question").nth(1).locator("a:focus")).to_have_count(1)


@pytest.mark.parametrize("width", [1440, 390])
def test_the_table_of_contents_has_each_link_of_a_heading(opened: Open, width: int) -> None:
    page = opened("hl7/results/", width)
    if width < 1000:
        page.get_by_role("button", name="Menu").click()
    left_out = """() => {
      const isStop = (each) => each.tabIndex >= 0 && each.checkVisibility({ visibilityProperty: true });
      const stops = new Set([...document.querySelectorAll(".md-sidebar a")].filter(isStop).map(({ hash }) => hash));
      const links = [...document.querySelectorAll("article .headerlink")].filter(({ tabIndex }) => tabIndex < 0);
      return [links.length, links.filter(({ hash }) => !stops.has(hash)).length];
    }"""
    count, missing = page.evaluate(left_out)
    assert count > 5
    assert missing == 0


def test_no_style_depends_on_has_the_focus_or_a_card(site: Path) -> None:
    """Hold that a key is answered at once: such a style has browsers judge all others of a long page again."""
    styles = (site / "assets/stylesheets/site.css").read_text("utf-8")

    assert re.findall(r"[^{}]*:has\([^{}]*(?::focus|\[hidden\])[^{}]*", styles) == []


def test_without_a_script_each_link_is_a_stop(browser: Browser, server: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{server}hl7/results/")
    assert page.locator("article a[href][tabindex='-1']").count() == 0
