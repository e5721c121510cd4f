"""What the hook knows while it runs: how MkDocs was started, the build that goes on, and what a process remembers."""

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from docsite import build as builds
from docsite.fences import RenderContext, Shown
from docsite.links.rendering import Recorder, RenderRecord
from docsite.passes import Pass
from docsite.sources.memory import Memory
from docsite.sources.paths import DocsPath, OutputPath
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.toc import TableOfContents

Stamps = Mapping[str, tuple[int, int, int]]
"""When each file was written, its size, and its number on the disk."""


@dataclass(frozen=True)
class Rendering:
    """What a page's Markdown became, and what it was made of.

    Attributes:
        markdown: The text.
        own: What the project reads in the page's front matter.
        content: Its HTML.
        toc: Its table of contents.
        title: That of its first heading, if the page begins with one.
        anchors: MkDocs' own list of them.
        record: What became of its links, and which files it includes.
        texts: What these files had.
        fences: What its fences became that show data.
        data: Stands for all that these fences can show.
        names: Stands for the names and addresses of all files.
    """

    markdown: str
    own: Any
    content: str
    toc: TableOfContents
    title: str | None
    anchors: set[str] | None
    record: RenderRecord
    texts: Mapping[str, bytes]
    fences: tuple[Shown, ...]
    data: object
    names: object


@dataclass(frozen=True)
class Kept:
    """The last build of all, and what MkDocs had in it: configuration, files, navigation, the theme's templates."""

    done: Pass
    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Any


@dataclass
class State:
    """How MkDocs was started, what the build that goes on knows so far, and what a rebuild takes from those before."""

    serving: bool = False
    dirty: bool = False
    thresholds: tuple[int, int, int] = field(
        default_factory=gc.get_threshold
    )  # for cycles, before MkDocs began

    begun: list[Pass] = field(default_factory=list)  # builds that go on, the outermost first
    ended: list[Pass] = field(default_factory=list)  # those that have ended since the outermost of them began
    page: DocsPath | None = None  # the one that is rendered right now, for its fences
    context: RenderContext | None = None  # what fences are rendered with
    recorder: Recorder = field(default_factory=Recorder)
    shown: list[Shown] = field(default_factory=list)  # by the page that is rendered right now
    reused: Rendering | None = None  # of the page that is rendered right now
    skeleton: object = None  # what the theme shows of all pages on each
    data: object = None  # stands for all that fences can show
    common: object = None  # stands for what a table or a sample can show besides its own data
    names: object = None  # stands for the names and addresses of all files

    made: dict[OutputPath, str | bytes] = field(default_factory=dict)  # files that are made of the sources
    # pages that show their problems, without these
    shown_problems: Mapping[DocsPath, str] = field(default_factory=dict)

    stamps: Stamps = field(default_factory=dict)  # of all files, when the last build began
    kept: Kept | None = None  # None where the next build has to make all
    memory: Memory | None = None  # None where each build makes everything
    world: object = None  # configuration and templates: the memory is of builds with these
    renderings: dict[DocsPath, Rendering] = field(default_factory=dict)
    find: Callable[[str], str | None] | None = None  # the file of an included path
    files: Files | None = None
    nav: Navigation | None = None
    env: Any = None  # the theme's templates as MkDocs sees them
    templates: Any = None  # the theme's templates, compiled
    shows_others: bool = False  # whether a template may show on a page what another has, or the time

    def current(self) -> builds.Build:
        """Return the build that goes on."""
        if not self.begun or (build := self.begun[-1].build) is None:
            raise PluginError("hooks/main.py: no build has begun.")
        return build
