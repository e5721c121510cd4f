"""The sources of a build: each page's text, front matter, title and address, read once, and problems."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import unescape
from posixpath import basename, dirname, join
from types import MappingProxyType

from docsite.messages.csv_files import fields
from docsite.messages.csv_files import samples as csv_samples
from docsite.messages.csv_files.fields import Intake
from docsite.messages.csv_files.samples import IntakeSample
from docsite.messages.hl7 import data_files
from docsite.messages.hl7 import reference as hl7book
from docsite.messages.json_schema import reference
from docsite.messages.json_schema.reference import Book
from docsite.pages import front_matter, navigation, redirects, routing, titles
from docsite.pages.files import File
from docsite.pages.front_matter import FrontMatter
from docsite.pages.redirects import Redirect
from docsite.settings import Settings
from docsite.sources import snippets
from docsite.sources.paths import DocsPath
from docsite.sources.problems import Problem, problem
from docsite.sources.source import Source, decode


@dataclass(frozen=True)
class Project:
    """All sources of one build.

    Attributes:
        files: By path below docs/.
        sources: Text of each page and HTML file that authors write, by path below docs/.
        front_matter: Of each page, by path below docs/.
        titles: As MkDocs will give them, that is as HTML, by path below docs/.
        redirects: All old addresses.
        intakes: Fields of CSV files by the name of their data file.
        problems: What is wrong in the sources alone.
        messages: Schemas and samples of messages in JSON.
        intake_samples: CSV samples by their text.
        hl7: Specifications, code tables and samples of HL7 messages.
    """

    files: Mapping[str, File]
    sources: Mapping[str, Source]
    front_matter: Mapping[str, FrontMatter]
    titles: Mapping[str, str]
    redirects: Sequence[Redirect]
    intakes: Mapping[str, Intake]
    problems: Sequence[Problem]
    messages: Book = field(default_factory=Book)
    intake_samples: Mapping[str, IntakeSample] = field(default_factory=dict)
    hl7: hl7book.Book = field(default_factory=hl7book.Book)

    @cached_property
    def outputs(self) -> dict[str, str]:
        """Source place of each file of the site by output path, the first source where two claim one."""
        outputs: dict[str, str] = {}
        for file in self.files.values():
            if file.is_built:
                outputs.setdefault(file.output, file.place)
        return outputs

    @cached_property
    def addresses(self) -> dict[str, str]:
        """Site path of each built file by path below docs/."""
        return {path: file.address for path, file in self.files.items() if file.is_built}

    @cached_property
    def pages(self) -> dict[str, tuple[str, str]]:
        """Title as text and site path of each built page by path below docs/."""
        return {
            path: (unescape(self.titles[path]), file.address)
            for path, file in self.files.items()
            if file.is_page and file.is_built
        }

    def navigation(self) -> list[object]:
        """Return the value for `nav:` that the front matter asks for."""
        pages = (
            navigation.NavPage(path, self.front_matter[path], self.titles[path], file.in_nav)
            for path, file in self.files.items()
            if file.is_page and file.is_built
        )
        return navigation.build(pages)


def read(
    files: Iterable[File], settings: Settings, clashes: Mapping[DocsPath, DocsPath] = MappingProxyType({})
) -> Project:
    """Read all sources; each file's own problems and those between files are in `problems`.

    `clashes` are files that are not among `files`, since another one beside them has their address, with that one.
    """
    known: dict[str, File] = {file.path: file for file in files}
    sources: dict[str, Source] = {}
    matters: dict[str, FrontMatter] = {}
    called: dict[str, str] = {}
    problems: list[Problem] = []
    for path, file in known.items():
        if not (file.is_page or (file.is_authored and file.output.endswith((".html", ".htm")))):
            continue
        source, faults = decode(file.place, file.read())
        if file.is_page:
            matters[path], more = front_matter.read(source, settings.required)
            called[path] = titles.title(path, source, matters[path])
            if not file.is_authored:
                matters[path] = replace(matters[path], document=None)
            elif file.is_built:
                problems += [*faults, *more]
        if file.is_authored:
            sources[path] = source
    intakes = _intakes(known.values(), problems)
    messages, more = _messages(known, sources)
    problems += more
    hl7_book, more = _hl7(known, sources)
    problems += more
    samples = dict(_intake_samples(known, intakes, messages, problems))
    built = {path: matter for path, matter in matters.items() if known[path].is_built}
    project = Project(
        known, sources, matters, called, redirects.read(built), intakes, (), messages, samples, hl7_book
    )
    problems += _duplicates(known, clashes)
    problems += redirects.check(built, project.redirects, project.outputs)
    pages = project.pages
    for path in built:
        if path in sources:
            problems += routing.check(sources[path], path, matters[path], pages)
    return replace(project, problems=problems)


def _duplicates(files: Mapping[str, File], clashes: Mapping[DocsPath, DocsPath]) -> Iterator[Problem]:
    first: dict[str, File] = {}
    found = [
        (join(dirname(files[other].place), basename(path)), files[other])
        for path, other in clashes.items()
        if other in files
    ]
    for file in files.values():
        other = first.setdefault(file.output, file) if file.is_built else file
        if other is not file:
            found.append((file.place, other))
    for place, other in found:
        yield problem(place, 1, 1, "duplicate-page", address=f"/{other.address}", other=other.place)


def _intakes(files: Iterable[File], problems: list[Problem]) -> dict[str, Intake]:
    found = {}
    for file in files:
        folder, _, name = file.path.rpartition("/")
        if folder == fields.FOLDER and name.endswith(".yml") and file.is_authored:
            source, faults = decode(file.place, file.read())
            table, more = fields.read(source)
            problems += [*faults, *more]
            if table:
                found[name.removesuffix(".yml")] = table
    return found


def _intake_samples(
    files: Mapping[str, File], intakes: Mapping[str, Intake], messages: Book, problems: list[Problem]
) -> Iterator[tuple[str, IntakeSample]]:
    for path, file in files.items():
        if path.rpartition("/")[0] == csv_samples.FOLDER and path.endswith(".csv") and file.is_authored:
            source, faults = decode(file.place, file.read())
            sample, more = csv_samples.read(path, source)
            problems += [*faults, *more]
            problems += snippets.unused(source, path, messages.shown) if intakes else ()
            problems += csv_samples.persons(sample, messages.people) if messages.people else ()
            if sample.name in intakes:
                problems += csv_samples.check(sample, intakes[sample.name])
            yield source.text.strip(), sample


def _messages(files: Mapping[str, File], sources: Mapping[str, Source]) -> tuple[Book, list[Problem]]:
    data, faults = _data(files, reference.is_data)
    found, problems = reference.read(
        data, _pages(files, sources)
    )  # other samples too ask which files pages include
    return found, [*problems, *faults]


def _hl7(files: Mapping[str, File], sources: Mapping[str, Source]) -> tuple[hl7book.Book, list[Problem]]:
    data, faults = _data(files, data_files.wanted)
    found, problems = hl7book.read(data, _pages(files, sources) if data else {})
    return found, [*problems, *faults]


def _data(
    files: Mapping[str, File], wanted: Callable[[str], bool]
) -> tuple[dict[str, Source], list[Problem]]:
    """Return the texts of the authored files whose path is wanted, and what is wrong with their bytes."""
    texts = {
        path: decode(file.place, file.read())
        for path, file in files.items()
        if wanted(path) and file.is_authored
    }
    faults = [fault for _, found in texts.values() for fault in found]
    return {path: source for path, (source, _) in texts.items()}, faults


def _pages(files: Mapping[str, File], sources: Mapping[str, Source]) -> dict[str, Source]:
    return {path: source for path, source in sources.items() if files[path].is_page and files[path].is_built}
