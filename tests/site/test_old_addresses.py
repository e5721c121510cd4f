"""Old addresses in every spelling, in a browser, on a host that answers 404.html where it knows no file."""

import json
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

import pytest
import yaml
from lxml import html
from playwright.sync_api import Browser, Page

from tests.support.host import serve
from tests.support.mini_sites import Outcome
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
STEP = """
async (asked) => {
  const read = (url) => JSON.parse(asked.files[url]);
  const load = async (url) => ({ ok: true, json: async () => read(url.href) });
  const step = async ([address, came, html]) => {
    const at = new URL(came);
    at.hash = new URL(address).hash;
    const page = new DOMParser().parseFromString(html, "text/html");
    page.head.prepend(Object.assign(page.createElement("base"), { href: at }));
    const gone = new Promise((done) => { at.replace = done; setTimeout(() => done(at.href), 1000); });
    for (const { src, text } of page.scripts) {
      const script = src ? asked.files[src] : text;
      new Function("location", "document", "fetch", script)(at, { currentScript: { src }, links: page.links }, load);
    }
    return page.scripts.length ? new URL(await gone, at).href : at.href;
  };
  return Promise.all(asked.answers.map(step));
}
"""
"""Runs the scripts that a host answers with at each address, as if the browser were there, and returns where they lead.

Python asks for the answers: all together they take less time than a browser needs for one.
"""
OPENED = 12  # each spelling of one address
MOST_STEPS = 5
REDIRECTED = (301, 302, 307, 308)
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


@pytest.fixture(scope="module")
def lean(real: Outcome) -> Iterator[str]:
    """Serve redirects, and the script of 404.html, as they are, and for speed all other pages empty."""
    base = base_path()
    script = f'<script src="{base}assets/javascripts/not-found.js" defer></script>'

    def answer(address: str) -> tuple[int, str] | None:
        path = unquote(urlsplit(address).path)
        file = real.site / path.removeprefix(base).lstrip("/")
        page = file / "index.html"
        if not file.is_file() and not page.is_file():
            return 404, script
        is_page = (
            "//" not in path and path.endswith("/") and "location.replace" not in page.read_text("utf-8")
        )
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


def lost(tab: Page, host: str, targets: dict[str, str]) -> list[str]:
    """Return a line for each address below the host that does not lead to its target; the first are opened."""
    pairs = [[host + address, host + target] for address, target in targets.items()]
    arrived = tab.evaluate(FRAMES, pairs[:OPENED])
    would = ends(tab, host, [address for address, _ in pairs])
    arrived += [[address, target, would[address]] for address, target in pairs]
    return [f"{asked} leads to {came}, not to {target}" for asked, target, came in arrived if came != target]


def ends(tab: Page, host: str, addresses: list[str]) -> dict[str, str]:
    """Return where each address leads: the scripts of the answers run in the browser until one has none."""
    found = dict(zip(addresses, addresses, strict=True))
    going = addresses
    answers: dict[str, tuple[str, str]] = {}
    with closing(HTTPConnection(urlsplit(host).netloc)) as connection:
        names = ("redirects.json", "assets/javascripts/not-found.js")
        files = {host + name: answer(connection, host + name)[1] for name in names}
        for _ in range(MOST_STEPS):
            answers |= {each: answer(connection, each) for each in {*going} - {*answers}}
            came = tab.evaluate(STEP, {"files": files, "answers": [[each, *answers[each]] for each in going]})
            after = dict(zip(going, came, strict=True))
            going = sorted({each for old, each in after.items() if each != old})
            found = {first: after.get(last, last) for first, last in found.items()}
    return found


def answer(connection: HTTPConnection, address: str) -> tuple[str, str]:
    """Return address and text of what a host answers at an address, after any redirects of its own."""
    url = urlsplit(address)
    connection.request("GET", urlunsplit(("", "", url.path, url.query, "")))
    got = connection.getresponse()
    text = got.read().decode()
    if got.status in REDIRECTED:
        return answer(connection, urljoin(address, got.headers["Location"]))
    return urlunsplit(url._replace(fragment="")), text


def test_every_old_address_leads_to_its_page_in_every_spelling(
    tab: Page, lean: str, known: dict[str, str]
) -> None:
    wanted = {
        f"{spelling}?a=b#part": f"{known[old.strip('/').lower()]}?a=b#part"
        for old in OLD
        for spelling in variants(old)
    }

    assert lost(tab, lean, wanted) == []


def test_addresses_of_this_site_work_in_every_spelling(tab: Page, lean: str, real: Outcome) -> None:
    spellings = {
        f"{each}#part": f"{address}#part"
        for address in data_of(real)
        for each in (f"{address.upper()}", f"{address.rstrip('/')}.md", f"docs/{address}")
    }

    assert lost(tab, lean, spellings) == []


def data_of(real: Outcome) -> list[str]:
    pages = sorted(real.site.rglob("index.html"))
    own = (page for page in pages if "<article" in page.read_text("utf-8"))
    return [f"{page.parent.relative_to(real.site).as_posix()}/".removeprefix("./") for page in own]


def test_files_of_the_old_site_lead_to_the_page_of_their_topic(tab: Page, lean: str) -> None:
    wanted = {}
    for page, assets in ASSETS.items():
        target = page.removesuffix(".md").removesuffix("index")
        for old in assets:
            path = old.strip("/")
            for spelling in (path, quote(unquote(path).upper())):
                wanted[spelling] = target if target.endswith("/") or not target else f"{target}/"

    assert lost(tab, lean, wanted) == []


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
