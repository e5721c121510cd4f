"""All that a build knows of messages: formats with their specifications, samples, people, and who shows what."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from jinja2 import Environment

from docsite.messages import echoes, hosts, identities, people, privacy, reader_rules, samples, shown_on, site
from docsite.messages.format import Format, Known
from docsite.messages.hosts import Hosts
from docsite.messages.judge.common import Addresses, Settings
from docsite.messages.linker import CHECKER, QUESTIONS, SAMPLE, Linker
from docsite.messages.named_places import NamedPlace
from docsite.messages.people import People
from docsite.messages.questions import data as questions
from docsite.messages.questions import undecided
from docsite.messages.questions.data import Question
from docsite.messages.sample import RowKey, Sample
from docsite.messages.shown_on import ShownOn
from docsite.messages.site import Site
from docsite.sources.memory import Memory, remember
from docsite.sources.paths import DocsPath
from docsite.sources.problems import Checked, Problem
from docsite.sources.source import Source


@dataclass(frozen=True, eq=False)
class Library:
    """The messages of a build.

    Attributes:
        formats: By name.
        samples: By path below docs/, in the order of the formats and their indexes.
        sample_files: All files of samples, listed in an index or not.
        used: The samples that have a value in each row.
        is_whole: Whether nothing was wrong with the indexes of the samples, people, site, questions and hosts.
        checks: What a reader's message is held to.
    """

    formats: Mapping[str, Known[Any]] = field(default_factory=dict)
    samples: Mapping[str, Sample] = field(default_factory=dict)
    sample_files: frozenset[str] = frozenset()
    used: Mapping[RowKey, tuple[str, ...]] = field(default_factory=dict)
    shown_on: ShownOn = field(default_factory=dict)
    people: People = field(default_factory=People)
    site: Site = field(default_factory=Site)
    is_whole: bool = True
    hosts: Hosts = field(default_factory=dict)
    questions: Sequence[Question] = ()
    checks: Settings = field(default_factory=Settings)

    @cached_property
    def concerned(self) -> dict[str, list[Question]]:
        """The open questions by each place that they concern."""
        found: dict[str, list[Question]] = {}
        for question in self.questions:
            for place in question.concerns if not question.answer else ():
                found.setdefault(place, []).append(question)
        return found

    def asked(self, row: RowKey) -> Sequence[Question]:
        """Return the open questions about a row."""
        page = self.shown_on.get((row.fence, row.names))
        return self.concerned.get(f"{page}#{row.anchor}", ())

    def left_open(self, row: RowKey, address: Callable[[str], str]) -> dict[str, dict[str, str]]:
        """Return the questions about a row by what they leave open; `address` returns that of a question by its id."""
        return questions.left_open(self.asked(row), address)

    @property
    def named_places(self) -> Iterator[NamedPlace]:
        """The places of pages that questions and lists of hosts name."""
        for question in self.questions:
            for index, target in enumerate(question.concerns):
                steps = ("questions", question.index, "concerns", index)
                yield NamedPlace(target, QUESTIONS, question.document, steps)
        for listed in self.hosts.values():
            yield from filter(None, (host.question for host in listed.hosts))

    def linker(
        self, reference: Any, templates: Environment, addresses: Callable[[str], str], page: str
    ) -> Linker[Any]:
        """Return what renders data of a format on a page; `addresses` returns the site path of a file."""
        known = self.samples, self.used, self.shown_on
        return Linker(templates, reference, *known, addresses, page, self.concerned)

    @property
    def kinds(self) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """What a reader's message can be, by format."""
        return reader_rules.kinds(self.checks, self.formats)

    def rules(self, addresses: Addresses) -> dict[str, Any]:
        """Return the compiled rules of a reader's message."""
        return reader_rules.compiled(self.checks, self.formats, addresses)


def wants(path: str, formats: Sequence[Format[Any]]) -> bool:
    """Return whether a file below docs/ is one that `read` takes."""
    own = (people.PATH, site.PATH, hosts.PATH, reader_rules.PATH)
    is_ours = path in own or bool(questions.PATTERN.fullmatch(path))
    is_ours = is_ours or samples.wants(path, {each.name for each in formats})
    return is_ours or any(each.wants(path) for each in formats)


def read(
    files: Mapping[str, Source],
    pages: Mapping[DocsPath, Source],
    formats: Sequence[Format[Any]],
    memory: Memory | None = None,
) -> Checked[Library]:
    """Return the library; `pages` are those that are built, by path below docs/."""
    fences = {SAMPLE, QUESTIONS, CHECKER, hosts.FENCE, *(name for each in formats for name in each.tables)}
    shown = shown_on.read(pages, fences)
    return remember(
        memory, ("library", ""), (files, shown, formats), lambda: _read(files, shown, formats, memory)
    )


def _read(
    files: Mapping[str, Source], shown: ShownOn, formats: Sequence[Format[Any]], memory: Memory | None
) -> Checked[Library]:
    own, faults = site.read(files)
    everybody, unread = people.read(files)
    asked, unasked = questions.read(files)
    let_through, unlisted = hosts.read(files)
    problems = [*faults, *unread, *unasked, *unlisted]
    known: dict[str, Known[Any]] = {}
    for each in formats:
        described = {path: source for path, source in files.items() if each.wants(path)}
        known[each.name], broken = remember(
            memory, ("reference", each.name), described, partial(_known, each, described)
        )
        problems += broken
    checks, wrong = reader_rules.read(files, known)
    problems += wrong
    found, broken = samples.read(files, known.values(), None if unread else everybody.cases, memory)
    texts = frozenset(path for path in files if samples.is_sample(path, known))
    shared = (faults, unread, unasked, unlisted)  # what is wrong there may be all that is wrong elsewhere
    is_whole = not any(shared) and not any(samples.is_index(each.path) for each in broken)
    own_data = everybody, own, is_whole, let_through, asked, checks
    library = Library(known, found, texts, _used(found.values()), shown, *own_data)
    problems += [*broken, *_judged(library, memory), *_unshown(library)]
    if checks.open and all(each.is_whole for each in known.values()):
        problems += undecided.check(library.questions, library.rules, library.asked)
    return Checked(library, problems)


def _known(format_: Format[Any], described: Mapping[str, Source]) -> Checked[Known[Any]]:
    reference, broken = format_.read(described)
    return Checked(Known(format_, reference, not broken), broken)


def _used(found: Iterable[Sample]) -> dict[RowKey, tuple[str, ...]]:
    used: dict[RowKey, dict[str, None]] = {}
    for sample in found:
        for value in sample.values:
            used.setdefault(value.row, {})[sample.path] = None
    return {row: tuple(paths) for row, paths in used.items()}


def _judged(library: Library, memory: Memory | None) -> Iterator[Problem]:
    """Yield what is wrong with each sample, and of those with which nothing is, what is wrong between them."""
    right = []
    for sample in library.samples.values():
        known = library.formats[sample.format]
        problems = remember(
            memory,
            ("judged", sample.path),
            (sample, known, library.people, library.site, library.is_whole),
            partial(_of_sample, library, sample, memory),
        )
        yield from problems
        if not problems:
            right.append(sample)
    if library.is_whole:
        yield from echoes.check(right, library.people.cases)


def _of_sample(library: Library, sample: Sample, memory: Memory | None = None) -> list[Problem]:
    """Return what is wrong with a sample by itself."""
    known = library.formats[sample.format]
    found = list(privacy.scan(sample.source, library.site.hosts)) if library.is_whole else []
    if sample.content is not None:
        held = sample.source, sample.listed, known.format.held_to(known.reference, sample)
        made = partial(_broken, known, sample)
        broken = remember(memory, ("held", sample.path), held, made)
        found += broken
        if library.people != People():
            found += identities.check(
                sample, library.people, {(problem.line, problem.column) for problem in broken}
            )
    return found


def _broken(known: Known[Any], sample: Sample) -> list[Problem]:
    return list(known.format.check(known.reference, sample))


def _unshown(library: Library) -> Iterator[Problem]:
    for sample in library.samples.values():
        if (SAMPLE, sample.file) not in library.shown_on:
            yield sample.source.problem(0, "unused-sample")
    yield from hosts.unshown(library.hosts, library.shown_on)
    for known in library.formats.values():
        if known.is_whole:
            yield from known.format.unshown(known.reference, library.shown_on)
