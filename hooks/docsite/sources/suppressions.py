"""Exceptions: a comment `allow: rule — reason` on the line before takes the problems of that rule away.

The comment is HTML's or, in templates, Jinja's; in YAML, which front matter is too, it begins with `#`. One
without a reason, with an unknown rule, or that matches nothing is itself a problem.
"""

import re
from collections.abc import Iterable, Iterator

from docsite.sources.problems import RULES, Problem, did_you_mean
from docsite.sources.source import Source

_HTML = re.compile(r"<!--\s*allow:(?P<text>.*?)(?:(?P<end>-->)|\Z)", re.DOTALL)
_JINJA = re.compile(r"\{#-?\s*allow:(?P<text>.*?)-?(?:(?P<end>#\})|\Z)", re.DOTALL)
_YAML = re.compile(r"(?:^|(?<=\s))#[ \t]*allow:(?P<text>[^\n]*)(?P<end>)", re.MULTILINE)
_PARTS = re.compile(
    r"\s*(?P<rules>[\w-]*\w(?:\s*,\s*[\w-]*\w)*)?\s*(?:[—\u2013:]|--?(?=\s))?\s*(?P<reason>.*)", re.DOTALL
)
_BLANK = re.compile(r"[\s>]*")


def apply(problems: Iterable[Problem], sources: Iterable[Source]) -> list[Problem]:
    """Return the problems that no comment of the sources allows, and those of the comments."""
    left = list(problems)
    for source in sources:
        if "allow:" in source.text:
            left = _apply(left, source)
    return left


def exceptions(source: Source) -> Iterator[tuple[int, str, str]]:
    """Yield line, rules and reason of each exception of a source that has a reason."""
    for comment in _comments(source) if "allow:" in source.text else ():
        parts = _PARTS.fullmatch(comment["text"]) if comment["end"] is not None else None
        if parts and parts["reason"].strip():
            yield source.position(comment.start())[0], parts["rules"] or "", " ".join(parts["reason"].split())


def _apply(problems: list[Problem], source: Source) -> list[Problem]:
    closed = (comment for comment in _comments(source) if comment["end"] is not None)
    comments = sorted(closed, key=re.Match.start)
    starts = {comment.start(): comment for comment in comments}
    for comment in comments:
        parts = _PARTS.fullmatch(comment["text"])
        if parts is None or not parts["reason"].strip():
            problems = [*problems, source.problem(comment.start(), "allow-without-reason")]
            continue
        line = _line_after(source, comment, starts)
        for rule in re.split(r"\s*,\s*", parts["rules"] or ""):
            left = [
                each for each in problems if (each.path, each.line, each.rule) != (source.path, line, rule)
            ]
            if len(left) == len(problems):
                left.append(_unused(source, comment, rule))
            problems = left
    return problems


def _unused(source: Source, comment: re.Match[str], rule: str) -> Problem:
    if rule in RULES:
        return source.problem(comment.start(), "unused-allow.rule", rule=rule)
    place = source.position(source.text.index(rule, comment.start("text")))
    edit = {"suggestion": did_you_mean(rule, RULES), "found": rule, "found_at": place}
    return source.problem(comment.start(), "unused-allow.unknown", rule=rule, **edit)


def _comments(source: Source) -> Iterator[re.Match[str]]:
    if source.path.endswith((".yml", ".yaml")):
        yield from _YAML.finditer(source.text)
    elif source.path.endswith((".html", ".htm")):
        yield from _HTML.finditer(source.text)
        yield from _JINJA.finditer(source.text)
    else:
        yield from _YAML.finditer(source.text, 0, source.body)
        yield from _HTML.finditer(source.prose, source.body)


def _line_after(source: Source, comment: re.Match[str], comments: dict[int, re.Match[str]]) -> int:
    """Return the number of the next line that is neither empty nor another exception, 0 at the end."""
    while True:
        line_end = source.text.find("\n", comment.end())
        following = _BLANK.match(source.text, line_end) if line_end >= 0 else None
        if following is None:
            return 0
        if following.end() not in comments:
            return source.position(following.end())[0]
        comment = comments[following.end()]
