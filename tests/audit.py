"""`make audit`: the budgets that need a browser or another generator, as a table of bar, figure and verdict.

Usage: python -m tests.audit SITE. Builds the site with ProperDocs, then serves the built site as a host would, and
asks Lighthouse, axe and the browser itself. Returns 1 where a bar is missed.
"""

import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.support import blocking, chromium, lighthouse, properdocs
from tests.support.broken_names import WIDTHS as WIDTHS_OF_NAMES
from tests.support.first_result import LONGEST, SLOWDOWN, first_result
from tests.support.host import serve
from tests.support.mini_sites import configuration, write
from tests.support.project import ROOT, base_path
from tests.support.verdicts import Line, show
from tests.support.views import VIEWS, Seen, look
from tests.support.weight import FIRST, FURTHER, HEAVIER, SCRIPTS, SEARCH, documents, load, longest

FIGURES = ROOT / "docs/specs/audit.json"
STOPS, TARGET = 300, 24
"""Bars: fewer stops of the Tab key a page, and the pixels of a target in WCAG 2.2, 2.5.8."""


def main(site: Path) -> int:
    """Print the table; return 1 where a bar is missed."""
    weights = documents(site)
    with serve(site, base_path(), compressed=True) as address, sync_playwright() as playwright:
        started = chromium.start(playwright)
        if not started:
            sys.stderr.write(f"{chromium.MISSING}\n")
            return 1
        browser, executable = started
        found = lines(browser, address, executable, weights, ["", "emr/", longest(site)])
        shown: list[Line] = []
        missed = show(_kept(chain(fork(site), found), shown))
        browser.close()
    save(shown)
    return missed


def _kept(lines: Iterable[Line], shown: list[Line]) -> Iterator[Line]:
    for each in lines:
        shown.append(each)
        yield each


def save(lines: Iterable[Line]) -> None:
    """Write the figures, with today's date, to the file from which the guide's own report has them."""
    figures = [
        {
            "name": each.what,
            "bar": each.bar,
            "figure": each.figure,
            "verdict": "kept" if each.kept else "missed",
        }
        for each in lines
    ]
    found = {"date": datetime.now(UTC).date().isoformat(), "figures": figures}
    FIGURES.write_text(f"{json.dumps(found, indent=2)}\n", encoding="utf-8")


def lines(
    browser: Browser, address: str, executable: str, weights: Mapping[str, int], paths: list[str]
) -> Iterator[Line]:
    """Yield all lines, the quick ones first."""
    context = browser.new_context()
    for path in paths:
        first = load(context, address, path)
        yield most(f"first load of /{path}, gzip", FIRST, first.total)
        yield most(f"scripts of /{path}, gzip", SCRIPTS, first.scripts)
        yield Line(f"other hosts asked by /{path}", "0", str(len(first.foreign)), not first.foreign)
    search = load(context, address, "", search=True)
    yield most("search before its first result, gzip", SEARCH, search.total)
    context.close()
    wait = first_result(browser, address + paths[-1])
    yield Line(
        f"time to first result of a search, {SLOWDOWN}x CPU",
        f"{LONGEST} ms",
        f"{wait:.0f} ms",
        wait <= LONGEST,
    )
    for path, bar in HEAVIER.items():
        yield most(f"/{path}, gzip", bar, weights[path])
    others = {path: weight for path, weight in weights.items() if path not in HEAVIER}
    heaviest = max(others, key=lambda path: others[path])
    yield most(f"other pages, gzip, heaviest: /{heaviest}", FURTHER, others[heaviest])
    seen = look(address, [*weights, "404.html"])
    what = f"axe violations, {len(weights) + 1} pages, {VIEWS} views each"
    yield Line(what, "0", str(len(seen.violations)), not seen.violations, tuple(seen.violations))
    yield from reach(seen)
    yield from blocking.lines(browser, address, paths)
    read = [path for path in weights if path not in HEAVIER]
    yield from lighthouse.lines(address, executable, ["", "emr/", max(read, key=lambda path: weights[path])])


def fork(site: Path) -> Iterator[Line]:
    """Yield whether ProperDocs builds the same site, and fails where MkDocs does."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        warnings = properdocs.build(ROOT, root / "site")
        different = warnings or list(properdocs.differences(site, root / "site"))
        yield Line(
            "files that ProperDocs builds otherwise",
            "0",
            str(len(different)),
            not different,
            tuple(different),
        )
        settings = {"theme": "material", "extra": {}}
        write(root, configuration({"docs/index.md": "# Home\n\n[gone](gone.md)\n"}, settings))
        told = properdocs.build(root, root / "faulty")
        kept = len(told) == 1 and told[0].startswith("docs/index.md:3:1: ")
        yield Line("problems that ProperDocs reports of one fault", "1", str(len(told)), kept, tuple(told))


def most(what: str, bar: int, figure: int) -> Line:
    return Line(what, kilobytes(bar), kilobytes(figure), figure <= bar)


def kilobytes(count: int) -> str:
    return f"{count / 1000:.1f} kB"


def reach(seen: Seen) -> Iterator[Line]:
    """Yield what broken names, stops of the Tab key and small targets all pages have."""
    widths = " and ".join(map(str, WIDTHS_OF_NAMES))
    yield Line(
        f"names broken inside a word at {widths} px",
        "0",
        str(len(seen.broken)),
        not seen.broken,
        tuple(seen.broken),
    )
    most, _ = max(seen.stops)
    many = [f"{where}: {count}" for count, where in seen.stops if count >= STOPS]
    yield Line("stops of the Tab key, the page with most", f"{STOPS - 1}", str(most), not many, tuple(many))
    small = [f"{where} has {room:.1f} px" for room, where in sorted(seen.rooms) if room < TARGET]
    least, _ = min(seen.rooms)
    yield Line(
        "smallest target, or the room around it",
        f"{TARGET} px",
        f"{least:.1f} px",
        not small,
        tuple(small[:50]),
    )


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
