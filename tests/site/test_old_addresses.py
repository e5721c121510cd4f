"""Old addresses in every spelling, in a browser, on a host that answers 404.html where it knows no file."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
import yaml
from lxml import html
from playwright.sync_api import Browser, Page

from tests.support.host import serve
from tests.support.mini_sites import Mini, Outcome
from tests.support.project import base_path
from tests.support.xpath import select


def data(name: str) -> dict[str, list[str]]:
    loaded: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name(name).read_text("utf-8"))
    return loaded


SUBJECTS, ASSETS, ANCHORS = data("old-addresses.yml"), data("old-assets.yml"), data("old-anchors.yml")
FRAMES = """
async (pairs) => {
  const end = Date.now() + 60000;
  const frames = pairs.map(([address, target]) => {
    const frame = document.createElement("iframe");
    frame.src = address;
    document.body.append(frame);
    return [frame, address, target];
  });
  const url = (frame) => frame.contentWindow.location.href;
  while (Date.now() < end && frames.some(([frame, , target]) => url(frame) !== target)) {
    await new Promise((done) => setTimeout(done, 50));
  }
  const came = frames.map(([frame, address, target]) => [address, target, url(frame)]);
  for (const [frame] of frames) frame.remove();
  return came;
}
"""
"""Opens addresses in frames, and tells where each has come when all have arrived, or after 60 seconds."""
ASKED = """
async ([addresses, script]) => {
  let go;
  navigation.addEventListener("navigate", (event) => {
    if (event.destination.sameDocument) return;
    event.preventDefault();
    go(event.destination.url);
  });
  const targets = [];
  for (const address of addresses) {
    const gone = new Promise((done) => { go = done; setTimeout(() => done(""), 60000); });
    history.replaceState(null, "", address);
    const element = document.createElement("script");
    element.src = script;
    document.head.append(element);
    targets.push(await gone);
    element.remove();
  }
  return targets;
}
"""
"""Runs the script of 404.html at each address, and tells where it would go: a tenth of the time of going there."""

SCRIPT = "assets/javascripts/not-found.js"
OLD = [old for addresses in SUBJECTS.values() for old in addresses]


@pytest.fixture(scope="module")
def known(real: Outcome) -> dict[str, str]:
    """Return the map that the script of 404.html reads."""
    loaded: dict[str, str] = json.loads((real.site / "redirects.json").read_text("utf-8"))
    return loaded


@pytest.fixture(scope="module")
def host(real: Outcome) -> Iterator[str]:
    with serve(real.site, base_path()) as address:
        yield address


def is_missing(site: Path, path: str) -> bool:
    """Return whether a host has nothing at a path below the site, and answers it with 404.html."""
    file = site / unquote(path.partition("?")[0].partition("#")[0]).lstrip("/")
    return not file.is_file() and not (file / "index.html").is_file()


@pytest.fixture(scope="module")
def lean(real: Outcome) -> Iterator[str]:
    """Serve redirects, and the script of 404.html, as they are, and for speed all other pages empty."""
    base = base_path()

    def answer(address: str) -> tuple[int, str] | None:
        path = unquote(urlsplit(address).path).removeprefix(base)
        if is_missing(real.site, path):
            return 404, f'<script src="{base}{SCRIPT}" defer></script>'
        page = real.site / path / "index.html"
        is_page = not path or (path.endswith("/") and "//" not in path)
        is_page = is_page and "location.replace" not in page.read_text("utf-8")
        return (200, "<title>arrived</title>") if is_page else None

    with serve(real.site, base, answer=answer) as address:
        yield address


@pytest.fixture
def tab(browser: Browser, lean: str) -> Page:
    """Return a tab with an empty page."""
    page = browser.new_page()
    page.goto(lean)
    return page


def variants(old: str) -> list[str]:
    path = old.strip("/")
    folder, _, name = path.rpartition("/")
    return [
        f"{path}/",
        path,
        f"{path}/index.html",
        f"{path}.html",
        f"{path}.md",
        f"{folder}//{name}/",
        f"{path.lower()}/",
        f"{path.upper()}/",
        path.lower(),
        f"{path.swapcase()}.HTML",
        f"IntegrationDocumentation/{path}/",
        f"docs/{path}/",
    ]


def lost(tab: Page, host: str, site: Path, targets: dict[str, str]) -> list[str]:
    """Return a line for each address below the host that does not lead to its target.

    What the host has, and the first of what it has not, is opened; for the rest the script of 404.html is asked.
    """
    missing = [address for address in targets if is_missing(site, address)]
    only_asked = {*missing[60:]}
    opened = [[host + each, host + target] for each, target in targets.items() if each not in only_asked]
    arrived: list[list[str]] = []
    for first in range(0, len(opened), 60):
        arrived += tab.evaluate(FRAMES, opened[first : first + 60])
    asked = [host + address for address in missing]
    would = tab.evaluate(ASKED, [asked, host + SCRIPT])
    arrived += [
        [each, host + targets[each.removeprefix(host)], to] for each, to in zip(asked, would, strict=True)
    ]
    return [f"{each} leads to {came}, not to {target}" for each, target, came in arrived if came != target]


def test_every_old_address_leads_to_its_page_in_every_spelling(
    tab: Page, lean: str, site: Path, known: dict[str, str]
) -> None:
    wanted = {
        f"{spelling}?a=b#part": f"{known[old.strip('/').lower()]}?a=b#part"
        for old in OLD
        for spelling in variants(old)
    }

    assert lost(tab, lean, site, wanted) == []


def test_addresses_of_this_site_work_in_every_spelling(
    tab: Page, lean: str, site: Path, real: Outcome
) -> None:
    spellings = {
        f"{each}#part": f"{address}#part"
        for address in data_of(real)
        for each in (f"{address.upper()}", f"{address.rstrip('/')}.md", f"docs/{address}")
    }

    assert lost(tab, lean, site, spellings) == []


def data_of(real: Outcome) -> list[str]:
    pages = sorted(real.site.rglob("index.html"))
    own = (page for page in pages if "<article" in page.read_text("utf-8"))
    return [f"{page.parent.relative_to(real.site).as_posix()}/".removeprefix("./") for page in own]


def test_files_of_the_old_site_lead_to_the_page_of_their_topic(tab: Page, lean: str, site: Path) -> None:
    wanted = {}
    for page, assets in ASSETS.items():
        target = page.removesuffix(".md").removesuffix("index")
        for old in assets:
            path = old.strip("/")
            for spelling in (path, quote(unquote(path).upper())):
                wanted[spelling] = target if target.endswith("/") or not target else f"{target}/"

    assert lost(tab, lean, site, wanted) == []


def test_anchors_that_had_links_are_on_the_new_pages(real: Outcome, known: dict[str, str]) -> None:
    missing = []
    for old, anchors in ANCHORS.items():
        address = known[old.strip("/").lower()]
        ids = {*select(html.fromstring(real.html(f"{address}index.html")), "//@id")}
        missing += [f"{address}#{anchor}" for anchor in anchors if anchor not in ids]

    assert missing == []


def test_an_unknown_address_stays_on_a_page_that_helps(browser: Browser, host: str) -> None:
    tab = browser.new_page()
    tab.goto(f"{host}no/such/page/?a=b#part", wait_until="networkidle")

    assert tab.url == f"{host}no/such/page/?a=b#part"
    assert tab.inner_text("h1") == "Page not found"
    assert tab.locator("article a, .md-content a").first.get_attribute("href") in (
        base_path(),
        f"{base_path()}.",
    )


def test_the_404_page_itself_leads_on(browser: Browser, host: str) -> None:
    tab = browser.new_page()
    tab.goto(f"{host}docs//Results/FINDINGS.md?a=b#values", wait_until="commit")
    tab.wait_for_url(f"{host}results/findings/?a=b#values")  # a page that still loads may never close


def test_the_page_helps_without_a_script(browser: Browser, host: str) -> None:
    tab = browser.new_page(java_script_enabled=False)
    tab.goto(f"{host}OLD/page", wait_until="load")

    assert tab.inner_text("h1") == "Page not found"
    assert tab.locator(".md-content a").first.is_visible()


def test_only_the_404_page_loads_the_script(real: Outcome) -> None:
    with_script = [file for file in real.site.rglob("*.html") if "not-found.js" in file.read_text("utf-8")]

    assert [file.relative_to(real.site) for file in with_script] == [Path("404.html")]


def test_the_map_has_pages_before_old_addresses(mini: Mini) -> None:
    old = "---\ntitle: New\nredirect_from: [/Old/Page/, /OTHER.html, /a%20b.pdf]\n---\n"
    outcome = mini({"docs/index.md": "# Home\n", "docs/new.md": old, "docs/other.md": "# Other\n"})
    known = json.loads((outcome.site / "redirects.json").read_text("utf-8"))

    assert known == {"": "", "a b.pdf": "new/", "new": "new/", "old/page": "new/", "other": "other/"}
