"""Settings in `extra:` of mkdocs.yml: what they change, and what of them cannot be meant."""

from typing import Any

import pytest
from docsite.sources.problems import RULES

from tests.support.mini_sites import Mini

PAGE = {"docs/index.md": "---\nlayout: x\n---\n# Home\n\n[x](ssh://example.com)\n"}
UNKNOWN = "docs/index.md:2:1: unknown key 'layout'. Remove it. [unknown-key]"
SCHEME = (
    "docs/index.md:6:1: link to 'ssh://example.com', which has the scheme 'ssh'."
    " Use one of: data, ftp, ftps, http, https, mailto, sms, tel. [bad-scheme]"
)


@pytest.mark.parametrize(
    ("extra", "lines", "failed"),
    [
        ({}, [UNKNOWN, SCHEME], True),
        ({"generator": False, "social": []}, [UNKNOWN, SCHEME], True),
        ({"rules": {"unknown-key": "note"}}, [UNKNOWN, SCHEME], True),
        ({"rules": {"unknown-key": "note", "bad-scheme": "ignore"}}, [UNKNOWN], False),
        ({"rules": None, "schemes": ["SSH:"]}, [UNKNOWN], True),
        ({"front_matter": {"required": []}, "schemes": ["ssh", "x-app"]}, [UNKNOWN], True),
    ],
)
def test_settings_say_what_is_told_and_what_fails(
    mini: Mini, extra: Any, lines: list[str], failed: bool
) -> None:
    outcome = mini(PAGE, theme="mkdocs", extra=extra)

    assert (outcome.lines, outcome.failed) == (lines, failed)


def test_required_keys_are_required(mini: Mini) -> None:
    pages = {"docs/index.md": "# Home\n", "docs/a.md": "---\ntitle: A\n---\n", "docs/draft.md": "# Draft\n"}
    outcome = mini(pages, draft_docs="draft.md", extra={"front_matter": {"required": ["title", "reviewed"]}})

    what = "Add it: the date of the last review, as 2026-01-31."
    assert outcome.lines == [
        f"docs/a.md:2:1: front matter has no 'reviewed'. {what} [missing-key]",
        (
            "docs/index.md:1:1: the page has no front matter."
            " Add 'title' and 'reviewed' between two '---' lines. [missing-key]"
        ),
    ]


ABSENT = "which does not exist."
LEVELS = "expected 'problem', 'note' or 'ignore'."
LIST = "is not a list of names. Write each on a line of its own, after '- '."


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        (
            {"rules": {"mising-key": "note"}},
            f" sets a level for the rule 'mising-key', {ABSENT} Did you mean 'missing-key'?",
        ),
        (
            {"rules": {"zzz": "note"}},
            f" sets a level for the rule 'zzz', {ABSENT} Rules: {', '.join(sorted(RULES))}.",
        ),
        ({"rules": {"too-long": "warn"}}, f" sets the level 'warn' for the rule 'too-long'; {LEVELS}"),
        ({"rules": {"too-long": ["a"]}}, f" sets the level '['a']' for the rule 'too-long'; {LEVELS}"),
        ({"rules": ["a"]}, ": 'extra: rules:' is not a mapping. Write one 'key: value' a line."),
        ({"front_matter": {"required": "title"}}, f": 'extra: front_matter: required:' {LIST}"),
        (
            {"front_matter": {"required": ["titel"]}},
            f" requires the front matter key 'titel', {ABSENT} Did you mean 'title'?",
        ),
        ({"schemes": "ssh"}, f": 'extra: schemes:' {LIST}"),
        ({"search": "yes"}, ": 'extra: search:' is neither true nor false."),
    ],
)
def test_a_setting_that_cannot_be_meant_stops_the_build(mini: Mini, extra: Any, expected: str) -> None:
    outcome = mini(PAGE, extra=extra)

    assert outcome.failed
    assert outcome.lines == [f"hooks/main.py: mkdocs.yml{expected}"]
