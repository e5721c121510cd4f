"""HTML files that a plugin writes when all pages are built, such as redirects: told where mkdocs.yml names them."""

from collections.abc import Iterable, Iterator, Sequence

from docsite.links import theme
from docsite.links.built_page import BuiltPage
from docsite.links.judge import BrokenLink, Cause
from docsite.links.spots import Spot
from docsite.sources.problems import Problem
from docsite.sources.yaml_text import Document


def problems(
    faulty: Iterable[tuple[BuiltPage, Sequence[BrokenLink]]], configs: Sequence[Document]
) -> Iterator[Problem]:
    """Yield a problem for each thing that is wrong in such files, however many of them and of their links have it."""
    told: set[Cause] = set()
    for page, faults in faulty:
        spot = _spot(page, configs) if faults and page.refresh else None
        for fault in faults:
            if fault.cause not in told and fault.rule not in ("bad-scheme", "empty-link"):
                told.add(fault.cause)
                yield theme.problem(spot, fault) if spot else _anywhere(page, fault, configs[0])


def _anywhere(page: BuiltPage, fault: BrokenLink, config: Document) -> Problem:
    values = theme.values_of(fault, fault.link.value)
    return config.source.problem(0, f"{fault.rule}.late", file=page.file.output, **values)


def _spot(page: BuiltPage, configs: Sequence[Document]) -> Spot | None:
    """Return the value that mkdocs.yml has for the old page, by its source or its address."""
    output = page.file.output
    stem = output.removesuffix("/index.html").removesuffix(".html")
    names = {output, stem, f"{stem}/", f"/{stem}/", f"{stem}.md", f"{stem}/index.md", f"{stem}/README.md"}
    for config in configs:
        for path in config.places:
            if len(path) > 1 and path[-1] in names:
                text = config.scalar(path).strip("\"'")
                return Spot(config.source, config.offset_of_value(path), text, "value")
    return None
