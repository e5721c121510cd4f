"""The sources of a build: every page's text, front matter, title and address, read once, and what is wrong in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from docsite import frontmatter, intake, nav, redirects, routing
from docsite.frontmatter import FrontMatter
from docsite.intake import Intake
from docsite.problems import Problem
from docsite.redirects import Redirect
from docsite.settings import Settings
from docsite.source import Source, decode


@dataclass(frozen=True)
class File:
    """A file of the docs folder as MkDocs sees it.

    Attributes:
        path: Below docs/, with forward slashes.
        place: From the repository root, for messages.
        disk: Where it can be read; None for a file that another plugin made.
        output: The file of the site that it becomes.
        address: Its site path, `""` for the home page.
        is_page: Whether it is rendered.
        in_nav: Whether it may stand in the navigation.
        is_built: Whether it is part of the site.
    """

    path: str
    place: str
    disk: Path | None
    output: str
    address: str
    is_page: bool
    in_nav: bool
    is_built: bool


@dataclass(frozen=True)
class Project:
    """All sources of one build.

    Attributes:
        files: By path below docs/.
        sources: Text of each page and HTML file, by path below docs/.
        front_matter: Of each page, by path below docs/.
        titles: As MkDocs will give them, by path below docs/.
        redirects: All old addresses.
        intakes: Fields of CSV files by the name of their data file.
        problems: What is wrong in the sources alone.
    """

    files: Mapping[str, File]
    sources: Mapping[str, Source]
    front_matter: Mapping[str, FrontMatter]
    titles: Mapping[str, str]
    redirects: Sequence[Redirect]
    intakes: Mapping[str, Intake]
    problems: Sequence[Problem]

    @property
    def outputs(self) -> dict[str, str]:
        """Source place of each file of the site by output path, the first source where two claim one."""
        outputs: dict[str, str] = {}
        for file in self.files.values():
            if file.is_built:
                outputs.setdefault(file.output, file.place)
        return outputs

    @property
    def addresses(self) -> dict[str, str]:
        """Site path of each built file by path below docs/."""
        return {path: file.address for path, file in self.files.items() if file.is_built}

    @property
    def pages(self) -> dict[str, tuple[str, str]]:
        """Title and site path of each built page by path below docs/."""
        return {
            path: (self.titles[path], file.address)
            for path, file in self.files.items()
            if file.is_page and file.is_built
        }

    def navigation(self) -> list[object]:
        """Return the value for `nav:` that the front matter asks for."""
        pages = [
            nav.NavPage(path, self.front_matter[path], self.titles[path])
            for path, file in self.files.items()
            if file.is_page and file.in_nav
        ]
        return nav.build(pages)


def read(files: Iterable[File], settings: Settings) -> Project:
    """Read all sources; each file's own problems and those between files are in `problems`."""
    known = {file.path: file for file in files}
    sources: dict[str, Source] = {}
    matters: dict[str, FrontMatter] = {}
    titles: dict[str, str] = {}
    problems: list[Problem] = []
    for file in known.values():
        if file.disk is None or not (file.is_page or file.output.endswith((".html", ".htm"))):
            continue
        source, faults = decode(file.place, file.disk.read_bytes())
        sources[file.path] = source
        if file.is_page:
            required = settings.required if file.is_built else ()
            matters[file.path], more = frontmatter.read(source, required)
            problems += faults + more
    for path, file in known.items():
        if file.is_page:
            matters.setdefault(path, FrontMatter())
            source = sources.get(path, Source(file.place, ""))
            stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
            titles[path] = frontmatter.title(source, matters[path]) or nav.name_title(stem)
    intakes = _intakes(known.values(), problems)
    built = {path: matter for path, matter in matters.items() if known[path].is_built}
    project = Project(known, sources, matters, titles, redirects.read(built), intakes, ())
    problems += _duplicates(known.values())
    problems += redirects.check(built, project.redirects, project.outputs)
    for path in built.keys() & sources.keys():
        problems += routing.check(sources[path], path, matters[path], project.pages)
    return Project(known, sources, matters, titles, project.redirects, intakes, problems)


def _duplicates(files: Iterable[File]) -> list[Problem]:
    first: dict[str, File] = {}
    problems = []
    for file in files:
        other = first.setdefault(file.output, file) if file.is_built else file
        if other is not file:
            address = f"'/{file.address}'"
            message = f"the page stands at {address}, where '{other.place}' stands too. Rename or remove one of them."
            problems.append(Problem(file.place, 1, 1, "duplicate-page", message))
    return problems


def _intakes(files: Iterable[File], problems: list[Problem]) -> dict[str, Intake]:
    found = {}
    for file in files:
        folder, _, name = file.path.rpartition("/")
        if folder == intake.FOLDER and name.endswith(".yml") and file.disk is not None:
            source, faults = decode(file.place, file.disk.read_bytes())
            table, more = intake.read(source)
            problems += faults + more
            if table:
                found[name.removesuffix(".yml")] = table
    return found
