"""Pages that no reader finds: neither navigation nor links lead to them from the home page."""

import pytest

from tests.support.mini_sites import Mini

ORPHAN = "no page you can reach from the home page links here. Link to it, or remove 'nav_exclude'."
RULES = {"docsite": {"rules": {"orphan-page": "problem"}}}
OUT = "---\ntitle: Out\nnav_exclude: true\n---\n"


def lines(*paths: str) -> list[str]:
    return [f"docs/{path}: {ORPHAN} [orphan-page]" for path in paths]


def test_a_page_that_nothing_leads_to_is_told(mini: Mini) -> None:
    outcome = mini({"docs/index.md": "# Home\n", "docs/out.md": OUT}, extra=RULES)

    assert outcome.lines == lines("out.md:3:1")


@pytest.mark.parametrize(
    "link",
    [
        "[x](out.md)",
        "[x](out.md#part)\n\n",
        '<a href="../out/?a=b">x</a>',
        '<a href="../out/index.html">x</a>',
    ],
)
@pytest.mark.parametrize("page", ["index.md", "sub/page.md"])
def test_a_link_is_a_way(mini: Mini, link: str, page: str) -> None:
    target = link.replace("out.md", "../out.md" if "sub" in page else "out.md")
    target = target.replace("../out/", "../../out/" if "sub" in page else "out/")
    files = {
        "docs/index.md": "# Home\n",
        "docs/out.md": f"{OUT}## Part\n",
        f"docs/{page}": f"# A\n\n{target}\n",
    }
    outcome = mini(files, extra=RULES)

    assert outcome.lines == []


def test_a_way_may_have_several_steps(mini: Mini) -> None:
    files = {
        "docs/index.md": "# Home\n\n[a](a.md)\n",
        "docs/a.md": f"{OUT}[b](b.md)\n",
        "docs/b.md": f"{OUT}[a](a.md)\n",
        "docs/c.md": f"{OUT}[d](d.md)\n",
        "docs/d.md": f"{OUT}[c](c.md) [home](index.md)\n",
    }

    assert mini(files, extra=RULES).lines == lines("c.md:3:1", "d.md:3:1")


def test_navigation_of_the_configuration_is_a_way(mini: Mini) -> None:
    files = {"docs/index.md": "# Home\n", "docs/a.md": "# A\n", "docs/b.md": "# B\n"}
    outcome = mini(files, extra=RULES, nav=["index.md", "a.md"], validation={"omitted_files": "ignore"})

    told = "no page you can reach from the home page links here. Link to it."
    assert outcome.lines == [f"docs/b.md:1:1: {told} [orphan-page]"]


def test_links_of_other_sites_are_no_way(mini: Mini) -> None:
    home = "# Home\n\n[x](https://example.com/out/) [y](mailto:a@example.com)\n"
    outcome = mini({"docs/index.md": home, "docs/out.md": OUT}, extra=RULES)

    assert outcome.lines == lines("out.md:3:1")


def test_an_exception_with_a_reason_holds(mini: Mini) -> None:
    page = OUT.replace("nav_exclude", "# allow: orphan-page - letters lead here\nnav_exclude")
    outcome = mini({"docs/index.md": "# Home\n", "docs/out.md": page}, extra=RULES)

    assert outcome.lines == []


def test_a_site_that_does_not_ask_is_not_told(mini: Mini) -> None:
    assert mini({"docs/index.md": "# Home\n", "docs/out.md": OUT}).lines == []


def test_a_site_without_home_page_is_not_told(mini: Mini) -> None:
    assert mini({"docs/out.md": OUT}, extra=RULES).lines == []
