"""Pages for machines: Markdown beside each page, a list of them, and the button that copies."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from docsite.links.html_links import parse
from docsite.outputs.markdown_copy import convert
from lxml import html
from playwright.sync_api import Browser, expect

from tests.support.mini_sites import Mini

ADDRESS, COPIES = "a/", frozenset(("", "a/", "b/"))
PAGES = {
    "docs/index.md": "---\ntitle: Home\ndescription: 'All: of it.'\n---\n# Home\n\n[A](b/a.md#x)\n",
    "docs/b/index.md": "---\ntitle: B's & more\nredirect_from: [/old/]\n---\n# B\n",
    "docs/b/a.md": "---\ntitle: A\ndescription: About A.\n---\n# A\n\n## X { #x }\n",
    "docs/b/hidden.md": "---\ntitle: H\nnav_exclude: true\n---\n# H\n\n[A](a.md)\n",
    "docs/z.md": "---\ntitle: Z\n---\n# Z\n",
}
SETTINGS = {
    "extra": {"docsite": {"markdown": True}},
    "site_url": "https://example.com/guide/",
    "site_description": "About.",
    "theme": "mkdocs",
    "markdown_extensions": ["attr_list"],
}


def test_each_page_stands_beside_itself_as_markdown(mini: Mini) -> None:
    outcome = mini(PAGES, **SETTINGS)

    assert outcome.lines == []
    assert sorted(file.relative_to(outcome.site).as_posix() for file in outcome.site.rglob("*.md")) == [
        "b/a/index.md",
        "b/hidden/index.md",
        "b/index.md",
        "index.md",
        "z/index.md",
    ]
    assert outcome.html("index.md") == (
        '---\ntitle: "Home"\ndescription: "All: of it."\n'
        'url: "https://example.com/guide/"\n---\n\n# Home\n\n[A](b/a/index.md#x)\n'
    )


def test_the_list_has_the_pages_of_the_navigation_in_its_order(mini: Mini) -> None:
    assert mini(PAGES, **SETTINGS).html("llms.txt") == (
        "# Mini\n\n> About.\n\n"
        "This list is https://example.com/guide/llms.txt, and its links begin there.\n\n"
        "## General\n\n"
        "- [Home](index.md): All: of it.\n"
        "- [Z](z/index.md)\n\n"
        "## B's & more\n\n"
        "- [B's & more](b/index.md)\n"
        "- [A](b/a/index.md): About A.\n\n"
    )


def test_the_list_follows_a_navigation_of_mkdocs_yml(mini: Mini) -> None:
    navigation = [{"Start": "index.md"}, {"Deep": [{"Er": ["z.md"]}, {"A": "b/a.md"}]}]
    text = mini(PAGES, nav=[*navigation, "b/index.md", "b/hidden.md"], **SETTINGS).html("llms.txt")

    assert re.findall(r"^## .*|(?<=\]\()\S*(?=index\.md)", text, re.MULTILINE) == [
        *("## General", "", "b/", "b/hidden/"),
        *("## Deep", "z/", "b/a/"),
    ]


def test_a_site_that_does_not_ask_has_neither(mini: Mini) -> None:
    site = mini(PAGES, **{**SETTINGS, "extra": {}}).site

    assert [*site.rglob("*.md"), *site.rglob("llms.txt")] == []


def test_pages_with_their_own_file_names_have_no_markdown(mini: Mini) -> None:
    outcome = mini(PAGES, **SETTINGS, use_directory_urls=False)

    assert outcome.lines == []
    assert [file.name for file in outcome.site.rglob("*.md")] == ["index.md", "index.md"]


# The real site


def pages(site: Path) -> list[Path]:
    return [file for file in site.rglob("index.html") if 'class="md-header"' in file.read_text("utf-8")]


def test_every_page_names_its_markdown_and_nothing_else_does(site: Path) -> None:
    link = '<link rel="alternate" type="text/markdown" href="index.md">'
    named = {file for file in site.rglob("*.html") if link in file.read_text("utf-8")}

    assert named == set(pages(site))
    assert {file.with_name("index.md") for file in named} == set(site.rglob("index.md"))
    assert "index.md" not in (site / "sitemap.xml").read_text("utf-8")
    assert '/index.md"' not in (site / "search/index.js").read_text("utf-8")


def test_the_markdown_has_every_heading_sample_and_row(site: Path) -> None:
    lost = []
    for file in pages(site):
        article: Any = html.fromstring(file.read_text("utf-8")).find(".//article")
        text = file.with_name("index.md").read_text("utf-8")
        bare = re.sub(r"[\s\\`*]|<br>", "", text)
        for hidden in article.xpath(".//*[@hidden]"):  # readers see it only when a script shows it
            hidden.drop_tree()
        for element in article.iter("h1", "h2", "h3", "pre", "th", "dt"):
            for link in element.xpath(".//a[@class='headerlink'] | .//button"):
                link.drop_tree()
            words = re.sub(r"[\s\\`*]|<br>", "", element.text_content())
            if words not in bare and not element.xpath(".//a | .//svg"):
                lost.append((file.parent.name, element.tag, words[:80]))
    assert lost == []


def test_the_list_names_every_section(site: Path) -> None:
    text = (site / "llms.txt").read_text("utf-8")

    assert len(re.findall(r"^- \[.+\]\(\S*index\.md\): \S", text, re.MULTILINE)) > 30
    assert "## HL7 messaging\n" in text


FENCED = re.compile(r"^[ >]*(?P<ticks>`{3,}).*?^[ >]*(?P=ticks)$", re.MULTILINE | re.DOTALL)
LINKS = re.compile(r"(?<!\\)\]\(([^)\s]+)\)")
MARKS = re.compile(r"<a id=[^>]*></a>|[*`\\]|\]\([^)]*\)|[^\w\- ]")


def anchors(text: str) -> set[str]:
    """Return the addresses within a text of Markdown as GitHub shows it."""
    headings = [
        MARKS.sub("", each).strip().lower().replace(" ", "-")
        for each in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    ]
    return {
        *re.findall(r'<a id="([^"]+)">', text),
        *(
            f"{each}-{headings[:number].count(each)}".removesuffix("-0")
            for number, each in enumerate(headings)
        ),
    }


def test_every_link_of_every_copy_can_be_followed(site: Path) -> None:
    texts = {file: FENCED.sub("", file.read_text("utf-8")) for file in site.rglob("index.md")}
    texts[site / "llms.txt"] = (site / "llms.txt").read_text("utf-8")
    known = {file: anchors(text) for file, text in texts.items()}
    followed, dead, left = 0, [], []
    for file, text in texts.items():
        for link in LINKS.findall(text):
            parts = urlsplit(link)
            if parts.scheme:
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            followed += 1
            is_there = target.is_file() and (not parts.fragment or parts.fragment in known.get(target, ()))
            if not is_there:
                dead.append((file.relative_to(site).as_posix(), link))
            if target.is_dir() and (target / "index.md").is_file():
                left.append(link)

    assert followed > 3000
    assert dead == []
    assert left == []


def test_every_copy_has_its_address_on_top(site: Path) -> None:
    for file in site.rglob("index.md"):
        page = file.with_name("index.html").read_text("utf-8")
        address = re.search(r'<link rel="canonical" href="([^"]+)">', page)
        assert address
        assert f'\nurl: "{address[1]}"\n---\n' in file.read_text("utf-8")[:1000]


def test_the_copy_of_the_landing_page_has_the_finder_as_tables(site: Path) -> None:
    text = (site / "index.md").read_text("utf-8")

    assert "| You send | Your guide |\n| --- | --- |\n| CSV file | " in text
    assert "Show all" not in text


def test_the_button_copies_the_page(browser: Browser, server: str, site: Path) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{server}emr/")
    page.get_by_role("button", name="Copy as Markdown").click()
    told = page.locator(".page-foot [role=status]")
    expect(told).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    page.route("**/index.md", lambda route: route.abort())
    expect(told).to_be_empty()
    page.get_by_role("button", name="Copy as Markdown").click()
    expect(told).to_have_text("Could not be copied")

    assert copied == (site / "emr/index.md").read_text("utf-8")


# From HTML


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            '<h2 id="a">A <em>b</em><a class="headerlink" href="#a">¶</a></h2><p>c\n d</p>',
            '## A *b* <a id="a"></a>\n\nc d',
        ),
        ("<p>a<br>\nb <strong>c</strong><span>d</span></p>", "a\nb **c**d"),
        ("<p>2 * 3 \\ 4 &lt; 5, a_b, x[1], [y](z)</p>", r"2 \* 3 \\ 4 \< 5, a_b, x[1], \[y](z)"),
        ("<p><code>a|b</code> <code>`</code> <kbd>Ctrl</kbd></p>", "`a|b` `` ` `` `Ctrl`"),
        (
            '<p><a href="../b/#c">b</a> <a href="#d">d</a> <a id="e"></a></p>',
            '[b](../b/index.md#c) [d](#d) <a id="e"></a>',
        ),
        ('<p><img src="i.png" alt="an image"></p>', "![an image](i.png)"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ('<ol start="3"><li><p>a</p><p>b</p></li><li>c</li></ol>', "3. a\n\n   b\n4. c"),
        ("<dl><dt>A</dt><dd>b</dd><dt>C</dt><dt>D</dt><dd><p>e</p><p>f</p></dd></dl>", None),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ('<div class="admonition note"><p class="admonition-title">N</p><p>a</p></div>', "> **N**\n>\n> a"),
        ("<details><summary>S</summary><p>a</p></details>", "**S**\n\na"),
        ("a<hr>b<button>c</button><script>d</script><!-- e -->", "a\n\n---\n\nb"),
        ("<p>a <b hidden>b</b>c</p><p hidden>d</p><form hidden><p>e</p></form><p>f</p>", "a c\n\nf"),
        ("<form hidden><label>a<select><option>b</select></label><p>c</p></form><p>d</p>", "d"),
        ("<pre><code>a\n\n b *c*\n</code></pre>", "```\na\n\n b *c*\n```"),
        ('<div class="language-sh highlight"><pre><span></span><code>a</code></pre></div>', "```sh\na\n```"),
        ("<pre>```\nx\n```</pre>", "````\n```\nx\n```\n````"),
        ("<figure><svg><title>T.</title><desc>D\n e</desc><text>x</text></svg></figure>", "T. D e."),
        (
            (
                "<table><caption>C</caption><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr id='r'>"
                "<th><a href='#r'>x|y</a></th><td>1<br>2<p>3</p></td></tr><tr><td></td></tr></tbody></table>"
            ),
            '**C**\n\n| A | B |\n| --- | --- |\n| <a id="r"></a>x\\|y | 1<br>2<br>3 |\n|  |  |',
        ),
        ("<table><tr><td>a</td></tr></table><table></table>", "|  |\n| --- |\n| a |"),
        (
            "<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td></tr></table>",
            "|  |\n| --- |\n| a<br>\\|  \\|  \\|<br>\\| --- \\| --- \\|<br>\\| b \\| c \\| |",
        ),
        (
            (
                '<div class="tabbed-set"><label>A</label><div class="tabbed-block"><div class="tabbed-set">'
                '<label>B</label><div class="tabbed-block"><p>b</p></div></div></div></div>'
            ),
            "**A**\n\n**B**\n\nb",
        ),
        (
            (
                '<div class="tabbed-set"><input><div class="tabbed-labels"><label>A</label><label>B</label>'
                '</div><div class="tabbed-content"><div class="tabbed-block"><p>a</p></div>'
                '<div class="tabbed-block"><p>b</p></div></div></div>'
            ),
            "**A**\n\na\n\n**B**\n\nb",
        ),
    ],
)
def test_html_becomes_markdown(source: str, text: str | None) -> None:
    root = parse(source)
    assert root is not None
    expected = "**A**\n:   b\n\n**C**\n\n**D**\n:   e\n\n    f" if text is None else text
    assert convert(root, ADDRESS, COPIES) == expected
