"""Ticks in checklists, and reports of problems that say where the reader is."""

from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from tests.support.kept_tab import renew
from tests.support.mini_sites import Outcome
from tests.support.xpath import select

pytestmark = pytest.mark.usefixtures("browser")  # which takes the picture of a test that failed

LISTS = ["go-live/emr/", "go-live/basic/", "go-live/cloud-emr/", "go-live/cloud-direct/"]


@pytest.fixture
def tab(kept_tab: Page, server: str) -> Page:
    renew(kept_tab, server, 1280, 720)
    return kept_tab


def ticked(tab: Page) -> list[bool]:
    found: list[bool] = tab.eval_on_selector_all(
        ".checklist input", "boxes => boxes.map((box) => box.checked)"
    )
    return found


NAMES = """items => items.map((item) => [item.innerText, [...item.querySelectorAll("input[type=checkbox]")]
  .map((box) => document.getElementById(box.getAttribute("aria-labelledby")).innerText)])"""
"""The text of each item, and what names its boxes."""


@pytest.mark.parametrize("path", LISTS)
def test_every_item_has_a_box_with_its_text_as_name(tab: Page, server: str, path: str) -> None:
    tab.goto(server + path)
    items = tab.locator(".checklist li")

    assert items.count() > 5
    assert tab.get_by_role("checkbox").count() >= items.count()
    assert tab.locator(".checklist li input[type=checkbox]").count() == items.count()
    for text, names in items.evaluate_all(NAMES):
        assert [" ".join(name.split()) for name in names] == [" ".join(text.split())]


def test_ticks_stay_until_they_are_cleared(tab: Page, server: str) -> None:
    tab.goto(server + LISTS[0])
    boxes = tab.locator(".checklist input")
    count = boxes.count()
    boxes.nth(1).focus()
    tab.keyboard.press("Space")
    tab.locator(".checklist__item > span").nth(3).evaluate("element => element.click()")

    assert [index for index, each in enumerate(ticked(tab)) if each] == [1, 3]
    assert tab.locator(".checklist__bar [role=status]").inner_text().startswith(f"2 of {count} done.")
    tab.reload()
    assert [index for index, each in enumerate(ticked(tab)) if each] == [1, 3]
    tab.goto(server + LISTS[1])
    assert not any(ticked(tab))
    tab.goto(server + LISTS[0])
    tab.get_by_role("button", name="Clear all ticks").click()
    assert not any(ticked(tab))
    tab.reload()
    assert not any(ticked(tab))
    assert tab.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('checklist:'))") == []


def test_ticks_are_kept_by_text_and_not_by_place(tab: Page, server: str, real: Outcome) -> None:
    tab.goto(server + LISTS[0])
    tab.locator(".checklist input").nth(2).check()
    name = tab.evaluate("JSON.parse(localStorage.getItem(`checklist:${location.pathname}`))[0]")
    html_text = real.html(f"{LISTS[0]}index.html").replace("<ol>", "<ol><li>A new first step</li>", 1)
    tab.route(f"**/{LISTS[0]}", lambda route: route.fulfill(body=html_text, content_type="text/html"))
    tab.reload()

    assert [index for index, each in enumerate(ticked(tab)) if each] == [3]
    assert " ".join(tab.locator(".checklist__item").nth(3).inner_text().split()) == name


def test_links_in_items_still_lead(tab: Page, server: str) -> None:
    tab.goto(server + LISTS[0])
    tab.locator(".checklist a").first.click()

    assert "concepts/roles/" in tab.url


def test_the_counter_stands_above_the_first_section_beside_a_print_button(tab: Page, server: str) -> None:
    tab.goto(server + LISTS[0])
    tab.evaluate("window.print = () => { window.printed = true; }")
    bar = tab.locator(".checklist__bar")
    heading = tab.locator("article h2").first
    bar.get_by_role("button", name="Print").click()

    assert tab.evaluate("window.printed")
    assert bar.evaluate(
        "(bar, heading) => Boolean(bar.compareDocumentPosition(heading) & 4)", heading.element_handle()
    )


def test_boxes_are_printed_and_the_bar_is_not(tab: Page, server: str) -> None:
    tab.goto(server + LISTS[0])
    tab.emulate_media(media="print")

    assert tab.locator(".checklist input").first.is_visible()
    assert not tab.locator(".checklist__bar").is_visible()


def test_a_printed_checklist_has_room_for_whose_it_is(tab: Page, server: str) -> None:
    tab.goto(server + LISTS[0])
    paper = tab.locator(".checklist__paper")
    assert not paper.is_visible()
    tab.emulate_media(media="print")

    assert paper.is_visible()
    assert paper.locator("span").all_inner_texts() == ["Organization", "Site", "Name", "Date"]


def test_a_list_is_plain_without_a_script(browser: Browser, server: str) -> None:
    tab = browser.new_page(java_script_enabled=False)
    tab.goto(server + LISTS[0])

    assert tab.locator(".checklist li").first.is_visible()
    assert tab.locator(".checklist input").count() == 0


def fields(link: str) -> dict[str, str]:
    address = urlsplit(link)
    assert (address.scheme, address.path) == ("mailto", "support@irishelp.zendesk.com")
    assert "+" not in address.query
    return {key: value for key, (value,) in parse_qs(address.query).items()}


def test_every_page_can_be_reported(real: Outcome) -> None:
    pages = [file for file in real.site.rglob("index.html") if "<article" in file.read_text("utf-8")]
    for file in pages:
        page = html.fromstring(file.read_text("utf-8"))
        (link,) = select(page, "//a[contains(@class, 'report')]/@href")
        (address,) = select(page, "//link[@rel='canonical']/@href")
        found = fields(link)

        assert f"Address: {address}\n" in found["body"]
        assert found["subject"].startswith("Problem on the page ")
    assert len(pages) > 40


def test_a_report_names_the_section_that_is_read(tab: Page, server: str) -> None:
    tab.goto(f"{server}trouble/")
    tab.evaluate(
        "document.querySelector('.report').addEventListener('click', (event) => event.preventDefault())"
    )
    heading = tab.locator("article h2[id]").nth(1)
    identity = heading.get_attribute("id")
    tab.evaluate("document.querySelector('.report').click()")
    before = fields(tab.locator(".report").get_attribute("href") or "")["body"]
    heading.evaluate("element => element.scrollIntoView({ behavior: 'instant' })")
    tab.evaluate("innerHeight; window.last = null")
    tab.evaluate("document.querySelector('.report').click()")
    body = fields(tab.locator(".report").get_attribute("href") or "")["body"]

    assert "Section: " not in before or f"(#{identity})" not in before
    assert body.count("Section: ") == 1
    assert body.startswith("Page: ")
    assert body.endswith("\n\nWhat is wrong:\n")
