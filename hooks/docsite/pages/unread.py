"""Markup that nothing read: it is on the built page as the author typed it.

Each kind is what it looks like in the source, and how to know it on the page. Where the two agree, it is a problem at
the place in the source; so what an extension of the site does read is none.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from docsite.pages.built_text import BuiltText, words
from docsite.sources.problems import Problem
from docsite.sources.source import Source
from docsite.sources.wording import short

_EXTENSION = r"\.(?:md|html?|png|svg|jpe?g|gif|webp|pdf|csv|json|ya?ml|txt|zip|hl7)\b"
_TARGET = rf"(?:\.{{0,2}}/|\#|https?:|mailto:)[^()\s]*|[^()\s]+{_EXTENSION}[^()\s]*"


class Kind(NamedTuple):
    """A kind of markup.

    Attributes:
        name: Its message; the values of it are `text`, or the groups of the pattern whose names are in `values`.
        pattern: What it looks like in the source; the group `it` is the place and the text that is reported.
        is_shown: Whether a match is on the built page as it was typed.
        values: Groups of the pattern that the message has.
        mended: What replaces `it`, None where a person must decide.
        sign: What each match has, and so its page where it is shown as typed: a first look takes no time.
    """

    name: str
    pattern: re.Pattern[str]
    is_shown: Callable[[BuiltText, re.Match[str]], bool]
    values: tuple[str, ...] = ()
    mended: Callable[[re.Match[str]], str] | None = None
    sign: str = ""


def _as_typed(page: BuiltText, match: re.Match[str]) -> bool:
    return match["it"] in page.text


def _footnote(page: BuiltText, match: re.Match[str]) -> bool:
    return _as_typed(page, match) or f">{match['it'][1:-1]}</a>" in page.elements


def _strong(page: BuiltText, match: re.Match[str]) -> bool:
    return bool(words(match["more"])) and f"**{words(match['more'])}" in page.text


def _task(page: BuiltText, match: re.Match[str]) -> bool:
    return re.search(rf"<li[^<>]*>\s*(?:<p>)?{re.escape(match['it'])}", page.elements) is not None


def _address(page: BuiltText, match: re.Match[str]) -> bool:
    return match["it"] in page.unlinked


def _abbreviation(_: BuiltText, match: re.Match[str]) -> bool:
    return re.search(r"^\*\[[^\]\n]+\]:", match.string, re.MULTILINE) is not None


def _include(page: BuiltText, match: re.Match[str]) -> bool:
    line = re.escape(match["it"].strip().lstrip(";"))
    return re.search(rf"^[ \t]*{line}[ \t]*$", page.text, re.MULTILINE) is not None


KINDS = (
    Kind("unread-markup.strike", re.compile(r"(?P<it>~~(?=\S)[^\n~]*\S~~)"), _as_typed, sign="~~"),
    Kind(
        "unread-markup.mark",
        re.compile(r"(?P<it>==(?<![=!<>]==)(?=[^\s=])[^\n=]*[^\s=]==)(?!=)"),
        _as_typed,
        sign="==",
    ),
    Kind("unread-markup.emoji", re.compile(r"(?P<it>:(?<![\w:]:)[a-z][a-z0-9_+-]+:)(?![\w:])"), _as_typed),
    Kind(
        "unread-markup.task",
        re.compile(r"^[ \t>]*[-*+][ ]+(?P<it>\[[ xX]\])(?=[ ])", re.MULTILINE),
        _task,
        sign="] ",
    ),
    Kind("unread-markup.footnote", re.compile(r"(?P<it>\[\^[\w-]+\])(?!:)"), _footnote),
    Kind(
        "unread-markup.strong", re.compile(r"(?P<it>\*\*(?<![\w*\\/]\*\*))(?P<more>[^\s*/][^\n]*)"), _strong
    ),
    Kind(
        "unread-markup.address",
        re.compile(r"(?P<it>http(?<![\w\"'(<\[=/.-]http)s?://[^\s<>()\[\]\"'`|]*[\w/])"),
        _address,
        mended=lambda match: f"<{match['it']}>",
    ),
    Kind(
        "unread-link.gap",
        re.compile(rf"\[(?P<text>[^\[\]\n]+)(?P<it>\][ ]+\((?={_TARGET}))(?P<to>{_TARGET})"),
        lambda page, match: f"{match['it']}{match['to']}" in page.text,
        ("text", "to"),
        lambda _: "](",
    ),
    Kind(
        "unread-link.open",
        re.compile(rf"(?P<it>\[(?P<text>[^\[\]\n]+)\]\((?P<to>{_TARGET}))(?![^\n()]*\))"),
        _as_typed,
        ("text", "to"),
        sign="](",
    ),
    Kind(
        "unread-link.html",
        re.compile(rf"(?P<it>\[(?P<text>[^\[\]\n]+)\]\((?P<to>{_TARGET})\))"),
        _as_typed,
        ("text", "to"),
        sign="](",
    ),
    Kind(
        "unread-link.wiki", re.compile(r"(?P<it>\[\[(?P<to>[^\[\]\n]+)\]\])"), _as_typed, ("to",), sign="[["
    ),
    Kind(
        "unread-abbreviation.gap",
        re.compile(r"^(?P<it>\*[ \t]+\[(?P<name>[^\]\n]+)\]):(?=[ \t])", re.MULTILINE),
        _abbreviation,
        ("name",),
        lambda match: f"*[{match['name']}]",
        "]:",
    ),
    Kind(
        "unread-abbreviation.colon",
        re.compile(r"^[ ]{0,3}(?P<it>\*\[(?P<name>[^\]\n]+)\])(?!:)", re.MULTILINE),
        _as_typed,
        ("name",),
        lambda match: f"{match['it']}:",
        "*[",
    ),
    Kind(
        "unread-attribute.block",
        re.compile(r"^[ \t>]*(?P<it>attrs:[ \t]*\{[^{}\n]*\})[ \t]*$", re.MULTILINE),
        _as_typed,
    ),
    Kind(
        "unread-attribute.block",
        re.compile(
            r"^[ ]{0,3}/{3,}[ \t]*[\w-][^\n]*\n(?:[ \t]*\n)+[ ]{4,}(?P<it>attrs:[ \t]*\{[^{}\n]*\})",
            re.MULTILINE,
        ),
        lambda page, match: match["it"] in page.html,
    ),
    Kind(
        "unread-attribute.open",
        re.compile(r"^[ \t>]*\#{1,6}[ ][^\n{]*(?P<it>\{:?[ ]*[\#.][\w-]+[^\n{}]*)$", re.MULTILINE),
        lambda page, match: match["it"].strip() in page.text,
        (),
        lambda match: f"{match['it'].rstrip()} }}",
        "{",
    ),
)
"""In the order in which problems of one place are looked for."""

INCLUDE = Kind("unread-include", re.compile(r"^[ \t>]*(?P<it>;?-+8<-+[^\n]*\S)", re.MULTILINE), _include)
_CURLY = str.maketrans(dict.fromkeys("“”„‟\u2018\u2019", '"'))


def check(source: Source, page: BuiltText) -> Iterator[Problem]:
    """Yield a problem for each markup that is on the built page as it was typed."""
    text = source.plain
    for kind in KINDS:
        can_be = kind.sign in text and (kind.is_shown is not _as_typed or kind.sign in page.text)
        for match in kind.pattern.finditer(text, source.body) if can_be else ():
            if kind.is_shown(page, match):
                yield _problem(source, kind, match)
    if "8<" in source.text:
        yield from _includes(source, page)


def _problem(source: Source, kind: Kind, match: re.Match[str]) -> Problem:
    values = {name: short(match[name]) for name in kind.values} or {"text": short(match["it"])}
    if kind.mended:
        values |= {"found": match["it"], "replacement": kind.mended(match)}
    return source.problem(match.start("it"), kind.name, **values)


def _includes(source: Source, page: BuiltText) -> Iterator[Problem]:
    """Yield a problem for each inclusion that was not made; in code, a semicolon before it is meant."""
    everything = BuiltText(re.sub(r"</?(?:pre|code)\b", "<i", page.html))
    for match in INCLUDE.pattern.finditer(source.text, source.body):
        is_meant = not set(match["it"]) & set("“”„‟")  # in code, where pages show how to include a file
        if INCLUDE.is_shown(page, match) or (not is_meant and INCLUDE.is_shown(everything, match)):
            start, written = match.start("it"), match["it"]
            mark, _, name = written.lstrip(";").translate(_CURLY).partition(" ")
            name = name.strip(' "')
            meant = f'{mark} "{name}"'
            if not name or meant == written:
                yield source.problem(start, "unread-include.none", text=short(written))
            else:
                edit = {"found": written, "replacement": meant}
                yield source.problem(
                    start, "unread-include.form", text=short(written), meant=short(meant), **edit
                )
