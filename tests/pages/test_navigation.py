"""Navigation: the seven rules of order, as built sites show them."""

import re
from typing import Any

import pytest

from tests.support.mini_sites import Mini, Outcome
from tests.support.project import ROOT

TREE = """\
{%- macro list(items) -%}
{%- for item in items %}
{{ item.title }}{% if item.children %} [{{ list(item.children) }}]{% endif %};
{%- endfor -%}
{%- endmacro -%}
{{ list(nav.items) }}
"""


def page(title: str, **keys: Any) -> str:
    return "\n".join(
        ["---", f"title: {title}", *(f"{key}: {value}" for key, value in keys.items()), "---", ""]
    )


def order(mini: Mini, files: dict[str, str], **settings: Any) -> str:
    """Return the navigation of a site with these pages: 'A; B [C; D]'."""
    outcome = mini(
        {f"docs/{path}": text for path, text in files.items()} | {"theme/main.html": TREE},
        **{"theme": {"name": None, "custom_dir": "theme"}, **settings},
    )
    assert outcome.lines == []
    return tree(outcome)


def tree(outcome: Outcome) -> str:
    built = next(
        path for path in ("index.html", "a/index.html", "z/index.html") if (outcome.site / path).is_file()
    )
    text = re.sub(r"\s*\n\s*", " ", outcome.html(built).strip())
    return re.sub(r"; ?(?=\]|$)", "", re.sub(r"\[ ", "[", text))


FOLDERS = [
    # pages, folders that have no index
    (["a/b.md", "a/c.md"], ["a/"]),
    (["a/index.md", "a/b.md"], []),
    (["a/README.md", "a/b.md"], []),
    (["a/b/c.md"], ["a/", "a/b/"]),
    (["a/b/index.md", "a/b/c.md"], ["a/"]),
    (["a/index.md", "a/b/c.md"], ["a/b/"]),
]


@pytest.mark.parametrize(("pages", "folders"), FOLDERS)
def test_a_folder_without_a_page_of_its_own_is_told_once(
    pages: list[str], folders: list[str], mini: Mini
) -> None:
    wanted = {"navigation": True, "rules": {"missing-index": "problem"}}
    outcome = mini(
        {"docs/index.md": page("Home"), **{f"docs/{path}": page(path) for path in pages}},
        extra={"docsite": wanted},
    )
    first = {each: min(path for path in pages if path.startswith(each)) for each in folders}
    assert outcome.lines == [
        f"docs/{first[each]}:1:1: folder 'docs/{each}' has no 'index.md' to give its section a title and a place."
        " Add one. [missing-index]"
        for each in folders
    ]


def test_a_folder_needs_no_page_where_the_menu_does_not_show_it(mini: Mini) -> None:
    hidden = page("A", nav_exclude="true")
    files = {
        "docs/index.md": page("Home"),
        "docs/a/b.md": hidden,
        "docs/c/index.md": hidden,
        "docs/c/d/e.md": page("E"),
    }
    rules = {"missing-index": "problem"}
    assert mini(files, extra={"docsite": {"navigation": True, "rules": rules}}).lines == []
    files = {"docs/index.md": page("Home"), "docs/a/b.md": page("B")}
    assert mini(files, extra={"docsite": {"navigation": False, "rules": rules}}).lines == []


def test_numbers_come_first_by_value(mini: Mini) -> None:
    files = {
        "a.md": page("Ten", nav_order=10),
        "b.md": page("Two and a half", nav_order=2.5),
        "c.md": page("Minus one", nav_order=-1),
        "d.md": page("Zero", nav_order=0),
        "e.md": page("Two", nav_order=2),
        "f.md": page("Huge", nav_order="9" * 400),
        "g.md": page("Great", nav_order="1.0e+300"),
        "h.md": page("A text"),
    }

    assert order(mini, files) == "Minus one; Zero; Two; Two and a half; Ten; Great; Huge; A text"


def test_the_others_follow_by_title_without_regard_to_case(mini: Mini) -> None:
    files = {
        "a.md": page("zebra"),
        "b.md": page("Éclair"),
        "c.md": page("apple"),
        "d.md": page("Banana"),
        "e.md": "# Cherry\n",
        "f.md": page("straße"),
        "g.md": page("STRASSE 2"),
        "date.md": "text\n",
        "i.md": page("Last by number", nav_order=999),
    }

    assert order(mini, files) == (
        "Last by number; apple; Banana; Cherry; Date; straße; STRASSE 2; zebra; Éclair"
    )


def test_ties_are_broken_by_title_then_path(mini: Mini) -> None:
    files = {
        "a.md": page("Same", nav_order=1),
        "b.md": page("beta", nav_order=1),
        "c.md": page("Alpha", nav_order=1.0),
        "d/index.md": page("same", nav_order=1),
        "e.md": page("SAME", nav_order=1),
        "f.md": page("Tie"),
        "g/index.md": page("tie"),
    }

    assert order(mini, files) == "Alpha; beta; Same; same [same]; SAME; Tie; tie [tie]"


def test_sections_stand_where_their_index_says_at_every_depth(mini: Mini) -> None:
    files = {
        "index.md": page("Home", nav_order=99),
        "z.md": page("Page", nav_order=2),
        "x/index.md": page("Section X", nav_order=3),
        "x/b.md": page("B", nav_order=1),
        "x/deep/deeper/index.md": page("Deepest", nav_order=-5),
        "x/deep/deeper/c.md": page("C"),
        "x/deep/deeper/b.md": page("B"),
        "x/deep/index.md": page("Deep", nav_order=0),
        "w/README.md": page("Section W", nav_order=1),
        "w/a.md": page("A"),
        "how-to/q.md": page("Q", nav_order=-100),
        "API_v2/q.md": page("Q"),
    }

    assert order(mini, files) == (
        "Home; Section W [Section W; A]; Page; "
        "Section X [Section X; Deep [Deep; Deepest [Deepest; B; C]]; B]; API v2 [Q]; How to [Q]"
    )


def test_an_index_without_a_title_leaves_the_name_of_its_folder(mini: Mini) -> None:
    files = {"a.md": page("Z"), "how-to/index.md": "text\n", "x/index.md": "# R & D\n", "x/b.md": page("B")}

    assert order(mini, files) == "How to [Index]; R &amp; D [R &amp; D; B]; Z"


@pytest.mark.parametrize(
    ("excluded", "expected"),
    [
        ("b.md", "Home; A [A; C]"),
        ("a/index.md", "Home; B"),
        ("a/c.md", "Home; A [A]; B"),
        ("index.md", "A [A; C]; B"),
    ],
)
def test_an_excluded_page_is_built_but_not_listed(mini: Mini, excluded: str, expected: str) -> None:
    files = {"index.md": page("Home"), "b.md": page("B"), "a/index.md": page("A"), "a/c.md": page("C")}
    files[excluded] = files[excluded].replace("---\n", "---\nnav_exclude: true\n", 1)
    # MkDocs may be asked to fail where a page is missing from the navigation: this one is so on purpose.
    outcome = mini(
        {f"docs/{path}": text for path, text in files.items()} | {"theme/main.html": TREE},
        theme={"name": None, "custom_dir": "theme"},
        validation={"omitted_files": "warn"},
    )

    assert outcome.lines == []
    assert tree(outcome) == expected
    assert all((outcome.site / path).is_file() for path in ("index.html", "b/index.html", "a/c/index.html"))


def test_a_section_of_which_nothing_is_listed_is_not_listed(mini: Mini) -> None:
    hidden = page("B", nav_exclude="true")
    files = {"index.md": page("Home"), "a/b.md": hidden, "a/c/d.md": hidden}

    assert order(mini, files) == "Home"


def test_an_explicit_navigation_wins(mini: Mini) -> None:
    files = {"index.md": page("Home"), "a.md": page("A", nav_order=2), "z.md": page("Z", nav_exclude="true")}

    assert order(mini, files, nav=["index.md", {"Our A": "a.md"}, "z.md"]) == "Home; Our A; Z"


@pytest.mark.parametrize("value", ["x", "'3'", "true", "2026-01-01", "[1]", ".nan", ".inf", "-.inf", ""])
def test_what_is_no_finite_number_counts_as_none(mini: Mini, value: str) -> None:
    files = {
        "docs/a.md": page("A", nav_order=value),
        "docs/z.md": page("Z", nav_order=5),
        "theme/main.html": TREE,
    }
    outcome = mini(files, theme={"name": None, "custom_dir": "theme"})

    assert [each.split(": ")[0].rsplit(":", 1)[0] for each in outcome.lines] == ["docs/a.md:3"]
    assert outcome.lines[0].endswith(" [wrong-type]")
    assert tree(outcome) == "Z; A"


def test_files_that_are_not_for_the_navigation_stay_out(mini: Mini) -> None:
    files = {
        "index.md": page("Home"),
        "hidden.md": page("Hidden", nav_order=1),
        "x/index.md": page("Called so by a page that is not listed", nav_order=2),
        "x/y.md": page("Y"),
        "draft.md": page("Draft"),
        "part.md": page("Part"),
        "z/draft.md": page("Draft"),
    }

    assert (
        order(
            mini, files, not_in_nav="/hidden.md\n/x/index.md", draft_docs="draft.md", exclude_docs="/part.md"
        )
        == "Home; Called so by a page that is not listed [Y]"
    )


PLUGIN = """
from mkdocs.structure.files import File

def on_files(files, config):
    files.append(File.generated(config, "made.md", content="---\\ntitle: Made\\nnav_order: -1\\n---\\n"))
    files.append(File.generated(config, "later.md", content="# Later\\n\\n[gone](gone.md)\\n"))
"""


@pytest.mark.parametrize("first", [True, False])
def test_pages_of_other_plugins_have_their_place(mini: Mini, first: bool) -> None:
    hooks = [str(ROOT / "hooks" / "main.py"), "plugin.py"]
    files = {"docs/z.md": page("Z", nav_order=5), "plugin.py": PLUGIN, "theme/main.html": TREE}
    outcome = mini(files, theme={"name": None, "custom_dir": "theme"}, hooks=hooks[:: -1 if first else 1])

    assert tree(outcome) == "Made; Z; Later"


def test_previous_and_next_links_follow_the_navigation(mini: Mini) -> None:
    files = {
        "docs/index.md": page("Home", nav_order=9),
        "docs/a.md": page("A", nav_order=2),
        "docs/b/index.md": page("B", nav_order=1),
        "docs/b/c.md": page("C"),
        "docs/b/secret.md": page("Secret", nav_exclude="true"),
    }
    outcome = mini(files, theme="mkdocs")
    assert outcome.lines == []

    assert turns(outcome.html("index.html")) == {"next": "b/"}
    assert turns(outcome.html("b/index.html")) == {"prev": "..", "next": "c/"}
    assert turns(outcome.html("b/c/index.html")) == {"prev": "../", "next": "../../a/"}
    assert turns(outcome.html("a/index.html")) == {"prev": "../b/c/"}
    assert turns(outcome.html("b/secret/index.html")) == {}


def turns(html: str) -> dict[str, str]:
    found = re.findall(r'<a rel="(prev|next)" href="([^"]+)"', html)
    return dict(found)


def test_a_site_without_pages_builds(mini: Mini) -> None:
    outcome = mini({"docs/picture.txt": "x"}, theme="mkdocs")

    assert outcome.lines == []


GROUPS = {"extra": {"docsite": {"nav_groups": ["Start", "Guides"]}}}


def test_groups_come_first_in_their_order(mini: Mini) -> None:
    files = {
        "index.md": page("Home", nav_group="Start"),
        "a/index.md": page("A", nav_group="Guides", nav_order=1),
        "a/b.md": page("B"),
        "c.md": page("C", nav_group="Start", nav_order=2),
        "d.md": page("D", nav_group="Guides"),
    }

    assert order(mini, files, **GROUPS) == "Home; C; A [A; B]; D"


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (
            "a.md",
            page("A"),
            "2:1: front matter has no 'nav_group'. Add it: the group of the menu that the page is in. [missing-key]",
        ),
        (
            "a.md",
            page("A", nav_group="Guide"),
            "3:12: 'nav_group' must be 'Start' or 'Guides', not 'Guide'. Did you mean 'Guides'? [unknown-value]",
        ),
        (
            "a/b.md",
            page("B", nav_group="Guides"),
            (
                "3:1: 'nav_group' is allowed on pages directly below docs/ and on the index of a folder there only."
                " Remove it. [unknown-key]"
            ),
        ),
        ("a.md", page("A", nav_exclude="true"), None),
        (
            "a.md",
            page("A", nav_title="x" * 31, nav_group="Start"),
            "3:12: 'nav_title' has 31 characters. Shorten it to at most 30. [too-long]",
        ),
    ],
)
def test_an_outermost_page_names_its_group(mini: Mini, path: str, text: str, expected: str | None) -> None:
    outcome = mini({"docs/index.md": page("Home", nav_group="Start"), f"docs/{path}": text}, **GROUPS)

    assert outcome.lines == ([f"docs/{path}:{expected}"] if expected else [])
