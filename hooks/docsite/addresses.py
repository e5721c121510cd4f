"""How one page writes a link to another: paths of sources and of pages of the site, made relative."""

from functools import lru_cache
from posixpath import dirname, relpath


def relative(target: str, source: str) -> str:
    """Return a path as a link on `source` writes it."""
    return relpath(target, dirname(source) or ".")


@lru_cache(10_000)  # tables have thousands of links to few pages
def relative_address(address: str, page: str) -> str:
    """Return an address of the site as a link on the page at another one writes it."""
    start = page if page.endswith("/") or not page else dirname(page)
    path = relpath(address or ".", start or ".")
    return f"{path}/" if address.endswith("/") or not address else path


def anchored(address: str, page: str, anchor: str) -> str:
    """Return an anchor on the page at one address as a link on the page at another writes it."""
    return f"#{anchor}" if address == page else f"{relative_address(address, page)}#{anchor}"
