"""What is around the pages: an address that is none, an answer to the guide, help to copy, data for links."""

from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Page, expect

from tests.support.kept_tab import renew
from tests.support.weight import documents

pytestmark = pytest.mark.usefixtures("browser")  # which takes the picture of a test that failed


@pytest.fixture
def page(kept_tab: Page, server: str) -> Page:
    """Return a page that may use the clipboard."""
    renew(kept_tab, server, 1280, 720)
    kept_tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return kept_tab


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("hl7/result/", "HL7 results (ORU)"),
        ("cloud-direct/quickstart", "Quick start"),
        ("go-live/emrs/", "EMR"),
    ],
)
def test_a_wrong_address_offers_the_nearest_pages(page: Page, path: str, expected: str) -> None:
    page.goto(path)
    expect(page.locator(".missing__nearest a").first).to_contain_text(expected)
    with page.expect_navigation():
        page.locator(".missing__nearest a").first.click()
    expect(page.locator("h1")).to_contain_text(expected)


def test_a_wrong_address_offers_the_search(page: Page) -> None:
    page.goto("nothing-like-it-9876/")
    expect(page.locator(".missing__nearest")).to_be_hidden()
    page.locator(".missing__search input").fill("firewall")
    page.keyboard.press("Enter")
    expect(page.locator("dialog.search li a").first).to_be_visible()


@pytest.mark.parametrize("answer", ["Yes", "No"])
def test_an_answer_becomes_text_to_copy_or_send(page: Page, answer: str) -> None:
    page.goto("emr/")
    page.get_by_role("button", name=answer, exact=True).click()
    text = page.locator(".feedback-text textarea")
    expect(text).to_be_focused()
    assert text.input_value().startswith(
        f"Useful: {answer.lower()}\nPage: EMR integrations\nAddress: https://"
    )
    page.locator(".feedback-text").get_by_role("button", name="Copy text").click()
    expect(page.locator(".feedback-text [role=status]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == text.input_value()


def test_each_symptom_has_text_for_support(page: Page) -> None:
    page.goto("trouble/")
    sections = page.locator("article h2").count()
    assert page.get_by_role("button", name="Copy text for Support").count() == sections
    page.locator("p", has_text="Ask").get_by_role("button", name="Copy text for Support").first.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Symptom: No invitation\nOrganization: \nSite: \n")
    assert "Also (the email address that was invited): \n" in copied


def test_every_symptom_is_a_line_of_its_own(site: Path) -> None:
    page: Any = html.fromstring((site / "trouble/index.html").read_bytes())
    links = page.xpath("//*[@class='symptoms']//li/a/@href")
    assert links == [f"#{identity}" for identity in page.xpath("//article//h2/@id")]
    assert {"#order-refused", "#order-unanswered", "#own-ae"} <= set(links)


def test_every_page_has_data_for_links(site: Path) -> None:
    for path in documents(site):
        page: Any = html.fromstring((site / path / "index.html").read_bytes())
        data = {each.get("property"): each.get("content") for each in page.xpath("//meta[@property]")}
        assert data["og:title"] == " ".join(page.xpath("//h1")[0].text_content().split())
        assert data["og:url"] == page.xpath("//link[@rel='canonical']/@href")[0]
        assert data["og:description"]
