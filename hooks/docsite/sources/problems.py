"""Problems: what is wrong in a source file, as data, and the line that reports it.

A check yields problems; their levels and all their wording are in `rules.yml`. `settle` sets the level, drops
doubles and sorts; `line` is the one view that terminal, continuous integration and page share.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from string import Formatter
from typing import Any, Generic, Literal, NamedTuple, TypeVar

import yaml

from docsite.sources.suggestions import Names
from docsite.sources.wording import count, either
from docsite.sources.yaml_depth import LOADER

Level = Literal["problem", "note", "ignore"]
T = TypeVar("T")

_BREAK = re.compile(r"[\x00-\x1f\x85\u2028\u2029]")
_BLANKS = re.compile(r"[\s\x00-\x1f]+")

_RULES: Mapping[str, Any] = yaml.load(
    (Path(__file__).parents[1] / "rules.yml").read_text("utf-8"),
    LOADER,  # noqa: S506  # it is a safe one
)

RULES: Mapping[str, Level] = {rule: entry["level"] for rule, entry in _RULES.items()}
"""Every rule with its level where `extra: docsite: rules:` of mkdocs.yml does not set another."""


@dataclass(frozen=True, order=True)
class Problem:
    """Something in a source file that its author should change.

    Attributes:
        path: From the repository root, with forward slashes.
        line: 1-based, in the file as written, front matter counted.
        column: 1-based, in characters.
        rule: Names the bad pattern; a key of `RULES`.
        fact: What is wrong, without a period.
        remedy: What to do, as sentences; empty where the fact says it.
        level: `problem` fails a strict build, `note` does not.
        suggestion: What replaces `found`; None where a person must decide.
        found: The author's exact text that `suggestion` replaces; empty where its place is not sure.
        found_at: Line and column of `found`, where it does not begin at the problem's own place.
    """

    path: str
    line: int
    column: int
    rule: str
    fact: str
    remedy: str = ""
    level: Level = "problem"
    suggestion: str | None = field(default=None, compare=False)
    found: str = field(default="", compare=False)
    found_at: tuple[int, int] | None = field(default=None, compare=False)

    @property
    def message(self) -> str:
        """What is wrong and what to do, as sentences."""
        fact = self.fact if self.fact.endswith((".", "?")) else f"{self.fact}."
        return f"{fact} {self.remedy}" if self.remedy else fact

    @property
    def is_fixable(self) -> bool:
        """Whether a tool can replace what was found."""
        return self.suggestion is not None and bool(self.found)


class Checked(NamedTuple, Generic[T]):
    """What was read, as far as it is right, and what is wrong with it."""

    value: T
    problems: Sequence[Problem] = ()


def say(name: str, values: Mapping[str, Any]) -> tuple[str, str]:
    """Return fact and remedy of a message of rules.yml, `rule` or `rule.case`, with its values filled in.

    A name that rules.yml does not have, and a value too many or too few, is a bug and raises KeyError or TypeError.
    """
    rule, _, case = name.partition(".")
    says = _RULES[rule]["says"]
    fact, remedy = says[case] if case else says
    wanted = {field for text in (fact, remedy) for _, field, _, _ in Formatter().parse(text) if field}
    if wanted != values.keys():
        raise TypeError(f"{name} takes {sorted(wanted)}, not {sorted(values)}")
    return fact.format_map(values), remedy.format_map(values)


def wording(rules: Iterable[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield name, `rule` or `rule.case`, and fact and remedy of each message of some rules."""
    for rule in rules:
        says = _RULES[rule]["says"]
        for case, (fact, remedy) in says.items() if isinstance(says, dict) else [("", says)]:
            yield f"{rule}.{case}".rstrip("."), (fact, remedy)


def problem(
    path: str,
    line: int,
    column: int,
    name: str,
    /,
    *,
    suggestion: str | None = None,
    replacement: str | None = None,
    choice: Sequence[str] = (),
    found: str = "",
    found_at: tuple[int, int] | None = None,
    **values: Any,
) -> Problem:
    """Return a problem with the message of rules.yml that `name` names, `rule` or `rule.case`.

    `suggestion` replaces `found` and is what the author may have meant, so that "Did you mean '…'?" takes the
    remedy's place. `replacement` replaces `found` too, and does what the remedy says. Of a `choice` of two, a person
    must decide.
    """
    fact, remedy = say(name, values)
    if suggestion is not None:
        remedy = f"Did you mean '{suggestion}'?"
    elif choice:
        named = either([f"'{each}'" for each in choice])
        remedy = f"Did you mean {named}?"
    rule, text = name.partition(".")[0], suggestion if suggestion is not None else replacement
    return Problem(path, line, column, rule, fact, remedy, "problem", text, found, found_at)


def line(problem: Problem) -> str:
    """Return `path:line:column: message [rule]`, on one line whatever the author's text has."""
    message = line_of(problem.message)
    return f"{problem.path}:{problem.line}:{problem.column}: {message} [{problem.rule}]"


def line_of(text: str) -> str:
    """Return a text on one line."""
    return _BLANKS.sub(lambda run: " " if _BREAK.search(run[0]) else run[0], text)


def settle(problems: Iterable[Problem], levels: Mapping[str, Level]) -> list[Problem]:
    """Return the problems sorted, each once, with their levels; ignored rules left out."""
    unique = {
        (each.path, each.line, each.column, each.rule, each.message): each
        for each in sorted(problems, reverse=True)
    }
    settled = (replace(each, level=levels[each.rule]) for each in unique.values())
    return sorted(each for each in settled if each.level != "ignore")


def closing(problems: Iterable[Problem]) -> str:
    """Return the sentence that counts problems, notes, their files, and what can be fixed."""
    settled = list(problems)
    failures = sum(each.level == "problem" for each in settled)
    notes = len(settled) - failures
    counts = [count(failures, "problem")] if failures or not notes else []
    counts += [count(notes, "note")] if notes else []
    fixable = sum(each.is_fixable for each in settled)
    more = f" 'make fix' can fix {fixable}." if fixable else ""
    return f"{' and '.join(counts)} in {count(len({each.path for each in settled}), 'file')}.{more}"


def did_you_mean(found: str, candidates: Iterable[str]) -> str | None:
    """Return the only candidate close to `found`, or None where there is no such or more than one."""
    return Names(frozenset(candidates)).meant(found)
