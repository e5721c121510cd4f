"""The guide's report on itself: what it counts, on a mini site where each number can be seen."""

import json

from tests.support.mini_sites import Mini

AUDIT = '{"date": "2026-11-01", "lines": [{"what": "axe", "bar": "0", "figure": "2", "kept": false}]}'
PAGES = {
    "docs/index.md": (
        "---\ntitle: Home\nreviewed: 2026-11-03\n---\n# Home\n\n[A](a.md) [its part](a.md#part)\n"
        "[mail](mailto:a@example.com) [other](https://example.org/) ![i](i.png)\n"
    ),
    "docs/a.md": (
        "---\ntitle: A\nreviewed: 2026-10-01\n---\n# A\n\n## Part\n\n"
        "<!-- allow: missing-page — it comes tomorrow -->\n[gone](gone.md)\n"
    ),
    "docs/quality.md": "---\ntitle: Report\nreviewed: 2026-11-02\n---\n# Report\n\n```quality-report\n```\n",
    "docs/i.png": "",
    "docs/specs/audit.json": AUDIT,
}


def test_the_report_counts_what_the_build_has_judged(mini: Mini) -> None:
    outcome = mini(PAGES, exclude_docs="/specs/\n")
    report = json.loads(outcome.html("quality/report.json"))

    assert outcome.lines == []
    assert report["newest_source"] == "2026-11-03"
    assert report["pages"] == 3
    assert report["links"] == {
        "page": 1,
        "place on a page": 1,
        "file": 2,
        "other site": 1,
        "mail or telephone": 1,
    }
    assert report["anchors"] == 3
    assert report["exceptions"] == [
        {"path": "docs/a.md", "line": 9, "rules": "missing-page", "reason": "it comes tomorrow"}
    ]
    assert [(each["page"], each["reviewed"]) for each in report["reviews"]] == [
        ("A", "2026-10-01"),
        ("Report", "2026-11-02"),
        ("Home", "2026-11-03"),
    ]
    assert {each["address"] for each in report["heaviest"]} == {"", "a/"}
    assert {"rule": "missing-page", "level": "problem"} in report["rules"]
    assert report["audit"] == json.loads(AUDIT)


def test_the_page_shows_the_report_and_its_links_are_checked_like_all_others(mini: Mini) -> None:
    html = mini(PAGES, exclude_docs="/specs/\n").html("quality/index.html")

    assert '<a href="../a/">A</a>' in html
    assert "Measured by <code>make audit</code> on 2026-11-01." in html
    assert "quality-report" not in html


def test_the_report_is_the_same_at_every_build(mini: Mini) -> None:
    first, second = (mini(PAGES, exclude_docs="/specs/\n") for _ in range(2))

    assert first.html("quality/report.json") == second.html("quality/report.json")
    assert first.html("quality/index.html") == second.html("quality/index.html")


def test_a_site_without_the_fence_has_no_report(mini: Mini) -> None:
    outcome = mini({"docs/index.md": "# Home\n"})

    assert not (outcome.site / "quality").exists()
