"""Values of YAML in curly quotes, which YAML takes for a part of the value."""

import json
import re
from collections.abc import Iterator

from docsite.sources.problems import Problem
from docsite.sources.wording import short
from docsite.sources.yaml_text import Document

_QUOTE = r"[\u2018-\u201f]"
_QUOTED = re.compile(rf"{_QUOTE}(?P<inner>(?:(?!{_QUOTE}).)*){_QUOTE}")


def check(document: Document) -> Iterator[Problem]:
    """Yield a problem for each value of a document that is in curly quotes."""
    if not re.search(_QUOTE, document.source.text):
        return
    for path in document.places:
        value = "" if path[-1:] == ("=",) else document.scalar(path)
        if match := _QUOTED.fullmatch(value):
            straight = json.dumps(match["inner"], ensure_ascii=False)
            yield document.at_value(path, "curly-quotes", value=short(value), replacement=straight)
