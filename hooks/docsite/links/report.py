"""Faults of a page's links as problems: located, worded, with what the author may have meant."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import quote, unquote

from docsite.addresses import relative, relative_address
from docsite.links.built_page import BuiltPage
from docsite.links.elsewhere import directive, included, spelled
from docsite.links.judge import SCHEMES, BrokenLink, Cause, Site, find, has_anchor, is_page
from docsite.links.locate import Place, Places, in_html, in_page
from docsite.links.references import may_show_references, reference_name, shown_references
from docsite.links.rendering import Renderer
from docsite.links.suggest import Targets, close_names, lost, offered, suggest
from docsite.sources.memory import Memory, remember
from docsite.sources.paths import DocsPath, OutputPath
from docsite.sources.problems import Problem
from docsite.sources.source import Source

_HAS_SCHEME = "begins with"
_ON_ONE_COMPUTER = re.compile(r"[A-Za-z]:[\\/]|file:", re.IGNORECASE)


@dataclass(frozen=True)
class Reporter:
    """What it takes to report a fault.

    Attributes:
        targets: What links may lead to.
        root: Of the repository.
        read: Returns the text of a file that a page includes.
        shown: All that a fence of a page can show, as a page is rendered once more.
        memory: Of the builds before.
    """

    site: Site
    targets: Targets
    renderer: Renderer
    root: Path
    read: Callable[[Path], Source]
    shown: object = None
    memory: Memory | None = None

    def problems(self, faulty: Iterable[tuple[BuiltPage, Sequence[BrokenLink]]]) -> Iterator[Problem]:
        """Yield the faults of pages' links and their undefined references, in them or in what they include.

        What is not written where it can be found, as a plugin adds it, is one problem however many pages have it.
        """
        told: set[Cause] = set()
        unwritten: dict[Cause, tuple[BuiltPage, BrokenLink]] = {}
        for page, faults in faulty:
            if not faults and not (page.is_markdown and may_show_references(page.html)):
                continue
            places = self._places(page, faults)
            for place in places.undefined:
                yield _undefined(place)
            for fault in faults:
                found = places.links.get(fault.link) or spelled(page, fault, places)
                found = found or included(page, fault, self.root, self.read)
                if found:
                    told.add(fault.cause)
                else:
                    unwritten.setdefault(fault.cause, (page, fault))
                for place in found:
                    yield self.problem(fault, page, place)
        for each, (page, fault) in unwritten.items():
            if each not in told:
                yield self.unwritten(fault, page)

    def _places(self, page: BuiltPage, faults: Sequence[BrokenLink]) -> Places:
        if not page.is_markdown:
            return in_html(page.source)
        included = [self.read(Path(file)) for file in sorted(page.record.included)]
        shown = shown_references(page.html, [page.source, *included])
        if not faults and not shown:
            return Places()
        made = (page.file, page.source, page.record, included, self.shown)
        places = remember(self.memory, ("places", page.path), made, partial(self._in_page, page))
        return Places(
            places.links, [place for place in places.undefined if reference_name(place.written) in shown]
        )

    def unwritten(self, fault: BrokenLink, page: BuiltPage) -> Problem:
        """Return the problem of a faulty link that a plugin has added to a page."""
        values: dict[str, Any] = {"link": fault.link.value}
        match fault.rule:
            case "empty-link":
                values = {}
            case "outside-site":
                values |= {"base": self.site.base.path}
            case "missing-anchor":
                own = fault.link.value.startswith("#")
                values |= {"page": "the page" if own else f"'{fault.path}'", "anchor": fault.fragment}
            case _:
                values |= {"reason": fault.reason or "does not exist"}
        return page.source.problem(directive(page.source), f"{fault.rule}.made", **values)

    def _in_page(self, page: BuiltPage) -> Places:
        return in_page(page.source, page.path, page.record.rewritten, self.renderer, self.read)

    def problem(self, fault: BrokenLink, page: BuiltPage, place: Place) -> Problem:
        """Return the problem of a faulty link at a place."""
        source, offset, written = place.source, place.offset, place.written
        match fault.rule:
            case "empty-link":
                return source.problem(offset, "empty-link.link")
            case "outside-site":
                edit = _edit(place, self._below(page, written, place.is_markdown))
                return source.problem(
                    offset, "outside-site.link", link=written, base=self.site.base.path, **edit
                )
            case "missing-anchor":
                return self._anchor(fault, place)
            case "bad-scheme" if _ON_ONE_COMPUTER.match(written):
                return source.problem(offset, "bad-scheme.computer", link=written)
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
        gone = lost(self.targets, page.path, unquote(_cut(written)[0]), unquote(fault.path))
        if is_missing and gone:
            return source.problem(offset, "missing-page.moved", link=written, address=gone, **edit)
        reason = fault.reason or "does not exist"
        return source.problem(offset, f"{fault.rule}.link", link=written, reason=reason, **edit)

    def _anchor(self, fault: BrokenLink, place: Place) -> Problem:
        if fault.fragment.startswith("fnref:"):
            return place.source.problem(place.offset, "missing-anchor.footnote", name=fault.fragment[6:])
        close = close_names(self.site.page(OutputPath(fault.path)).anchor_names, unquote(fault.fragment))
        before = place.written.partition("#")[0]
        values = {"link": place.written, "anchor": fault.fragment}
        values |= {"page": f"'{before}'" if before else "this page"}
        offer = offered(close, f"{before}#")
        edit = _edit(place, offer["suggestion"]) if "suggestion" in offer else offer
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
        if meant is None or not self._has(meant, rest.partition("#")[2]):
            return None
        return self._relative(page, meant, rest, is_markdown)

    def _below(self, page: BuiltPage, written: str, is_markdown: bool) -> str | None:
        """Return the link to the page that has an address below the site, where a link begins at that of the host."""
        path, rest = _cut(written)
        address = unquote(path).strip("/")
        pages = [
            each for each, known in self.targets.addresses.items() if address and known.rstrip("/") == address
        ]
        return self._relative(page, pages[0], rest, is_markdown) if len(pages) == 1 else None

    def _relative(self, page: BuiltPage, meant: DocsPath, rest: str, is_markdown: bool) -> str:
        if is_markdown and page.is_markdown:
            return quote(relative(meant, page.path), safe=_UNQUOTED) + rest
        return relative_address(self.targets.addresses[meant], page.address) + rest

    def _has(self, meant: DocsPath, fragment: str) -> bool:
        """Return whether a file has the anchor that a link to it would name."""
        file = find(self.site, self.targets.addresses[meant])
        return not fragment or file is None or not is_page(file) or has_anchor(self.site, file, fragment)


_UNQUOTED = "".join(map(chr, range(0x21, 0x7F))).translate(str.maketrans("", "", "#?%<>"))


def _cut(written: str) -> tuple[str, str]:
    match = re.search("[?#]", written)
    return (written[: match.start()], written[match.start() :]) if match else (written, "")


def _undefined(place: Place) -> Problem:
    values = {"reference": place.written, "name": reference_name(place.written)}
    return place.source.problem(place.offset, "undefined-reference", **values)


def _edit(place: Place, suggestion: str | None) -> dict[str, Any]:
    """Return a suggestion with the text that it replaces, if that is in the source as it is in the page."""
    if suggestion is None:
        return {}
    is_plain = place.is_markdown or escape(suggestion) == suggestion
    return {"suggestion": suggestion, **place.source.found(place.target, place.written if is_plain else "")}
