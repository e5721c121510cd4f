"""Links that could be wrong: what a memory has of the builds before makes no difference to which these are."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from docsite.links.address import Base
from docsite.links.built_page import BuiltPage
from docsite.links.judge import Site
from docsite.links.suspects import Suspects, suspects
from docsite.pages.files import File
from docsite.sources.memory import Memory
from docsite.sources.paths import DocsPath, OutputPath, RepoPath, SitePath
from docsite.sources.source import Source
from hypothesis import given
from hypothesis import strategies as st

PAGES = ("a/x/index.html", "a/y/index.html", "a/index.html", "index.html", "b/one.html", "b/two.html")
LINKS = (
    *("#p", "#q", "%23p", "#p%20", "?a", "", "../", "../x/", "../y/#p", "x/#p", "two.html", "one.html#q"),
    *("_z.png", "../_z", "../../a/x/#q", "../../b/one.html#p", "/base/a/x/", "https://example.org/"),
)
TEXT = st.builds(
    lambda links, anchors: "".join(
        [*(f'<a href="{each}">t</a>' for each in links), *(f'<p id="{each}">' for each in anchors)]
    ),
    st.lists(st.sampled_from(LINKS), max_size=6),
    st.lists(st.sampled_from(["p", "q", "p "]), max_size=2, unique=True),
)
CHANGES = st.lists(
    st.tuples(st.dictionaries(st.sampled_from(PAGES), TEXT, max_size=2), st.booleans()), max_size=6
)
"""Pages that a save changes, with what they become, and whether the site has a certain image then."""


def page(folder: str, output: str, html: str) -> BuiltPage:
    """Return a page around which the theme has put a link."""
    built = Path(folder, output)
    built.parent.mkdir(parents=True, exist_ok=True)
    built.write_text(f'<a href="../x/#p">t</a>{html}', "utf-8")
    file = File(
        path=DocsPath(output),
        place=RepoPath(output),
        disk=built,
        output=OutputPath(output),
        address=SitePath(output.removesuffix("index.html")),
        is_page=True,
        in_nav=False,
        is_built=True,
        is_authored=True,
    )
    return BuiltPage(file, Source(output, html), html, built)


def found(
    pages: Mapping[str, BuiltPage], more: Sequence[str], memory: Memory | None
) -> dict[tuple[str, str], str]:
    files = frozenset(map(OutputPath, [*pages, *more]))
    site = Site(Base("", "/base/"), files, lambda file: pages[file])
    suspected: Suspects = suspects(site, list(pages.values()), memory)
    return {(start, value): first.address for start, own in suspected.items() for value, first in own.items()}


@given(st.fixed_dictionaries(dict.fromkeys(PAGES, TEXT)), CHANGES)
def test_after_any_saves_the_same_are_found_as_by_a_first_build(
    texts: Mapping[str, str], changes: Sequence[tuple[Mapping[str, str], bool]]
) -> None:
    memory: Memory = {}
    with tempfile.TemporaryDirectory() as folder:
        pages = {output: page(folder, output, html) for output, html in texts.items()}
        for changed, has_image in [({}, False), *changes]:
            pages |= {output: page(folder, output, html) for output, html in changed.items()}
            more = ["b/_z.png"] if has_image else []

            assert found(pages, more, memory) == found(pages, more, None)
