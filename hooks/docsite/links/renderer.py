"""The site's Markdown once more, for finding places: text in, links out.

The same extensions and settings as the build, without MkDocs. Included files can be given other contents, laid over
the originals in a temporary folder, so that a marker can stand in them too.
"""

import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from docsite.links.collect import Link, collect

_SNIPPETS = "pymdownx.snippets"
_INCLUDE = re.compile(r"^[ \t>]*-{1,}8<-{1,}[ \t]+(?P<quote>[\"'])(?P<path>.+?)(?P=quote)[ \t]*$", re.M)
_BLOCK = re.compile(r"^[ \t>]*-{1,}8<-{1,}[ \t]*\n(?P<paths>(?:.*\n)*?)[ \t>]*-{1,}8<-{1,}[ \t]*$", re.M)
_SECTION = re.compile(r"(?::-?\d*(?::-?\d*)*(?:,-?\d*(?::-?\d*)*)*|:[A-Za-z][\w-]*)$")


@dataclass(frozen=True)
class Renderer:
    """Markdown extensions and their settings as MkDocs has them."""

    extensions: Sequence[str | Extension]
    settings: Mapping[str, Any]

    def links(self, text: str, included: Mapping[str, str] | None = None) -> Sequence[Link]:
        """Return the links of a Markdown text; `included` gives other contents to snippets by their relative path."""
        if not included:
            return self._links(text, self.settings)
        with tempfile.TemporaryDirectory() as folder:
            for path, content in included.items():
                file = Path(folder, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(content, encoding="utf-8")
            settings = deepcopy({_SNIPPETS: dict(self.settings.get(_SNIPPETS, {}))})
            settings[_SNIPPETS]["base_path"] = [folder, *self._bases()]
            return self._links(text, {**self.settings, **settings})

    def _links(self, text: str, settings: Mapping[str, Any]) -> Sequence[Link]:
        converter = markdown.Markdown(extensions=self.extensions, extension_configs=dict(settings))
        return collect(converter.convert(text)).links

    def _bases(self) -> list[str]:
        base = self.settings.get(_SNIPPETS, {}).get("base_path", ["."])
        return [base] if isinstance(base, str) else list(base)

    def snippets(self, text: str) -> dict[str, Path]:
        """Return the files that a text includes, directly or by other files, by the path that it names them with."""
        if _SNIPPETS not in self.extensions:
            return {}
        found: dict[str, Path] = {}
        waiting = [*self.settings.get(_SNIPPETS, {}).get("auto_append", []), *_included(text)]
        while waiting:
            name = waiting.pop(0)
            file = next((path for base in self._bases() if (path := Path(base, name)).is_file()), None)
            if file and name not in found:
                found[name] = file
                waiting += _included(file.read_text(encoding="utf-8-sig", errors="replace"))
        return found


def _included(text: str) -> Iterator[str]:
    names = [match["path"] for match in _INCLUDE.finditer(text)]
    names += [name for match in _BLOCK.finditer(text) for name in match["paths"].split("\n")]
    for name in names:
        if name.strip() and not name.lstrip().startswith(";"):
            yield _SECTION.sub("", name.strip())


class Spellings(Extension):
    """Remembers how the author wrote each link of a page, as MkDocs rewrites links to pages in place."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        """Register right before MkDocs' own processor, which has priority 0."""
        self.processor = _Remember(md)
        md.treeprocessors.register(self.processor, "docsite_spellings", 0.5)

    def take(self) -> dict[str, set[str]]:
        """Return the spellings of the page just rendered by the value that its HTML has."""
        spellings: dict[str, set[str]] = {}
        for element, attribute, written in self.processor.written:
            if (value := element.get(attribute)) != written and value is not None:
                spellings.setdefault(value, set()).add(written)
        return spellings


class _Remember(Treeprocessor):
    written: list[tuple[Any, str, str]]

    def run(self, root: Any) -> None:
        self.written = [
            (element, attribute, element.get(attribute))
            for tag, attribute in (("a", "href"), ("img", "src"))
            for element in root.iter(tag)
        ]
