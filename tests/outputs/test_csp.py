"""The Content-Security-Policy: no page breaks it, and what it forbids does not happen."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from docsite import render
from docsite.outputs import csp
from playwright.sync_api import Browser, Page, Route

from tests.support.host import serve
from tests.support.mini_sites import Files, Mini, configuration, write
from tests.support.preview import PATIENCE, save, serving, until
from tests.support.project import ROOT

SEARCH = 'button[aria-haspopup="dialog"]'
ELEMENT = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
ON = {"docsite": {"content_security_policy": True}}
PLANTED = """\
# Home

<p id="p">as written</p>
<script>document.getElementById("p").textContent = "changed"</script>
<p onmouseover="this.textContent = 'changed'">as written</p>
<img src="https://example.com/pixel.png" alt="">
"""


def protect(html: str, content: str = "", *, serving: bool = False) -> str:
    """Return the policy that a page gets."""
    protected = csp.protect(html, content, render.environment(None), serving=serving)
    match = ELEMENT.search(protected)
    assert match
    assert protected.replace(f"\n{match[0]}", "", 1) == html
    return match[1]


def digest(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def headers() -> dict[str, str]:
    """Return the headers that the page about publishing offers."""
    text = (ROOT / "docs/contributing/publishing.md").read_text("utf-8")
    block = text.partition("```text\n")[2].partition("```")[0]
    return dict(line.split(": ", 1) for line in block.splitlines())


@pytest.fixture
def page(browser: Browser, faults: list[str]) -> Page:
    """Open a tab; whatever the browser has to complain about fails."""
    tab = browser.new_page()
    tab.on("console", lambda message: faults.append(f"{message.text} {message.location}"))
    tab.on("pageerror", lambda error: faults.append(str(error)))
    return tab


def test_every_page_has_one_policy_before_anything_it_could_load(site: Path) -> None:
    pages = {file: file.read_text("utf-8") for file in site.rglob("*.html")}
    first = re.compile(r"<(?:link|script|style|img|base)\b")

    assert [file for file, html in pages.items() if len(ELEMENT.findall(html)) != 1] == []
    assert [
        file
        for file, html in pages.items()
        if (at := first.search(html)) and html.index("Content-Security-Policy") > at.start()
    ] == []


def test_no_policy_allows_another_host_or_an_unknown_script(site: Path) -> None:
    texts = {text for file in site.rglob("*.html") for text in ELEMENT.findall(file.read_text("utf-8"))}

    assert [text for text in texts if re.search(r"unsafe|https?:|\*", text)] == []


@pytest.mark.parametrize(
    "path",
    ["", "emr/", "cloud-direct/reference/order-request-samples/", "hl7/orders/", "404.html", "no-such-page/"],
)
def test_pages_keep_to_their_policy(page: Page, server: str, path: str) -> None:
    if path == "no-such-page/":  # as a host answers what is missing
        page.route(
            "**/no-such-page/", lambda route: route.fulfill(response=route.fetch(url=f"{server}404.html"))
        )
    page.goto(server + path, wait_until="networkidle")
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.querySelector('.md-header button:not([hidden])') !== null")


def test_search_keeps_to_the_policy(page: Page, server: str) -> None:
    page.goto(server)
    page.click(SEARCH)
    page.keyboard.type("order")
    page.wait_for_selector("dialog.search ol a")


def test_an_old_address_leads_on(page: Page, server: str, site: Path) -> None:
    old = next(file for file in sorted(site.rglob("*.html")) if "location.replace" in file.read_text("utf-8"))
    page.goto(f"{server}{old.relative_to(site).as_posix()}?a=1", wait_until="networkidle")
    page.wait_for_url("**/?a=1")
    assert page.locator(".md-header").count() == 1


def test_the_headers_for_other_hosts_break_nothing(page: Page, server: str) -> None:
    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, headers={**response.headers, **headers()})

    page.route("**/*", answer)
    page.goto(server, wait_until="networkidle")
    page.click(SEARCH)
    page.keyboard.type("order")
    page.wait_for_selector("dialog.search ol a")


def test_what_an_author_plants_neither_runs_nor_asks_another_host(browser: Browser, mini: Mini) -> None:
    built = mini({"docs/index.md": PLANTED}, theme="mkdocs", extra=ON).site
    with serve(built, "/") as address:
        page = browser.new_page()
        asked, blocked = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("requestfailed", lambda request: blocked.append((request.url, request.failure)))
        page.goto(address, wait_until="load")
        page.hover("[onmouseover]")
        texts = page.locator("p").all_inner_texts()

    assert "changed" not in texts
    assert blocked == [(url, "csp") for url in asked if not url.startswith(address)]


# The element


HASH = digest("run()")
TEXT = (
    "default-src 'self'; script-src 'self' {}; img-src 'self' data:; object-src 'none'; base-uri 'self'; {}"
)
FORM = "form-action 'self'"


def test_the_whole_policy() -> None:
    html = "<html><head><title>x</title></head><body><script>run()</script></body></html>"
    assert protect(html) == TEXT.format(HASH, FORM)


@pytest.mark.parametrize(
    ("scripts", "hashes"),
    [
        ("<script>run()</script><script>run()</script>", [HASH]),
        ("<script>a()</script><SCRIPT type=module>b()</SCRIPT >", [digest("a()"), digest("b()")]),
        ("<script>\r\na()\r</script>", [digest("\na()\n")]),
        ('<script src="a.js"></script><script type="application/json">{}</script>', []),
        ('<script data-src="a.js" type="text/javascript">run()</script>', [HASH]),
        ('<script type="application/ld+json">{}</script>', []),
        ("<script>größe()</script>", [digest("größe()")]),
    ],
)
def test_scripts_run_by_their_hash(scripts: str, hashes: list[str]) -> None:
    found = re.findall(r"'sha256-[^']*'", protect(f"<head></head><body>{scripts}</body>"))
    assert found == hashes


def test_a_script_in_the_text_has_no_hash() -> None:
    content = "<p>x</p><script>planted()</script>"
    html = f"<head></head><body>{content}<script>run()</script></body>"
    assert protect(html, content) == TEXT.format(HASH, FORM)


@pytest.mark.parametrize(
    "shown",
    [
        "<p>X</p><script>planted()</script>",
        "<p>x</p> <script>planted()</script>",
        "<script>planted()</script>",
    ],
)
def test_no_script_has_a_hash_where_the_text_is_shown_otherwise(shown: str) -> None:
    html = f"<head></head><body>{shown}<script>run()</script></body>"
    assert "sha256" not in protect(html, "<p>x</p><script>planted()</script>")


THEME = """\
<html><head><title>{{ page.title }}</title><meta name="description" content="{{ page.meta.description }}"></head>
<body>{{ page.content }}<script>run()</script></body></html>
"""
PLUGIN = """\
def on_post_page(output, page, config):
    return output.replace("<p>", "<p class='x'>").replace("</body>", "<script>added()</script></body>")
"""
PLANTING = """\
---
title: "A<script>title()</script>"
description: |
  "><script>planted()</script>
routing: [{a: "<script>deep()</script>"}]
---
Text

<script>planted()</script>
"""


@pytest.mark.parametrize("first", [True, False])
def test_what_an_author_plants_has_no_hash_whatever_other_plugins_do(mini: Mini, first: bool) -> None:
    hooks = [str(ROOT / "hooks" / "main.py"), "plugin.py"][:: -1 if first else 1]
    files = {"docs/index.md": PLANTING, "plugin.py": PLUGIN, "theme/main.html": THEME}
    outcome = mini(files, hooks=hooks, extra=ON, theme={"name": None, "custom_dir": "theme"})
    html = outcome.html("index.html")

    assert "<p class='x'>Text</p>" in html
    assert ELEMENT.findall(html) == [TEXT.format(HASH, FORM)]


def test_while_serving_the_script_that_reloads_may_run() -> None:
    html = '<head>\n  <meta charset="utf-8"></head><body><script>run()</script></body>'
    assert protect(html, serving=True) == TEXT.format("'unsafe-inline'", FORM)


def test_a_site_that_does_not_ask_has_none(mini: Mini) -> None:
    outcome = mini({"docs/index.md": "---\nredirect_from: [/old/]\n---\n# Home\n"}, theme="mkdocs")
    assert [
        file for file in outcome.site.rglob("*.html") if "Content-Security" in file.read_text("utf-8")
    ] == []


def test_the_preview_still_reloads_by_itself(browser: Browser, tmp_path: Path) -> None:
    home: Files = {"docs/index.md": "# First\n"}
    write(tmp_path, configuration(home, {"extra": ON, "site_url": "http://127.0.0.1/", "theme": "mkdocs"}))
    with serving(tmp_path) as get:
        until(lambda: "First" in get(""))
        assert "script-src 'self' 'unsafe-inline'" in get("")
        address = (tmp_path / "serve.log").read_text().partition("Serving on ")[2].split()[0]
        page = browser.new_page()
        page.goto(address)
        save(tmp_path, "docs/index.md", "# Second\n")
        page.wait_for_selector("h1:has-text('Second')", timeout=PATIENCE * 1000)
