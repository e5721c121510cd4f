"""Names in alphabetical order, without regard to case, and those that are not where they belong."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence


def misplaced(names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the index of each name that breaks the order of the others, and where it belongs, as 'above EMR'."""
    keys = [name.casefold() for name in names]
    kept = _in_order(keys)
    sorted_keys = [keys[index] for index in kept]
    for index in sorted({*range(len(keys))} - {*kept}):
        place = bisect_right(sorted_keys, keys[index])
        yield index, f"above '{names[kept[place]]}'" if place < len(kept) else f"below '{names[kept[-1]]}'"


def _in_order(keys: Sequence[str]) -> list[int]:
    """Return the indexes of the longest run of keys that are in order, others between them left out."""
    ends: list[int] = []  # of the best run of each length, the index of its last key
    last: list[str] = []  # these keys
    before: list[int | None] = []
    for index, key in enumerate(keys):
        place = bisect_right(last, key)
        before.append(ends[place - 1] if place else None)
        ends[place : place + 1], last[place : place + 1] = [index], [key]
    run: list[int] = []
    at = ends[-1] if ends else None
    while at is not None:
        run.append(at)
        at = before[at]
    return run[::-1]
