"""What the sources of a build say: files, pages, titles, addresses, messages, words, and problems, as a value."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape

from docsite.messages.library import Library
from docsite.pages import (
    attributes,
    navigation,
)
from docsite.pages.files import File
from docsite.pages.front_matter import FrontMatter
from docsite.pages.navigation import NavPage
from docsite.pages.redirects import Redirect
from docsite.pages.words import Words
from docsite.sources import yaml_depth
from docsite.sources.paths import DocsPath, OutputPath, RepoPath, SitePath, path_key
from docsite.sources.problems import Problem, did_you_mean
from docsite.sources.source import FRONT_MATTER, Source


@dataclass(frozen=True)
class Project:
    """All sources of one build.

    Attributes:
        files: All files of the docs folder, and those that plugins have added.
        sources: Text of each page and HTML file that authors write.
        front_matter: Of each page.
        titles: As MkDocs will give them, that is as HTML.
        redirects: All old addresses.
        lost: The addresses of pages that are gone, by key, and that redirect nowhere.
        moved: The page that has the content of an old address, by key, as far as it is known or likely.
        problems: What is wrong in the sources alone.
        messages: Specifications and samples of messages, and who may appear in them.
        words: What text may say, and what not.
        nav_groups: The groups of the menu, in their order.
        print_guides: The folders of each guide that is whole on one page.
        downloads: The files to take along, which were made of the site before.
    """

    files: Mapping[DocsPath, File]
    sources: Mapping[DocsPath, Source]
    front_matter: Mapping[DocsPath, FrontMatter]
    titles: Mapping[DocsPath, str]
    redirects: Sequence[Redirect]
    problems: Sequence[Problem]
    lost: Mapping[str, str] = field(default_factory=dict)
    moved: Mapping[str, DocsPath] = field(default_factory=dict)
    messages: Library = field(default_factory=Library)
    words: Words = field(default_factory=Words)
    nav_groups: Sequence[str] = ()
    print_guides: Sequence[Sequence[str]] = ()
    downloads: Mapping[OutputPath, bytes] = field(default_factory=dict)

    @cached_property
    def outputs(self) -> dict[OutputPath, RepoPath]:
        """What each file of the site is made of, the first source where two claim one."""
        outputs: dict[OutputPath, RepoPath] = {}
        for file in self.files.values():
            if file.is_built:
                outputs.setdefault(file.output, file.place)
        return outputs

    @cached_property
    def addresses(self) -> dict[DocsPath, SitePath]:
        """Where the site has each file that is built."""
        return {path: file.address for path, file in self.files.items() if file.is_built}

    @cached_property
    def pages(self) -> dict[DocsPath, tuple[str, SitePath]]:
        """Title as text and address of each page that is built."""
        return {
            path: (unescape(self.titles[path]), file.address)
            for path, file in self.files.items()
            if file.is_page and file.is_built
        }

    def address(self, path: str) -> SitePath:
        """Return where the site has a file."""
        return self.files[DocsPath(path)].address

    def meant(self, path: str, pages: Iterable[DocsPath] = ()) -> DocsPath | None:
        """Return the page that somebody means who names one that does not exist, one of some or of all."""
        meant = self.page_at(path) or did_you_mean(path, pages or self.pages)
        return DocsPath(meant) if meant else None

    def page_at(self, path: str) -> DocsPath | None:
        """Return the page that has an address, in whatever form, or that had it before."""
        key = path_key(path)
        return self._by_key.get(key) or self.moved.get(key)

    @cached_property
    def _by_key(self) -> dict[str, DocsPath]:
        return {path_key(path): path for path in sorted(self.pages)}

    @property
    def mended(self) -> dict[DocsPath, str]:
        """Text to read in place of each page that MkDocs would stop at."""
        undecodable = {problem.path for problem in self.problems if problem.rule == "not-utf-8"}
        texts = {}
        for path, source in self.sources.items():
            block = FRONT_MATTER.match(source.text)
            if block and yaml_depth.overflows(block["yaml"]):
                texts[path] = source.text[block.end() :]
            elif source.path in undecodable:
                texts[path] = source.text
            elif (text := attributes.mended(source)) is not None and self.files[path].is_page:
                texts[path] = text
        return texts

    def navigation(self) -> list[object]:
        """Return the value for `nav:` that the front matter asks for."""
        return navigation.build(self.nav_pages, groups=self.nav_groups)

    @property
    def nav_pages(self) -> Iterator[NavPage]:
        """The pages that are built, as the navigation needs them."""
        for path, file in self.files.items():
            if file.is_page and file.is_built:
                yield NavPage(path, self.front_matter[path], self.titles[path], file.in_nav)
