"""Whatever an author writes: the hook does not crash, and every problem has a place in its file."""

import re
from pathlib import Path

import markdown
from docsite.links import first_look, locate, markers
from docsite.links.address import Base, join, split
from docsite.links.html_links import Link, candidates
from docsite.links.judge import Site, broken_links, judge
from docsite.links.rendering import Renderer
from docsite.links.report import Reporter
from docsite.links.suggest import suggest
from docsite.pages import front_matter
from docsite.sources import problems, suppressions
from docsite.sources.paths import OutputPath
from docsite.sources.problems import Problem
from docsite.sources.source import Source, decode
from docsite.sources.suggestions import Names
from hypothesis import given
from hypothesis import strategies as st

from tests.support.built_pages import anchors_in, built_page, links_in, target, targets

TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
PIECES = [
    *(
        "[",
        "]",
        "(",
        ")",
        "![",
        "](",
        "][",
        "]: ",
        "<",
        ">",
        "</a>",
        "<a href=",
        "<a href='",
        '<img src="',
        "'",
        '"',
    ),
    *(
        "`",
        "```",
        "~~~",
        "\n",
        "\n\n",
        "    ",
        "> ",
        "* ",
        "1. ",
        "|",
        "\n|---|\n",
        "# ",
        "\\",
        "&amp;",
        "&quot;",
        "<!--",
    ),
    *(
        "-->",
        "---",
        "url(",
        "srcset=",
        "style='",
        "<style>",
        "</style>",
        "<p>",
        "<div markdown>\n",
        "</div>",
        "{#x}",
        "{",
    ),
    *(
        "gone.md",
        "a.md",
        "../",
        "/",
        "#",
        "?",
        "x",
        "é",
        "😀",
        "%20",
        "%",
        "a@b.c",
        "https://",
        "javascript:",
        "mailto:",
    ),
    *(
        "[a](gone.md)",
        "![a](x.png)",
        "[a][b]",
        "[b]: gone.md\n",
        "[^1]",
        "[^1]: ",
        "*[x]: y\n",
        " 2x, ",
        "\t",
        "\r\n",
        "\0",
    ),
    *(
        "<!-- allow: missing-page — x -->",
        "allow: ",
        "title: x\n",
        "---\n",
        "\ufeff",
        "docsiteprobe1z",
        "{{ x }}",
        "\u2028",
    ),
]
MARKUP = st.lists(st.sampled_from(PIECES) | TEXT, max_size=25).map("".join)
TARGET = st.lists(st.sampled_from(PIECES) | TEXT, max_size=6).map("".join)

LINKS = [
    "@[t](lostN.md)",
    '@[t](lostN.md "title")',
    "@[t](<lostN.md>)",
    "@![t](lostN.png)",
    "[@![t](lostN.png)](index.md)",
    '<a @href="lostN.md">t</a>',
    "<img alt=t @src=lostN.png>",
    '<img srcset="x.png 1x, @lostN.png 2x">',
    "<p style='b: @url(lostN.png)'>t</p>",
    "\n\n[t][rN]\n\n@[rN]: lostN.md\n\n",
]
"""Links with a target of their own; `@` stands where they begin."""

EXTENSIONS = [
    *("abbr", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc", "admonition"),
    *("pymdownx.superfences", "pymdownx.snippets", "pymdownx.blocks.admonition", "pymdownx.blocks.tab"),
]
PAGES = {
    "index.html": "<p id='a'><p id='b-c'>",
    "a/index.html": "<meta http-equiv='refresh' content='0; ../gone/'><p id='x'>",
}
SITE = Site(
    Base("example.org", "/base/"),
    frozenset(map(OutputPath, [*PAGES, "x.png"])),
    lambda file: target(PAGES[file]),
)
TARGETS = targets({"index.md": "", "a.md": "a/", "x.png": "x.png"}, {"old": "a.md"})


def no_file(file: Path) -> Source:
    return Source(str(file), "")


def lies_in(problem: Problem, text: str) -> bool:
    """Return whether a problem's place is a character of the text or the end of one of its lines."""
    lines = text.split("\n")
    return 1 <= problem.line <= len(lines) and 1 <= problem.column <= len(lines[problem.line - 1]) + 1


@given(TARGET, st.sampled_from(["", "a/", "a/b.html"]))
def test_any_target_gets_a_verdict(value: str, page: str) -> None:
    fault = judge(SITE, page, Link("href", value))
    assert fault is None or fault.rule in problems.RULES


@given(TARGET)
def test_any_target_is_an_address_or_says_why_not(value: str) -> None:
    try:
        path = join("/a/b", split(value).path)
    except ValueError:
        return
    assert path.startswith("/")
    assert not {"..", "."} & set(path.split("/"))


@given(TARGET, TARGET)
def test_any_wrong_target_can_be_looked_for(path: str, below: str) -> None:
    assert suggest(TARGETS, "a.md", path, below) in (None, *TARGETS.addresses)


@given(TEXT, st.frozensets(TEXT))
def test_a_meant_name_exists(found: str, known: frozenset[str]) -> None:
    assert Names(known).meant(found) in (None, *known)


@given(TARGET)
def test_a_srcset_has_its_candidates_inside(srcset: str) -> None:
    for match in candidates(srcset):
        assert srcset[match.start("url") : match.end("url")] == match["url"]
        assert not re.search(r"\s", match["url"])


@given(MARKUP)
def test_the_first_look_misses_nothing(html: str) -> None:
    links = {link.value for link in links_in(html) if link.attribute in ("href", "src")}
    if first_look.is_plain(html):
        assert links <= first_look.addresses(html)


@given(st.lists(st.sampled_from(["<a href='x'>", '<p id="a">', "<!--", "-->", "<", "text", "<a name=b>"])))
def test_the_first_look_finds_no_anchor_that_the_parser_does_not(pieces: list[str]) -> None:
    html = " ".join(pieces)
    assert first_look.anchors(html) <= anchors_in(html)


@given(MARKUP)
def test_markers_can_be_taken_out_again(text: str) -> None:
    source = Source("a.md", text)
    found = markers.find(source)
    marked = markers.put(text, found, 0)
    for number, mark in enumerate(found):
        assert source.body <= mark.begins <= len(text)
        marked = marked.replace(f"{mark.lead}docsiteprobe{number}z", "", 1)
    assert marked == text or "docsiteprobe" in text


@given(MARKUP)
def test_every_problem_of_a_page_lies_in_it(text: str) -> None:
    source = decode("docs/a.md", text.encode())[0]
    renderer = Renderer(EXTENSIONS, {})
    html = markdown.markdown(source.text[source.body :], extensions=EXTENSIONS)
    page = built_page(html, source, "a/")
    faults = broken_links(SITE, "a/", page.content.links)
    found = list(Reporter(SITE, TARGETS, renderer, Path(), no_file).problems([(page, faults)]))
    for problem in problems.settle(found, problems.RULES):
        assert lies_in(problem, source.text)
        assert "\n" not in problems.line(problem)
    for fault in faults:
        assert any(problem.rule == fault.rule for problem in found)


@given(st.lists(st.tuples(MARKUP, st.sampled_from(LINKS)), max_size=6), MARKUP)
def test_every_wrong_link_is_told_where_it_begins(before: list[tuple[str, str]], after: str) -> None:
    """Each link has a target of its own, so its place is known whatever stands around it."""
    text, begins = "", {}
    for number, (markup, link) in enumerate(before):
        text += markup.replace("\r", "\n").rstrip("\\!")  # either makes another link of it
        token = link.replace("N", str(number))
        begins[f"lost{number}."] = len(text) + token.index("@")
        text += token.replace("@", "")
    source = Source("docs/a.md", text + after)
    html = markdown.markdown(source.text[source.body :], extensions=EXTENSIONS)
    page = built_page(html, source, "a/")
    faults = broken_links(SITE, "a/", page.content.links)
    told: dict[str, set[tuple[int, int]]] = {}
    for problem in Reporter(SITE, TARGETS, Renderer(EXTENSIONS, {}), Path(), no_file).problems(
        [(page, faults)]
    ):
        for name in re.findall(r"link to '(lost\d+\.)(?:md|png)'", problem.message):
            told.setdefault(name, set()).add((problem.line, problem.column))
    for name, places in told.items():
        assert places == {source.position(begins[name])}


@given(MARKUP)
def test_every_problem_of_an_html_file_lies_in_it(text: str) -> None:
    source = Source("docs/a.html", text)
    page = built_page(text, source, "a.html")
    faults = broken_links(SITE, "a.html", page.content.links)
    for problem in Reporter(SITE, TARGETS, Renderer([], {}), Path(), no_file).problems([(page, faults)]):
        assert lies_in(problem, text)
    assert locate.in_html(source).undefined == []


@given(MARKUP, st.sampled_from(["a.md", "a.html", "mkdocs.yml"]))
def test_every_problem_of_an_exception_lies_in_its_file(text: str, path: str) -> None:
    for problem in suppressions.apply([], [Source(path, text)]):
        assert lies_in(problem, text)


@given(
    st.lists(
        st.sampled_from(
            ["---\n", "title: ", "x", "\n", ": ", "- ", "nav_order: ", "1", "'", "#", "{", "é", "..."]
        )
    )
)
def test_every_problem_of_front_matter_lies_in_it(pieces: list[str]) -> None:
    source = Source("a.md", "---\n" + "".join(pieces))
    for problem in front_matter.read(source, ["title"])[1]:
        assert lies_in(problem, source.text)


@given(st.binary(max_size=60) | MARKUP.map(str.encode))
def test_any_bytes_are_read(data: bytes) -> None:
    source, found = decode("a.md", data)
    assert len(source.prose) == len(source.text)
    assert source.prose.count("\n") == source.text.count("\n")
    for problem in found:
        assert lies_in(problem, source.text)
