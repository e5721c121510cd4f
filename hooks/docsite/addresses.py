"""How one page writes a link to another: site paths and paths below docs/, made relative."""

from posixpath import dirname, relpath


def relative(target: str, source: str) -> str:
    """Return a path as a link on `source` writes it."""
    return relpath(target, dirname(source) or ".")


def relative_address(address: str, page: str) -> str:
    """Return a site path as a link on the page at another site path writes it."""
    start = page if page.endswith("/") or not page else dirname(page)
    path = relpath(address or ".", start or ".")
    return f"{path}/" if address.endswith("/") or not address else path


def anchored(address: str, page: str, anchor: str) -> str:
    """Return an anchor on the page at a site path as a link on the page at another site path writes it."""
    return f"#{anchor}" if address == page else f"{relative_address(address, page)}#{anchor}"
