"""Examples in Markdown files: a section is an example, a fence with a title is a file of its site."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPENING = re.compile(r"(?P<ticks>`{3,}) ?(?P<language>[\w-]*)(?: title=\"(?P<title>[^\"]*)\")?")


@dataclass(frozen=True)
class Part:
    """A line of text, or a fence with its language and, where it is a file, its title."""

    text: str
    language: str | None = None
    title: str = ""


def sections(text: str) -> dict[str, list[Part]]:
    """Return the parts of each section of the second level by its heading."""
    found: dict[str, list[Part]] = {}
    name = ""
    for part in parts(text):
        if part.language is None and part.text.startswith("## "):
            name = re.sub(r" *\{.*\}$", "", part.text[3:])
            assert name not in found, name
        if name:
            found.setdefault(name, []).append(part)
    return found


def parts(text: str) -> Iterator[Part]:
    """Yield the lines and fences of a text."""
    lines = iter(text.split("\n"))
    for line in lines:
        opening = _OPENING.fullmatch(line)
        if not opening:
            yield Part(line)
            continue
        content = []
        for inner in lines:
            if inner == opening["ticks"]:
                break
            content.append(inner)
        yield Part("".join(f"{each}\n" for each in content), opening["language"], opening["title"] or "")


def files(found: list[Part]) -> dict[str, str]:
    """Return the files among parts, by path."""
    named = [part for part in found if part.title]
    assert len({part.title for part in named}) == len(named), "a file stands twice"
    return {part.title: part.text for part in named}
