"""What a page is asked about its accessibility, in the browser."""

from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Page

# Deque's axe-core comes with the wheel axe-playwright-python; its Python part is not used.
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCRIPT = Path(__file__).with_name("accessibility.js").read_text("utf-8")


def axe(page: Page) -> list[str]:
    """Return what axe finds against WCAG 2.2 AA and its own best practice."""
    page.evaluate(AXE)
    found: list[str] = page.evaluate("(rules) => audit.axe(rules)", AXE_RULES)
    return found
