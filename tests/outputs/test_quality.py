"""The guide's report on itself: what it counts, on a mini site where each number can be seen."""

import json
from pathlib import Path

import pytest

from tests import audit
from tests.support.mini_sites import Mini
from tests.support.verdicts import Line

AUDIT = '{"date": "2026-11-01", "figures": [{"name": "axe", "bar": 0, "figure": "2", "verdict": "missed"}]}'
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


def test_an_exception_in_an_included_file_is_in_force_once(mini: Mini) -> None:
    files = {
        "docs/index.md": '# Home\n\n--8<-- "docs/part.txt"\n\n```quality-report\n```\n',
        "docs/a.md": '# A\n\n--8<-- "docs/part.txt"\n',
        "docs/part.txt": "<!-- allow: missing-page — tomorrow -->\n[gone](gone.md)\n",
    }
    outcome = mini(files, markdown_extensions=["pymdownx.superfences", "pymdownx.snippets"])

    assert outcome.lines == []
    assert json.loads(outcome.html("quality/report.json"))["exceptions"] == [
        {"path": "docs/part.txt", "line": 1, "rules": "missing-page", "reason": "tomorrow"}
    ]


def test_the_page_shows_the_report_and_its_links_are_checked_like_all_others(mini: Mini) -> None:
    html = mini(PAGES, exclude_docs="/specs/\n").html("quality/index.html")

    assert '<a href="../a/">A</a>' in html
    assert "Measured by <code>make audit</code> on 2026-11-01." in html
    assert "quality-report" not in html
    assert '<tr><th scope="row">axe</th><td>0</td><td>2</td><td>missed</td></tr>' in html


def test_the_page_shows_what_an_audit_has_written(
    mini: Mini, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "FIGURES", tmp_path / "audit.json")
    audit.save([Line("axe violations", "0", "1", kept=False)])
    files = {**PAGES, "docs/specs/audit.json": audit.FIGURES.read_text("utf-8")}
    outcome = mini(files, exclude_docs="/specs/\n")

    assert outcome.lines == []
    assert "<td>0</td><td>1</td><td>missed</td>" in outcome.html("quality/index.html")


def test_a_report_without_figures_of_an_audit_says_so(mini: Mini) -> None:
    pages = {path: text for path, text in PAGES.items() if path != "docs/specs/audit.json"}
    outcome = mini(pages, exclude_docs="/specs/\n")

    assert json.loads(outcome.html("quality/report.json"))["audit"] == {}
    assert "This copy of the guide has no figures" in outcome.html("quality/index.html")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (": 0,", ": 0,,", "1:61: not JSON: expected a property name, found ','."),
        ("figures", "figure", "1:24: unknown key 'figure'. Did you mean 'figures'? [unknown-key]"),
        ("2026-11-01", "soon", "1:10: 'date' must be a date as 2026-01-31, not 'soon'."),
        ('"name": "axe", ', "", "1:36: an item of 'figures' has no 'name'. Add it: what was measured."),
    ],
)
def test_a_wrong_file_of_figures_is_one_problem_and_shows_none(
    mini: Mini, old: str, new: str, told: str
) -> None:
    files = {**PAGES, "docs/specs/audit.json": AUDIT.replace(old, new, 1)}
    outcome = mini(files, exclude_docs="/specs/\n")

    (line,) = outcome.lines
    assert line.startswith(f"docs/specs/audit.json:{told}")
    assert "This copy of the guide has no figures" in outcome.html("quality/index.html")


QUESTIONS = """\
questions:
  - &q
    {id: one, question: Q?, reading: R., paths: [a], blocks: first message,
     who: vendor, source: S, concerns: [index.md]}
  - {<<: *q, id: two, paths: [all], blocks: nothing}
  - {<<: *q, id: three, answer: Yes., answered: 2026-01-01}
"""


def test_open_questions_are_counted_by_path_and_by_what_they_block(mini: Mini) -> None:
    files = {
        "docs/index.md": "# Home\n\n```questions\n```\n",
        "docs/a/index.md": "# Path A\n",
        "docs/quality.md": "# Report\n\n```quality-report\n```\n",
        "docs/specs/questions/all.yml": QUESTIONS,
    }
    outcome = mini(
        files, exclude_docs="/specs/\n", extra={"docsite": {"rules": {"answered-question": "ignore"}}}
    )

    assert outcome.lines == []
    assert json.loads(outcome.html("quality/report.json"))["questions"] == [
        {
            "path": "all",
            "title": "Every path",
            "address": "#path-all",
            "blocks": {"first message": 1, "go-live": 0, "nothing": 1},
        },
        {
            "path": "a",
            "title": "Path A",
            "address": "#path-a",
            "blocks": {"first message": 1, "go-live": 0, "nothing": 1},
        },
    ]
    html = outcome.html("quality/index.html")
    assert '<a href="../#path-a">Path A</a></th><td>1</td><td>0</td><td>1</td>' in html
    assert '<rect class="bar__part-3" x="50.0" width="50.0" height="8"/>' in html


def test_the_report_is_the_same_at_every_build(mini: Mini) -> None:
    first, second = (mini(PAGES, exclude_docs="/specs/\n") for _ in range(2))

    assert first.html("quality/report.json") == second.html("quality/report.json")
    assert first.html("quality/index.html") == second.html("quality/index.html")


def test_a_site_without_the_fence_has_no_report(mini: Mini) -> None:
    outcome = mini({"docs/index.md": "# Home\n"})

    assert not (outcome.site / "quality").exists()
