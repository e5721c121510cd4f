"""Files to take along: offered where they are there, and held to the link check like any other file of the site."""

import re
from collections.abc import Mapping
from typing import Any

from tests.support.mini_sites import Mini, Outcome
from tests.support.project import ROOT

PAGES: Mapping[str, str | bytes] = {
    "docs/index.md": "# Home\n\n```downloads\n```\n",
    "docs/guide/index.md": "# Guide & more\n",
    "docs/guide/other.md": "# Other\n",
}
MADE: Mapping[str, str | bytes] = {
    "made/guide/guide-guide.pdf": b"%PDF" * 300_000,
    "made/all.zip": b"PK" * 1_000_000,
}
FEATURES = {"fences": True, "print_guides": [["guide"]]}


def built(mini: Mini, files: Mapping[str, str | bytes], **more: Any) -> Outcome:
    return mini(files, extra={"docsite": {**FEATURES, **more}}, theme="mkdocs")


def links(outcome: Outcome) -> list[tuple[str, str]]:
    """Return target and text of each link of the home page below docs/ or to a file."""
    found = re.findall(
        r'<a href="([^"#]*(?:guide/|\.zip)[^"]*)"[^>]*>([^<]*)</a>', outcome.html("index.html")
    )
    return [
        (target, text) for target, text in found if text in ("Guide &amp; more", "Print", "PDF", "all.zip")
    ]


def test_a_build_of_the_sources_alone_offers_what_it_makes(mini: Mini) -> None:
    outcome = built(mini, PAGES)

    assert outcome.lines == []
    assert links(outcome)[-2:] == [("guide/", "Guide &amp; more"), ("guide/print.html", "Print")]
    assert "built without PDFs" in outcome.html("index.html")


def test_what_was_made_before_is_offered_with_its_size_and_published(mini: Mini) -> None:
    outcome = built(mini, {**PAGES, **MADE}, downloads="made")
    text = outcome.html("index.html")

    assert outcome.lines == []
    assert links(outcome)[-3:] == [
        ("guide/print.html", "Print"),
        ("guide/guide-guide.pdf", "PDF"),
        ("all.zip", "all.zip"),
    ]
    assert "PDF</a>, 1.2 MB" in text
    assert "all.zip</a> (ZIP, 2.0 MB)" in text
    assert "built without" not in text
    assert (outcome.site / "guide/guide-guide.pdf").read_bytes() == MADE["made/guide/guide-guide.pdf"]
    assert (outcome.site / "all.zip").is_file()


def test_a_link_to_a_file_counts_as_any_other(mini: Mini) -> None:
    overrides = {"overrides/main.html": '{% extends "base.html" %}{% block content %}{{ super() }}\n'}
    link = '<a href="{{ "guide/guide-guide.pdf" | url }}">PDF</a>\n{% endblock %}\n'
    files = {**PAGES, "overrides/main.html": overrides["overrides/main.html"] + link}
    theme = {"name": "mkdocs", "custom_dir": "overrides"}
    extra = {"docsite": FEATURES}
    without = mini(files, extra=extra, theme=theme)

    assert len(without.lines) == 1
    assert "overrides/main.html:2:" in without.lines[0]
    assert without.lines[0].endswith("[missing-asset]")
    extra = {"docsite": {**FEATURES, "downloads": "made"}}
    assert mini({**files, **MADE}, extra=extra, theme=theme).lines == []


def test_the_site_that_is_published_has_the_folder_that_is_filled_before() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    folder = re.findall(r"downloads: (\S+)", (ROOT / "publish.yml").read_text("utf-8"))

    assert folder == [".cache/downloads"]
    assert re.search(
        rf"^pdf: .*\n\trm -rf {folder[0]}\n\t\$\(RUN\) tests\.pdf site {folder[0]}$", makefile, re.MULTILINE
    )
    assert re.search(
        rf"^publish: pdf offline .*\n\tmv site-offline\.zip {folder[0]}\n", makefile, re.MULTILINE
    )
