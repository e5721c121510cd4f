"""The real site in a browser: from the landing page to each guide, with nothing failing on the way."""

import re
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.support import routing
from tests.support.accessibility import SCRIPT
from tests.support.broken_names import broken_names
from tests.support.mini_sites import Outcome
from tests.support.project import base_path
from tests.support.weight import documents

LEAPS = """() => new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().map(({ value }) => value)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done([]), 500);
})"""
TABLES = {name: routing.real()[name] for name in ("sector", "technology")}
WIDE, NARROW = 1440, 390
COUNTS = """() => ({
  titles: document.querySelectorAll("h1").length,
  stops: audit.numberStops(),
  rooms: audit.rooms().slice(0, 20), // smallest first
})"""
SIDES = """(all) => all.map((each) => each.getBoundingClientRect()).map(({ left, right }) => [left, right])"""
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
TARGET = 24  # pixels of WCAG 2.2, 2.5.8
MOST_STOPS = 300
"""A page has fewer stops of the Tab key, and one of samples half of them."""


@pytest.fixture(params=[WIDE, NARROW])
def tab(request: pytest.FixtureRequest, browser: Browser, server: str, faults: list[str]) -> Page:
    """Open a tab at two widths; a message in the console, a failed request or another host fails a test."""
    page = heard(browser, server, faults)
    sized(page, request.param)
    return page


def sized(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})


def heard(browser: Browser, server: str, faults: list[str], **options: str) -> Page:
    """Open a tab whose console, failed requests and requests to other hosts are faults."""
    page = browser.new_page(**options)  # type: ignore[arg-type]  # as they came

    def hear(asked: Request) -> None:
        if asked.failure != "net::ERR_ABORTED":  # the next page was opened meanwhile
            faults.append(f"{asked.url}: {asked.failure}")

    page.on("console", lambda message: faults.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", hear)
    page.on("request", lambda asked: None if asked.url.startswith(server) else faults.append(asked.url))
    return page


def test_the_build_reports_nothing(real: Outcome) -> None:
    assert real.lines == []
    assert not real.failed


def test_every_routing_link_leads_to_its_guide(tab: Page, server: str) -> None:
    tab.goto(server)
    assert tab.locator("h1").inner_text().startswith("Order Processing Integration")
    links = tab.locator(".routing__guide a")
    count = links.count()
    assert count == sum(len(row["guides"]) for rows in TABLES.values() for row in rows)

    first: dict[tuple[str | None, str], int] = {}  # of the links that have one target and one title
    for index in range(count):
        links.nth(index).click(trial=True)  # nothing lies on it
        named = (links.nth(index).get_attribute("href"), links.nth(index).inner_text())
        first.setdefault(named, index)
    reached = set()
    for (_, title), index in first.items():
        tab.goto(server)
        link = tab.locator(".routing__guide a").nth(index)
        with tab.expect_navigation():
            link.click()
        assert tab.locator("h1").inner_text().removesuffix("¶").strip() == title
        reached.add(tab.url.removeprefix(server))
    assert reached == {page for rows in TABLES.values() for row in rows for page in routing.pages(row)}


def test_the_routing_table_fits_the_screen(tab: Page, server: str) -> None:
    tab.goto(server)
    width = tab.evaluate("document.documentElement.clientWidth")

    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    for name, rows in TABLES.items():
        assert tab.locator(f"#routing-{name} tbody tr").count() == len(rows)
    boxes = tab.locator(".routing__guide a").evaluate_all(SIDES)
    assert boxes
    for left, right in boxes:
        assert left >= 0
        assert right <= width


def test_every_page_opens_with_few_tab_stops_room_to_tap_and_no_name_broken_inside_a_word(
    browser: Browser, server: str, site: Path, faults: list[str]
) -> None:
    tab = heard(browser, server, faults, reduced_motion="reduce")  # nothing to wait for as the width changes
    pages = re.findall("<loc>(.*?)</loc>", (site / "sitemap.xml").read_text("utf-8"))
    paths = {urlsplit(each).path.removeprefix(base_path()) for each in pages} | set(documents(site))
    paths |= {file.relative_to(site).as_posix() for file in site.rglob("print.html")}
    assert len(pages) > 20
    assert len(paths) > 50
    broken, small = [], []
    stops: dict[str, int] = {}
    for number, path in enumerate(sorted(paths)):
        first, second = (WIDE, NARROW) if number % 2 else (NARROW, WIDE)  # loaded at one, then changed
        sized(tab, first)
        answer = tab.goto(server + path)
        assert answer is not None
        assert answer.ok
        tab.evaluate(SCRIPT)
        for width in (first, second):
            if width == second:
                sized(tab, width)
                tab.evaluate(DRAWN)
            found = tab.evaluate(COUNTS)
            assert found["titles"] >= 1
            if not path.endswith("print.html"):  # a whole guide on paper
                assert found["titles"] == 1
                stops[path] = max(found["stops"], stops.get(path, 0))
                small += [f"/{path} at {width}: {each}" for each in found["rooms"] if each["room"] < TARGET]
            broken += [f"/{path} at {width}: {each}" for each in broken_names(tab)]

    assert small == []
    assert {path: count for path, count in stops.items() if count >= MOST_STOPS} == {}
    assert {
        path: count for path, count in stops.items() if "-samples/" in path and count >= MOST_STOPS / 2
    } == {}
    assert broken == []


def test_a_copied_name_is_as_it_is_written(tab: Page, server: str) -> None:
    tab.goto(f"{server}emr/proxy/")
    cell = tab.locator("th, td").filter(has_text="irisicdprodb").first
    cell.select_text()

    assert tab.evaluate("getSelection().toString().trim()") == "irisicdprodb.blob.core.windows.net"


def test_every_page_is_html_without_a_fault(site: Path) -> None:
    faults = []
    for path in site.rglob("*.html"):
        parser = etree.HTMLParser()
        etree.parse(path, parser)
        faults += [f"{path.relative_to(site)}:{fault.line}: {fault.message}" for fault in parser.error_log]

    assert faults == []


def test_no_markdown_is_left_in_a_page(site: Path) -> None:
    left = []
    for path in site.rglob("index.html"):
        article = etree.parse(path, etree.HTMLParser()).find(".//article")
        for element in article.iter("p", "li", "td", "dd") if article is not None else ():
            text = "".join([element.text or "", *(child.tail or "" for child in element)])
            if re.search(r"\*\*|\]\(|``|(?m:^[ ]*(?:[-*+]|\d+\.)[ ]\S)", text):
                left.append(f"{path.parent.name}: {text[:80]}")

    assert left == []


@pytest.mark.parametrize("path", ["", "emr/", "hl7/results/"])
def test_nothing_jumps_when_the_scripts_come_late(tab: Page, server: str, path: str) -> None:
    def wait(route: Route) -> None:
        time.sleep(0.5)
        route.continue_()

    tab.route("**/*.js", wait)
    tab.goto(server + path, wait_until="networkidle")

    assert sum(tab.evaluate(LEAPS)) < 0.01


@pytest.mark.parametrize("anchor", ["choose", "echoes", "segments"])
def test_the_table_of_contents_marks_the_section_that_is_asked_for(
    tab: Page, server: str, anchor: str
) -> None:
    tab.goto(f"{server}hl7/results/#{anchor}")
    marked = tab.locator(".md-sidebar--secondary .md-nav__link--active")

    expect(marked).to_have_attribute("href", f"#{anchor}")
