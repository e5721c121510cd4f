"""Where every address of the site and every old one leads, for the script of 404.html.

Keys are compared without case, without slashes at the ends, and without `index`, `.html` or `.md`, as the
script reduces the address that it was asked for. An address that a page has wins over an old one.
"""

import json

from docsite.project import Project

FILE = "redirects.json"


def text(project: Project) -> str:
    """Return the map from key to site path as JSON."""
    addresses = project.addresses
    known = {redirect.key.lower(): addresses[redirect.page] for redirect in reversed(project.redirects)}
    known |= {_key(address): address for _, address in project.pages.values()}
    return json.dumps(dict(sorted(known.items())), ensure_ascii=False, indent=0) + "\n"


def _key(address: str) -> str:
    return address.lower().removesuffix(".html").strip("/")
