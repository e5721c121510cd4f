"""Problems: what is wrong in a source file, as data, and the line that reports it.

A check yields problems; their levels and all their wording are in `rules.yml`. `settle` sets the level, drops
doubles and sorts; `line` is the one view that terminal, continuous integration and page share.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from string import Formatter
from typing import Any, Literal

import yaml

from docsite.sources.suggestions import Names

Level = Literal["problem", "note", "ignore"]

_BREAK = re.compile(r"[\x00-\x1f\x85\u2028\u2029]")
_BLANKS = re.compile(r"[\s\x00-\x1f]+")

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C it takes a tenth of the time
_RULES: Mapping[str, Any] = yaml.load(
    (Path(__file__).parents[1] / "rules.yml").read_text("utf-8"),
    Loader=_LOADER,  # noqa: S506  # both are safe
)

RULES: Mapping[str, Level] = {rule: entry["level"] for rule, entry in _RULES.items()}
"""Every rule with its level where `extra: rules:` of mkdocs.yml does not set another."""


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
        suggestion: What the author meant instead of `found`; None where a person must decide.
        found: The author's exact text that `suggestion` replaces.
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
        what = f"Did you mean '{self.suggestion}'?" if self.suggestion is not None else self.remedy
        return f"{fact} {what}" if what else fact


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


def problem(
    path: str,
    line: int,
    column: int,
    name: str,
    /,
    *,
    suggestion: str | None = None,
    found: str = "",
    found_at: tuple[int, int] | None = None,
    **values: Any,
) -> Problem:
    """Return a problem with the message of rules.yml that `name` names, `rule` or `rule.case`."""
    fact, remedy = say(name, values)
    rule = name.partition(".")[0]
    return Problem(path, line, column, rule, fact, remedy, "problem", suggestion, found, found_at)


def line(problem: Problem) -> str:
    """Return `path:line:column: message [rule]`, on one line whatever the author's text has."""
    message = _BLANKS.sub(lambda run: " " if _BREAK.search(run[0]) else run[0], problem.message)
    return f"{problem.path}:{problem.line}:{problem.column}: {message} [{problem.rule}]"


def settle(problems: Iterable[Problem], levels: Mapping[str, Level]) -> list[Problem]:
    """Return the problems sorted, each once, with their levels; ignored rules left out."""
    unique = {
        (each.path, each.line, each.column, each.rule, each.message): each
        for each in sorted(problems, reverse=True)
    }
    settled = (replace(each, level=levels[each.rule]) for each in unique.values())
    return sorted(each for each in settled if each.level != "ignore")


def closing(problems: Iterable[Problem]) -> str:
    """Return the sentence that counts problems, notes and their files."""
    settled = list(problems)
    failures = sum(each.level == "problem" for each in settled)
    notes = len(settled) - failures
    counts = [_count(failures, "problem")] if failures or not notes else []
    counts += [_count(notes, "note")] if notes else []
    return f"{' and '.join(counts)} in {_count(len({each.path for each in settled}), 'file')}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def did_you_mean(found: str, candidates: Iterable[str]) -> str | None:
    """Return the only candidate close to `found`, or None where there is no such or more than one."""
    return Names(frozenset(candidates)).meant(found)


def remedy(found: str, candidates: Iterable[str], otherwise: str) -> str:
    """Return "Did you mean '…'?" where one candidate is close, else the other sentence."""
    match = did_you_mean(found, candidates)
    return f"Did you mean '{match}'?" if match else otherwise


def expected(values: Iterable[str], elsewhere: str) -> str:
    """Return the allowed values as a list of at most eight, else where they stand."""
    allowed = list(values)
    if len(allowed) > 8:
        return f"see {elsewhere}"
    return " or ".join(filter(None, (", ".join(f"'{each}'" for each in allowed[:-1]), f"'{allowed[-1]}'")))


def choices(names: Iterable[str], where: str) -> str:
    """Return what to do about a name that does not exist, as a sentence: use one of few, or see where all are."""
    listed = list(names)
    return f"Use {expected(listed, where)}." if 0 < len(listed) <= 8 else f"See {where}."
