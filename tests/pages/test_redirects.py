"""Old addresses: every one that readers may have leads to the page that took its place."""

import json
import re
from pathlib import Path

import pytest
from docsite.pages import redirects
from playwright.sync_api import Browser

from tests.support.host import serve
from tests.support.mini_sites import Mini, Outcome
from tests.support.project import ROOT, data

OLD: dict[str, list[str]] = data(ROOT / "tests/site/old-addresses.yml")


def page(title: str, *old: str) -> str:
    return "\n".join(
        ["---", f"title: {title}", "redirect_from:", *(f"  - {each}" for each in old), "---", ""]
    )


def lead(outcome: Outcome, path: str) -> str:
    """Return the file of the site to which a redirect page leads by its link, its refresh and its script."""
    html = outcome.html(path)
    link = re.findall(r'<a href="([^"]*)"', html)
    assert re.findall(r'content="0; url=([^"]*)"', html) == link
    assert "location.replace(target + location.search + location.hash)" in html
    target: Path = ((outcome.site / path).parent / link[0]).resolve()
    return (
        (target / "index.html" if target.is_dir() else target).relative_to(outcome.site.resolve()).as_posix()
    )


@pytest.mark.parametrize(
    ("old", "files", "told"),
    [
        ("/old/page/", ["old/page/index.html", "old/page.html"], ""),
        ("/old/page", ["old/page/index.html", "old/page.html"], "is not written as a path on this site"),
        ("old/page/", ["old/page/index.html", "old/page.html"], "is not written as a path on this site"),
        ("/old/page.html", ["old/page/index.html", "old/page.html"], ""),
        ("/old/page/index.html", ["old/page/index.html", "old/page.html"], ""),
        ("/old/page.md", ["old/page/index.html", "old/page.html"], "is not written as a path on this site"),
        ("//old//page//", ["old/page/index.html", "old/page.html"], "is not written as a path on this site"),
        (
            "/base/old/page/",
            ["old/page/index.html", "old/page.html"],
            "begins with the path of the whole site",
        ),
        (
            "https://example.com/base/old/page/",
            ["old/page/index.html", "old/page.html"],
            "is not a path on this site",
        ),
        ("/Old/PAGE/", ["Old/PAGE/index.html", "Old/PAGE.html"], ""),
        ("/a%20b/caf%C3%A9/", ["a b/café/index.html", "a b/café.html"], ""),
        ("/v1.2/", ["v1.2/index.html", "v1.2.html"], ""),
        ("/guide.pdf", ["guide.pdf/index.html", "guide.pdf.html"], ""),
        ("/deep/", ["deep/index.html", "deep.html"], ""),
    ],
)
@pytest.mark.parametrize("use_directory_urls", [True, False])
def test_an_old_address_leads_to_its_page(
    mini: Mini, old: str, files: list[str], told: str, use_directory_urls: bool
) -> None:
    outcome = mini(
        {"docs/new.md": page("New & <x>", old), "docs/deep/er.md": "# E\n", "docs/index.md": "# Home\n"},
        use_directory_urls=use_directory_urls,
        site_url="https://example.com/base/",
    )

    message = f"docs/new.md:4:5: '{old}' {told}. Did you mean '/old/page/'? [bad-redirect]"
    assert outcome.lines == ([message] if told else [])
    new = "new/index.html" if use_directory_urls else "new.html"
    made = {path for path in files if (outcome.site / path).is_file()}
    assert made == set(files)
    assert {lead(outcome, path) for path in files} == {new}
    html = outcome.html(files[0])
    canonical = "https://example.com/base/" + new.removesuffix("index.html")
    assert f'<link rel="canonical" href="{canonical}">' in html
    assert "<title>New &amp; &lt;x&gt;</title>" in html
    assert '<meta name="robots" content="noindex">' in html


@pytest.mark.parametrize(
    ("old", "use_directory_urls", "made"),
    [("/new.html", True, "new.html"), ("/new/", False, "new/index.html")],
)
def test_the_other_form_of_a_page_leads_to_it(
    mini: Mini, old: str, use_directory_urls: bool, made: str
) -> None:
    outcome = mini({"docs/new.md": page("New", old)}, use_directory_urls=use_directory_urls)

    assert outcome.lines == []
    assert lead(outcome, made) == ("new/index.html" if use_directory_urls else "new.html")


def test_the_home_page_takes_old_addresses_too(mini: Mini) -> None:
    outcome = mini({"docs/index.md": page("Home", "/a/b/", "/start.html")})

    assert outcome.lines == []
    assert [
        lead(outcome, path) for path in ("a/b/index.html", "a/b.html", "start.html", "start/index.html")
    ] == ["index.html"] * 4
    assert '<link rel="canonical" href="../../">' in outcome.html("a/b/index.html")


def test_an_old_address_is_in_neither_sitemap_nor_search(mini: Mini) -> None:
    outcome = mini(
        {"docs/index.md": page("Home", "/old/") + "text", "docs/other.md": "# Other\n"},
        theme="material",
        site_url="https://example.com/",
        plugins=["search"],
    )
    index = json.loads((outcome.site / "search/search_index.json").read_text("utf-8"))

    assert outcome.lines == []
    assert {each["location"].partition("#")[0] for each in index["docs"]} == {"", "other/"}
    assert "old" not in (outcome.site / "sitemap.xml").read_text("utf-8")


@pytest.mark.parametrize(
    "old",
    [
        "''",
        "/",
        "https://example.com/old/",
        "/old/?x=1",
        "/old/#part",
        "/../old/",
        "/a/./b/",
        "a\\b",
        "/index.html",
    ],
)
def test_what_is_no_path_of_the_site_is_told(mini: Mini, old: str) -> None:
    outcome = mini({"docs/index.md": page("Home", "/fine/", f"{old}  # a comment")})
    text = "" if old == "''" else old

    message = f"'{text}' is not a path on this site. Write it as '/folder/page/'."
    assert outcome.lines == [f"docs/index.md:5:5: {message} [bad-redirect]"]
    assert not (outcome.root / "old").exists()


@pytest.mark.parametrize(
    ("old", "owner"),
    [
        ("/other/", "docs/other.md"),
        ("/other", "docs/other.md"),
        ("/new/", "docs/new.md"),
        ("/sample.csv/", "docs/sample.csv"),
        ("/sample.csv/more/", "docs/sample.csv"),
        ("/plain.html", "docs/plain.html"),
        ("/folder/", "docs/folder/README.md"),
        ("/odd.html", "docs/odd.html/page.txt"),
    ],
)
def test_an_address_that_is_taken_is_told(mini: Mini, old: str, owner: str) -> None:
    outcome = mini(
        {
            "docs/new.md": page("New", old),
            "docs/other.md": "# Other\n",
            "docs/sample.csv": "a,b\n",
            "docs/plain.html": "<p>plain</p>",
            "docs/folder/README.md": "# Folder\n",
            "docs/odd.html/page.txt": "odd",
        }
    )
    key = old.strip("/").removesuffix(".html")

    message = f"'/{key}/' is the address of '{owner}'. Remove it, or rename that file."
    assert outcome.lines == [f"docs/new.md:4:5: {message} [redirect-over-page]"]
    assert "This page has moved" not in outcome.html("other/index.html")


def test_an_address_that_is_promised_twice_is_told(mini: Mini) -> None:
    outcome = mini(
        {
            "docs/a.md": page("A", "/old/", "/older/", "/older.html", "/old"),
            "docs/b.md": page("B", "/OLD/", "/old.html", "/a/b/"),
            "docs/c.md": page("C", "/a.html/b/"),
        }
    )

    assert outcome.lines == [
        "docs/a.md:7:5: duplicate redirect '/old/'. Delete one. [duplicate-redirect]",
        (
            "docs/b.md:5:5: '/old/' is also in 'redirect_from' of 'docs/a.md'. Keep it on one page. "
            "[duplicate-redirect]"
        ),
    ]
    assert lead(outcome, "old/index.html") == lead(outcome, "old.html") == "a/index.html"


def test_a_link_to_an_old_address_is_judged_by_where_it_leads(mini: Mini) -> None:
    links = '<a href="../old/#part">x</a>\n<a href="../old.html#part">x</a>\n<a href="../old/#gone">x</a>\n'
    outcome = mini(
        {"docs/a.md": f"# A\n\n{links}", "docs/new.md": page("New", "/old/") + "# New\n\n## Part\n"}
    )

    assert [each.partition(": ")[0] for each in outcome.lines] == ["docs/a.md:5:4"]
    assert outcome.lines[0].endswith(" [missing-anchor]")


def test_a_link_to_a_moved_source_is_told_where_it_went(mini: Mini) -> None:
    outcome = mini({"docs/a.md": "[x](old/page.md)\n", "docs/new.md": page("New", "/old/page/")})

    assert outcome.lines == [
        "docs/a.md:1:1: link to 'old/page.md', which does not exist. Did you mean 'new.md'? [missing-page]"
    ]


def test_query_and_fragment_arrive_in_a_browser(mini: Mini, browser: Browser) -> None:
    outcome = mini(
        {
            "docs/new/page.md": page("New", "/old/page/", "/%C3%A9/x/"),
            "docs/index.md": page("Home", "/start/"),
        },
        site_url="https://example.com/base/",
    )
    assert outcome.lines == []
    with serve(outcome.site, "/base/") as address:
        tab = browser.new_page()
        for old, new in {
            "old/page/?a=b&c=%20d#part": "new/page/?a=b&c=%20d#part",
            "old/page/": "new/page/",
            "old/page.html#part": "new/page/#part",
            "old/page/index.html?x": "new/page/?x",
            "%C3%A9/x/#part": "new/page/#part",
            "start/?q=1": "?q=1",
        }.items():
            tab.goto(address + old, wait_until="commit")
            tab.wait_for_url(address + new)
        plain = browser.new_page(java_script_enabled=False)
        plain.goto(address + "old/page/", wait_until="commit")
        plain.wait_for_url(address + "new/page/")


def test_every_old_address_of_the_guide_leads_to_a_page(real: Outcome) -> None:
    expected = [(old, file) for addresses in OLD.values() for old in addresses for file in files(old)]

    assert [old for old, file in expected if not (real.site / file).is_file()] == []
    assert all((real.site / lead(real, file)).is_file() for _, file in expected)


def files(old: str) -> tuple[str, str]:
    path = old.strip("/")
    return f"{path}/index.html", f"{path}.html"


@pytest.mark.parametrize(
    ("old", "site_url", "expected"),
    [
        ("/a/b/", "", "/a/b/"),
        ("/a/b", "https://example.com/", "/a/b/"),
        ("a/b.pdf", "https://example.com/", "/a/b.pdf"),
        ("/a/b.pdf/", "https://example.com/", "/a/b.pdf/"),
        ("/a/v1.2", "https://example.com/", "/a/v1.2/"),
        ("a/index.md", "https://example.com/", "/a/"),
        ("docs/a/b.md", "https://example.com/", "/a/b/"),
        ("docsets/b.md", "https://example.com/", "/docsets/b/"),
        ("/docs/a/b", "https://example.com/", "/docs/a/b/"),
        ("/base", "https://example.com/base/", "/base/"),
        ("/baseline/a/", "https://example.com/base/", "/baseline/a/"),
        ("/base/a.html", "https://example.com/base", "/a.html"),
        ("https://EXAMPLE.com/base/a", "https://example.com/base/", "/a/"),
        ("https://example.com/other/a/", "https://example.com/base/", "https://example.com/other/a/"),
        ("https://example.org/base/a/", "https://example.com/base/", "https://example.org/base/a/"),
    ],
)
def test_an_old_address_is_written_in_one_form(old: str, site_url: str, expected: str) -> None:
    assert redirects.meant(old, site_url) == expected
