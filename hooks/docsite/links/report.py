"""Faults of a page's links as problems: located, worded, with what the author may have meant."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import quote, unquote

from docsite.addresses import relative, relative_address
from docsite.links.built_page import BuiltPage
from docsite.links.judge import SCHEMES, BrokenLink, Site
from docsite.links.locate import Place, Places, in_html, in_page, may_show_references
from docsite.links.rendering import Renderer
from docsite.links.suggest import Targets, suggest
from docsite.sources.memory import Memory, remember
from docsite.sources.paths import OutputPath
from docsite.sources.problems import Problem
from docsite.sources.source import Source

_HAS_SCHEME = "has the scheme"


@dataclass(frozen=True)
class Reporter:
    """What it takes to report a fault.

    Attributes:
        targets: What links may lead to.
        read: Returns the text of a file that a page includes.
        shown: All that a fence of a page can show, as a page is rendered once more.
        memory: Of the builds before.
    """

    site: Site
    targets: Targets
    renderer: Renderer
    read: Callable[[Path], Source]
    shown: object = None
    memory: Memory | None = None

    def problems(self, page: BuiltPage, faults: Sequence[BrokenLink]) -> Iterator[Problem]:
        """Yield the faults of a page's links and its undefined references, in it or in what it includes."""
        if not faults and not (page.is_markdown and may_show_references(page.html)):
            return
        if page.is_markdown:
            included = [self.read(Path(file)) for file in sorted(page.record.included)]
            made = (page.file, page.source, page.record, included, self.shown)
            places = remember(self.memory, ("places", page.path), made, partial(self._places, page))
        else:
            places = in_html(page.source)
        for place in places.undefined:
            yield _undefined(place)
        for fault in faults:
            for place in places.links.get(fault.link) or _elsewhere(page, fault, places):
                yield self.problem(fault, page, place)

    def _places(self, page: BuiltPage) -> Places:
        return in_page(page.source, page.path, page.record.rewritten, self.renderer, self.read)

    def problem(self, fault: BrokenLink, page: BuiltPage, place: Place) -> Problem:
        """Return the problem of a faulty link at a place."""
        source, offset, written = place.source, place.offset, place.written
        match fault.rule:
            case "empty-link":
                return source.problem(offset, "empty-link")
            case "outside-site":
                return source.problem(offset, "outside-site.link", link=written, base=self.site.base.path)
            case "missing-anchor":
                return self._anchor(fault, place)
            case "bad-scheme" if fault.reason.startswith(_HAS_SCHEME):
                more = sorted(set(self.site.schemes) - SCHEMES)
                schemes = ", ".join([*sorted(SCHEMES), *more])
                values = {"link": written, "reason": fault.reason, "schemes": schemes}
                return source.problem(offset, "bad-scheme.scheme", **values)
        is_missing = fault.rule.startswith("missing")
        if (
            is_missing
            and normpath(join(dirname(page.path), unquote(_cut(written)[0]))) in self.targets.left_out
        ):
            return source.problem(offset, f"{fault.rule}.left-out", link=written)
        edit = _edit(place, self._meant(fault, page, written, place.is_markdown))
        reason = fault.reason or "does not exist"
        return source.problem(offset, f"{fault.rule}.link", link=written, reason=reason, **edit)

    def _anchor(self, fault: BrokenLink, place: Place) -> Problem:
        if fault.fragment.startswith("fnref:"):
            return place.source.problem(place.offset, "missing-anchor.footnote", name=fault.fragment[6:])
        meant = self.site.page(OutputPath(fault.path)).anchor_names.meant(unquote(fault.fragment))
        before = place.written.partition("#")[0]
        values = {"link": place.written, "anchor": fault.fragment}
        values |= {"page": f"'{before}'" if before else "this page"}
        edit = _edit(place, f"{before}#{meant}" if meant else None)
        return place.source.problem(place.offset, "missing-anchor.link", **values, **edit)

    def _meant(self, fault: BrokenLink, page: BuiltPage, written: str, is_markdown: bool) -> str | None:
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


def _elsewhere(page: BuiltPage, fault: BrokenLink, places: Places) -> list[Place]:
    """Return where the text of a page spells a link that has no place of its own, else the start of the body.

    So it is with addresses that an extension makes links of, and with what a fence shows.
    """
    source, text = page.source, page.source.prose if page.is_markdown else page.source.text
    note = re.fullmatch("fnref:(?P<name>.+)", fault.fragment)
    if note and (
        match := re.compile(rf"^[ ]*\[\^{re.escape(note['name'])}\]:", re.MULTILINE).search(text, source.body)
    ):
        offset = match.end() - len(match[0].lstrip())
        return [Place(source, offset, offset, fault.link.value, True)]
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
            return [Place(source, offset, offset, spellings[0], page.is_markdown) for offset in free]
    body = text[source.body :]
    start = source.body + len(body) - len(body.lstrip()) if body.strip() else 0
    return [Place(source, start, start, spellings[0] if spellings else "", page.is_markdown)]


def _cut(written: str) -> tuple[str, str]:
    match = re.search("[?#]", written)
    return (written[: match.start()], written[match.start() :]) if match else (written, "")


def _undefined(place: Place) -> Problem:
    text, _, name = place.written.removesuffix("]").rpartition("][")
    values = {"reference": place.written, "name": name or text.lstrip("![")}
    return place.source.problem(place.offset, "undefined-reference", **values)


def _edit(place: Place, suggestion: str | None) -> dict[str, Any]:
    """Return a suggestion with the text that it replaces, if that is in the source as it is in the page."""
    if suggestion is None:
        return {}
    is_plain = place.is_markdown or escape(suggestion) == suggestion
    return {"suggestion": suggestion, **place.source.found(place.target, place.written if is_plain else "")}
