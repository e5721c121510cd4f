"""The site to download: unpacked into a folder, it opens without a server, and search works."""

import zipfile
from pathlib import Path

import pytest
from docsite.outputs import offline
from playwright.sync_api import Browser, Page, Request, expect

from tests.support.mini_sites import Outcome, build
from tests.support.project import ROOT, copy_project

SEARCH = 'button[aria-haspopup="dialog"]'


@pytest.fixture(scope="module")
def built(real: Outcome, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Build the real site as `make offline` does."""
    root = tmp_path_factory.mktemp("offline")
    copy_project(root, real.root)
    text = (ROOT / "offline.yml").read_text("utf-8")
    assert text.count("INHERIT: mkdocs.yml") == 1
    (root / "base.yml").write_bytes((root / "mkdocs.yml").read_bytes())
    return build(root, {"mkdocs.yml": text.replace("INHERIT: mkdocs.yml", "INHERIT: base.yml")})


@pytest.fixture(scope="module")
def folder(built: Outcome, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that a reader unpacks, with a blank in its path."""
    target = tmp_path_factory.mktemp("my guide")
    offline.pack(built.site, target / "site-offline.zip")
    with zipfile.ZipFile(target / "site-offline.zip") as archive:
        archive.extractall(target)
    return target / "site-offline"


@pytest.fixture
def page(browser: Browser, folder: Path, faults: list[str]) -> Page:
    """Open the home page from the folder; no message in the console, no failed or foreign request."""
    tab = browser.new_page()

    def hear(asked: Request) -> None:
        if asked.failure != "net::ERR_ABORTED":  # the next page was opened meanwhile
            faults.append(f"failed: {asked.url}: {asked.failure}")

    tab.on("console", lambda message: faults.append(f"{message.text} {message.location}"))
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.on("requestfailed", hear)
    tab.on(
        "request",
        lambda request: None if request.url.startswith(folder.as_uri()) else faults.append(request.url),
    )
    tab.goto((folder / "index.html").as_uri(), wait_until="networkidle")
    return tab


def test_the_build_reports_what_the_site_for_the_web_reports(built: Outcome, real: Outcome) -> None:
    assert built.lines == real.lines


def test_links_lead_to_files(page: Page, folder: Path) -> None:
    page.locator(".routing__guide a").first.click()
    page.wait_for_url("**/index.html")
    page.locator("#navigation a[href$='csv-import.html']").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("CSV import")
    assert page.url == (folder / "basic/csv-import.html").as_uri()
    page.locator(".brand").click()
    page.wait_for_url((folder / "index.html").as_uri())


def test_search_finds_and_leads_to_a_file(page: Page, folder: Path) -> None:
    page.click(SEARCH)
    page.keyboard.type("SFTP password")
    expect(page.locator("dialog li a").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{(folder / 'basic/index.html').as_uri()}#*")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_page_has_what_works_there_and_no_more(page: Page) -> None:
    for scheme in ("light", "dark"):
        page.get_by_role("button", name=f"Switch to {scheme}").click()
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    assert page.get_by_role("button", name="Copy as Markdown").count() == 0
    assert page.locator("link[type='text/markdown']").count() == 0


def test_the_archive_is_the_same_every_time(built: Outcome, tmp_path: Path) -> None:
    first, second = tmp_path / "a/guide.zip", tmp_path / "b/guide.zip"
    for target in (first, second):
        target.parent.mkdir()
        offline.pack(built.site, target)
    with zipfile.ZipFile(first) as archive:
        names = archive.namelist()

    assert first.read_bytes() == second.read_bytes()
    assert "guide/index.html" in names
    assert not {f"guide/{each}" for each in ("404.html", "sitemap.xml", "sitemap.xml.gz")} & set(names)
