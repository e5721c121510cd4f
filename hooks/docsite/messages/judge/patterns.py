"""The patterns of the rules, which a whole value matches."""

import re
from functools import lru_cache


@lru_cache(maxsize=512)
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern, kept, as the same few are asked for again and again."""
    return re.compile(pattern)


def matches(pattern: str, text: str) -> bool:
    """Return whether a whole text matches a pattern."""
    return compiled(pattern).fullmatch(text) is not None
