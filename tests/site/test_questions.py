"""The open questions in a browser: what "Ask IRIS" copies, and marks that are small and can be hit."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.kept_tab import renew

pytestmark = pytest.mark.usefixtures("browser")  # which takes the picture of a test that failed


@pytest.fixture
def page(kept_tab: Page, server: str) -> Page:
    renew(kept_tab, server, 1280, 900)
    kept_tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return kept_tab


def copied(page: Page, path: str) -> str:
    button = page.locator(f".ask-iris[data-path={path}]")
    button.click()
    expect(page.get_by_role("status").filter(has_text="Copied").first).to_be_visible()
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_the_questions_of_a_path_are_copied_as_text_with_reading_and_address(page: Page) -> None:
    page.goto("open-questions/")
    row = page.get_by_role("row").filter(has=page.locator("[data-path=emr]"))
    counts = [int(each) for each in row.get_by_role("cell").all_inner_texts()[:3]]
    text = copied(page, "emr")
    questions = text.split("\n\n")

    assert len(questions) == sum(counts)
    assert [each.count("   Blocks: first message") for each in questions[: counts[0] + 1]] == [1] * counts[
        0
    ] + [0]
    (sex,) = (each for each in questions if each.endswith("/open-questions/#pid-8-unknown"))
    assert [line.partition(":")[0] for line in sex.split("\n")[1:]] == [
        "   Our reading",
        "   Blocks",
        "   http",
    ]
    assert "What should PID-8 of an order hold" in sex
    assert "¶" not in text


def test_all_questions_are_copied_once(page: Page) -> None:
    page.goto("open-questions/")
    text = copied(page, "all")

    assert len(text.split("\n\n")) == page.locator(".question:has(h4)").count()


@pytest.mark.parametrize("path", ["open-questions", "go-live/emr"])
def test_questions_fit_a_narrow_screen(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{path}/")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_phone_shows_how_many_there_are_and_how_to_ask_without_a_sideways_scroll(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("open-questions/")
    row = page.get_by_role("row").filter(has=page.locator("[data-path=emr]"))
    counts, ends = row.get_by_role("cell"), []
    for each in (counts.nth(2), row.get_by_role("link", name="CSV"), row.get_by_role("button")):
        box = each.bounding_box()
        assert box
        ends.append(box["x"] + box["width"])
    label = counts.first.evaluate("(cell) => getComputedStyle(cell, '::before').content")

    assert max(ends) <= 390
    assert label == '"First message "'


def test_a_reader_can_ask_for_what_each_question_concerns(page: Page) -> None:
    page.goto("open-questions/")
    question = page.locator(".question", has=page.locator("#pid-8-unknown"))
    expect(question.get_by_role("link")).to_have_count(1)
    page.get_by_role("button", name="Show where each matters, who can answer, and why we ask").click()

    expect(question).to_contain_text("For the IRIS integration team. Source: ")
    expect(question.get_by_role("link", name="HL7 orders (ORM) #pid-8")).to_have_attribute(
        "href", "../hl7/orders/#pid-8"
    )
    expect(page.get_by_role("status").filter(has_text="Each question has its details now.")).to_be_visible()


def test_the_address_of_a_question_opens_it(page: Page) -> None:
    page.goto("open-questions/#pid-8-unknown")

    expect(page.locator("#pid-8-unknown")).to_be_in_viewport()
