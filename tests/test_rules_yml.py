"""`rules.yml` has all wording of problems, none of it unused, in plain American English."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from docsite.sources.problems import RULES, problem, say

from tests.support.project import ROOT, data

ENTRIES: dict[str, Any] = data(ROOT / "hooks/docsite/rules.yml")
PAGE = (ROOT / "docs/contributing/rules.md").read_text("utf-8")
BANNED = re.compile(r"\bstands?\b|(?<!there )\bis no\b|\btold\b|\btells?\b|\ba text\b|\bleads? to\b|\bmend")


def named(entry: Any) -> dict[str, list[str]]:
    """Return the messages of a rule by case, `""` where it has one."""
    return {"": entry["says"]} if isinstance(entry["says"], list) else entry["says"]


MESSAGES = {
    f"{rule}.{case}".rstrip("."): message
    for rule, entry in ENTRIES.items()
    for case, message in named(entry).items()
}


def written() -> Iterator[tuple[set[str], set[str], set[str]]]:
    """Yield the texts of each module of the hook, and the beginnings and ends of those that are put together."""
    for file in Path(ROOT, "hooks").rglob("*.py"):
        nodes = list(ast.walk(ast.parse(file.read_text("utf-8"))))
        parts = [each.values for each in nodes if isinstance(each, ast.JoinedStr)]
        yield (
            {each.value for each in nodes if isinstance(each, ast.Constant) and isinstance(each.value, str)},
            {str(each[0].value) for each in parts if isinstance(each[0], ast.Constant)},
            {str(each[-1].value) for each in parts if isinstance(each[-1], ast.Constant)},
        )


def test_the_code_uses_every_message_and_no_other() -> None:
    modules = list(written())
    texts = set().union(*(each[0] for each in modules))
    begins = set().union(*(each[1] for each in modules))
    ends = set().union(*(each[2] for each in modules))

    def is_used(name: str) -> bool:
        rule, _, case = name.partition(".")
        return (
            name in texts or (f"{rule}." in begins and case in texts) or (bool(case) and f".{case}" in ends)
        )

    assert [name for name in MESSAGES if not is_used(name)] == []
    known = {text for text in texts if re.fullmatch(r"[a-z0-9-]+\.[a-z0-9-]+", text)}
    assert sorted(text for text in known if text.partition(".")[0] in RULES and text not in MESSAGES) == []


def test_the_table_of_the_page_names_every_rule_once() -> None:
    table = PAGE.partition("\n## ")[0]
    assert sorted(re.findall(r"\[([a-z0-9-]+)\]\(#\1\)", table)) == sorted(RULES)


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_is_a_fact_and_a_remedy(name: str) -> None:
    fact, remedy = MESSAGES[name]
    assert re.fullmatch(r"(?!The |A |An )[^ ].*[^ .]", fact)
    assert re.fullmatch(r"|[A-Z'{].*[.?}]", remedy)


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_is_plain_english(name: str) -> None:
    assert BANNED.search(" ".join(MESSAGES[name])) is None


def test_a_message_takes_its_values_and_no_others() -> None:
    assert say("unknown-key.other-key", {"key": "x"}) == ("unknown key 'x'", "Remove it.")
    for values in ({}, {"key": "x", "more": "y"}):
        with pytest.raises(TypeError, match="unknown-key"):
            say("unknown-key.other-key", values)


def test_a_message_can_take_any_value_but_those_of_a_problem() -> None:
    taken = {"suggestion", "replacement", "found", "found_at"}
    for fact, remedy in MESSAGES.values():
        assert taken.isdisjoint(
            field for text in (fact, remedy) for _, field, _, _ in Formatter().parse(text)
        )


def test_a_suggestion_takes_the_place_of_the_remedy_and_a_replacement_does_not() -> None:
    meant = problem("a.md", 1, 1, "unknown-key.other-key", key="titel", suggestion="title", found="titel")
    replaced = problem("a.md", 1, 1, "invalid-value.count", row="X", value="2", number=1, replacement="1")

    assert (meant.message, meant.is_fixable) == ("unknown key 'titel'. Did you mean 'title'?", True)
    assert (replaced.message, replaced.suggestion, replaced.is_fixable) == (
        "X is '2', but segments are numbered from 1. Write '1'.",
        "1",
        False,
    )
