"""Exceptions: a comment `allow: rule — reason` on the line before takes the problems of that rule away.

The comment may be HTML, Jinja or YAML. One without a reason, with an unknown rule, or that matches nothing is itself
a problem.
"""

import re
from collections.abc import Iterable

from docsite.problems import RULES, Problem, remedy
from docsite.source import Source, blank_code

_ALLOW = re.compile(
    r"(?:<!--|\{#|#)[ \t]*allow:[ \t]*(?P<rules>[\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)"
    r"[ \t]*(?:(?:—|–|--?|:)[ \t]*(?P<reason>.*?))?[ \t]*(?:-->|#\}|$)",
    re.M,
)


def apply(problems: Iterable[Problem], sources: Iterable[Source]) -> list[Problem]:
    """Return the problems that no comment allows, and those of the comments; `sources` are the checked files."""
    left = list(problems)
    for source in sources:
        if "allow:" in source.text:
            left = _apply(left, source)
    return left


def _apply(problems: list[Problem], source: Source) -> list[Problem]:
    text = blank_code(source.text)
    for match in _ALLOW.finditer(text):
        offset = match.start()
        line = _line_after(source, match.end())
        if not match["reason"]:
            message = "the exception gives no reason. Write '<!-- allow: rule — reason -->'."
            problems = [*problems, source.problem(offset, "allow-without-reason", message)]
            continue
        for rule in re.split(r"[ \t]*,[ \t]*", match["rules"]):
            left = [each for each in problems if not (each.path == source.path and each.line == line and each.rule == rule)]
            if len(left) == len(problems):
                fact = "matches nothing on the next line" if rule in RULES else "names no rule"
                what = "Remove the comment." if rule in RULES else remedy(rule, RULES, "Remove the comment.")
                left.append(source.problem(offset, "unused-allow", f"'allow: {rule}' {fact}. {what}"))
            problems = left
    return problems


def _line_after(source: Source, offset: int) -> int:
    """Return the number of the next line that is not empty."""
    end = source.text.find("\n", offset)
    following = re.compile(r"\s*").match(source.text, end) if end >= 0 else None
    return source.position(following.end())[0] if following else 0
