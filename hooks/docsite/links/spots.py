"""Texts of the project's own files that may have made a link which built pages share.

They are values of mkdocs.yml, and attributes and Jinja strings of templates. A text that is the link as it stands comes
before one that leads to the same place, and that before an attribute whose expressions may have become the link.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

import yaml

from docsite.links import markers
from docsite.links.address import Base, join
from docsite.links.judge import BrokenLink
from docsite.sources.source import Source

_COMMENT = re.compile(r"\{#.*?(?:#\}|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_JINJA = re.compile(r"\{\{.*?(?:\}\}|\Z)|\{%.*?(?:%\}|\Z)", re.DOTALL)
_STRING = re.compile(r"'(?P<single>[^'\n]*)'|\"(?P<double>[^\"\n]*)\"")
_VALUE = re.compile(r"\s*(?P<text>(?>\{\{.*?\}\}|\{%.*?%\}|[^\"'<>{\s]|\{(?![{%]))*)", re.DOTALL)
_LINKS = frozenset(["link", "href", "url", "homepage", "image", "src"])
"""Keys of mkdocs.yml whose value is an address even where it is one word."""


class Spot(NamedTuple):
    """A text that may have made a link: where it stands, how it is written, and what it is a part of."""

    source: Source
    offset: int
    text: str
    kind: Literal["attribute", "value", "string"]


class Spots(NamedTuple):
    """Spots by their text, and by the site path with fragment that it leads to, after a `/`; and those to be tried."""

    exact: Mapping[str, Sequence[Spot]]
    led: Mapping[str, Sequence[Spot]]
    patterns: Sequence[tuple[re.Pattern[str], Spot]]


def spots(configs: Iterable[Source], templates: Sequence[Source]) -> list[Spot]:
    """Return all texts that may have made a link, the likeliest first."""
    configs = list(configs)
    made = [*_attributes([*templates, *configs]), *(spot for config in configs for spot in _values(config))]
    return [*made, *_strings(templates)]


def find(base: Base, fault: BrokenLink, known: Spots) -> Sequence[Spot]:
    """Return what has made a faulty link."""
    value = fault.link.value
    path = fault.path.removeprefix(base.path) if fault.rule == "outside-site" else fault.path
    led = "/" + path.removesuffix("index.html").strip("/") + (f"#{fault.fragment}" if fault.fragment else "")
    close = known.led.get(led, ()) if path else ()
    for kinds in (("attribute", "value"), ("string",)):
        for found in (known.exact.get(value, ()), close):
            own = [spot for spot in found if spot.kind in kinds]
            if own:
                return list(dict.fromkeys(own))
    return list(dict.fromkeys(spot for pattern, spot in known.patterns if pattern.fullmatch(value)))


def index(base: Base, found: Iterable[Spot]) -> Spots:
    """Return spots by what may be asked for."""
    exact: dict[str, list[Spot]] = {}
    led: dict[str, list[Spot]] = {}
    patterns = []
    for spot in found:
        for text in dict.fromkeys(map(str.strip, _literals(spot.text))):
            exact.setdefault(text, []).append(spot)
            path, mark, fragment = text.partition("#")
            absolute = join("/", path.partition("?")[0].strip())
            below = absolute.removeprefix(base.path) if absolute.startswith(base.path) else absolute
            target = "/" + below.removesuffix("index.html").strip("/")
            for key in dict.fromkeys((target, f"{target}#{fragment}" if mark else target)):
                led.setdefault(key, []).append(spot)
        if spot.kind == "attribute" and (pattern := _pattern(spot.text)):
            patterns.append((pattern, spot))
    return Spots(exact, led, patterns)


def _pattern(text: str) -> re.Pattern[str] | None:
    """Return what an attribute with expressions can come out as, or None where nothing of it is known."""
    pieces, position = [], 0
    for jinja in _JINJA.finditer(text):
        pieces.append(re.escape(text[position : jinja.start()]))
        position = jinja.end()
        strings = [match["single"] or match["double"] or "" for match in _STRING.finditer(jinja[0])]
        is_first = bool(re.match(r"\{\{-?\s*[\"']", jinja[0])) and "|" not in jinja[0]
        pieces += ["" if is_first else ".*", ".*".join(map(re.escape, strings)), ".*"]
    pieces.append(re.escape(text[position:]))
    is_known = any(re.search(r"\w", piece) for piece in pieces)
    return re.compile("".join(pieces), re.DOTALL) if len(pieces) > 1 and is_known else None


def _literals(text: str) -> Iterator[str]:
    """Yield what a value may come out as: itself, what stands around its Jinja expressions, their strings."""
    plain = _JINJA.sub("", text)
    if plain or not text:
        yield plain
    for jinja in _JINJA.finditer(text):
        yield from filter(None, (match["single"] or match["double"] for match in _STRING.finditer(jinja[0])))


def _attributes(sources: Iterable[Source]) -> Iterator[Spot]:
    for source in sources:
        text = _uncommented(source)
        for mark in markers.find(Source(source.path, text), is_markdown=False):
            value = _VALUE.match(text, mark.marker)
            yield Spot(source, mark.begins, value["text"] if value else "", "attribute")


def _strings(templates: Iterable[Source]) -> Iterator[Spot]:
    for source in templates:
        text = _uncommented(source)
        for jinja in _JINJA.finditer(text):
            for match in _STRING.finditer(text, jinja.start(), jinja.end()):
                yield Spot(source, match.start() + 1, match["single"] or match["double"] or "", "string")


def _uncommented(source: Source) -> str:
    if source.path.endswith((".html", ".htm")):
        return _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), source.text)
    return re.sub(r"(?m)(?:^|(?<=\s))#.*$", lambda match: " " * len(match[0]), source.text)


def _values(config: Source) -> Iterator[Spot]:
    """Yield the values of mkdocs.yml that can be addresses, its navigation left out."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(config.text)
    try:
        waiting = [("", loader.get_single_node())]
    finally:
        loader.dispose()
    while waiting:
        key, node = waiting.pop()
        if isinstance(node, yaml.ScalarNode):
            if key in _LINKS or re.search("[/.#]", node.value):
                yield Spot(config, node.start_mark.index, node.value, "value")
        elif isinstance(node, yaml.SequenceNode):
            waiting += [(key, each) for each in node.value]
        elif isinstance(node, yaml.MappingNode):
            waiting += [(str(each.value), value) for each, value in node.value if each.value != "nav"]
