"""Names that someone may have meant: the one or two close matches to a wrong one, found without comparing it to all.

Names are indexed by their letters and digits alone, and by their pairs of neighbouring characters; only the
few that share most pairs are compared in full, so that thousands of wrong names among thousands cost little.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

_COMPARED = 12  # more names than that sharing the most pairs are never one close match
_LONGEST = 200  # difflib takes quadratic time


@dataclass(frozen=True)
class Names:
    """The names that exist."""

    known: frozenset[str]

    @cached_property
    def _folded(self) -> dict[str, list[str]]:
        folded: dict[str, list[str]] = {}
        for name in sorted(self.known):
            folded.setdefault(fold(name), []).append(name)
        return folded

    @cached_property
    def _paired(self) -> dict[str, list[str]]:
        paired: dict[str, list[str]] = {}
        for name in sorted(self.known):
            for pair in _pairs(name):
                paired.setdefault(pair, []).append(name)
        return paired

    def meant(self, found: str, cutoff: float = 0.75) -> str | None:
        """Return the only name close to `found`, or None where there is no such or more than one."""
        close = self.close(found, cutoff)
        return close[0] if len(close) == 1 else None

    def close(self, found: str, cutoff: float = 0.75) -> list[str]:
        """Return the names close to `found`, one or two, the closest first, or none where there are more.

        A name that differs by case or punctuation alone is closer than any other. `cutoff` is difflib's
        ratio.
        """
        same = self._folded.get(fold(found), []) if fold(found) else []
        if same:
            return _few(same)
        if len(found) > _LONGEST:
            return []
        shared = Counter(name for pair in _pairs(found) for name in self._paired.get(pair, ()))
        likely = [name for name, _ in shared.most_common(_COMPARED)]
        return _few(get_close_matches(found, likely, n=3, cutoff=cutoff))


def _few(names: list[str]) -> list[str]:
    return names if len(names) <= 2 else []


def fold(text: str) -> str:
    """Return the letters and digits of a text, without regard to case."""
    return "".join(filter(str.isalnum, text.casefold()))


def _pairs(name: str) -> Iterator[str]:
    padded = f" {name.casefold()} "
    return (padded[index : index + 2] for index in range(len(padded) - 1))
