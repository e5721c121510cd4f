"""How deep YAML text is nested: libyaml's composer calls itself for each level in C, so deep text ends the interpreter.

A count of brackets and indentation, which is never too low, comes first; only what it suspects is parsed.
"""

import re
from collections.abc import Iterator

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader in C, which takes a tenth of the time; libyaml is not in every wheel."""

_MOST = 1_000

_COLLECTION = re.compile(r"^[ \t?:-]+", re.MULTILINE)
"""What a line begins with, at least a character for each block collection that a value of it is in."""

_EVENTS = (yaml.CollectionStartEvent, yaml.CollectionEndEvent)


def overflows(text: str) -> bool:
    """Return whether text is nested so deeply that PyYAML cannot read it."""
    at_most = text.count("[") + text.count("{") + max(map(len, _COLLECTION.findall(text)), default=0)
    return min(at_most, len(text)) > _MOST and any(depth > _MOST for depth in _depths(text))


def _depths(text: str) -> Iterator[int]:
    """Yield how many collections are open after each event of the parser, up to what is no YAML."""
    depth = 0
    try:
        for event in yaml.parse(text, LOADER):
            starts, ends = (isinstance(event, kind) for kind in _EVENTS)
            depth += starts - ends
            yield depth
    except yaml.YAMLError:
        pass
