"""The dated changes as an Atom feed, and an entry for every change of a specification or schema."""

from typing import Any

import pytest
from lxml import etree, html

from tests.support.mini_sites import Mini, Outcome
from tests.support.xpath import select

CHANGES = """\
---
title: Changes & more
---
# Changes & more

## 2026-12-01: second & edition { #second }

Read [the orders](index.md) and `PID-3` & more.

### Rows

## 2026-11-24: first edition

This is the first.
"""


def feed(outcome: Outcome) -> etree._Element:
    return etree.fromstring((outcome.site / "changes/feed.xml").read_bytes())


def texts(root: etree._Element, path: str) -> list[str]:
    return select(root, path, a="http://www.w3.org/2005/Atom")


def test_each_dated_section_is_an_entry(mini: Mini) -> None:
    files = {"docs/index.md": "# Home\n", "docs/changes.md": CHANGES, "docs/specs/site.yml": "author: IRIS\n"}
    outcome = mini(files, site_url="https://example.com/base/", extra={"docsite": {"feed": True}})
    root = feed(outcome)
    page = "https://example.com/base/changes/"

    assert outcome.lines == []
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    assert texts(root, "a:title/text()") == ["Changes & more"]
    assert texts(root, "a:id/text()") == [page]
    assert texts(root, "a:updated/text()") == ["2026-12-01T00:00:00Z"]
    assert texts(root, "a:link[@rel='self']/@href") == [f"{page}feed.xml"]
    assert texts(root, "a:author/a:name/text()") == ["IRIS"]
    assert texts(root, "a:entry/a:id/text()") == [f"{page}#second", f"{page}#2026-11-24-first-edition"]
    assert texts(root, "a:entry/a:title/text()") == ["second & edition", "first edition"]
    assert texts(root, "a:entry/a:updated/text()") == ["2026-12-01T00:00:00Z", "2026-11-24T00:00:00Z"]
    assert texts(root, "a:entry/a:summary/text()") == [
        "Read the orders and PID-3 & more.",
        "This is the first.",
    ]
    first = (outcome.site / "changes/feed.xml").read_bytes()
    assert (
        mini(files, site_url="https://example.com/base/", extra={"docsite": {"feed": True}}).site
        / "changes/feed.xml"
    ).read_bytes() == first


def test_every_entry_leads_to_its_section(mini: Mini) -> None:
    files = {"docs/index.md": "# Home\n", "docs/changes.md": CHANGES}
    outcome = mini(
        files,
        site_url="https://example.com/",
        markdown_extensions=["attr_list"],
        extra={"docsite": {"feed": True}},
    )
    page = html.fromstring(outcome.html("changes/index.html"))
    ids = {*select(page, "//@id")}

    anchors = [each.rpartition("#")[2] for each in texts(feed(outcome), "a:entry/a:link/@href")]
    assert set(anchors) <= ids


@pytest.mark.parametrize(
    "settings", [{"extra": {"docsite": {"feed": True}}}, {"site_url": "https://example.com/"}]
)
def test_a_site_without_address_or_wish_has_no_feed(mini: Mini, settings: dict[str, Any]) -> None:
    outcome = mini({"docs/index.md": "# Home\n", "docs/changes.md": CHANGES}, **settings)

    assert outcome.lines == []
    assert not (outcome.site / "changes/feed.xml").exists()


def test_a_site_without_dated_changes_has_no_feed(mini: Mini) -> None:
    outcome = mini(
        {"docs/changes.md": "# Changes\n\n## Soon\n"},
        site_url="https://example.com/",
        extra={"docsite": {"feed": True}},
    )

    assert outcome.lines == []
    assert not (outcome.site / "changes/feed.xml").exists()


def test_the_guide_names_its_feed(real: Outcome) -> None:
    for path in ("index.html", "changes/index.html"):
        page = html.fromstring(real.html(path))
        (link,) = select(page, "//link[@rel='alternate'][@type='application/atom+xml']/@href")
        assert (real.site / path).parent.joinpath(
            str(link)
        ).resolve() == real.site.resolve() / "changes/feed.xml"
    changes = html.fromstring(real.html("changes/index.html"))
    assert select(changes, "//article//a[@href='feed.xml']")
    root = feed(real)
    assert texts(root, "a:entry/a:id/text()")
    assert all(each.startswith("https://") for each in texts(root, "//a:id/text()"))
