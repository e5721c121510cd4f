"""Tables of bars: what was measured, what it may be, what it is, and whether that is kept."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A line of a table."""

    what: str
    bar: str
    figure: str
    kept: bool
    detail: tuple[str, ...] = ()


def show(lines: Iterable[Line]) -> int:
    """Print a table, each line as soon as it is known; return 1 where a bar is missed."""
    missed = 0
    sys.stdout.write(f"{'What':<52} {'Bar':>10} {'Figure':>10}  Verdict\n")
    for line in lines:
        missed += not line.kept
        verdict = "kept" if line.kept else "MISSED"
        sys.stdout.write(f"{line.what:<52} {line.bar:>10} {line.figure:>10}  {verdict}\n")
        sys.stdout.writelines(f"    {each}\n" for each in line.detail)
        sys.stdout.flush()
    return int(missed > 0)
