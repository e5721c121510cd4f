"""The routing table: every row of the landing page, and each way in which its data can be wrong."""

from html import unescape
from pathlib import Path
from typing import Any

import pytest
from docsite import __main__ as shell
from docsite.sources.paths import path_key
from lxml import html

from tests.support.mini_sites import Mini, configuration, write
from tests.support.routing import DATA, PAGES, real

BASIC, EMR, CLOUD_EMR, CLOUD_DIRECT = "basic/", "emr/", "cloud-emr/", "cloud-direct/"

# Who is sent where, as IRIS' own page has it.
SECTORS = [
    ("Primary Care (small)", [BASIC], ""),
    ("Primary Care (large), IDN, FQHC", [EMR], ""),
    ("Home Health Care", [CLOUD_DIRECT], ""),
    ("Retail / Kiosk", [CLOUD_DIRECT], ""),
    ("Payers", [CLOUD_DIRECT, BASIC], "and/or"),
]
TECHNOLOGIES = [
    ("File drops / SFTP / manual add-ons", [BASIC], ""),
    ("Mainstream EMR/EHR (HL7 integrations)", [EMR], ""),
    ("Cloud based EMR/EHR Provider (Athena, OCHIN, etc.)", [CLOUD_EMR], ""),
    ("Own software / batch operations / cloud platform tools / custom", [CLOUD_DIRECT], ""),
]

ROW = "      guides:\n        - page: other.md\n          purpose: all\n"
Rows = list[tuple[str, list[str], str]]


def table(text: str, name: str) -> Rows:
    """Return label, links and joining words of each row of a routing table."""
    return [
        (
            row.xpath("normalize-space(.//*[@class='routing__label'])"),
            row.xpath(".//*[@class='routing__guide']/a/@href"),
            row.xpath("normalize-space(.//*[@class='routing__join'])"),
        )
        for row in parsed(text).xpath(f"//table[@id='routing-{name}']/tbody/tr")
    ]


def parsed(text: str) -> Any:
    return html.fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))


def written(name: str) -> Rows:
    """Return the rows as the front matter of the landing page has them."""
    return [
        (row["label"], [address(guide["page"]) for guide in row["guides"]], row.get("join", ""))
        for row in real()[name]
    ]


def address(page: str) -> str:
    return f"{path_key(page)}/"


def test_the_landing_page_has_every_row_in_order(site: Path) -> None:
    text = (site / "index.html").read_text("utf-8")

    for name, rows in (("sector", SECTORS), ("technology", TECHNOLOGIES)):
        assert table(text, name) == written(name)
        labels = {label for label, _, _ in rows}
        assert [row for row in table(text, name) if row[0] in labels] == rows, (
            "a row of IRIS' own page has changed"
        )


def test_second_targets_are_told_apart_from_the_guide_of_a_row(site: Path) -> None:
    page = parsed((site / "index.html").read_text("utf-8"))
    also = {
        row.get("data-choice"): row.xpath(".//*[@class='routing__also']/a/@href")
        for row in page.xpath("//tr[.//*[@class='routing__also']]")
    }

    assert (
        also.items()
        >= {
            "sector=small-practice": [CLOUD_EMR],
            "sector=retail": ["direct-messaging/"],
            "sector=payers": ["direct-messaging/"],
        }.items()
    )
    assert list(also.values()) == [
        [address(guide["page"]) for guide in row["also"]]
        for name in ("sector", "technology")
        for row in real()[name]
        if "also" in row
    ]


def test_the_landing_page_says_what_each_guide_serves_for(site: Path) -> None:
    guides = parsed((site / "index.html").read_text("utf-8")).xpath("//*[@class='routing__guide']")

    assert len(guides) == sum(
        len(pages) for name in ("sector", "technology") for _, pages, _ in written(name)
    )
    assert all(guide.xpath("normalize-space(*[@class='routing__purpose'])") for guide in guides)


@pytest.mark.parametrize(
    "settings",
    [
        {},  # without the extension that renders fences
        {"markdown_extensions": ["pymdownx.superfences", "attr_list"]},
        {"markdown_extensions": ["pymdownx.extra"]},
        {
            "markdown_extensions": [{"pymdownx.superfences": {"custom_fences": []}}],
            "use_directory_urls": False,
        },
        {"theme": "readthedocs", "site_url": "https://example.com/base/"},
        {"theme": "material"},
    ],
)
def test_the_table_is_shown_with_everything_escaped(mini: Mini, settings: dict[str, object]) -> None:
    outcome = mini({"docs/index.md": DATA, **PAGES}, **{"theme": "mkdocs", **settings})
    text = outcome.html("index.html")
    is_flat = settings.get("use_directory_urls") is False
    links = ["guide/index.html", "other.html"] if is_flat else ["guide/", "other/"]

    assert outcome.lines == []
    assert table(text, "sector") == [("Payers & <kiosks>", links, "and/or")]
    assert table(text, "technology") == [("Files", links[1:], "")]
    shown = text[text.index('<div class="routing">') :]
    assert "Payers &amp; &lt;kiosks&gt;" in shown
    assert "if &#34;x&#34; &lt; y" in shown
    assert "send &amp; &lt;b&gt;receive&lt;/b&gt;" in shown
    assert "Guide &lt;1&gt; &amp; 2</a>" in shown
    assert unescape("The other &lt;one&gt;") in unescape(shown)


def test_a_row_may_have_a_short_label_and_guides_to_read_besides(mini: Mini) -> None:
    more = "      short: All\n      also:\n        - page: {}\n          purpose: At night\n"
    outcome = mini({"docs/index.md": DATA.replace(ROW, ROW + more.format("guide/index.md")), **PAGES})
    row = parsed(outcome.html("index.html")).xpath("//tr[@data-choice='technology=files']")[0]

    assert outcome.lines == []
    assert row.xpath("normalize-space(.//*[@class='routing__also'])") == "At night: Guide <1> & 2"
    assert row.xpath(".//*[@class='routing__also']/a/@href") == ["guide/"]
    assert '<option value="files">All</option>' in outcome.html("index.html")

    outcome = mini({"docs/index.md": DATA.replace(ROW, ROW + more.format("othr.md")), **PAGES})
    message = "guide 'othr.md' is not a page of this site. Did you mean 'other.md'? [unknown-page]"
    assert outcome.lines == [f"docs/index.md:20:17: {message}"]


def test_a_template_of_the_site_replaces_ours(mini: Mini) -> None:
    files = {
        "docs/index.md": DATA,
        **PAGES,
        "overrides/hooks/routing.html": "<p>{{ groups | length }} groups</p>",
    }
    outcome = mini(files, theme={"name": "mkdocs", "custom_dir": "overrides"})

    assert outcome.lines == []
    assert "<p>2 groups</p>" in outcome.html("index.html")


@pytest.mark.parametrize(
    ("written", "page"),
    [("/guide/", "guide/index.md"), ("guide", "guide/index.md"), ("other/", "other.md"), ("/", "index.md")],
)
def test_a_guide_may_be_meant_by_its_address(tmp_path: Path, written: str, page: str) -> None:
    wrong = DATA.replace("page: other.md", f"page: {written}")
    write(tmp_path, configuration({"docs/index.md": wrong, **PAGES}, {}))
    (found, *_) = shell.check(tmp_path / "mkdocs.yml")

    assert found.message == f"guide '{written}' is not a page of this site. Did you mean '{page}'?"


FENCE = "```routing\n```"
NO_PAGE = "is not a page of this site."
NO_PLACE = (  # the fence is missing
    "3:1: the page has routing data, but does not show the table. Add a fence '```routing'. "
    "[routing-without-place]"
)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "guide/index.md",
            "guides/index.md",
            f"8:17: guide 'guides/index.md' {NO_PAGE} Did you mean 'guide/index.md'? [unknown-page]",
        ),
        (
            "guide/index.md",
            "https://a.b/",
            f"8:17: guide 'https://a.b/' {NO_PAGE} Write the path of a page below docs/. [unknown-page]",
        ),
        (
            "guide/index.md",
            "[x]",
            "8:17: 'page' must be text, not a list. Correct or remove it. [wrong-type]",
        ),
        (
            "purpose: results",
            "purpos: r",
            "11:11: unknown key 'purpos'. Did you mean 'purpose'? [unknown-key]",
        ),
        (
            "          purpose: results\n",
            "",
            "10:11: an item of 'guides' has no 'purpose'. Add it: what the guide serves for in this row. [missing-key]",
        ),
        (
            "purpose: results",
            "purpose: a: b",
            (
                "11:21: front matter is not YAML: second ':' in 'purpose: a: b'. Put the value in quotes. "
                "[invalid-yaml]"
            ),
        ),
        ("label: Files", "label: ''", "14:14: 'label' is empty. Fill it in or remove it. [empty-row]"),
        (
            "      join: and/or\n",
            "",
            (
                "5:7: the row has several guides and no 'join'. Add it: 'or', 'and', or 'and/or'. [missing-key]"
            ),
        ),
        (
            "join: and/or",
            "join: oder",
            ("12:13: 'join' must be 'or', 'and', or 'and/or', not 'oder'. [unknown-value]"),
        ),
        (ROW, "      guides: []\n", "15:15: 'guides' is empty. Fill it in or remove it. [empty-row]"),
        (
            ROW,
            "",
            (
                "14:7: an item of 'technology' has no 'guides'. Add it: one or more guides, each a page and its"
                " purpose. [missing-key]"
            ),
        ),
        (
            f"    - label: Files\n{ROW}",
            "    -\n",
            (
                "14:6: an item of 'technology' is empty, but must be a group of keys. Fill it in or remove it."
                " [wrong-type]"
            ),
        ),
        (
            f"    - label: Files\n{ROW}",
            "    []\n",
            "14:5: 'technology' is empty. Fill it in or remove it. [empty-row]",
        ),
        (
            "technology:",
            "tecnology:",
            "13:3: unknown key 'tecnology'. Did you mean 'technology'? [unknown-key]",
        ),
        (FENCE, "", NO_PLACE),
        (FENCE, f"````md\n{FENCE}\n````", NO_PLACE),
        (
            FENCE,
            f"{FENCE}\n\n{FENCE}",
            ("24:1: the page shows the routing table twice. Delete one. [routing-without-data]"),
        ),
    ],
)
def test_wrong_data_is_told_at_its_place(mini: Mini, old: str, new: str, expected: str) -> None:
    assert old in DATA
    outcome = mini({"docs/index.md": DATA.replace(old, new), **PAGES}, theme="mkdocs")

    assert outcome.lines == [f"docs/index.md:{expected}"]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (
            "title: Home",
            (
                "5:1: the page shows the routing table, but its front matter has no 'routing'. Add the "
                "data. [routing-without-data]"
            ),
        ),
        (
            "routing:",
            "2:9: 'routing' is empty, but must be a group of keys. Fill it in or remove it. [wrong-type]",
        ),
        (
            "routing: x",
            (
                "2:10: 'routing' must be a group of keys, not the text 'x'. "
                "Write its keys on the lines below it, such as 'sector:'. [wrong-type]"
            ),
        ),
        (
            "routing: {sector: [{label: A, guides: [x]}], technology: {a: b}}",
            (
                "2:40: an item of 'guides' must be a group of keys, not the text 'x'. "
                "Write its keys on the lines below it, such as 'page:'. [wrong-type]"
            ),
        ),
    ],
)
def test_a_table_without_data_is_told(mini: Mini, keys: str, expected: str) -> None:
    outcome = mini({"docs/index.md": f"---\n{keys}\n---\n\n{FENCE}\n"}, theme="mkdocs")

    assert outcome.lines[0] == f"docs/index.md:{expected}"


def test_routing_belongs_to_the_home_page(mini: Mini) -> None:
    outcome = mini(
        {
            "docs/index.md": "# Home\n",
            "docs/a/index.md": DATA.replace("page: ", "page: a/"),
            "docs/a/other.md": "# O\n",
            "docs/a/guide/index.md": "# G\n",
        },
        theme="mkdocs",
    )

    assert outcome.lines == [
        (
            "docs/a/index.md:3:1: 'routing' is allowed on the home page only. Move it to 'index.md'. "
            "[unknown-key]"
        )
    ]


def test_a_readme_is_a_home_page_too(mini: Mini) -> None:
    assert mini({"docs/README.md": DATA, **PAGES}, theme="mkdocs").lines == []


def test_a_draft_is_no_guide(mini: Mini) -> None:
    outcome = mini({"docs/index.md": DATA, **PAGES}, theme="mkdocs", draft_docs="other.md")

    assert [each.partition(": ")[0] for each in outcome.lines] == [
        "docs/index.md:10:17",
        "docs/index.md:16:17",
    ]
