"""What an XPath expression finds."""

from lxml import etree


def select(root: etree._Element, path: str, **namespaces: str) -> list[str]:
    """Return the texts that an XPath expression finds: attributes, or elements with all their text."""
    found = root.xpath(path, namespaces=namespaces or None)
    assert isinstance(found, list)
    return [
        "".join(map(str, each.itertext())) if isinstance(each, etree._Element) else str(each)
        for each in found
    ]
