"""The site's Markdown: what a page's rendering tells, and the same rendering once more with markers.

The second uses the same extensions and settings, without MkDocs. Files that a page includes are replaced by
copies in a temporary folder, so that markers can stand in them too.
"""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor


class Noted(NamedTuple):
    """What a page's rendering tells.

    Attributes:
        rewritten: What MkDocs made of a Markdown link, by how the author wrote it, where the two differ.
        included: The files that the page includes.
    """

    rewritten: Mapping[str, str] = MappingProxyType({})
    included: frozenset[str] = frozenset()


class Marked(NamedTuple):
    """A rendering of marked text: its HTML, and the targets of Markdown's own links before any rewriting."""

    html: str
    targets: Sequence[str]


@dataclass(frozen=True)
class Renderer:
    """Markdown extensions and their settings as MkDocs has them.

    Attributes:
        extensions: Names or extensions.
        settings: By the extension's name.
        turn_to: Is told the path below docs/ of the page that is rendered next.
    """

    extensions: Sequence[str | Extension]
    settings: Mapping[str, Any]
    turn_to: Callable[[str], None] = field(default=lambda _: None)

    def render(self, path: str, text: str, marked: Callable[[Path], str]) -> Marked:
        """Return the rendering of a page's marked text; `marked` gives that of an included file."""
        self.turn_to(path)
        watch = Watch()
        extensions = [*(each for each in self.extensions if not isinstance(each, Watch)), watch]
        converter = markdown.Markdown(extensions=extensions, extension_configs=dict(self.settings))
        copies: dict[str, str] = {}
        with ExitStack() as stack:

            def copy(file: str) -> str:
                if file not in copies:
                    folder = stack.enter_context(tempfile.TemporaryDirectory())
                    content = marked(Path(file))
                    Path(folder, Path(file).name).write_text(content, encoding="utf-8", newline="")
                    copies[file] = str(Path(folder, Path(file).name))
                return copies[file]

            _on_include(converter, copy)
            return Marked(converter.convert(text), watch.targets())


class Watch(Extension):
    """Remembers how the author wrote each link of the page rendered last, and which files it includes."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802  # Markdown calls it so
        """Register right before MkDocs' own processor, which has priority 0 and rewrites links in place."""
        self._links = _Links(md)
        self._included: set[str] = set()
        md.treeprocessors.register(self._links, "docsite_links", 0.5)
        _on_include(md, self._include)

    def _include(self, file: str) -> str:
        self._included.add(file)
        return file

    def targets(self) -> list[str]:
        """Return the targets of all links and images as the author wrote them."""
        return [written for _, _, written in self._links.found if written is not None]

    def take(self) -> Noted:
        """Return what is known of the page once MkDocs has rendered it."""
        rewritten = {}
        for element, attribute, written in self._links.found:
            value = element.get(attribute)
            if written is not None and value is not None and value != written:
                rewritten[written] = value
        return Noted(rewritten, frozenset(self._included))


class _Links(Treeprocessor):
    """Finds the links of the tree, which raw HTML is no part of."""

    found: Sequence[tuple[Any, str, str | None]] = ()

    def run(self, root: Any) -> None:
        self.found = [
            (element, attribute, element.get(attribute))
            for tag, attribute in (("a", "href"), ("img", "src"))
            for element in root.iter(tag)
        ]


def _on_include(converter: markdown.Markdown, replace: Callable[[str], str]) -> None:
    """Have pymdownx.snippets read another file in place of each that it finds."""
    if "snippet" not in converter.preprocessors:
        return
    processor: Any = converter.preprocessors["snippet"]
    find = processor.get_snippet_path

    def found(path: str) -> str | None:
        file = find(path)
        return replace(file) if file else None

    processor.get_snippet_path = found
