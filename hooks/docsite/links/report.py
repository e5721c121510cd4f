"""Faults of a page's links as problems: located, worded, with what the author may have meant."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import quote, unquote

from docsite.addresses import relative, relative_address
from docsite.links.built_page import BuiltPage
from docsite.links.judge import SCHEMES, Fault, Site
from docsite.links.locate import Place, Places, in_html, in_page, may_show_references
from docsite.links.rendering import Renderer
from docsite.links.suggest import Targets, suggest
from docsite.sources.paths import OutputPath
from docsite.sources.problems import Problem
from docsite.sources.source import Source
from docsite.sources.suggestions import Names


@dataclass(frozen=True)
class Reporter:
    """What it takes to tell a fault: the site, what links may lead to, the renderer, how a file is read."""

    site: Site
    targets: Targets
    renderer: Renderer
    read: Callable[[Path], Source]

    @cached_property
    def _anchors(self) -> dict[str, Names]:
        return {}

    def problems(self, page: BuiltPage, faults: Sequence[Fault]) -> Iterator[Problem]:
        """Yield the faults of a page's links and its undefined references, in it or in what it includes."""
        if not faults and not (page.is_markdown and may_show_references(page.html)):
            return
        if page.is_markdown:
            places = in_page(page.source, page.path, page.record.rewritten, self.renderer, self.read)
        else:
            places = in_html(page.source)
        for place in places.undefined:
            yield place.source.problem(place.offset, "undefined-reference", _undefined(place.written))
        for fault in faults:
            for place in places.links.get(fault.link) or _elsewhere(page, fault, places):
                message = self.message(fault, page, place.written, place.is_markdown)
                yield place.source.problem(place.offset, fault.rule, message)

    def message(self, fault: Fault, page: BuiltPage, written: str, is_markdown: bool) -> str:
        """Return what is wrong with a link written so, and what to do."""
        match fault.rule:
            case "empty-link":
                return "the link has no target. Write one or remove the link."
            case "bad-scheme":
                return f"link to '{written}', which {fault.reason}. {_schemes(self.site, fault)}"
            case "outside-site":
                begins = f"this site, which begins at '{self.site.base.path}'"
                what = "Write a link relative to this page, or the address of another host."
                return f"link to '{written}' leads out of {begins}. {what}"
            case "missing-anchor":
                return self._anchor(fault, written)
        if normpath(join(dirname(page.path), unquote(_cut(written)[0]))) in self.targets.left_out:
            return f"link to '{written}', which is left out of the site. Remove the link, or put the page in."
        meant = self._meant(fault, page, written, is_markdown)
        what = f"Did you mean '{meant}'?" if meant else "Correct it or remove it."
        return f"link to '{written}', which {fault.reason or 'does not exist'}. {what}"

    def _anchor(self, fault: Fault, written: str) -> str:
        if fault.fragment.startswith("fnref:"):
            return f"footnote '{fault.fragment[6:]}' is nowhere referred to. Refer to it or remove it."
        if fault.path not in self._anchors:
            anchors = self.site.page(OutputPath(fault.path)).anchors
            self._anchors[fault.path] = Names(
                frozenset(each for each in anchors if not each.startswith("__"))
            )
        meant = self._anchors[fault.path].meant(unquote(fault.fragment))
        before = written.partition("#")[0]
        what = f"Did you mean '{before}#{meant}'?" if meant else "Correct it or give a heading that id."
        where = f"'{before}'" if before else "this page"
        return f"link to '{written}', but {where} has no anchor '{fault.fragment}'. {what}"

    def _meant(self, fault: Fault, page: BuiltPage, written: str, is_markdown: bool) -> str | None:
        path, rest = _cut(written)
        if re.fullmatch(r"[^/@\s]+@[^/@\s.]+\.[^/@\s]+", written):
            return f"mailto:{written}"
        if path.lower().startswith("www."):
            return f"https://{written}"
        if re.match("https?:", path, re.IGNORECASE):
            path = f"/{fault.path}"
        meant = suggest(self.targets, page.path, unquote(path).replace("\\", "/"), unquote(fault.path))
        if meant is None:
            return None
        if is_markdown and page.is_markdown:
            return quote(relative(meant, page.path), safe=_UNQUOTED) + rest
        return relative_address(self.targets.addresses[meant], page.address) + rest


_UNQUOTED = "".join(map(chr, range(0x21, 0x7F))).translate(str.maketrans("", "", "#?%<>"))


def _elsewhere(page: BuiltPage, fault: Fault, places: Places) -> list[Place]:
    """Return where the text of a page spells a link that has no place of its own, else the start of the body.

    So it is with addresses that an extension makes links of, and with what a fence shows.
    """
    source, text = page.source, page.source.prose if page.is_markdown else page.source.text
    note = re.fullmatch("fnref:(?P<name>.+)", fault.fragment)
    if note and (
        match := re.compile(rf"^[ ]*\[\^{re.escape(note['name'])}\]:", re.MULTILINE).search(text, source.body)
    ):
        return [Place(source, match.end() - len(match[0].lstrip()), fault.link.value, True)]
    spellings = [written for written, value in page.record.rewritten.items() if value == fault.link.value]
    spellings = [each for each in (*spellings, fault.link.value) if each]
    taken = {(place.source, place.offset) for others in places.links.values() for place in others}
    name = unquote(fault.link.value.partition("#")[0]).rstrip("/").rpartition("/")[2]
    patterns = [re.escape(spelling) for spelling in spellings]
    patterns += [re.sub(r"(?:_|\\-)+", "[ _-]+", re.escape(name))] if len(name) > 3 else []
    for pattern in patterns:
        found = re.finditer(rf"(?<![\w/]){pattern}(?![\w/])", text[source.body :])
        offsets = [source.body + match.start() for match in found]
        free = [offset for offset in offsets if (source, offset) not in taken]
        if free:
            return [Place(source, offset, spellings[0], page.is_markdown) for offset in free]
    body = text[source.body :]
    start = source.body + len(body) - len(body.lstrip()) if body.strip() else 0
    return [Place(source, start, spellings[0] if spellings else "", page.is_markdown)]


def _cut(written: str) -> tuple[str, str]:
    match = re.search("[?#]", written)
    return (written[: match.start()], written[match.start() :]) if match else (written, "")


def _undefined(written: str) -> str:
    text, _, name = written.removesuffix("]").rpartition("][")
    what = f"Add a line '[{name or text.lstrip('![')}]: address'."
    return f"'{written}' has no definition, so it is shown as text. {what}"


def _schemes(site: Site, fault: Fault) -> str:
    if not fault.reason.startswith("has the scheme"):
        return "Correct it or remove it."
    more = sorted(set(site.schemes) - SCHEMES)
    return f"Use one of: {', '.join([*sorted(SCHEMES), *more])}."
