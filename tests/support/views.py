"""What all pages are asked in a browser, in each view: width and color scheme.

A page is loaded once for a wide and once for a narrow window; width and scheme are then changed in place, as a reader
does. All rules of axe run at each width, and those on colors in each scheme too: a scheme changes nothing else, or all
of them run again. The pages are shared out among processes, one for each core.
"""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, sync_playwright

from tests.support import chromium
from tests.support.accessibility import SCHEMES, SCRIPT, axe, load, to_scheme
from tests.support.broken_names import WIDTHS as WIDTHS_OF_NAMES
from tests.support.broken_names import broken_names

WIDTHS = (1280, 390, 320)
VIEWS = len(SCHEMES) * len(WIDTHS)

_LOADS = ((1440, (1280,)), (390, (390, 320)))
"""The width of the window as a page is loaded, and the widths that axe then sees."""


@dataclass(frozen=True)
class Seen:
    """What was seen on pages.

    Attributes:
        violations: Of axe, with page, width and scheme.
        broken: Names that break inside a word.
        stops: How many stops of the Tab key a page has, and which page at which width.
        rooms: The pixels of each target, and which it is.
    """

    violations: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    stops: list[tuple[int, str]] = field(default_factory=list)
    rooms: list[tuple[float, str]] = field(default_factory=list)


def look(address: str, paths: Sequence[str]) -> Seen:
    """Return what is seen on all pages of a server, in as many processes as there are cores."""
    count = min(os.cpu_count() or 1, len(paths))
    with ProcessPoolExecutor(count, multiprocessing.get_context("spawn")) as pool:
        parts = list(pool.map(_look, [address] * count, [paths[start::count] for start in range(count)]))
    whole = Seen()
    for part in parts:
        whole.violations.extend(part.violations)
        whole.broken.extend(part.broken)
        whole.stops.extend(part.stops)
        whole.rooms.extend(part.rooms)
    return whole


def _look(address: str, paths: Sequence[str]) -> Seen:
    with sync_playwright() as playwright:
        started = chromium.start(playwright)
        if not started:
            raise FileNotFoundError(chromium.MISSING)
        seen = Seen()
        for width, widths in _LOADS:
            look_at(started[0], address, paths, seen, width, widths)
        started[0].close()
    return seen


def look_at(
    browser: Browser, address: str, paths: Sequence[str], seen: Seen, width: int, widths: Sequence[int]
) -> None:
    """Add what is seen on pages that are loaded at a width, and by axe at some widths."""
    page = browser.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    for path in paths:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light")
        page.goto(address + path)
        page.evaluate(SCRIPT)
        if width in WIDTHS_OF_NAMES:
            where = f"/{path} at {width}"
            seen.stops.append((page.evaluate("audit.numberStops()"), where))
            seen.rooms.extend(
                (each["room"], f"{where}: {each['what']}") for each in page.evaluate("audit.rooms()")
            )
            page.evaluate("audit.unfold()")
            seen.broken.extend(f"{where}: {each}" for each in broken_names(page))
        for each in widths:
            page.set_viewport_size({"width": each, "height": 800})
            seen.violations.extend(f"/{path} {each} {found[:200]}" for found in violations(page))
    page.close()


def violations(page: Page) -> Iterator[str]:
    """Yield each violation of axe on a page with scheme and details, all that is folded open."""
    load(page)
    page.evaluate("views.unfold()")
    for scheme in SCHEMES:
        to_scheme(page, scheme)
        yield from (f"{scheme}: {each}" for each in axe(page))
    page.emulate_media(color_scheme="light")
