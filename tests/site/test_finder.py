"""The finder of the landing page: one next step for each combination, in the address, in print, by key."""

import gzip
from collections.abc import Callable
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support import routing
from tests.support.kept_tab import renew
from tests.support.mini_sites import Mini
from tests.support.routing import DATA, PAGES

ROUTING = routing.real()

# What IRIS has for each choice, in its order.
SECTOR, TECHNOLOGY, SEND, RECEIVE = (
    {row["id"]: routing.pages(row) for row in ROUTING[name]}
    for name in ("sector", "technology", "send", "receive")
)
ROWS = len(SECTOR) + len(TECHNOLOGY)
FORMATS = ["", *(f"send={each}" for each in SEND), *(f"receive={each}" for each in RECEIVE)]

WALK = """(queries) => {
  const form = document.querySelector(".finder");
  return queries.map((choice) => {
    for (const name of Object.keys(choice)) form.elements[name].value = choice[name];
    form.dispatchEvent(new Event("change", { bubbles: true }));
    const seen = (selector) =>
      [...document.querySelectorAll(selector)].filter((each) => each.checkVisibility());
    return {
      query: location.search,
      steps: seen(".finder__next a").map((link) => link.getAttribute("href")),
      notes: seen(".finder__note").map((note) => note.dataset.choice),
      rows: seen(".routing__table tbody tr").map((row) => row.dataset.choice),
    };
  });
}"""

Landing = Callable[..., Page]


@pytest.fixture
def landing(browser: Browser, kept_tab: Page, server: str) -> Landing:
    """Return a function that opens the landing page: in the tab that is kept, or with options in one of its own."""

    def open_page(query: str = "", width: int = 1280, **options: Any) -> Page:
        page = browser.new_page(**options) if options else kept_tab
        renew(page, server, width, 800)
        page.goto(server + query)
        return page

    return open_page


def next_step(choice: dict[str, str]) -> str:
    """Return the guide of a choice: technology decides, then what goes in, what comes out, and the sector."""
    groups = {"technology": TECHNOLOGY, "send": SEND, "receive": RECEIVE, "sector": SECTOR}
    lists = [guides[choice[name]] for name, guides in groups.items() if choice[name]]
    left = [*dict.fromkeys(guide for guides in lists for guide in guides)]
    for guides in lists:
        left = [guide for guide in left if guide in guides] or left
    return left[0] if left else ""


def test_every_combination_has_exactly_one_next_step(landing: Landing) -> None:
    names = ("sector", "technology", "send", "receive")
    values = product(*(["", *each] for each in (SECTOR, TECHNOLOGY, SEND, RECEIVE)))
    choices = [dict(zip(names, each, strict=True)) for each in values]
    assert len(choices) == prod(len(each) + 1 for each in (SECTOR, TECHNOLOGY, SEND, RECEIVE)) > 1
    seen = landing().evaluate(WALK, choices)
    for choice, found in zip(choices, seen, strict=True):
        taken = [f"{name}={value}" for name, value in choice.items() if value]
        expected = next_step(choice)
        assert found["steps"] == ([expected] if expected else []), taken
        assert found["query"] == (f"?{'&'.join(taken)}" if taken else "")
        assert set(found["notes"]) <= set(taken)
        for name, rows in (("sector", SECTOR), ("technology", TECHNOLOGY)):
            shown = [row.partition("=")[2] for row in found["rows"] if row.startswith(name)]
            assert shown == [choice[name]] if choice[name] else len(shown) <= len(rows)


NOTHING = dict.fromkeys(("sector", "technology", "send", "receive"), "")


def test_the_next_step_of_a_sector_follows_what_goes_in_and_out(landing: Landing) -> None:
    lists = {**{f"send={key}": own for key, own in SEND.items()}}
    lists |= {f"receive={key}": own for key, own in RECEIVE.items()}
    pairs = [(sector, each) for sector in ["", *SECTOR] for each in FORMATS]
    choices = [NOTHING | {"sector": each} | dict([form.split("=")] if form else []) for each, form in pairs]
    expected = []
    for sector, form in pairs:
        own, wanted = SECTOR.get(sector, []), lists.get(form, [])
        both = [
            each for each in wanted if each in own
        ]  # what the sector has too comes before what it has not
        expected.append(next(iter(both or wanted or own), ""))
    found = landing().evaluate(WALK, choices)
    assert ["".join(each["steps"]) for each in found] == expected


def test_technology_decides_over_the_sector(landing: Landing) -> None:
    pairs = list(product(["", *SECTOR], TECHNOLOGY))
    choices = [NOTHING | {"sector": sector, "technology": technology} for sector, technology in pairs]
    found = landing().evaluate(WALK, choices)
    assert [each["steps"] for each in found] == [TECHNOLOGY[technology] for _, technology in pairs]


def test_a_shared_address_shows_the_choice_and_what_else_to_read(landing: Landing) -> None:
    page = landing("?sector=payers&send=json&receive=files")
    expect(page.get_by_label("You are")).to_have_value("payers")
    expect(page.get_by_role("status").filter(has_text="next step")).to_have_text(
        "Your next step: Cloud Direct integrations First message Checklist When something goes wrong"
        " To notify the primary care provider, add: Direct Messaging"
        " PDF by file or fax: see Basic integrations.",
        use_inner_text=True,
    )
    expect(page.locator("#routing-sector tbody tr:visible")).to_have_count(1)
    shown = {each for each in TECHNOLOGY if set(TECHNOLOGY[each]) & {*SEND["json"], *RECEIVE["files"]}}
    expect(page.locator("#routing-technology tbody tr:visible")).to_have_count(len(shown))


@pytest.mark.parametrize(
    ("technology", "links"),
    [
        ("files", ["basic/csv-import/#example-file", "go-live/basic/", "basic/#when-something-goes-wrong"]),
        ("own-software", ["cloud-direct/quick-start/", "go-live/cloud-direct/"]),
    ],
)
def test_the_next_step_comes_with_first_message_checklist_and_help(
    landing: Landing, server: str, technology: str, links: list[str]
) -> None:
    page = landing(f"?technology={technology}")
    found = page.eval_on_selector_all(".finder__more > a", "links => links.map(({ href }) => href)")
    assert found[: len(links)] == [f"{server}{link}" for link in links]
    assert len(found) == 3


def test_the_next_step_is_the_largest_text_below_the_title(landing: Landing) -> None:
    page = landing("?sector=payers")
    size = "link => parseFloat(getComputedStyle(link).fontSize)"
    own = page.eval_on_selector(".finder__next a", size)
    assert own > page.eval_on_selector("h2", size)
    assert own > max(page.eval_on_selector_all(".routing a", f"links => links.slice(1).map({size})"))


@pytest.mark.parametrize("width", [1440, 1280, 390])
def test_no_option_is_cut(landing: Landing, width: int) -> None:
    page = landing("", width)
    cut = page.evaluate("""() => {
      const pen = document.createElement("canvas").getContext("2d");
      return [...document.querySelectorAll(".finder select")].flatMap((select) => {
        const style = getComputedStyle(select);
        pen.font = `${style.fontSize} ${style.fontFamily}`;
        const room = select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - 22; // arrow
        return [...select.options].map(({ text }) => text).filter((text) => pen.measureText(text).width > room);
      });
    }""")
    assert cut == []


def test_an_address_with_an_unknown_choice_shows_everything(landing: Landing) -> None:
    page = landing("?sector=pirates&technology=")
    expect(page.get_by_label("You are")).to_have_value("")
    expect(page.locator(".routing__table tbody tr:visible")).to_have_count(ROWS)
    expect(page.locator(".finder__next")).to_be_hidden()


def test_it_works_by_keyboard_and_shows_all_again(landing: Landing) -> None:
    page = landing()
    page.get_by_label("You have").focus()
    page.keyboard.type("own")
    expect(page.locator(".finder__next a")).to_have_text("Cloud Direct integrations")
    assert page.url.endswith("?technology=own-software")
    page.get_by_role("button", name="Show all").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("You are")).to_be_focused()
    expect(page.locator(".routing__table tbody tr:visible")).to_have_count(ROWS)
    assert page.url.partition("#")[0].endswith("/")  # a heading in view may follow


def test_the_choice_is_there_again_after_going_back(landing: Landing) -> None:
    page = landing()
    page.get_by_label("You are").select_option("Payers")
    page.locator(".finder__next a").click()
    page.wait_for_url("**/cloud-direct/")
    page.go_back()
    expect(page.get_by_label("You are")).to_have_value("payers")
    expect(page.locator("#routing-sector tbody tr:visible")).to_have_count(1)


def test_print_shows_the_choice_and_no_control(landing: Landing) -> None:
    page = landing("?technology=cloud-emr")
    page.emulate_media(media="print")
    expect(page.get_by_label("You have")).to_be_visible()
    expect(page.locator(".finder__next")).to_be_visible()
    for unchosen in ("You are", "You send", "You get back"):
        expect(page.get_by_label(unchosen)).to_be_hidden()
    expect(page.locator(".finder__reset")).to_be_hidden()


def test_without_script_the_table_stands_and_no_control(landing: Landing) -> None:
    page = landing("?sector=payers", java_script_enabled=False)
    expect(page.locator(".finder")).to_be_hidden()
    expect(page.locator(".routing__table tbody tr:visible")).to_have_count(ROWS)


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_it_fits_the_screen(landing: Landing, width: int) -> None:
    page = landing("?sector=payers&send=json&receive=files", width)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    for control in page.locator(".finder select").all():
        box = control.bounding_box()
        assert box is not None
        assert box["height"] >= 24  # WCAG 2.2, 2.5.8


def test_its_script_is_small_and_comes_with_the_landing_page_alone(site: Path) -> None:
    assert len(gzip.compress((site / "assets/javascripts/finder.js").read_bytes(), mtime=0)) < 3000
    pages = [page for page in site.rglob("index.html") if "finder.js" in page.read_text("utf-8")]
    assert pages == [site / "index.html"]


def test_an_id_is_made_from_the_label_and_stands_for_one_row(mini: Mini) -> None:
    outcome = mini({"docs/index.md": DATA, **PAGES}, theme="mkdocs")
    assert 'data-choice="sector=payers-kiosks"' in outcome.html("index.html")
    row = "    - label: Files\n      guides:\n        - page: other.md\n          purpose: all\n"
    assert row in DATA
    named = row.replace("guides", "id: files\n      guides")
    outcome = mini({"docs/index.md": DATA.replace(row, named + row), **PAGES}, theme="mkdocs")
    message = "duplicate 'id' 'files'; 'Files' has it too. Give each row of 'technology' its own."
    assert outcome.lines == [f"docs/index.md:19:7: {message} [duplicate-key]"]


@pytest.mark.parametrize(
    ("format_", "expected"),
    [
        ("{label: CSV, guides: [other.md]}", None),
        (
            "{label: CSV, guides: [othr.md]}",
            "19:29: guide 'othr.md' is not a page of this site. Did you mean 'other.md'? [unknown-page]",
        ),
        (
            "{label: CSV, id: A b, guides: [other.md]}",
            (
                "19:24: 'id' must be lower-case letters, digits and hyphens, not 'A b'."
                " Correct it. [unknown-value]"
            ),
        ),
    ],
)
def test_forms_of_orders_lead_to_pages(mini: Mini, format_: str, expected: str | None) -> None:
    data = DATA.replace("---\n# Home", f"  send:\n    - {format_}\n---\n# Home")
    outcome = mini({"docs/index.md": data, **PAGES}, theme="mkdocs")
    assert outcome.lines == ([f"docs/index.md:{expected}"] if expected else [])
