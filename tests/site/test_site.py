"""The real site in a browser: from the landing page to each guide, with nothing failing on the way."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree
from playwright.sync_api import ConsoleMessage, Error, Page, Request, Route, expect

from tests.support import routing
from tests.support.accessibility import SCRIPT
from tests.support.broken_names import broken_names
from tests.support.kept_tab import renew
from tests.support.mini_sites import Outcome
from tests.support.project import base_path
from tests.support.weight import documents

pytestmark = pytest.mark.usefixtures("browser")  # which takes the picture of a test that failed

LEAPS = """() => new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().map(({ value }) => value)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done([]), 500);
})"""
TABLES = {name: routing.real()[name] for name in ("sector", "technology")}
WIDE, NARROW = 1440, 390
HEIGHT = 844
TITLES = "() => ({ titles: document.querySelectorAll('h1').length })"  # all that a whole guide is asked
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
def tab(request: pytest.FixtureRequest, kept_tab: Page, server: str, faults: list[str]) -> Iterator[Page]:
    """Open a tab at two widths; a message in the console, a failed request or another host fails a test."""
    renew(kept_tab, server, request.param, HEIGHT)
    with hearing(kept_tab, server, faults):
        yield kept_tab


def sized(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": HEIGHT})


@contextmanager
def hearing(page: Page, server: str, faults: list[str]) -> Iterator[None]:
    """Have the console of a tab, its failed requests and those to other hosts among the faults."""

    def failed(asked: Request) -> None:
        if asked.failure != "net::ERR_ABORTED":  # the next page was opened meanwhile
            faults.append(f"{asked.url}: {asked.failure}")

    def said(message: ConsoleMessage) -> None:
        faults.append(f"{message.type}: {message.text}")

    def thrown(error: Error) -> None:
        faults.append(str(error))

    def asked(request: Request) -> None:
        if not request.url.startswith(server):
            faults.append(request.url)

    heard = {"console": said, "pageerror": thrown, "requestfailed": failed, "request": asked}
    for event, hear in heard.items():
        page.on(event, hear)  # type: ignore[call-overload]  # each with what it hears
    yield
    for event, hear in heard.items():
        page.remove_listener(event, hear)


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


@pytest.mark.long
def test_every_page_opens_with_few_tab_stops_room_to_tap_and_no_name_broken_inside_a_word(
    kept_tab: Page, server: str, site: Path, faults: list[str]
) -> None:
    renew(kept_tab, server, WIDE, HEIGHT, motion="reduce")  # nothing to wait for as the width changes
    pages = re.findall("<loc>(.*?)</loc>", (site / "sitemap.xml").read_text("utf-8"))
    paths = {urlsplit(each).path.removeprefix(base_path()) for each in pages} | set(documents(site))
    paths |= {file.relative_to(site).as_posix() for file in site.rglob("print.html")}
    assert len(pages) > 20
    assert len(paths) > 50
    broken, small = [], []
    stops: dict[str, int] = {}
    with hearing(kept_tab, server, faults):
        for number, path in enumerate(sorted(paths)):
            widths = (WIDE, NARROW) if number % 2 else (NARROW, WIDE)  # loaded at one, then changed
            for width, found in visited(kept_tab, path, widths):
                assert found["titles"] >= 1
                if not path.endswith("print.html"):  # a whole guide on paper
                    assert found["titles"] == 1
                    stops[path] = max(found["stops"], stops.get(path, 0))
                    rooms = [each for each in found["rooms"] if each["room"] < TARGET]
                    small += [f"/{path} at {width}: {each}" for each in rooms]
                broken += [f"/{path} at {width}: {each}" for each in found["broken"]]

    assert small == []
    assert {path: count for path, count in stops.items() if count >= MOST_STOPS} == {}
    assert {
        path: count for path, count in stops.items() if "-samples/" in path and count >= MOST_STOPS / 2
    } == {}
    assert broken == []


def visited(page: Page, path: str, widths: tuple[int, int]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Open a page in a window of one width, change it to the other, and yield what is found at each."""
    sized(page, widths[0])
    answer = page.goto(path or ".")
    assert answer is not None
    assert answer.ok
    page.evaluate(SCRIPT)
    for width in widths:
        if width == widths[1]:
            sized(page, width)
            page.evaluate(DRAWN)
        counts = TITLES if path.endswith("print.html") else COUNTS
        yield width, {**page.evaluate(counts), "broken": broken_names(page)}


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
