"""Old addresses in every spelling, in a browser, on a host that answers 404.html where it knows no file."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
import yaml
from lxml import html
from playwright.sync_api import Browser, Page, Route

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
  const end = Date.now() + 20000;
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
"""Opens addresses in frames, and tells where each has come when all have arrived, or after 20 seconds."""

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


@pytest.fixture
def tab(browser: Browser, real: Outcome) -> Iterator[Page]:
    """Return a tab that loads redirects, and the script of 404.html; pages are empty, for speed."""
    leads = re.compile(r"location\.replace")
    base = base_path()

    script = f'<script src="{base}assets/javascripts/not-found.js" defer></script>'

    def exists(path: str) -> bool:
        file = real.site / path.removeprefix(base)
        return file.is_file() or (file / "index.html").is_file()

    def answer(route: Route) -> None:
        path = unquote(urlsplit(route.request.url).path)
        file = real.site / path.removeprefix(base).lstrip("/") / "index.html"
        if path.endswith("/empty-page"):
            route.fulfill(body="<title>start</title>", content_type="text/html")
        elif not exists(path):
            route.fulfill(status=404, body=script, content_type="text/html")
        elif path.endswith(("not-found.js", "redirects.json")):
            route.continue_()
        elif route.request.resource_type != "document":
            route.abort()
        elif (
            "//" not in path
            and path.endswith("/")
            and file.is_file()
            and not leads.search(file.read_text("utf-8"))
        ):
            route.fulfill(body="<title>arrived</title>", content_type="text/html")
        else:
            route.continue_()

    context = browser.new_context()
    context.route("**/*", answer)
    yield context.new_page()
    context.close()


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


def lost(tab: Page, host: str, targets: dict[str, str]) -> list[str]:
    """Return a line for each address below the host that does not lead to its target, when all had time."""
    arrived: list[list[str]] = []
    pairs = [[host + address, host + target] for address, target in targets.items()]
    tab.goto(f"{host}empty-page", wait_until="commit")
    for first in range(0, len(pairs), 60):
        arrived += tab.evaluate(FRAMES, pairs[first : first + 60])
    return [f"{asked} leads to {came}, not to {target}" for asked, target, came in arrived if came != target]


def test_every_old_address_leads_to_its_page_in_every_spelling(
    tab: Page, host: str, known: dict[str, str]
) -> None:
    wanted = {
        f"{spelling}?a=b#part": f"{known[old.strip('/').lower()]}?a=b#part"
        for old in OLD
        for spelling in variants(old)
    }

    assert lost(tab, host, wanted) == []


def test_addresses_of_this_site_work_in_every_spelling(tab: Page, host: str, real: Outcome) -> None:
    spellings = {
        f"{each}#part": f"{address}#part"
        for address in data_of(real)
        for each in (f"{address.upper()}", f"{address.rstrip('/')}.md", f"docs/{address}")
    }

    assert lost(tab, host, spellings) == []


def data_of(real: Outcome) -> list[str]:
    pages = sorted(real.site.rglob("index.html"))
    own = (page for page in pages if "<article" in page.read_text("utf-8"))
    return [f"{page.parent.relative_to(real.site).as_posix()}/".removeprefix("./") for page in own]


def test_files_of_the_old_site_lead_to_the_page_of_their_topic(tab: Page, host: str) -> None:
    wanted = {}
    for page, assets in ASSETS.items():
        target = page.removesuffix(".md").removesuffix("index")
        for old in assets:
            path = old.strip("/")
            for spelling in (path, quote(unquote(path).upper())):
                wanted[spelling] = target if target.endswith("/") or not target else f"{target}/"

    assert lost(tab, host, wanted) == []


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
    tab.close()


def test_the_404_page_itself_leads_on(browser: Browser, host: str) -> None:
    tab = browser.new_page()
    tab.goto(f"{host}docs//Results/FINDINGS.md?a=b#values", wait_until="commit")
    tab.wait_for_url(f"{host}results/findings/?a=b#values")  # a page that still loads may never close
    tab.close()


def test_the_page_helps_without_a_script(browser: Browser, host: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{host}OLD/page", wait_until="load")

    assert tab.inner_text("h1") == "Page not found"
    assert tab.locator(".md-content a").first.is_visible()
    context.close()


def test_only_the_404_page_loads_the_script(real: Outcome) -> None:
    with_script = [file for file in real.site.rglob("*.html") if "not-found.js" in file.read_text("utf-8")]

    assert [file.relative_to(real.site) for file in with_script] == [Path("404.html")]


def test_the_map_has_pages_before_old_addresses(mini: Mini) -> None:
    old = "---\ntitle: New\nredirect_from: [/Old/Page/, /OTHER.html, /a%20b.pdf]\n---\n"
    outcome = mini({"docs/index.md": "# Home\n", "docs/new.md": old, "docs/other.md": "# Other\n"})
    known = json.loads((outcome.site / "redirects.json").read_text("utf-8"))

    assert known == {"": "", "a b.pdf": "new/", "new": "new/", "old/page": "new/", "other": "other/"}
