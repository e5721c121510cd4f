"""Every address of the list is a page or redirects to one, and the list has every page."""

from dataclasses import replace
from pathlib import Path

import pytest
from docsite.pages import kept_addresses
from docsite.pages.files import File
from docsite.sources import fixes
from docsite.sources.paths import DocsPath, OutputPath, RepoPath, SitePath
from docsite.sources.source import Source

from tests.support.mini_sites import Mini, build

LIST = "docs/specs/addresses.txt"
FILE = File(
    path=DocsPath("a.md"),
    place=RepoPath("docs/a.md"),
    disk=None,
    output=OutputPath("a/index.html"),
    address=SitePath("a/"),
    is_page=True,
    in_nav=True,
    is_built=True,
)
NEW = "---\nredirect_from: [/old/, /a%20b.pdf]\n---\n# New\n"


def told(root: Path, addresses: str) -> list[str]:
    files = {"docs/index.md": "# Home\n", "docs/new.md": NEW, "docs/zoo/index.md": "# Z\n", LIST: addresses}
    return build(root, files, exclude_docs="/specs/\n").lines


@pytest.mark.parametrize(
    ("addresses", "lines"),
    [
        ("# A comment.\n/\n/a%20b.pdf\n/new/\n/old/\n/zoo/\n", []),
        (
            "/\n/a%20b.pdf\n/new/\n/zoo/\n",
            [
                (
                    f"{LIST}:4:1: the list has no '/old/', an old address of 'docs/new.md'."
                    " Add it, so that links to it never break: 'make fix' does. [unlisted-address]"
                )
            ],
        ),
        (
            "/\n/a%20b.pdf\n/gone/\n/new/\n/old/\n/zoo/\n",
            [
                (
                    f"{LIST}:3:1: '/gone/' was a page, and is not an address of this site anymore."
                    " Add it to 'redirect_from' of the page that has its content now. [lost-address]"
                )
            ],
        ),
        (
            "/\n/a%20b.pdf\n/old/\n/zoo/\n",
            [
                (
                    f"{LIST}:3:1: the list has no '/new/', the address of 'docs/new.md'."
                    " Add it, so that links to it never break: 'make fix' does. [unlisted-address]"
                )
            ],
        ),
    ],
)
def test_a_list(addresses: str, lines: list[str], tmp_path: Path) -> None:
    assert told(tmp_path, addresses) == lines


@pytest.mark.parametrize("addresses", ["/zoo/\n", "/\n", "# x\n/\n/zoo/"])
def test_a_fix_adds_the_missing_addresses(
    addresses: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "problems.json"
    monkeypatch.setenv(fixes.VARIABLE, str(file))
    told(tmp_path, addresses)
    for fix in fixes.make(fixes.load(file), tmp_path):
        fixes.write(fix, tmp_path)

    lines = (tmp_path / LIST).read_text("utf-8").split()
    assert [line for line in lines if line.startswith("/")] == ["/", "/a%20b.pdf", "/new/", "/old/", "/zoo/"]


def test_a_page_that_moved_is_named_until_its_old_address_redirects_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "problems.json"
    monkeypatch.setenv(fixes.VARIABLE, str(file))
    files = {
        "docs/index.md": "# Home\n",
        "docs/a/new.md": "# New\n",
        "docs/more.md": "# More\n",
        LIST: "/\n/a/old/\n",
    }
    told = [build(tmp_path, files, exclude_docs="/specs/\n").lines]
    for own in ({}, {"docs/a/new.md": "---\nredirect_from: [/a/old/]\n---\n# New\n"}, {}):
        for fix in fixes.make(fixes.load(file), tmp_path):
            fixes.write(fix, tmp_path)
        kept = {LIST: (tmp_path / LIST).read_text("utf-8")}
        told.append(build(tmp_path, {**files, **own, **kept}, exclude_docs="/specs/\n").lines)
        files |= own

    lost = (
        f"{LIST}:2:1: '/a/old/' was a page, and is not an address of this site anymore."
        " Add it to 'redirect_from' of docs/a/new.md, if that has its content now. [lost-address]"
    )
    new = "the address of 'docs/{}.md'. Add it, so that links to it never break: 'make fix' does. [unlisted-address]"
    assert told == [
        [lost, f"{LIST}:2:1: the list has no '/more/', {new.format('more')}"],
        [lost],
        [f"{LIST}:2:1: the list has no '/a/new/', {new.format('a/new')}"],
        [],
    ]


def test_a_site_without_the_list_has_no_such_rule(tmp_path: Path) -> None:
    assert build(tmp_path, {"docs/index.md": "# Home\n"}).lines == []


PAIRS = [
    (["a/old"], ["a/new"], {"a/old": "a/new"}),
    (["a/old"], ["b/old", "a/new"], {"a/old": "b/old"}),
    (["a", "a/one", "a/two"], ["b", "b/one", "b/two"], {"a": "b", "a/one": "b/one", "a/two": "b/two"}),
    (["a/old", "a/older"], ["a/new"], {}),
    (["a/old"], ["a/new", "a/newer"], {}),
    (["a/old"], ["b/new"], {}),
    (["a/old", "b/old"], ["c/old"], {}),
]


@pytest.mark.parametrize(("gone", "new", "pairs"), PAIRS)
def test_a_page_that_moved_is_known_by_name_or_folder(
    gone: list[str], new: list[str], pairs: dict[str, str]
) -> None:
    lines = "".join(f"/{each}/\n" for each in gone)
    files = [replace(FILE, path=DocsPath(f"{each}.md"), address=SitePath(f"{each}/")) for each in new]
    kept = kept_addresses.read(Source(LIST, lines), files, [])

    assert kept.moved == {old: f"{page}.md" for old, page in pairs.items()}
    assert kept.lost == {each: f"/{each}/" for each in gone}


RENAMED = {
    "docs/index.md": (
        "---\nrouting:\n  technology: [{label: A, guides: [{page: a/old.md, purpose: x}]}]\n---\n# Home\n\n"
        "```routing\n```\n\n[x](a/old.md#part) [y](b/gone.md) [z](a/old.md#none) <a href='a/old/'>o</a>\n"
    ),
    "docs/a/new.md": "# New\n\n## Part\n",
    LIST: "/\n/a/old/\n/b/gone/\n",
    "overrides/main.html": (
        "{% extends 'base.html' %}{% block footer %}<a href=\"{{ 'b/gone/' | url }}\">g</a>{% endblock %}\n"
    ),
}
ADD = "' to 'redirect_from' of the page that has its content now. [missing-page]"


def test_links_to_a_page_that_moved_say_so_before_it_has_a_redirect(mini: Mini) -> None:
    outcome = mini(RENAMED, exclude_docs="/specs/\n", theme={"name": "mkdocs", "custom_dir": "overrides"})

    what = "a page that was moved or deleted."
    assert outcome.lines == [
        "docs/index.md:2:1: 'routing' has no 'sector'. Add it: rows by business sector. [missing-key]",
        "docs/index.md:3:43: guide 'a/old.md' is not a page of this site. Did you mean 'a/new.md'? [unknown-page]",
        f"docs/index.md:10:1: link to 'a/old.md#part', {what} Did you mean 'a/new.md#part'? [missing-page]",
        f"docs/index.md:10:20: link to 'b/gone.md', {what} Add '/b/gone/{ADD}",
        f"docs/index.md:10:35: link to 'a/old.md#none', {what} Add '/a/old/{ADD}",
        f"docs/index.md:10:57: link to 'a/old/', {what} Did you mean 'a/new/'? [missing-page]",
        (
            f"{LIST}:2:1: '/a/old/' was a page, and is not an address of this site anymore."
            " Add it to 'redirect_from' of docs/a/new.md, if that has its content now. [lost-address]"
        ),
        (
            f"{LIST}:3:1: '/b/gone/' was a page, and is not an address of this site anymore."
            " Add it to 'redirect_from' of the page that has its content now. [lost-address]"
        ),
        f"overrides/main.html:1:47: link to '{{{{ 'b/gone/' | url }}}}', {what} Add '/b/gone/{ADD}",
    ]


def test_a_page_whose_front_matter_cannot_be_read_loses_no_address(tmp_path: Path) -> None:
    broken = NEW.replace("redirect_from", "title: A: b\nredirect_from")
    files = {"docs/index.md": "# Home\n", "docs/new.md": broken, LIST: "/\n/new/\n/old/\n"}

    (line,) = build(tmp_path, files, exclude_docs="/specs/\n").lines
    assert line.endswith("[invalid-yaml]")


def test_a_page_with_a_poor_name_is_not_listed_before_it_is_renamed(mini: Mini) -> None:
    files = {"docs/index.md": "# Home\n", "docs/A b.md": "# A\n", LIST: "/\n"}
    outcome = mini(files, exclude_docs="/specs/\n", extra={"docsite": {"rules": {"file-name": "problem"}}})

    assert [each.rpartition(" ")[2] for each in outcome.lines] == ["[file-name]"]
