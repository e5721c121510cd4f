"""The way through the guide: five groups, short labels, breadcrumbs, and steps that stay within a guide."""

from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.support.weight import documents

GROUPS = {
    "Start": ["Find your guide", "Organizations and orders"],
    "Guides": ["Basic", "EMR", "Cloud EMR", "Cloud Direct", "Direct Messaging", "Devices"],
    "Reference": ["HL7", "Results", "Glossary"],
    "Test and go live": ["Checklists", "Test kit"],
    "Help and about": [
        "When something goes wrong",
        "Changes",
        "Accessibility",
        "Open questions",
        "Contributing",
    ],
}


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Any]:
    """Return each page of the site, parsed, by its address."""
    return {path: html.fromstring((site / path / "index.html").read_bytes()) for path in documents(site)}


def texts(elements: Any) -> list[str]:
    return [" ".join(element.text_content().split()) for element in elements]


def test_the_menu_has_five_groups_with_names(pages: dict[str, Any]) -> None:
    for page in pages.values():
        (menu,) = page.xpath("//nav[@id='navigation']")
        lists = {
            heading: texts(menu.xpath(f"./ul[@aria-labelledby='{identity}']/li/a"))
            for heading, identity in zip(texts(menu.xpath("./p")), menu.xpath("./p/@id"), strict=True)
        }
        assert {group: names for group, names in lists.items() if set(GROUPS[group]) <= set(names)} == lists
        assert list(lists) == list(GROUPS)


def test_a_label_does_not_repeat_the_one_above_it(pages: dict[str, Any]) -> None:
    repeated = set()
    for page in pages.values():
        for entry in page.xpath("//nav[@id='navigation']//li[ul[@class='nav__list']]"):
            (above,) = texts(entry.xpath("./a"))
            for label in texts(entry.xpath("./ul[@class='nav__list']/li/a")):
                if above.lower() in label.lower():
                    repeated.add((above, label))

    assert repeated == set()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", []),
        ("basic/", ["Guides"]),
        ("cloud-direct/reference/objects/", ["Guides", "Cloud Direct", "Reference"]),
        ("hl7/orders/", ["Reference", "HL7"]),
        ("results/images/", ["Reference", "Results"]),
        ("test-kit/", ["Test and go live"]),
    ],
)
def test_breadcrumbs_say_where_a_page_is(pages: dict[str, Any], path: str, expected: list[str]) -> None:
    assert texts(pages[path].xpath("//nav[@aria-label='Breadcrumbs']//li")) == expected


def test_previous_and_next_stay_within_a_guide(pages: dict[str, Any]) -> None:
    astray = []
    for path, page in pages.items():
        for link in page.xpath("//footer//a[@rel]/@href"):
            target = (Path("/", path) / link).resolve()
            if target.parts[1] != Path("/", path).parts[1]:
                astray.append((path, link))

    assert astray == []
    assert pages["cloud-direct/events/"].xpath("//footer//a/@rel") == ["prev", "next"]
    assert pages["glossary/"].xpath("//footer//a/@rel") == []


def test_main_holds_the_page_and_no_menu(pages: dict[str, Any]) -> None:
    for page in pages.values():
        (main,) = page.xpath("//main")
        assert len(main.xpath(".//article")) == 1
        assert main.xpath(".//*[@id='navigation' or @data-md-component='toc']") == []
