"""What a page is asked about names that break inside a word, in the browser."""

from pathlib import Path

from playwright.sync_api import Page

SCRIPT = Path(__file__).with_suffix(".js").read_text("utf-8")
WIDTHS = (1440, 390)


def broken_names(page: Page) -> list[str]:
    """Return the words of a page that go on in the next line at no mark and no capital, in what is folded too."""
    found: list[str] = page.evaluate(SCRIPT)
    return found
