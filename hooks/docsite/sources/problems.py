"""Problems: what is wrong in a source file, as data, and the line that tells it.

A check returns problems; `settle` sets their level, drops doubles and sorts them; `line` is the one view that
terminal, continuous integration and page share.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from docsite.sources.suggestions import Names

Level = Literal["problem", "note", "ignore"]

RULES: Mapping[str, Level] = {
    "allow-without-reason": "problem",
    "bad-redirect": "problem",
    "bad-scheme": "problem",
    "broken-echo": "problem",
    "byte-order-mark": "note",
    "carriage-return": "note",
    "duplicate-key": "problem",
    "duplicate-page": "problem",
    "duplicate-redirect": "problem",
    "empty-link": "problem",
    "empty-row": "problem",
    "invalid-csv": "problem",
    "invalid-example": "problem",
    "invalid-hl7": "problem",
    "invalid-json": "problem",
    "invalid-value": "problem",
    "invalid-yaml": "problem",
    "late-front-matter": "problem",
    "missing-anchor": "problem",
    "missing-asset": "problem",
    "missing-condition": "problem",
    "missing-field": "problem",
    "missing-key": "problem",
    "missing-page": "problem",
    "missing-segment": "problem",
    "not-utf-8": "problem",
    "orphan-page": "ignore",
    "outside-site": "problem",
    "pasted-sample": "problem",
    "real-contact": "problem",
    "redirect-over-page": "problem",
    "repeated-field": "problem",
    "repeated-segment": "problem",
    "routing-without-data": "problem",
    "routing-without-place": "problem",
    "secret-token": "problem",
    "segment-order": "problem",
    "too-long": "problem",
    "too-short": "problem",
    "undefined-reference": "note",
    "unknown-code": "problem",
    "unknown-code-table": "problem",
    "unknown-field": "problem",
    "unknown-key": "problem",
    "unknown-page": "problem",
    "unknown-row": "problem",
    "unknown-sample": "problem",
    "unknown-section": "problem",
    "unknown-segment": "problem",
    "unknown-spec": "problem",
    "unknown-table": "problem",
    "unknown-type": "problem",
    "unknown-value": "problem",
    "unlisted-person": "problem",
    "unlisted-sample": "problem",
    "unsorted-row": "problem",
    "unterminated-front-matter": "problem",
    "unused-allow": "problem",
    "unused-field": "problem",
    "unused-sample": "problem",
    "unused-segment": "problem",
    "wrong-form": "problem",
    "wrong-length": "problem",
    "wrong-type": "problem",
}
"""Every rule with its level where `extra: rules:` of mkdocs.yml does not set another."""


@dataclass(frozen=True, order=True)
class Problem:
    """Something in a source file that its author should change.

    Attributes:
        path: From the repository root, with forward slashes.
        line: 1-based, in the file as written, front matter counted.
        column: 1-based, in characters.
        rule: Names the bad pattern; a key of `RULES`.
        message: What is wrong and what to do, as sentences.
        level: `problem` fails a strict build, `note` does not.
    """

    path: str
    line: int
    column: int
    rule: str
    message: str
    level: Level = "problem"


def line(problem: Problem) -> str:
    """Return `path:line:column: message [rule]`, on one line whatever the author's text has."""
    message = re.sub(r"\s*[\x00-\x1f\x85\u2028\u2029]\s*", " ", problem.message)
    return f"{problem.path}:{problem.line}:{problem.column}: {message} [{problem.rule}]"


def settle(problems: Iterable[Problem], levels: Mapping[str, Level]) -> list[Problem]:
    """Return the problems sorted, each place and rule once, with their levels; ignored rules left out."""
    unique = {(each.path, each.line, each.column, each.rule): each for each in sorted(problems, reverse=True)}
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
