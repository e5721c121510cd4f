"""The parts of the link check by tables of cases: addresses, verdicts, suggestions, places."""

import re

import pytest
from docsite.addresses import relative, relative_address
from docsite.links import first_look, markers
from docsite.links.address import Base, base_of, join, split
from docsite.links.html_links import Link, candidates
from docsite.links.judge import Site, judge, scope
from docsite.links.suggest import suggest
from docsite.sources.paths import OutputPath
from docsite.sources.source import Source
from docsite.sources.suggestions import Names

from tests.support.built_pages import anchors_in, links_in, target, targets

# Addresses


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", ("", "", "", None)),
        ("a.md", ("", "", "a.md", None)),
        ("a.md?x=1#y", ("", "", "a.md", "y")),
        ("#", ("", "", "", "")),
        ("?x#y#z", ("", "", "", "y#z")),
        ("a#?x", ("", "", "a", "?x")),
        ("/a//b", ("", "", "/a//b", None)),
        ("//Example.org/a", ("", "example.org", "/a", None)),
        ("HTTPS://Example.org:443/a", ("https", "example.org", "/a", None)),
        ("http://example.org:443", ("http", "example.org:443", "", None)),
        ("http://example.org:/a", ("http", "example.org", "/a", None)),
        ("https://me:word@example.org?x", ("https", "example.org", "", None)),
        ("https:///example.org/a", ("https", "example.org", "/a", None)),
        ("https://[::1]:8000/a", ("https", "[::1]:8000", "/a", None)),
        ("https://ex%61mple.org/", ("https", "example.org", "/", None)),
        ("a\\b\\c.md?x\\y", ("", "", "a/b/c.md", None)),
        ("\\\\server\\share", ("", "server", "/share", None)),
        ("ja\nvascript:x", ("javascript", "", "x", None)),
        ("a:b", ("a", "", "b", None)),
        ("1:b", ("", "", "1:b", None)),
        ("./a:b", ("", "", "./a:b", None)),
        ("mailto:a@example.com", ("mailto", "", "a@example.com", None)),
        ("mailto:?to=x", ("mailto", "", "", None)),
        ("data:text/html,<a href='x'>#y", ("data", "", "text/html,<a href='x'>", "y")),
    ],
)
def test_an_address_is_split_as_browsers_do(value: str, expected: tuple[object, ...]) -> None:
    assert tuple(split(value)) == expected


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("https://", "has no host name"),
        ("http:", "has no host name"),
        ("//", "has no host name"),
        ("https://:80/", "has no host name"),
        ("https://a b/", "has no host name"),
        ("https://example.org:port/", "has no host name"),
        ("mailto:", "is not an email address"),
        ("mailto:a", "is not an email address"),
        ("mailto:a@", "is not an email address"),
        ("mailto:@b", "is not an email address"),
        ("mailto:a@b@c", "is not an email address"),
        ("mailto:a@b..c", "is not an email address"),
        ("mailto:a@b.c,", "is not an email address"),
        ("mailto:a b@c.d", "is not an email address"),
        ("mailto:a%20b@c.d", "is not an email address"),
        ("mailto://a@b.c", "is not an email address"),
        ("mailto:A <a@b.c>", "is not an email address"),
    ],
)
def test_what_is_no_address_is_told_why(value: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{reason}$"):
        split(value)


@pytest.mark.parametrize(
    ("page", "path", "expected"),
    [
        ("/a/b/", "", "/a/b/"),
        ("/a/b/", "c", "/a/b/c"),
        ("/a/b.html", "c/", "/a/c/"),
        ("/a/b/", "../c", "/a/c"),
        ("/a/b/", "..", "/a/"),
        ("/a/b/", ".", "/a/b/"),
        ("/a/b/", "../../../..", "/"),
        ("/a/b/", "/c//d/", "/c/d/"),
        ("/a/b/", "..//c", "/a/c"),
        ("/", "%2e%2E/c/%2e", "/c/"),
        ("/", "%2ec", "/%2ec"),
        ("/", "a/../..b", "/..b"),
    ],
)
def test_a_path_is_joined_to_its_page(page: str, path: str, expected: str) -> None:
    assert join(page, path) == expected


@pytest.mark.parametrize(
    ("site_url", "expected"),
    [
        (None, ("", "/")),
        ("", ("", "/")),
        ("https://example.org", ("example.org", "/")),
        ("https://EXAMPLE.org:443/a", ("example.org", "/a/")),
        ("http://example.org:8000//a/b//", ("example.org:8000", "/a/b/")),
        ("https://example.org/b%C3%A4se/", ("example.org", "/bäse/")),
    ],
)
def test_the_base_is_that_of_the_site_url(site_url: str | None, expected: tuple[str, str]) -> None:
    assert tuple(base_of(site_url)) == expected


# Verdicts

REFRESH = '<meta http-equiv="refresh" content="0; url={}">'
PAGES = {
    "index.html": "<p id='home'>",
    "a/index.html": "<p id='part'><p id='größe'><p id='a b'><p id='Mixed'><p id='x%20y'>",
    "b.html": "",
    "old.html": REFRESH.format("a/") + "<p id='kept'>",
    "away.html": REFRESH.format("https://example.com/"),
    "lost.html": REFRESH.format("gone/"),
    "chain.html": REFRESH.format("old.html"),
    "round.html": REFRESH.format("about.html"),
    "about.html": REFRESH.format("round.html"),
    "itself.html": REFRESH.format("itself.html") + "<p id='x'>",
    "odd.html": REFRESH.format("https://"),
}
SITE = Site(
    Base("example.org", "/base/"),
    frozenset(map(OutputPath, [*PAGES, "c.pdf", "two words.pdf", "100%.txt", "d/e.svg"])),
    lambda file: target(PAGES[file]),
)


@pytest.mark.parametrize(
    "value",
    [
        *(
            "a/",
            "a",
            "a/index.html",
            "./a/",
            "/base/a/",
            "/base",
            "/base/",
            "https://example.org/base/a/",
            "a//",
        ),
        *(
            "http://EXAMPLE.org/base",
            "https://example.org:1/x",
            "https://example.org",
            "https://example.org/x",
            "//example.org/x",
            "c.pdf#page=2",
            "two%20words.pdf",
        ),
        *(
            "two words.pdf",
            "100%.txt",
            "100%25.txt",
            "b.html#",
            "b.html#top",
            "b.html#ToP",
            "b.html#:~:text=x",
        ),
        *(
            "a/#part",
            "a/#gr%C3%B6%C3%9Fe",
            "a/#größe",
            "a/#a%20b",
            "a/#x%20y",
            "a/#part:~:text=x",
            "a/?q#part",
        ),
        *("#home", "", "#", "?x", "?x#home", "old.html", "old.html#part", "chain.html#part", "away.html#x"),
        *(
            "itself.html#x",
            "tel:1",
            "mailto:a@b.c",
            "ftp://x/y",
            "data:,x",
            "d/e.svg#x",
            "a/../a/",
        ),
    ],
)
def test_a_right_link_has_no_fault(value: str) -> None:
    link = Link("href", value, is_anchor=not value)
    assert judge(SITE, "", link) is None


@pytest.mark.parametrize(
    ("value", "rule", "path", "reason"),
    [
        ("gone/", "missing-page", "gone/", ""),
        ("gone.md", "missing-page", "gone.md", ""),
        ("A/", "missing-page", "A/", ""),
        ("b", "missing-page", "b", ""),
        ("b.html/", "missing-page", "b.html/", ""),
        ("v1.0", "missing-page", "v1.0", ""),
        ("gone.tar.gz", "missing-asset", "gone.tar.gz", ""),
        ("gone.PDF?x", "missing-asset", "gone.PDF", ""),
        ("www.example.com", "missing-asset", "www.example.com", ""),
        ("d/", "missing-page", "d/", ""),
        ("a/#gone", "missing-anchor", "a/index.html", ""),
        ("a/#mixed", "missing-anchor", "a/index.html", ""),
        ("#gone", "missing-anchor", "index.html", ""),
        ("old.html#kept", "missing-anchor", "a/index.html", ""),
        ("/", "outside-site", "/", ""),
        ("../x", "outside-site", "/x", ""),
        ("/base2/", "outside-site", "/base2/", ""),
        ("/BASE/", "outside-site", "/BASE/", ""),
        ("lost.html", "missing-page", "lost.html", "redirects to 'gone/', which does not exist"),
        ("round.html", "missing-page", "round.html", "redirects in a circle"),
        ("odd.html", "missing-page", "odd.html", "redirects to 'https://'"),
        ("javascript:x", "bad-scheme", "", "begins with 'javascript:'"),
        ("C:\\x", "bad-scheme", "", "begins with 'c:'"),
        ("https://", "bad-scheme", "", "has no host name"),
        ("", "empty-link", "", ""),
    ],
)
def test_a_wrong_link_has_its_fault(value: str, rule: str, path: str, reason: str) -> None:
    fault = judge(SITE, "", Link("href", value))
    assert fault
    assert (fault.rule, fault.path, fault.reason) == (rule, path, reason)


def test_what_loads_is_an_asset() -> None:
    faults = [judge(SITE, "", Link("src", value, loads=True)) for value in ("gone", "gone.md")]
    assert [fault and fault.rule for fault in faults] == ["missing-asset", "missing-asset"]


@pytest.mark.parametrize(
    ("page", "value", "expected"),
    [
        ("a/b/", "../c/", "a/"),
        ("a/b/", "../../c/", ""),
        ("a/b/", "../../../c/", ""),
        ("a/b/", "c/", "a/b/"),
        ("a/b.html", "c.html", "a/"),
        ("a/b/", "./", "a/b/"),
        ("a/b/", "#x", "a/b/"),
        ("a/b.html", "#x", "a/b.html"),
        ("a/b.html", "?x", "a/b.html"),
        ("a/b.html", "", "a/b.html"),
        ("a/b/", "/c/", ""),
    ],
)
def test_a_verdict_depends_on_a_part_of_the_page_only(page: str, value: str, expected: str) -> None:
    assert scope(page, value) == expected


# Collecting


@pytest.mark.parametrize(
    ("srcset", "expected"),
    [
        ("a.png", ["a.png"]),
        ("a.png 1x, b.png 2x", ["a.png", "b.png"]),
        ("a.png 1x,b.png 2x", ["a.png", "b.png"]),
        ("a.png,b.png 2x", ["a.png,b.png"]),
        ("a.png, b.png,", ["a.png", "b.png"]),
        (" , a.png 100w 50h ,\n b.png", ["a.png", "b.png"]),
        ("a.png (x, y) 1x, b.png", ["a.png", "b.png"]),
        ("data:image/png;base64,AA== 1x, b.png", ["data:image/png;base64,AA==", "b.png"]),
        (",,", []),
        ("", []),
    ],
)
def test_a_srcset_is_split_as_the_standard_says(srcset: str, expected: list[str]) -> None:
    assert [match["url"] for match in candidates(srcset)] == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", []),
        ("<!-- x -->", []),
        ("plain text", []),
        ("<a href=' x '>y</a><a href='x'>z</a>", [Link("href", "x")]),
        ("<a id='i' href=''></a>", [Link("href", "", is_anchor=True)]),
        ("<a id='i' href=''>x</a>", [Link("href", "")]),
        ("<a href>x</a>", [Link("href", "")]),
        ("<a href='a&amp;b'>x</a>", [Link("href", "a&b")]),
        ("<link rel='Stylesheet' href='x'>", [Link("href", "x", loads=True)]),
        ("<link rel=next href=x>", [Link("href", "x")]),
        ("<svg><use xlink:href='#x'/></svg>", [Link("xlink:href", "#x", loads=True)]),
        ("<p data='x'>y</p><object data='z'></object>", [Link("data", "z", loads=True)]),
        ("<style>a{b:url( 'x' )} /* url(y) */</style>", [Link("url", "x", loads=True)]),
        ("<p style='b:url(x) , URL(\"y\")'>", [Link("url", "x", loads=True), Link("url", "y", loads=True)]),
        ("<p style='b:url()'>", [Link("url", "", loads=True)]),
        ("<meta http-equiv='Refresh' content='0;URL=x'>", [Link("refresh", "x")]),
        ("<meta http-equiv=refresh content=\"1.5 , url = 'x y'\">", [Link("refresh", "x y")]),
        ("<meta http-equiv=refresh content='0 x'>", [Link("refresh", "x")]),
        ("<meta http-equiv=refresh content='10'><meta name=a content='0; url=x'>", []),
        ("<script>'<a href=x>'</script>", []),
    ],
)
def test_links_are_collected(html: str, expected: list[Link]) -> None:
    assert list(links_in(html)) == expected


def test_anchors_are_ids_and_names_of_a() -> None:
    html = "<p id='a'><a name='b'><a id='c' name='d'><input name='e'><!-- <p id='f'> --><p ID=g>"
    assert anchors_in(html) == {"a", "b", "c", "d", "g"}


@pytest.mark.parametrize(
    "html",
    [
        '<a href="x">', "<a href='x'>", "<a href=x>", '<a href = "x">', "<a\nhref\n=\n'x'>", "<a href=''>",
        "<img src='x' alt='y'>", "<a href='a&amp;b'>", "<a class='y' href='x' title='z'>",
        "<meta content='img-src none'><a href=x>", "<a href=x>hrefs</a>",
    ],
)  # fmt: skip
def test_the_first_look_sees_what_the_parser_sees(html: str) -> None:
    assert first_look.is_plain(html)
    assert first_look.addresses(html) == {link.value for link in links_in(html)}


@pytest.mark.parametrize(
    "html",
    [
        "<a HREF='x'>", "<a href>", "<img srcset='x'>", "<p style='b:url(x)'>", "<video poster=x>",
        "<use xlink:href=x>", "<meta http-equiv=refresh content='0;x'>", "<object data=x>", "<p>href</p>",
    ],
)  # fmt: skip
def test_the_first_look_knows_what_it_cannot_see(html: str) -> None:
    assert not first_look.is_plain(html)


@pytest.mark.parametrize(
    "html",
    [
        "<meta http-equiv=refresh content='0;x'>", '<META HTTP-EQUIV = " Refresh" content="0;x">',
        "<meta http-equiv='&#114;efresh' content='0;x'>", '<meta http-equiv="{{ x }}" content="0;x">',
    ],
)  # fmt: skip
def test_the_first_look_suspects_each_refresh(html: str) -> None:
    assert first_look.may_refresh(html)
    assert not first_look.makes_plain(html)


def test_the_first_look_takes_no_policy_for_a_refresh_and_no_script_for_a_style() -> None:
    html = '<meta http-equiv="Content-Security-Policy" content="x"><script>new URL("..")</script>'
    assert not first_look.may_refresh(html)
    assert first_look.makes_plain(html)


def test_the_first_look_finds_no_anchor_that_is_none() -> None:
    html = '<p id="a"><!-- <p id="b"> --><script>\'<p id="c">\'</script> &lt;p id="d"&gt;<p data-id="e">'
    assert first_look.anchors(html) == {"a"}


# Suggestions

TARGETS = targets(
    {
        "index.md": "",
        "guide/index.md": "guide/",
        "guide/set-up.md": "guide/set-up/",
        "guide/results.md": "guide/results/",
        "guide/orders.md": "guide/orders/",
        "emr/orders.md": "emr/orders/",
        "emr/Proxy.md": "emr/Proxy/",
        "emr/security.md": "emr/security/",
        "assets/logo.svg": "assets/logo.svg",
        "assets/order form.pdf": "assets/order form.pdf",
    },
    {"old/page": "guide/results.md"},
)


@pytest.mark.parametrize(
    ("source", "path", "below", "expected"),
    [
        ("index.md", "old/page.md", "old/page.md", "guide/results.md"),
        ("guide/orders.md", "../old/page/", "guide/old/page/", "guide/results.md"),
        ("guide/orders.md", "results", "guide/orders/results", "guide/results.md"),
        ("guide/orders.md", "results/", "guide/orders/results/", "guide/results.md"),
        ("guide/orders.md", "results.html", "guide/orders/results.html", "guide/results.md"),
        ("guide/orders.md", "../guide", "guide/guide", "guide/index.md"),
        ("index.md", "emr/proxy.md", "emr/proxy.md", "emr/Proxy.md"),
        ("index.md", "guide/set_up.md", "guide/set_up.md", "guide/set-up.md"),
        ("index.md", "guide/setup.md", "guide/setup.md", "guide/set-up.md"),
        ("index.md", "emr/results.md", "emr/results.md", "guide/results.md"),
        ("index.md", "orders.md", "orders.md", None),
        ("index.md", "guide/result.md", "guide/result.md", "guide/results.md"),
        ("index.md", "guide/entirely-different.md", "guide/entirely-different.md", None),
        ("guide/orders.md", "/guide/results", "guide/results", "guide/results.md"),
        ("index.md", "logo.svg", "logo.svg", "assets/logo.svg"),
        ("index.md", "assets/logo.png", "assets/logo.png", None),
        ("index.md", "assets/order-form.pdf", "assets/order-form.pdf", "assets/order form.pdf"),
        ("index.md", "security.pdf", "security.pdf", None),
        ("index.md", "", "", None),
        ("index.md", "..", "", None),
    ],
)
def test_a_suggestion_is_the_only_close_target(
    source: str, path: str, below: str, expected: str | None
) -> None:
    assert suggest(TARGETS, source, path, below) == expected


@pytest.mark.parametrize(
    ("found", "known", "expected"),
    [
        ("Whats-new", ["whats-new", "whats-old"], "whats-new"),
        ("whats_new", ["whats-new", "whatsnew"], None),
        ("set-upp", ["set-up", "orders"], "set-up"),
        ("set-upp", ["set-up", "set-ups"], None),
        ("zzz", ["set-up"], None),
        ("", ["a"], None),
        ("-", ["_"], None),
        ("a" * 300, ["a" * 299], None),
    ],
)
def test_one_close_name_is_meant(found: str, known: list[str], expected: str | None) -> None:
    assert Names(frozenset(known)).meant(found) == expected


@pytest.mark.parametrize(
    ("target", "source", "expected"),
    [
        ("a.md", "index.md", "a.md"),
        ("a.md", "b/c.md", "../a.md"),
        ("b/c.md", "b/d.md", "c.md"),
        ("b/index.md", "b/d.md", "index.md"),
    ],
)
def test_a_target_is_written_from_its_page(target: str, source: str, expected: str) -> None:
    assert relative(target, source) == expected


@pytest.mark.parametrize(
    ("address", "page", "expected"),
    [
        ("", "", "./"),
        ("", "a/", "../"),
        ("a/", "", "a/"),
        ("a/", "a/b/", "../"),
        ("a/b.html", "a/c.html", "b.html"),
        ("x.png", "a/b/", "../../x.png"),
    ],
)
def test_an_address_is_written_from_its_page(address: str, page: str, expected: str) -> None:
    assert relative_address(address, page) == expected


# Places


@pytest.mark.parametrize(
    "text",
    [
        "«1»[a](⟪1⟫x)",
        "«1»![a](⟪1⟫x)",
        "\\!«1»[a](⟪1⟫x)",
        "«1»[\\[a](⟪1⟫x)",
        "«2»[«1»![a](⟪1⟫x)](⟪2⟫y)",
        "«1»[a](<⟪1⟫x y>)",
        "«1»[a](\n  ⟪1⟫x)",
        "«1»[a]: ⟪1⟫x",
        "> * «1»[a]:\n>    <⟪1⟫x>",
        "«1»<https://x⟪1⟫>",
        "«1»<a@example.com⟪1⟫>",
        "<a «1»href=\"⟪1⟫x\">",
        "<a «1»href = ⟪1⟫x>",
        "<a «1»HREF='⟪1⟫x'>",
        "<use «1»xlink:href='⟪1⟫x'>",
        "<img «1»srcset='⟪1⟫x 1x, «2»⟪2⟫y 2x' «3»src=⟪3⟫z>",
        "<p style='b: «1»url(⟪1⟫x) «2»url( \"⟪2⟫y\")'>",
        "<p style=\"b: «1»url(&quot;⟪1⟫x&quot;)\">",
        "<meta «1»content='0; url=⟪1⟫x'>",
        "<meta content='width=device-width'>",
        "<a «1»href⟪1⟫>",
        "data-src='x' x.src='x' curl(x) a[b] c [d] (e)",
        "[^1]: note",
        "*[HTML]: text",
        "«1»⟪1⟫[a][b] x[c][d] «2»⟪2⟫![e][] [f][^1] [^2][^3] \\[g][h] [i]«3»[j](⟪3⟫x)",
    ],
)  # fmt: skip
def test_every_place_of_a_link_is_marked(text: str) -> None:
    """`«n»` stands where link n begins, `⟪n⟫` where its marker goes."""
    plain = re.sub("[«⟪][0-9]+[»⟫]", "", text)
    expected: dict[int, dict[str, int]] = {}
    for kind, opening, closing in (("begins", "«", "»"), ("marker", "⟪", "⟫")):
        for match in re.finditer(f"{opening}([0-9]+){closing}", text):
            before = re.sub("[«⟪][0-9]+[»⟫]", "", text[: match.start()])
            expected.setdefault(int(match[1]), {})[kind] = len(before)
    found = [{"begins": mark.begins, "marker": mark.marker} for mark in markers.find(Source("a.md", plain))]
    assert sorted(found, key=str) == sorted(expected.values(), key=str)


def test_markers_are_put_in_order() -> None:
    source = Source("a.md", "[a](x) <a href>y</a>\n")
    assert (
        markers.put(source.text, markers.find(source), 7)
        == "[a](docsiteprobe7zx) <a href=docsiteprobe8z>y</a>\n"
    )
