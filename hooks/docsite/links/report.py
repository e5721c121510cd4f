"""Faults of a page's links as problems: located, worded, with what the author may have meant."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from docsite.links.collect import Link, collect
from docsite.links.judge import SCHEMES, Fault, Site
from docsite.links.locate import Place, locate
from docsite.links.renderer import Renderer
from docsite.links.suggest import Targets, relative, relative_address, suggest
from docsite.problems import Problem, did_you_mean
from docsite.source import Source, blank_code


@dataclass(frozen=True)
class Page:
    """A built page whose links are judged.

    Attributes:
        source: Its file.
        path: Its path below docs/.
        address: Its site path.
        spellings: What the author may have written, by the value in the HTML.
        is_markdown: Whether the source is rendered, or is the HTML itself.
    """

    source: Source
    path: str
    address: str
    spellings: Mapping[str, Iterable[str]]
    is_markdown: bool = True


@dataclass(frozen=True)
class Reporter:
    """What is needed to tell a fault: the site, what links may lead to, and the renderer; `root` begins paths."""

    site: Site
    targets: Targets
    renderer: Renderer
    root: Path

    def problems(self, page: Page, faults: Iterable[Fault]) -> list[Problem]:
        """Return the problems of a page's faults, in the page or in the snippets that it includes."""
        problems = []
        for fault in {(fault.rule, fault.link): fault for fault in faults}.values():
            places = self._places(page, fault)
            for source, place, written in places or [self._fallback(page, fault)]:
                message = self.message(fault, page, written, place.is_markdown)
                problems.append(source.problem(place.offset, fault.rule, message))
        return problems

    def _places(self, page: Page, fault: Fault) -> list[tuple[Source, Place, str]]:
        text, body = page.source.text, page.source.body
        spellings = _spellings(page, fault)
        if not page.is_markdown:
            found = locate(text, 0, fault.link, spellings, _links_of_html)
            return [(page.source, place, spellings[0]) for place in found]
        found = locate(text, body, fault.link, spellings, lambda marked: self.renderer.links(marked[body:]))
        places = [(page.source, place, _written(text, place, spellings)) for place in found]
        for name, file in self.renderer.snippets(text[body:]).items():
            source = Source(self._name(file), file.read_text(encoding="utf-8-sig", errors="replace"))
            found = locate(source.text, 0, fault.link, spellings, self._including(text[body:], name))
            places += [(source, place, _written(source.text, place, spellings)) for place in found]
        return places

    def _including(self, text: str, name: str) -> Callable[[str], Sequence[Link]]:
        return lambda marked: self.renderer.links(text, {name: marked})

    def _name(self, file: Path) -> str:
        absolute = file.absolute()
        return (absolute.relative_to(self.root) if absolute.is_relative_to(self.root) else absolute).as_posix()

    def _fallback(self, page: Page, fault: Fault) -> tuple[Source, Place, str]:
        """Return the first place that spells a link which no renderer of ours makes, else the start of the body."""
        text = blank_code(page.source.text)
        spellings = [each for each in _spellings(page, fault) if each]
        offsets = [offset for each in spellings if (offset := text.find(each, page.source.body)) >= 0]
        start = page.source.body + len(text[page.source.body :]) - len(text[page.source.body :].lstrip("\n"))
        return page.source, Place(min(offsets, default=start), True), spellings[0] if spellings else ""

    def message(self, fault: Fault, page: Page, written: str, is_markdown: bool) -> str:
        """Return what is wrong with a link written so, and what to do."""
        match fault.rule:
            case "empty-link":
                return "the link has no target. Write one or remove the link."
            case "bad-scheme":
                return f"link to '{written}', which {fault.reason}. {_schemes(self.site)}"
            case "outside-site":
                fact = f"'{written}' leads out of the site, which stands below '{self.site.base.path}'"
                return f"link to {fact}. Write a link relative to this page, or the full address of the other site."
            case "missing-anchor":
                return self._anchor(fault, written)
        meant = self._meant(fault, page, written, is_markdown)
        what = f"Did you mean '{meant}'?" if meant else "Correct it or remove it."
        return f"link to '{written}', which does not exist. {what}"

    def _anchor(self, fault: Fault, written: str) -> str:
        anchors = [each for each in self.site.document(fault.path).anchors if not each.startswith("__")]
        meant = did_you_mean(unquote(fault.fragment), anchors)
        before = written.partition("#")[0]
        what = f"Did you mean '{before}#{meant}'?" if meant else "Correct it or give a heading that id."
        where = f"'{before}'" if before else "this page"
        return f"link to '{written}', but {where} has no anchor '{fault.fragment}'. {what}"

    def _meant(self, fault: Fault, page: Page, written: str, is_markdown: bool) -> str | None:
        path, mark, rest = _cut(written)
        if "/" not in written and "@" in written and "." in written:
            return f"mailto:{written}"
        if path.lower().startswith("www."):
            return f"https://{written}"
        if path.startswith(("http:", "https:", "HTTP")):
            path = f"/{fault.path}"
        meant = suggest(self.targets, page.path, unquote(path), unquote(fault.path))
        if meant is None:
            return None
        if is_markdown and page.is_markdown:
            return relative(meant, page.path).replace(" ", "%20") + mark + rest
        return relative_address(self.targets.addresses[meant], page.address) + mark + rest


def _spellings(page: Page, fault: Fault) -> list[str]:
    return [fault.link.value, *sorted(page.spellings.get(fault.link.value, ()))]


def _links_of_html(text: str) -> Sequence[Link]:
    return collect(text).links


def _written(text: str, place: Place, spellings: Sequence[str]) -> str:
    """Return the spelling that stands at the place."""
    found = [(index, each) for each in spellings if each and (index := text.find(each, place.offset)) >= 0]
    return min(found, key=lambda each: (each[0], -len(each[1])))[1] if found else spellings[0]


def _cut(written: str) -> tuple[str, str, str]:
    index = min((written.index(each) for each in "?#" if each in written), default=len(written))
    return written[:index], written[index : index + 1], written[index + 1 :]


def _schemes(site: Site) -> str:
    more = sorted(set(site.schemes) - SCHEMES)
    return f"Use one of: {', '.join([*sorted(SCHEMES), *more])}."
