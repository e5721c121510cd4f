"""Every address of the list is a page or redirects to one, and the list has every page."""

from pathlib import Path

import pytest
from docsite.sources import fixes

from tests.support.mini_sites import build

LIST = "docs/specs/addresses.txt"
NEW = "---\nredirect_from: [/old/, /a%20b.pdf]\n---\n# New\n"


def told(root: Path, addresses: str) -> list[str]:
    files = {"docs/index.md": "# Home\n", "docs/new.md": NEW, "docs/zoo/index.md": "# Z\n", LIST: addresses}
    return build(root, files, exclude_docs="/specs/\n").lines


@pytest.mark.parametrize(
    ("addresses", "lines"),
    [
        ("# A comment.\n/\n/a%20b.pdf\n/new/\n/old/\n/zoo/\n", []),
        (
            "/\n/gone/\n/new/\n/zoo/\n",
            [
                (
                    f"{LIST}:2:1: '/gone/' was a page, and is not an address of this site anymore."
                    " Add it to 'redirect_from' of the page that has its content now. [lost-address]"
                )
            ],
        ),
        (
            "/\n/zoo/\n",
            [
                (
                    f"{LIST}:2:1: the list has no '/new/', the address of 'docs/new.md'."
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
    assert [line for line in lines if line.startswith("/")] == ["/", "/new/", "/zoo/"]


def test_a_site_without_the_list_has_no_such_rule(tmp_path: Path) -> None:
    assert build(tmp_path, {"docs/index.md": "# Home\n"}).lines == []
