"""Pages of symptoms: the list on top of one has each of its sections, as readers look for what they see there."""

import re
from collections.abc import Iterable, Iterator

from markdown.extensions.toc import slugify

from docsite.pages.headings import Heading, headings
from docsite.sources.problems import Problem
from docsite.sources.source import Source
from docsite.sources.wording import short

KIND = "symptom"
"""What `kinds` of the data file calls such a page."""

_LEVEL = 2
_LINK = re.compile(r"""(?:\]\(|\bhref=["']?)#(?P<anchor>[^\s()"'<>]+)""")
_ID = re.compile(r"\{[^{}\n]*#(?P<id>[^\s{}]+)[^{}\n]*\}[ #]*$", re.MULTILINE)


def check(pages: Iterable[Source]) -> Iterator[Problem]:
    """Yield a problem for each section that is not in the list of its page; a page without a list has none to miss."""
    for source in pages:
        sections = [each for each in headings(source) if each.level == _LEVEL]
        top = source.plain[source.body : sections[0].offset] if sections else ""
        listed = {match["anchor"] for match in _LINK.finditer(top)}
        for heading in sections if listed else ():
            anchor = _anchor(source, heading)
            if anchor not in listed:
                values = {"heading": short(heading.text), "anchor": anchor}
                yield source.problem(heading.offset, "unlisted-symptom", **values)


def _anchor(source: Source, heading: Heading) -> str:
    """Return the address of a section: its own, or the one that its text makes."""
    line = source.text[heading.offset :].partition("\n")[0]
    own = _ID.search(line)
    return own["id"] if own else slugify(heading.text, "-")
