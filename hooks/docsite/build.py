"""One build: its sources, and each page as it is rendered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from docsite.links.built_pages import Built, Gathered
from docsite.links.first_look import makes_plain
from docsite.links.html_links import parse
from docsite.links.rendering import Noted
from docsite.outputs import markdown_copy
from docsite.outputs.search import passages
from docsite.outputs.search.passages import Passage
from docsite.pages import navigation
from docsite.project import Project
from docsite.settings import Settings
from docsite.sources.source import Source


@dataclass(frozen=True)
class Rendered(Built):
    """A built page with what its rendering told, and, where the site asks for them, its passages and its Markdown."""

    noted: Noted = field(default_factory=Noted)
    passages: Sequence[Passage] = ()
    markdown: str = ""


@dataclass(frozen=True)
class Build:
    """What one build knows: its settings, its sources, and each page by path below docs/ as it is rendered.

    `config` and `templates` are the texts of mkdocs.yml and of the project's own templates. `nav` is the navigation
    that mkdocs.yml has, None where it is made from front matter. `before` is what stood in the site's folder when a
    build began that leaves unchanged pages as they are.
    """

    settings: Settings
    project: Project
    config: Source
    templates: Sequence[Source] = ()
    nav: Any = None
    before: Mapping[str, int] = field(default_factory=dict)
    gathered: Gathered = field(default_factory=Gathered)
    rendered: dict[str, Rendered] = field(default_factory=dict)
    noted: dict[str, Noted] = field(default_factory=dict)

    def add(self, path: str, content: str, output: str, url: str = "") -> None:
        """Take a page's HTML: the content that its source made, and the whole that the theme made of it."""
        address = self.project.files[path].address if path in self.project.files else path
        built = self.gathered.add(address, content, output)
        own = self.settings
        root = parse(content) if own.search or own.markdown else None
        found = passages.read(root) if own.search and root is not None else ()
        text = markdown_copy.convert(root, url) if own.markdown and root is not None else ""
        noted = self.noted.pop(path, Noted())
        self.rendered[path] = Rendered(**vars(built), noted=noted, passages=found, markdown=text)

    @property
    def navigation(self) -> Any:
        """The navigation, as `nav:` of mkdocs.yml has it."""
        return self.nav if self.nav is not None else self.project.navigation()

    @property
    def navigated(self) -> list[str]:
        """What the navigation leads to, in its order."""
        return [target for _, target in navigation.leaves(self.navigation)]


def begin(
    settings: Settings,
    project: Project,
    config: Source,
    templates: Sequence[Source],
    nav: Any,
    before: Mapping[str, int],
) -> Build:
    """Return a new build."""
    is_plain = all(makes_plain(source.text) for source in (config, *templates))
    return Build(settings, project, config, templates, nav, before, Gathered(is_plain))
