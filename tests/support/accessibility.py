"""What a page is asked about its accessibility, in the browser."""

from importlib.resources import files
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page

# Deque's axe-core comes with the wheel axe-playwright-python; its Python part is not used.
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCRIPT = Path(__file__).with_name("accessibility.js").read_text("utf-8")
VIEWS_SCRIPT = Path(__file__).with_name("views.js").read_text("utf-8")

SCHEMES: dict[Literal["light", "dark"], str] = {"light": "default", "dark": "slate"}
"""The name that Material has for each scheme."""


def load(page: Page) -> None:
    """Have axe in a page, and what asks it."""
    if not page.evaluate("'views' in globalThis"):
        page.evaluate(AXE)
        page.evaluate(VIEWS_SCRIPT)


def axe(page: Page) -> list[str]:
    """Return what axe finds against WCAG 2.2 AA and its own best practice; views.js says how each text is judged."""
    load(page)
    found: list[str] = page.evaluate("(tags) => views.violations(tags)", AXE_RULES)
    return found


def to_scheme(page: Page, scheme: Literal["light", "dark"]) -> None:
    """Switch the color scheme of the system, and wait until the page has followed with all its colors."""
    page.emulate_media(color_scheme=scheme)
    page.wait_for_selector(f"body[data-md-color-scheme={SCHEMES[scheme]}]")
    page.evaluate("() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished))")
