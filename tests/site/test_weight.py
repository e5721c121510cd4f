"""The site stays light, and asks nobody but its own host."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.weight import FIRST, FURTHER, SCRIPTS, documents, load, longest


@pytest.fixture(params=["landing", "guide", "longest"])
def path(request: pytest.FixtureRequest, site: Path) -> str:
    """Return the paths of three pages in turn."""
    return {"landing": "", "guide": "emr/", "longest": longest(site)}[request.param]


def test_a_first_page_is_light_and_asks_no_other_host(browser: Browser, server: str, path: str) -> None:
    first = load(browser.new_context(), server, path)

    assert first.total <= FIRST, first.weights
    assert first.scripts <= SCRIPTS
    assert first.foreign == []
    assert any(url.endswith(".css") for url in first.weights)


def test_a_further_page_asks_for_little_more_than_itself(browser: Browser, server: str) -> None:
    context = browser.new_context()
    first, second = load(context, server, "emr/"), load(context, server, "go-live/emr/")

    assert sum(weight for url, weight in second.weights.items() if url not in first.weights) <= FURTHER


HEAVIER = {
    "contributing/rules/": 27_000,  # a section with examples for each rule, for authors alone
    "hl7/orders/": 21_000,  # every field of the message on one page, where a search in the page finds it
    "hl7/results/": 21_500,
    "open-questions/": 36_000,  # all questions on one page, so that each has one address
}
"""Pages that may weigh more than the bar, with a bar of their own."""


def test_every_page_is_light(site: Path) -> None:
    weights = documents(site)
    heavy = {path: weight for path, weight in weights.items() if weight > HEAVIER.get(path, FURTHER)}

    assert heavy == {}
    assert [path for path in HEAVIER if weights[path] <= FURTHER] == []  # one that is not needed any more
