"""Everything that pages can show of HL7 messages, read once for a build: tables, codes, samples, places."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from docsite.messages import people, privacy
from docsite.messages.hl7 import (
    check_sample,
    check_spec,
    codes,
    data_files,
    echoes,
    identities,
    samples,
    spec_builder,
)
from docsite.messages.hl7.codes import CodeTable
from docsite.messages.hl7.data_files import Files
from docsite.messages.hl7.matched_message import Context, at
from docsite.messages.hl7.samples import Sample
from docsite.messages.hl7.spec import Message
from docsite.messages.people import People
from docsite.sources import snippets
from docsite.sources.problems import Problem
from docsite.sources.source import Source

FENCES = ("hl7-segment", "hl7-structure", "codes", "open-questions")


@dataclass(frozen=True)
class Book:
    """The HL7 messages of a build.

    Attributes:
        messages: By name of their file.
        tables: Code tables by name.
        usage: Word and meanings of each usage code.
        people: Everybody who may appear in a sample.
        samples: By path below docs/, in the order of their index.
        texts: Path of each sample by its text as a page includes it.
        contexts: What each sample is checked with, by path.
        pages: The page that shows each table, by fence and what the fence names.
        shown: The pages that include each file.
        used: The samples that have a value in each row, by message, key of the segment and row.
        is_whole: Whether all data could be read.
    """

    messages: Mapping[str, Message] = field(default_factory=dict)
    tables: Mapping[str, CodeTable] = field(default_factory=dict)
    usage: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    people: People = field(default_factory=People)
    samples: Mapping[str, Sample] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    contexts: Mapping[str, Context] = field(default_factory=dict)
    pages: Mapping[tuple[str, str], str] = field(default_factory=dict)
    shown: Mapping[str, list[str]] = field(default_factory=dict)
    used: Mapping[tuple[str, str, str], tuple[str, ...]] = field(default_factory=dict)
    is_whole: bool = True


def read(files: Mapping[str, Source], pages: Mapping[str, Source]) -> tuple[Book, list[Problem]]:
    """Return the book and what is wrong with its data; `files` are those that `load` wants, by their path."""
    data, problems = data_files.read(files)
    tables, faults = codes.read(data.tables)
    problems += [*faults, *spec_builder.prepare(data.data)]
    known, faults = _messages(data)
    # What rests on data with a fault is not judged: one cause, one problem.
    problems += faults if not problems else []
    is_whole = not problems
    problems += [*check_spec.of_all(data.data, known, tables)] if not problems else []
    found, faults = samples.read(data, known)
    everybody = people.read(data.people)
    contexts = dict(_contexts(data, found, known, tables))
    judged = _checked(found, contexts, everybody) if not problems else ()
    problems += [each for each in faults if is_whole or each.rule != "unknown-spec"] + [*judged]
    shown = snippets.pages_of(pages)
    book = Book(
        messages=known,
        tables=tables,
        usage=data.data.shared.value["usage"] if data.data.shared else {},
        people=everybody,
        samples=found,
        texts={sample.text: path for path, sample in found.items()},
        contexts=contexts,
        pages=dict(_fences(pages)),
        shown=shown,
        used=_used(contexts),
        is_whole=is_whole,
    )
    return book, [*problems, *samples.unused(found, shown)]


def _messages(data: Files) -> tuple[dict[str, Message], list[Problem]]:
    known: dict[str, Message] = {}
    problems: list[Problem] = []
    for name in data.data.messages:
        known[name], faults = spec_builder.read(data.data, name)
        problems += faults
    return known, problems


def _contexts(
    files: Files, found: Mapping[str, Sample], known: Mapping[str, Message], tables: Mapping[str, CodeTable]
) -> Iterator[tuple[str, Context]]:
    """Yield what each sample that can be read is checked with: its message, changed by its options."""
    changed: dict[tuple[str, tuple[str, ...]], Message] = {}
    for path, sample in found.items():
        if sample.message and sample.spec in known:
            own = known[sample.spec]
            options = tuple(
                each for each in sample.options if each in own.options and own.options[each].changes_rows
            )
            if options and (own.id, options) not in changed:
                changed[own.id, options] = spec_builder.read(files.data, own.id, options)[0]
            spec = changed.get((own.id, options), own)
            yield path, Context(sample.source.path, sample.message, spec, sample.options, tables)


def _checked(
    found: Mapping[str, Sample], contexts: Mapping[str, Context], everybody: People
) -> list[Problem]:
    """Return what is wrong with each sample, and where none is wrong by itself, what is between them."""
    problems: list[Problem] = []
    for context in contexts.values():
        own = [*check_sample.check(context), *identities.check(context, everybody)]
        problems += own or echoes.within(context)
    for sample in found.values():
        problems += privacy.scan(sample.source)
    if problems:
        return problems
    told = [echoes.Told(context, found[path].story) for path, context in contexts.items()]
    return [*echoes.across(told)]


def _used(contexts: Mapping[str, Context]) -> dict[tuple[str, str, str], tuple[str, ...]]:
    used: dict[tuple[str, str, str], dict[str, None]] = {}
    for path, context in contexts.items():
        for segment, form in context.matched:
            valued = (each for each in form.fields if segment.field(each.numbers[0]).text)
            for each in valued:
                for row in (each, *each.components):
                    if at(context.message, segment, row.id).text:
                        used.setdefault((context.spec.id, form.key, row.id), {})[path] = None
    return {key: tuple(paths) for key, paths in used.items()}


def _fences(pages: Mapping[str, Source]) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield what each fence names, and its page; the last is the first on a page, so that it is kept."""
    for path, source in reversed(list(pages.items())):
        for fence in source.fences() if any(f"```{each}" in source.text for each in FENCES) else ():
            name = fence.info.split()[:1]
            if name and name[0] in FENCES:
                yield (name[0], " ".join(fence.content.split())), path
