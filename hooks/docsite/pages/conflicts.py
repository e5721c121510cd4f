"""Marks that git leaves where two changes of one place met."""

import re
from collections.abc import Iterator

from docsite.sources.problems import Problem
from docsite.sources.source import Source

_CONFLICT = re.compile(
    r"^<{7}(?: [^\n]*)?\n(?:.*?\n)?={7}\n(?:.*?\n)?>{7}(?: [^\n]*)?$", re.MULTILINE | re.DOTALL
)


def check(source: Source) -> Iterator[Problem]:
    """Yield a problem for each conflict in a file that is not resolved; in a code block it may be meant."""
    if "<<<<<<<" in source.text:
        for match in _CONFLICT.finditer(source.unfenced):
            yield source.problem(match.start(), "conflict-marker")
