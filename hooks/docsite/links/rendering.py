"""The site's Markdown: what a page's rendering tells, and the same rendering once more with markers.

The second uses the same extensions and settings, without MkDocs, and nothing that may do more than read text: fences
with code of their own come out empty, and extensions of plugins are left out. Files that a page includes are replaced
by copies in a temporary folder, so that markers can stand in them too.
"""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from docsite.links import snippets
from docsite.sources.paths import DocsPath


class RenderRecord(NamedTuple):
    """What a page's rendering tells.

    Attributes:
        links: What became of each Markdown link, by how the author wrote it.
        snippets: The file that each path leads to that the page includes, None where there is no such file; with a
            colon before it, the name of a section that its file does not have.
    """

    links: Mapping[str, str] = MappingProxyType({})
    snippets: Mapping[str, str | None] = MappingProxyType({})

    @property
    def rewritten(self) -> dict[str, str]:
        """What MkDocs made of a Markdown link, by how the author wrote it, where the two differ."""
        return {written: value for written, value in self.links.items() if value != written}

    @property
    def included(self) -> frozenset[str]:
        """The files that the page includes."""
        return frozenset(file for file in self.snippets.values() if file)


NO_RECORD = RenderRecord()

_FAMILIES = ("markdown", "pymdownx", "material", "materialx")
_CUSTOM = frozenset(["custom_fences", "custom_inline"])


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
        turn_to: Is given the page that is rendered next.
    """

    extensions: Sequence[str | Extension]
    settings: Mapping[str, Any]
    turn_to: Callable[[DocsPath], None] = field(default=lambda _: None)

    def render(self, path: DocsPath, text: str, marked: Callable[[Path], str]) -> Marked:
        """Return the rendering of a page's marked text; `marked` gives that of an included file."""
        self.turn_to(path)
        recorder = Recorder()
        extensions = [*filter(_is_plain, self.extensions), recorder]
        converter = markdown.Markdown(extensions=extensions, extension_configs=_quiet(self.settings))
        copies: dict[str, str] = {}
        with ExitStack() as stack:

            def copy(_: str, file: str | None) -> str | None:
                if file is None:
                    return None
                if file not in copies:
                    folder = stack.enter_context(tempfile.TemporaryDirectory())
                    content = marked(Path(file))
                    Path(folder, Path(file).name).write_bytes(content.encode())
                    copies[file] = str(Path(folder, Path(file).name))
                return copies[file]

            snippets.replace(converter, copy)
            if "snippet" in converter.preprocessors:
                processor: Any = converter.preprocessors["snippet"]
                processor.download = lambda _: []  # once is enough
            return Marked(converter.convert(text), recorder.targets())


def _is_plain(extension: str | Extension) -> bool:
    """Return whether an extension does nothing but read Markdown: those of Markdown, pymdownx and Material."""
    if not isinstance(extension, str):
        return False
    family, dot, _ = extension.partition(".")
    return family in _FAMILIES if dot else find_spec(f"markdown.extensions.{extension}") is not None


def _quiet(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings with fences, blocks and inline code that run code of their own made empty."""
    found = dict(settings)
    for extension, own in settings.items():
        for key in _CUSTOM & own.keys():
            empty = [{**each, "format": _empty, "validator": _any} for each in own[key] or ()]
            found[extension] = {**found[extension], key: empty}
    return found


def _empty(*_: Any, **__: Any) -> str:
    return ""


def _any(*_: Any, **__: Any) -> bool:
    return True


class Recorder(Extension):
    """Remembers how the author wrote each link of the page rendered last, and which files it includes.

    An extension may render other texts amid a page: the page's own tree comes last.
    """

    def __init__(self) -> None:
        super().__init__()
        self.found: Sequence[tuple[Any, str, str]] = ()
        self.snippets: dict[str, str | None] = {}
        self.find: Callable[[str], str | None] | None = None

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802  # Markdown calls it so
        """Register right before MkDocs' own processor, which has priority 0 and rewrites links in place."""
        md.treeprocessors.register(_Links(md, self), "docsite_links", 0.5)
        self.find = snippets.replace(md, self._include)
        snippets.tell_of_sections(md, self._section)

    def _include(self, path: str, file: str | None) -> str | None:
        self.snippets[path] = file
        return file

    def _section(self, name: str) -> None:
        self.snippets[f":{name}"] = None

    def targets(self) -> list[str]:
        """Return the targets of all links and images as the author wrote them."""
        return [written for _, _, written in self.found]

    def take(self) -> RenderRecord:
        """Return what is known of the page once MkDocs has rendered it."""
        links = {}
        for element, attribute, written in self.found:
            value = element.get(attribute)
            if value is not None:
                links[written] = value
        record = RenderRecord(links, self.snippets)
        self.found, self.snippets = (), {}
        return record


class _Links(Treeprocessor):
    """Finds the links of the tree, which raw HTML is no part of."""

    def __init__(self, md: markdown.Markdown, recorder: Recorder) -> None:
        super().__init__(md)
        self.recorder = recorder

    def run(self, root: Any) -> None:
        self.recorder.found = [
            (element, attribute, written)
            for tag, attribute in (("a", "href"), ("img", "src"))
            for element in root.iter(tag)
            if (written := element.get(attribute)) is not None
        ]
