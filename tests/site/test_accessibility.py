"""The built site for everybody: axe finds nothing, the keyboard reaches all, and no script is needed."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Error, Page, Request, expect

from tests.support.accessibility import SCRIPT, axe
from tests.support.kept_tab import renew
from tests.support.weight import longest

WIDE, NARROW = 1280, 320
VIEWS = [(WIDE, "light"), (NARROW, "dark")]  # what is wrong at a width is so in both schemes
MENU = 'button[aria-controls="navigation"]'
SEARCH = 'button[aria-haspopup="dialog"]'
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important }
* { word-spacing: .16em !important } p { margin-bottom: 2em !important }"""  # WCAG 2.2, 1.4.12

LOST = """() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  return [...audit.overflowing(), ...audit.clipped(), ...(scrollWidth > clientWidth ? ["sideways"] : [])];
}"""
"""What sticks out of the page or is cut off, and whether the page scrolls sideways."""

Open = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, kept_tab: Page, server: str, faults: list[str]) -> Iterator[Open]:
    """Return a function that opens a page; an error of a script, a failed or a foreign request fails.

    Options are those of a tab of its own; without any, the tab is the one that is kept.
    """
    ends = ExitStack()

    def open_page(
        path: str = "", width: int = WIDE, scheme: Literal["light", "dark"] = "light", **options: Any
    ) -> Page:
        if options:
            page = own_tab(browser, color_scheme=scheme, reduced_motion="reduce", **options)
            page.set_viewport_size({"width": width, "height": 800})
        else:
            page = kept_tab
            renew(page, server, width, 800, scheme=scheme, motion="reduce")

        def error(what: Error) -> None:
            faults.append(f"{path}: {what}")

        def failed(request: Request) -> None:
            if request.failure != "net::ERR_ABORTED":  # the next page was opened meanwhile
                faults.append(f"{path}: {request.url} failed")

        def asked(request: Request) -> None:
            if not request.url.startswith((server, "about:")):
                faults.append(f"{path}: asks {request.url}")

        for event, hear in (("pageerror", error), ("requestfailed", failed), ("request", asked)):
            page.on(event, hear)  # type: ignore[call-overload]  # each with what it hears
            ends.callback(page.remove_listener, event, hear)
        page.goto(server + path)
        if options.get("java_script_enabled", True):
            page.evaluate(SCRIPT)
        return page

    with ends:
        yield open_page


def own_tab(browser: Browser, text: dict[str, int] | None = None, **options: Any) -> Page:
    """Open a tab in a context of its own, where text may have another size."""
    page = browser.new_page(**options)
    if text:
        page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": text})
    return page


@pytest.fixture(params=["landing", "guide", "longest", "missing"])
def path(request: pytest.FixtureRequest, site: Path) -> str:
    """Return the paths of four pages of different kinds in turn."""
    return {"landing": "", "guide": "emr/", "longest": longest(site), "missing": "404.html"}[request.param]


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_axe_finds_nothing(opened: Open, path: str, width: int, scheme: str) -> None:
    page = opened(path, width, scheme)
    page.evaluate("audit.unfold()")
    assert axe(page) == []


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_axe_finds_nothing_in_the_search(opened: Open, width: int, scheme: str) -> None:
    page = opened("", width, scheme)
    page.click(SEARCH)
    page.keyboard.type("order")
    page.wait_for_selector("dialog li a")
    assert axe(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_menu(opened: Open, scheme: str) -> None:
    page = opened("emr/", NARROW, scheme)
    page.click(MENU)
    assert axe(page) == []


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_tab_stops_at_every_control_in_order_and_shows_where_it_is(
    opened: Open, path: str, width: int
) -> None:
    page = opened(path, width)
    expected = page.evaluate("audit.numberStops()")
    page.evaluate("audit.watchFocus()")
    for _ in range(expected):
        page.keyboard.press("Tab")
    judged = page.evaluate("audit.judged")
    page.keyboard.press("Tab")
    left = page.evaluate("audit.judgeFocus().stop")

    assert [each["stop"] for each in judged] == list(range(expected))
    assert left is None
    doubtful = [each["stop"] for each in judged if each["faults"]]
    assert [fault for stop in doubtful for fault in judged_again(page, stop)] == []


def judged_again(page: Page, stop: int) -> list[str]:
    """Return the faults of a stop once the page stands still, as the sidebars follow a scroll a frame later."""
    page.evaluate("(stop) => audit.beforeStop(stop)", stop)
    page.keyboard.press("Tab")
    page.wait_for_timeout(100)
    judged = page.evaluate("audit.judgeFocus()")
    assert judged["stop"] == stop
    faults: list[str] = judged["faults"]
    return faults


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_nothing_scrolls_sideways_but_what_has_a_name(opened: Open, path: str, width: int) -> None:
    page = opened(path, width)
    page.evaluate("audit.unfold()")
    assert page.evaluate("audit.overflowing()") == []
    assert page.evaluate("audit.namelessScrollers()") == []


def test_zoom_and_text_spacing_lose_nothing(opened: Open, path: str) -> None:
    page = opened(path, bypass_csp=True)  # a reader's own style is no style of the page
    for style in ("/* none */", SPACING):
        page.add_style_tag(content=style)
        for width in (WIDE, WIDE // 2, WIDE // 4):  # a zoom of 100 %, 200 % and 400 %
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate("audit.unfold()")
            assert page.evaluate(LOST) == [], (style, width)


def test_text_of_twice_the_size_loses_nothing(opened: Open, path: str) -> None:
    page = opened(path, text={"standard": 32, "fixed": 26})
    for width in (WIDE, 390):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("audit.unfold()")
        assert page.evaluate("matchMedia('(max-width: 18em)').matches") == (width == 390)
        assert page.evaluate(LOST) == [], width
        assert page.evaluate("document.querySelector('header').offsetHeight") < 200
        assert page.evaluate("audit.colliding()") == []


def test_the_skip_link_leads_past_header_and_navigation(opened: Open) -> None:
    page = opened("emr/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to content")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_menu_opens_and_closes_by_keyboard(opened: Open, key: str) -> None:
    page = opened("emr/", NARROW)
    menu, navigation = page.locator(MENU), page.locator("#navigation")
    expect(navigation).to_be_hidden()
    menu.focus()
    page.keyboard.press(key)
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(navigation.locator("[aria-current=page]")).to_be_focused()
    assert page.evaluate("document.querySelector('article').closest('[inert]') !== null")
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(navigation).to_be_hidden()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_search_works_by_keyboard_and_loads_its_index_at_its_first_opening(opened: Open, width: int) -> None:
    page = opened("emr/", width)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    assert page.evaluate(
        "performance.getEntriesByType('resource').every(({name}) => !name.includes('search'))"
    )
    page.locator(SEARCH).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()
    page.keyboard.type("order")
    first = page.locator("dialog li a").first
    expect(first).to_be_visible()
    assert "index.js" in asked
    expect(page.get_by_role("status").filter(has_text="results")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Tab")
    expect(first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    expect(page.locator(SEARCH)).to_be_focused()


def test_control_k_opens_the_search_and_enter_takes_the_first_result(opened: Open) -> None:
    page = opened("glossary/")
    page.keyboard.press("Control+k")
    page.keyboard.type("payer")
    first = page.locator("dialog li a").first.get_attribute("href")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == first


def test_no_single_key_but_the_slash_is_a_shortcut(opened: Open) -> None:
    page = opened("emr/")
    before = page.url
    for key in ["s", "f", "p", "n", ",", "."]:
        page.keyboard.press(key)
    expect(page.locator("dialog")).to_be_hidden()
    assert page.url == before


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_colour_scheme_switches_by_keyboard_and_stays(opened: Open, key: str) -> None:
    page = opened()
    scheme = "document.body.dataset.mdColorScheme"
    for now, following, expected in (
        ("system", "light", "default"),
        ("light", "dark", "slate"),
        ("dark", "system", "default"),
    ):
        button = page.get_by_role("button", name=f"Color scheme: {now}. Switch to {following}")
        button.focus()
        page.keyboard.press(key)
        expect(page.get_by_role("button", name=f"Color scheme: {following}.")).to_be_focused()
        page.reload()
        assert page.evaluate(scheme) == expected
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_a_first_visit_in_the_dark_is_dark_before_any_script_file_runs(
    opened: Open, faults: list[str]
) -> None:
    page = opened("404.html", scheme="dark")
    page.route("**/*.js", lambda route: route.abort())
    page.goto(page.url.replace("404.html", "emr/"), wait_until="commit")
    page.wait_for_selector("article")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    page.unroute("**/*.js")
    assert [each for each in faults if not each.endswith(".js failed")] == []
    faults.clear()  # the scripts that were held back


def test_without_script_the_navigation_stands_below_the_page(opened: Open) -> None:
    page = opened("emr/", NARROW, java_script_enabled=False)
    assert page.get_by_role("button").all() == []
    page.get_by_role("link", name="Menu").click()
    expect(page.locator("#navigation")).to_be_in_viewport()
    page.locator("#navigation a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Order Processing Integration")


def test_print_has_the_folded_text_and_none_of_the_chrome(opened: Open) -> None:
    page = opened()
    page.emulate_media(media="print", color_scheme="dark")
    for chrome in [
        ".md-header",
        ".md-sidebar--primary",
        ".md-sidebar--secondary",
        ".md-footer",
        ".headerlink",
    ]:
        for element in page.locator(chrome).all():
            expect(element).to_be_hidden()
    for folded in page.locator("details > :not(summary)").all():
        expect(folded).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_the_search_takes_the_place_of_the_open_menu(opened: Open) -> None:
    page = opened("emr/", NARROW)
    page.click(MENU)
    page.keyboard.press("Control+k")
    expect(page.locator("dialog.search")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator(MENU)).to_be_focused()
    expect(page.locator(MENU)).to_have_attribute("aria-expanded", "false")


def test_the_page_that_is_open_is_in_view_in_a_long_menu(opened: Open) -> None:
    page = opened("cloud-direct/reference/enumerations/")

    expect(page.locator("#navigation [aria-current=page]")).to_be_in_viewport(ratio=1)


def test_back_to_top_is_never_over_what_has_the_focus(opened: Open) -> None:
    page = opened("cloud-direct/")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(200)
    page.evaluate("scrollBy(0, -400)")
    expect(page.locator(".md-top")).to_be_visible()
    page.evaluate("""() => [...document.querySelectorAll("article a")].findLast((link) => {
      const { top, bottom } = link.getBoundingClientRect();
      return link.tabIndex >= 0 && link.checkVisibility() && top > 100 && bottom < innerHeight;
    }).focus({ preventScroll: true })""")
    expect(page.locator(".md-top")).to_be_hidden()
    page.evaluate("document.activeElement.blur()")
    expect(page.locator(".md-top")).to_be_visible()
    page.locator("article a").last.focus()
    page.keyboard.press("Shift+Tab")

    expect(page.locator(".md-top")).to_be_hidden()
