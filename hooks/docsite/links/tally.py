"""How many links built pages have, by what they point to, and how many anchors."""

from collections import Counter
from collections.abc import Iterable, Mapping

from docsite.links.address import Base, split
from docsite.links.built_page import BuiltPage
from docsite.links.html_links import Link
from docsite.links.judge import is_elsewhere

KINDS = ("page", "place on a page", "file", "other site", "mail or telephone")


def links(base: Base, pages: Iterable[BuiltPage]) -> Mapping[str, int]:
    """Return the number of different links of each page's content, added up by kind, in the order of KINDS."""
    found = Counter(kind(base, link) for page in pages for link in page.content.links if not link.is_anchor)
    return {each: found[each] for each in KINDS}


def kind(base: Base, link: Link) -> str:
    """Return what a link points to, one of KINDS; what cannot be read as an address counts as a file."""
    try:
        address = split(link.value)
    except ValueError:
        return "file"
    if address.scheme in ("mailto", "tel", "sms"):
        return "mail or telephone"
    if is_elsewhere(base, address):
        return "other site"
    if link.loads:
        return "file"
    if address.fragment:
        return "place on a page"
    last = address.path.rpartition("/")[2]
    return "file" if "." in last and not last.endswith((".html", ".htm")) else "page"
