"""Settings below `extra: docsite:` of mkdocs.yml: what they change, and where what is wrong with them is reported."""

import json
from pathlib import Path
from typing import Any

import pytest
from docsite import settings
from docsite.sources.problems import RULES, line

from tests.support.mini_sites import Files, Mini, Outcome, build, complete
from tests.support.project import ROOT

PAGE = {"docs/index.md": "---\nlayout: x\n---\n# Home\n\n[x](ssh://example.com)\n"}
UNKNOWN = "docs/index.md:2:1: unknown key 'layout'. Remove it. [unknown-key]"
SCHEME = (
    "docs/index.md:6:1: link to 'ssh://example.com', which begins with 'ssh:'."
    " Use one of: data, ftp, ftps, http, https, mailto, sms, tel. [bad-scheme]"
)


@pytest.mark.parametrize(
    ("own", "lines", "failed"),
    [
        ({}, [UNKNOWN, SCHEME], True),
        (None, [SCHEME], True),
        ({"rules": {"unknown-key": "note"}}, [UNKNOWN, SCHEME], True),
        ({"rules": {"unknown-key": "note", "bad-scheme": "ignore"}}, [UNKNOWN], False),
        ({"rules": None, "schemes": ["SSH:"]}, [UNKNOWN], True),
        ({"front_matter": {"required": []}, "schemes": ["ssh", "x-app"]}, [UNKNOWN], True),
    ],
)
def test_settings_say_what_is_reported_and_what_fails(
    mini: Mini, own: Any, lines: list[str], failed: bool
) -> None:
    outcome = mini(PAGE, theme="mkdocs", extra={"generator": False, "social": [], "docsite": own})

    assert (outcome.lines, outcome.failed) == (lines, failed)


def test_required_keys_are_required(mini: Mini) -> None:
    pages = {"docs/index.md": "# Home\n", "docs/a.md": "---\ntitle: A\n---\n", "docs/draft.md": "# Draft\n"}
    required = {"front_matter": {"required": ["title", "reviewed"]}}
    outcome = mini(pages, draft_docs="draft.md", extra={"docsite": required})

    what = "Add it: the date of the last review, as 2026-01-31."
    assert outcome.lines == [
        f"docs/a.md:2:1: front matter has no 'reviewed'. {what} [missing-key]",
        (
            "docs/index.md:1:1: the page has no front matter."
            " Add 'title' and 'reviewed' between two '---' lines. [missing-key]"
        ),
    ]


def test_a_page_without_three_required_keys_is_three_problems(mini: Mini) -> None:
    required = {"front_matter": {"required": ["title", "description", "reviewed"]}}
    outcome = mini({"docs/index.md": "---\nnav_order: 1\n---\n# Home\n"}, extra={"docsite": required})

    assert outcome.lines == [
        (
            "docs/index.md:2:1: front matter has no 'description'."
            " Add it: one sentence of at most 160 characters. [missing-key]"
        ),
        (
            "docs/index.md:2:1: front matter has no 'reviewed'."
            " Add it: the date of the last review, as 2026-01-31. [missing-key]"
        ),
        "docs/index.md:2:1: front matter has no 'title'. Add it: at most 70 characters. [missing-key]",
    ]


def site(root: Path, own: str, files: Files, *, more: str = "") -> Outcome:
    """Return the build of a site whose mkdocs.yml has these lines below `extra: docsite:`, which is line 2."""
    configuration = f"extra:\n  docsite:{own}{more}"
    return build(root, complete({"docs/index.md": "# Home\n", **files, "mkdocs.yml": configuration}))


@pytest.mark.parametrize(
    ("own", "lines"),
    [
        ("\n    serach: true\n", ["3:5: unknown key 'serach'. Did you mean 'search'? [unknown-key]"]),
        ("\n    whole: true\n", ["3:5: unknown key 'whole'. Remove it. [unknown-key]"]),
        (
            "\n    search: 'yes'\n",
            [
                "3:13: 'search' must be true or false, not the text 'yes'. Write it without quotes. [wrong-type]"
            ],
        ),
        (
            "\n    feed: 'true'\n",
            ["3:11: 'feed' must be true or false, not the text 'true'. Remove the quotes. [wrong-type]"],
        ),
        (
            "\n    rules:\n      mising-key: note\n",
            ["4:7: unknown key 'mising-key'. Did you mean 'missing-key'? [unknown-key]"],
        ),
        ("\n    rules:\n      zzz: note\n", ["4:7: unknown key 'zzz'. Remove it. [unknown-key]"]),
        (
            "\n    rules:\n      too-long: warn\n",
            ["4:17: 'too-long' must be 'problem', 'note', or 'ignore', not 'warn'. [unknown-value]"],
        ),
        (
            "\n    rules: [too-long]\n",
            ["3:12: 'rules' must be a group of keys, not a list. Correct or remove it. [wrong-type]"],
        ),
        (
            "\n    front_matter: {required: title}\n",
            [
                (
                    "3:30: 'required' must be a list, not the text 'title'."
                    " Write each item on its own line, after '- '. [wrong-type]"
                )
            ],
        ),
        (
            "\n    front_matter:\n      required:\n        - titel\n",
            [
                (
                    "5:11: an item of 'required' must be a key of front matter, not 'titel'."
                    " Did you mean 'title'? [unknown-value]"
                )
            ],
        ),
        (
            "\n    schemes: ssh\n",
            [
                (
                    "3:14: 'schemes' must be a list, not the text 'ssh'."
                    " Write each item on its own line, after '- '. [wrong-type]"
                )
            ],
        ),
        (
            "\n    print_guides:\n      - guide + more\n",
            [
                (
                    "4:9: an item of 'print_guides' must be a list, not the text 'guide + more'."
                    " Write each item on its own line, after '- '. [wrong-type]"
                )
            ],
        ),
        (
            "\n    print_guides:\n      - [guid]\n      - [guide, none]\n",
            [
                "4:10: folder 'guid' has no page. Did you mean 'guide'? [unknown-page]",
                "5:17: folder 'none' has no page. Write the path of a folder below docs/. [unknown-page]",
            ],
        ),
        (
            "\n    leave_out:\n      - '*.map'\n      - no/such/*\n",
            ["5:9: pattern 'no/such/*' matches no file of the site. Correct or remove it. [unused-pattern]"],
        ),
        (
            "\n    # allow: unused-pattern — the next release of the theme has it\n    leave_out: [no/such/*]\n",
            [],
        ),
    ],
)
def test_a_wrong_setting_is_reported_at_its_place(tmp_path: Path, own: str, lines: list[str]) -> None:
    outcome = site(tmp_path, own, {"docs/guide/a.md": "# A\n"})

    assert outcome.lines == [f"mkdocs.yml:{each}" for each in lines]


def test_the_build_goes_on_as_if_a_wrong_setting_were_not_there(tmp_path: Path) -> None:
    own = "\n    search: 1\n    feed: true\n    front_matter:\n"
    own += "    rules:\n      too-long: [a]\n      unknown-key: ignore\n"
    outcome = site(tmp_path, own, {"docs/index.md": f"---\nlayout: x\ntitle: {'x' * 80}\n---\n"})

    assert [each.rsplit("[")[-1] for each in outcome.lines] == [
        "too-long]",
        "wrong-type]",
        "unknown-value]",
    ]
    assert not (outcome.site / "search").exists()


@pytest.mark.parametrize(
    ("value", "kind", "remedy"),
    [
        ("true", "true", "Write its keys on the lines below it, such as 'rules:'."),
        ("[search]", "a list", "Correct or remove it."),
    ],
)
def test_settings_are_a_mapping(tmp_path: Path, value: str, kind: str, remedy: str) -> None:
    assert site(tmp_path, f" {value}\n", {}).lines == [
        f"mkdocs.yml:2:12: 'docsite' must be a group of keys, not {kind}. {remedy} [wrong-type]"
    ]


def test_a_setting_that_is_inherited_is_reported_where_it_is_written(tmp_path: Path) -> None:
    base = "extra:\n  docsite:\n    print_guides: [[guid]]\n    fed: true\n"
    files = {"docs/guide/a.md": "# A\n", "base.yml": base}
    outcome = site(tmp_path, "\n    search: true\n", files, more="INHERIT: base.yml\n")

    assert outcome.lines == [
        "base.yml:3:21: folder 'guid' has no page. Did you mean 'guide'? [unknown-page]",
        "base.yml:4:5: unknown key 'fed'. Did you mean 'feed'? [unknown-key]",
    ]
    assert (outcome.site / "search/index.js").is_file()


def test_what_another_plugin_sets_is_checked_too(tmp_path: Path) -> None:
    plugin = "def on_config(config):\n    config.extra['docsite'] = {'serach': True}\n"
    hooks = f"hooks: [plugin.py, {ROOT / 'hooks' / 'main.py'}]\n"
    outcome = site(tmp_path, "\n    search: true\n", {"plugin.py": plugin}, more=hooks)

    assert outcome.lines == ["mkdocs.yml:2:3: unknown key 'serach'. Did you mean 'search'? [unknown-key]"]


def test_without_a_file_the_settings_count_as_they_are() -> None:
    own = settings.read({"docsite": {"search": True, "rules": {"too-long": "wrong"}}}, [])

    assert (own.search, own.levels["too-long"]) == (True, "problem")
    assert [line(each) for each in own.problems] == [
        "mkdocs.yml:1:1: 'too-long' must be 'problem', 'note', or 'ignore', not 'wrong'. [unknown-value]"
    ]
    assert settings.read({}, []).levels == RULES


def test_the_schema_describes_every_setting() -> None:
    known = json.loads(settings.SCHEMA.read_text("utf-8"))["properties"]

    assert known.keys() - {"rules", "front_matter"} <= settings.Settings.__dataclass_fields__.keys()
    assert all("description" in each for key, each in known.items() if key != "front_matter")


def test_the_page_for_other_sites_has_every_setting() -> None:
    page = (ROOT / "docs/contributing/adopt.md").read_text("utf-8")
    known = json.loads(settings.SCHEMA.read_text("utf-8"))["properties"]

    assert [each for each in known if f"`{each}:" not in page and each not in ("rules", "schemes")] == []
    assert "extra: docsite: schemes:" in page
