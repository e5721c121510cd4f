"""What a site wants of MkDocs' own link check, `validation:` of mkdocs.yml, and what that means for our rules."""

from collections.abc import Iterator, Mapping, Sequence

from docsite.sources import configuration
from docsite.sources.problems import Level
from docsite.sources.yaml_text import Document

LEVELS: Mapping[str, Level] = {"warn": "problem", "info": "note", "ignore": "ignore"}
"""What MkDocs calls them."""

_RULES = {"not_found": ("missing-page", "missing-asset"), "anchors": ("missing-anchor",)}
Wanted = Mapping[tuple[str, str], str]
"""What a site has set, by part (`links` or `nav`) and key."""


def wanted(documents: Sequence[Document]) -> Wanted:
    """Return what mkdocs.yml sets below `validation:`; a key that stands there alone is for both parts."""
    own = configuration.merged([each for each in documents if each.value]).get("validation")
    values = own if isinstance(own, Mapping) else {}
    found: dict[tuple[str, str], str] = {}
    for part in ("links", "nav"):
        below = values.get(part)
        named = {**values, **(below if isinstance(below, Mapping) else {})}
        found |= {(part, key): value for key, value in named.items() if isinstance(value, str)}
    return found


def levels(wanted: Wanted) -> dict[str, Level]:
    """Return the levels of our link rules that follow from it."""
    set_to = {key: wanted[each] for key in _RULES if (each := ("links", key)) in wanted}
    return {rule: LEVELS[value] for key, value in set_to.items() if value in LEVELS for rule in _RULES[key]}


def leaves_nav(wanted: Wanted) -> bool:
    """Return whether MkDocs goes on to judge the navigation itself, as its level is not that of our rules."""
    return any(wanted.get((part, "not_found"), "warn") != "warn" for part in ("links", "nav"))


def ours(wanted: Wanted) -> Iterator[tuple[str, str]]:
    """Yield what MkDocs need not look for: what our rules find, and what no site has asked it for."""
    yield from (("links", "not_found"), ("links", "anchors"))
    if not leaves_nav(wanted):
        yield "nav", "not_found"
    manners = (("links", "unrecognized_links"), ("links", "absolute_links"), ("nav", "absolute_links"))
    yield from (each for each in manners if each not in wanted)
