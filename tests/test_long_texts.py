"""Expressions whose work grows with the text alone; each text is the worst for one that took quadratic time.

Nothing is measured: what is read here in a moment would take many minutes, after which a test is stopped.
"""

from collections.abc import Callable

import pytest
from docsite.links import address, first_look, markers, references, spots
from docsite.links.html_links import Link, candidates, links, parse
from docsite.messages import privacy
from docsite.messages.questions import marks
from docsite.outputs import csp, feed, markdown_copy, reading_aids, whole_names
from docsite.pages import headings, redirects, titles, visible_text
from docsite.pages.front_matter import FrontMatter
from docsite.sources import inline_markup, problems, suppressions
from docsite.sources.paths import DocsPath
from docsite.sources.problems import Problem
from docsite.sources.source import Source
from lxml import html

LONG = 500_000

pytestmark = pytest.mark.timeout(100)


def long(piece: str) -> str:
    return piece * (LONG // len(piece))


def source(text: str) -> Source:
    return Source("docs/a.md", text)


@pytest.mark.parametrize("piece", ["A", "a.-", "eyJ", "a@"])
def test_a_sample_is_searched_for_secrets(piece: str) -> None:
    list(privacy.scan(source(long(piece))))


@pytest.mark.parametrize("text", ["aeyJ0123456789.a", "a-eyJ0123456789.a", "eyJeyJ0123456789.a"])
def test_a_token_is_found_wherever_it_begins(text: str) -> None:
    (found,) = privacy.scan(source(text))
    assert (found.column, found.rule) == (text.index("eyJ") + 1, "secret-token")


@pytest.mark.parametrize("before", ["-", ".", "+", "_", "a"])
def test_an_address_is_found_with_all_that_belongs_to_it(before: str) -> None:
    (found,) = privacy.scan(source(f"(x{before}{'m' * 70}@b.com)"))
    assert found.column == 2


def collected(html: str) -> tuple[Link, ...]:
    return links(html, parse(html))


def heading(text: str) -> str:
    return titles.title("a.md", source(text), FrontMatter())


TEXTS: list[tuple[Callable[[str], object], str]] = [
    (lambda text: source(text).front_matter, f"---\na{long(' ')}!\n---\n"),
    (lambda text: source(text).prose, long(" ")),
    (lambda text: source(text).prose, f"{long(' ')}\n{long(chr(9))}"),
    (heading, f"# {long('#')}x"),
    (lambda text: list(headings.check(source(text))), long("#")),
    (lambda text: list(headings.check(source(text))), long("<div>\n")),
    (lambda text: list(headings.check(source(text))), long("\n<div a")),
    (lambda text: list(headings.check(source(text))), long("a\n---\n")),
    (lambda text: titles._TAG.sub("", text), long("<")),
    (lambda text: titles._TAG.sub("", text), long("<!--")),
    (lambda text: titles._IMAGE.sub("", text), f"<img {long(' alt=' + chr(34) * 2)}"),
    (lambda text: suppressions.apply([], [source(text)]), long("<!-- allow: ")),
    (lambda text: suppressions.apply([], [Source("a.html", text)]), long("{# allow: ")),
    (lambda text: suppressions.apply([], [source(text)]), f"<!-- allow: a — b{long(' ')}c -->"),
    (lambda text: problems.line(Problem("a", 1, 1, "rule", text)), f"a{long(' ')}b"),
    (inline_markup.spans, long("[")),
    (inline_markup.spans, long("[](")),
    (inline_markup.spans, f"<{long('a@')}"),
    (inline_markup.spans, long("`")),
    (lambda text: list(marks._LINK.finditer(text)), long("[a")),
    (lambda text: list(marks._LINK.finditer(text)), f"]({long('a')}"),
    (lambda text: list(visible_text._MARKUP.finditer(text)), long("](a")),
    (lambda text: list(visible_text._MARKUP.finditer(text)), f"]({long('(a)')}"),
    (lambda text: list(visible_text._MARKUP.finditer(text)), long("<a ")),
    (lambda text: list(visible_text._MARKUP.finditer(text)), long("{")),
    (lambda text: list(visible_text._MARKUP.finditer(text)), long("<!--")),
    (lambda text: list(visible_text._MARKUP.finditer(text)), long("a")),
    (lambda text: list(visible_text._MARKUP.finditer(text)), f"{long(' ')};"),
    (lambda text: list(visible_text._IN_DATA.finditer(text)), long("`")),
    (lambda text: list(visible_text._IN_DATA.finditer(text)), long("a.")),
    (lambda text: list(visible_text._TAGS.finditer(text)), long("<style ")),
    (lambda text: list(spots._strings([Source("a.html", text)])), long("{{")),
    (lambda text: list(spots._attributes([Source("a.html", text)])), long("<!--")),
    (lambda text: list(candidates(text)), long(",")),
    (lambda text: list(candidates(text)), long("( ")),
    (collected, f'<meta http-equiv="refresh" content="1;a{long(" ")}b">'),
    (lambda text: markers.find(source(text)), long("srcset=")),
    (first_look.is_plain, long("<form ")),
    (first_look.anchors, "<p>" + long(' id="a"') * 10),
    (references.may_show_references, f"][{long('<')}"),
    (references.may_show_references, long("<img")),
    (address._AUTHORITY.fullmatch, f"{long('a@')} x"),
    (lambda text: list(csp._hashes(text, ())), long("<script")),
    (lambda text: list(csp._hashes(text, ())), long("<script>")),
    *(
        (reading_aids.improved, long(piece))
        for piece in (
            "<h2>",
            "<h2",
            '<h2>a<a class="headerlink"',
            "<tr>\n<td>",
            "<tr>\n",
            "<tr> ",
            "<abbr title=",
            '<a "',
        )
    ),
    *((whole_names.breakable, long(piece)) for piece in ("<!--", "<a ", "<a '\"", "<pre>", "</", "a.", "aB")),
    (lambda text: list(feed.entries(source(text))), f"## 2026-01-31: a{long(' ')}{{"),
    (lambda text: list(feed.entries(source(text))), f"## 2026-01-31: a\n\n{long('[')}"),
    (lambda text: list(feed.entries(source(text))), f"## 2026-01-31: a\n\n{long('[](')}"),
    (lambda text: markdown_copy.convert(html.fromstring(f"<p>{text}</p>"), ""), long("[")),
]


@pytest.mark.parametrize(("read", "text"), TEXTS)
def test_a_long_text_is_read(read: Callable[[str], object], text: str) -> None:
    read(text)


@pytest.mark.parametrize("old", [f"/{'a' * 200}?", f"/{'a/' * 200}?"])
def test_an_old_address_that_is_none_is_refused(old: str) -> None:
    assert redirects.read({DocsPath("a.md"): FrontMatter(redirect_from={0: old})}) == []


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("0; url='a b' ", "a b"),
        ("0; url='a", "'a"),
        ("0;URL=\"a'", "\"a'"),
        ("0 a", "a"),
        ("0;''", ""),
        ("0;'", "'"),
    ],
)
def test_a_refresh_is_read_without_its_quotes(text: str, url: str) -> None:
    found = collected(f"<meta http-equiv=refresh content='{text.replace(chr(39), '&#39;')}'>")
    assert found == (Link("refresh", url),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a [b](c) d", r"a \[b](c) d"),
        ("[a [b](c)", r"\[a \[b](c)"),
        ("[a] [b](c", r"[a] \[b](c"),
        ("[a](b) [c]", r"\[a](b) [c]"),
        ("a](b", "a](b"),
    ],
)
def test_brackets_that_would_open_a_link_are_escaped(text: str, told: str) -> None:
    assert markdown_copy.convert(html.fromstring(f"<p>{text}</p>"), "") == told
