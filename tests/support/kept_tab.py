"""A tab that one test after another takes, as new: to open one takes longer than to load most pages of the site."""

from collections.abc import Callable
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Page

Open = Callable[..., Page]
"""Opens a page of the site by its path, and perhaps the width of the window."""

STORES = """() => {
  if (location.protocol !== "http:") return;
  sessionStorage.clear();
  localStorage.clear();
}"""


def renew(
    page: Page,
    server: str,
    width: int,
    height: int,
    *,
    scheme: Literal["light", "dark"] = "light",
    motion: Literal["no-preference", "reduce"] = "no-preference",
) -> None:
    """Have a tab without page, stores, routes, permissions and pointer, in a window of some size, under some media."""
    page.unroute_all()
    page.evaluate(STORES)
    page.goto("about:blank")
    page.context.clear_cookies()
    page.context.clear_permissions()
    session = page.context.new_cdp_session(page)
    address = urlsplit(server)
    origin = f"{address.scheme}://{address.netloc}"
    session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    session.detach()
    page.mouse.move(-1, -1)
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(media="null", color_scheme=scheme, reduced_motion=motion)


def opening(page: Page, server: str, wide: int) -> Open:
    """Return a function that opens a page in a tab, as new, in a window of some width unless it is given another."""

    def open_page(path: str, width: int = wide) -> Page:
        renew(page, server, width, 900)
        page.goto(path)
        return page

    return open_page
