"""Headings, tables, tabs and abbreviations of pages, as a screen reader and a keyboard have them."""

import pytest
from docsite.outputs.reading_aids import improved

from tests.support.mini_sites import Mini

LINK = '<a class="headerlink" href="#a" title="Link">&para;</a>'
NAMED = '<a class="headerlink" href="#a" title="Link" aria-label="Link: {}">&para;</a>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f'<h2 id="a">A{LINK}</h2>', f'<div class="heading"><h2 id="a">A</h2>{NAMED.format("A")}</div>'),
        (
            f'<h3 id="a"><code>A</code> &amp; "b"{LINK}</h3>',
            (
                '<div class="heading"><h3 id="a"><code>A</code> &amp; "b"</h3>'
                f"{NAMED.format('A &amp; &quot;b&quot;')}</div>"
            ),
        ),
        (f'<h1 id="a">A{LINK}</h1>', '<h1 id="a">A</h1>'),
        ('<h2 id="a">A</h2>', '<h2 id="a">A</h2>'),
        (
            "<thead>\n<tr>\n<th>A</th>\n</tr>\n</thead><tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr></tbody>",
            (
                '<thead>\n<tr>\n<th scope="col">A</th>\n</tr>\n</thead>'
                '<tbody>\n<tr>\n<th scope="row">1</th>\n<td>2</td>\n</tr></tbody>'
            ),
        ),
        ('<tr>\n<td style="a: b">1</td>', '<tr>\n<th scope="row" style="a: b">1</th>'),
        ("<tr>\n<td></td>\n<td>2</td>", "<tr>\n<td></td>\n<td>2</td>"),
        ('<tr id="a"><th scope="row">1</th><td>2</td>', '<tr id="a"><th scope="row">1</th><td>2</td>'),
        (
            '<h2>A <b>b</b></h2><div class="tabbed-set tabbed-alternate" data-tabs="1:2">',
            (
                "<h2>A <b>b</b></h2>"
                '<div role="group" aria-label="Versions: A b" class="tabbed-set tabbed-alternate" data-tabs="1:2">'
            ),
        ),
    ],
)
def test_what_markdown_makes_is_improved(html: str, expected: str) -> None:
    assert improved(html) == expected


def test_an_abbreviation_is_marked_once_in_a_section_and_never_in_a_link_or_heading() -> None:
    mark = '<abbr title="t">X</abbr>'
    own = '<abbr title="t" tabindex="0">X</abbr>'

    assert improved(f"<p>{mark} {mark}</p>") == f"<p>{own} X</p>"
    assert (
        improved(f"<h2>{mark}</h2><p><a href='#'>{mark}</a> {mark}</p>")
        == f"<h2>X</h2><p><a href='#'>X</a> {own}</p>"
    )
    assert improved(f"<p>{mark}</p><h2>B</h2><p>{mark}</p>") == (
        f"<p>{own}</p><h2>B</h2><p>{own.replace('0', '-1')}</p>"
    )


def test_a_site_asks_for_it(mini: Mini) -> None:
    files = {"docs/index.md": "# Home\n\n## A\n\n| B |\n|---|\n| 1 |\n"}
    toc = {"markdown_extensions": [{"toc": {"permalink": True}}, "tables"]}
    extra = {"docsite": {"reading_aids": True, "markdown": True}}
    site = {"site_url": "https://example.com/", **toc}
    plain = mini(files, extra={"docsite": {"markdown": True}}, **site)
    assert 'scope="row"' not in plain.html("index.html")
    before = plain.html("index.md")
    outcome = mini(files, extra=extra, **site)

    assert outcome.lines == []
    assert 'scope="row"' in outcome.html("index.html")
    assert outcome.html("index.md") == before
