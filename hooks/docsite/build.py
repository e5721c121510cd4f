"""One build: where it happens, its sources, and the pages that were built of them."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment

from docsite.links import first_look
from docsite.links.address import Base, base_of
from docsite.links.built_page import BuiltPage, Parser, Reader, parse
from docsite.links.first_look import makes_plain
from docsite.links.rendering import NO_RECORD, Renderer, RenderRecord
from docsite.outputs import csp, markdown_copy, markdown_links, print_page, quality, reading_aids, whole_names
from docsite.outputs.llms import About
from docsite.outputs.search import index, passages
from docsite.pages import navigation
from docsite.pages.files import File
from docsite.project import Project
from docsite.settings import Settings
from docsite.sources.memory import Memory, remember
from docsite.sources.paths import DocsPath, OutputPath, SitePath, repo_path
from docsite.sources.source import Source, decode
from docsite.sources.yaml_text import Document


@dataclass(frozen=True)
class Surroundings:
    """Where a build happens, and what is around its pages.

    Attributes:
        root: Of the repository.
        docs: The docs folder.
        site_dir: The built site.
        about: What the site says of itself.
        configs: mkdocs.yml with the place of each value, and what it inherits from, the nearest first.
        nav: The navigation that mkdocs.yml has, None where it is made from front matter.
        theme: The texts of the project's own templates of the theme.
        templates: What renders our own HTML.
        renderer: What renders a page once more, for the place of a link.
        has: Whether there is a source for an entry of the navigation, by whatever name a plugin knows it.
        is_serving: Whether the site is a preview.
        before: When each file was written that was in the site's folder before a build that leaves unchanged pages
            as they are; None where the build makes everything.
    """

    root: Path
    docs: Path
    site_dir: Path
    about: About
    configs: Sequence[Document]
    nav: Any
    theme: Sequence[Source]
    templates: Environment
    renderer: Renderer
    has: Callable[[DocsPath], bool] = field(default=lambda _: False)
    is_serving: bool = False
    before: Mapping[OutputPath, int] | None = None

    @property
    def base(self) -> Base:
        """Where the site is on its host."""
        return base_of(self.about.url)

    @property
    def texts(self) -> list[Source]:
        """The project's own texts around its pages."""
        return [*(each.source for each in self.configs), *self.theme]

    @cached_property
    def has_plain_theme(self) -> bool:
        """Whether the project's own templates write links in no other way than as plain href and src."""
        return all(makes_plain(source.text) for source in self.texts)


@dataclass(frozen=True)
class Build:
    """What one build knows.

    Attributes:
        settings: Of the checks, and of what is made.
        project: The sources.
        around: Where all of it is.
        pages: Those that were rendered; none as long as MkDocs renders.
        theme_pages: What only a template makes, such as 404.html.
        left_out: The files that `leave_out` has taken away.
        made: The files that the hook has added to those of the project.
        memory: What the builds before have made, None where each is made once.
    """

    settings: Settings
    project: Project
    around: Surroundings
    pages: Mapping[DocsPath, BuiltPage] = field(default_factory=dict)
    theme_pages: Sequence[OutputPath] = ()
    left_out: Sequence[OutputPath] = ()
    made: Collection[OutputPath] = ()
    memory: Memory | None = None

    @property
    def navigation(self) -> Any:
        """The navigation, as `nav:` of mkdocs.yml has it."""
        return self.around.nav if self.around.nav is not None else self.project.navigation()

    @cached_property
    def navigated(self) -> list[DocsPath]:
        """The targets of the navigation, in its order."""
        return [DocsPath(target) for _, target in navigation.leaves(self.navigation)]

    @cached_property
    def sources(self) -> list[Source]:
        """The texts that the site is made of: pages and HTML files, what pages include, and those around them."""
        project, around = self.project, self.around
        included = sorted({Path(file) for page in self.pages.values() for file in page.record.included})
        return [
            *(source for path, source in project.sources.items() if project.files[path].is_built),
            *(decode(repo_path(file, around.root), file.read_bytes()).value for file in included),
            *around.texts,
        ]

    @cached_property
    def shown(self) -> object:
        """All that a page can show in its fences: data, titles and addresses in their order, words."""
        project = self.project
        data = project.messages, project.downloads, project.words
        return *data, project.pages, project.addresses, project.navigation()

    @cached_property
    def copies(self) -> frozenset[str]:
        """The addresses of the pages that have a copy in Markdown."""
        files = self.project.files.values() if self.settings.markdown else ()
        built = (file for file in files if file.is_page and file.is_built)
        return frozenset(file.address for file in built if file.output.endswith("index.html"))

    @cached_property
    def shown_by_all(self) -> object:
        """What of that a table of a format, or a sample, can show besides the data of its own."""
        project, messages = self.project, self.project.messages
        samples = [each.listed for each in messages.samples.values()]
        named = {*messages.shown_on.values(), *map(DocsPath, messages.samples)}
        addresses = {path: project.addresses.get(path) for path in named}
        return samples, messages.used, messages.shown_on, messages.concerned, addresses

    @cached_property
    def planted_scripts(self) -> frozenset[str]:
        """Scripts in titles and other front matter, which the theme shows as it is."""
        documents = [each.document.value for each in self.project.front_matter.values() if each.document]
        return csp.scripts((*self.project.titles.values(), *_texts(documents)))

    @cached_property
    def guides(self) -> Mapping[OutputPath, Sequence[DocsPath]]:
        """The guides that the site wants whole on one page, with the pages that they have."""
        wanted = print_page.guides(self.settings.print_guides, self.navigated)
        return {file: [path for path in paths if path in self.project.pages] for file, paths in wanted}

    @property
    def printed(self) -> Iterator[tuple[OutputPath, list[BuiltPage]]]:
        """The guides that this build makes one page of; a guide stays as it was where unchanged pages do."""
        for file, paths in self.guides.items():
            pages = [self.pages[path] for path in paths if path in self.pages]
            if pages and (len(pages) == len(paths) or self.around.before is None):
                yield file, pages


def content(build: Build, path: DocsPath, html: str) -> str:
    """Return what a page shows of what its source became."""

    def make() -> str:
        improved = reading_aids.improved(html) if build.settings.reading_aids else html
        return whole_names.breakable(improved) if build.settings.whole_names else improved

    return remember(build.memory, ("content", path), html, make)


def page(build: Build, file: File, html: str, record: RenderRecord | None, output: str) -> BuiltPage:
    """Return a page that was rendered: `html` without what the theme puts around it, `output` with that.

    The page may be one that the project does not have, as another plugin has added it since.
    """
    source = build.project.sources.get(file.path) or decode(file.place, file.read())[0]
    built = build.around.site_dir / file.output
    plain = build.around.has_plain_theme

    def parser() -> Parser:
        return lru_cache(1)(partial(parse, readers=dict(_readers(build, file))))

    parsed = remember(build.memory, ("parser", file.path), _read_of_others(build, file, html), parser)
    record = record or NO_RECORD
    made = (file, source, html, record, output, plain, parsed)
    return remember(
        build.memory,
        ("built", file.path),
        made,
        lambda: BuiltPage(file, source, html, built, record, parsed, plain),
    )


def _read_of_others(build: Build, file: File, html: str) -> object:
    """Return what the readers of a page take of others: where those are to which its links may point."""
    guides = dict(_read_by(build, file))
    if build.memory is None or not (build.copies or guides):
        return file.address
    made = partial(first_look.named, file.address, html)
    named = remember(build.memory, ("named", file.path), (file.address, html), made)
    if named is None or quality.MARK in html:  # the report gets its links when all pages are built
        return file.address, build.copies, guides
    parts = {guide: [each for each in paths if each[1] in named] for guide, paths in guides.items()}
    return file.address, build.copies & named, parts


def _read_by(build: Build, file: File) -> Iterator[tuple[OutputPath, list[tuple[DocsPath, SitePath]]]]:
    """Yield the guides that a page is part of, with the addresses of all of their pages."""
    for guide, paths in build.guides.items():
        if file.path in paths:
            yield guide, [(path, build.project.files[path].address) for path in paths]


def _readers(build: Build, file: File) -> Iterator[tuple[str, Reader]]:
    """Yield what the files that are made of all pages read from this one, by the name of the file."""
    if build.settings.search:
        yield index.FILE, passages.read
    if build.settings.markdown:
        yield markdown_links.NAME, partial(markdown_copy.convert, address=file.address, copies=build.copies)
    for guide, addresses in _read_by(build, file):
        yield guide, partial(print_page.part, address=file.address, guide=guide, addresses=dict(addresses))


def _texts(value: Any) -> Iterator[str]:
    """Yield each text in a value of YAML."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(each)
