"""The samples of all formats: the index of each folder `docs/samples/FORMAT/`, and the files that it lists."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from docsite.messages import documents
from docsite.messages.format import Known, Spec
from docsite.messages.sample import FOLDER, Sample
from docsite.sources.problems import Problem, did_you_mean
from docsite.sources.source import Source
from docsite.sources.wording import choices
from docsite.sources.yaml_text import Document, Step


@dataclass(frozen=True)
class Samples:
    """The samples by path below docs/, in the order of their indexes; `files` are all, listed or not."""

    listed: Mapping[str, Sample] = field(default_factory=dict)
    files: frozenset[str] = frozenset()


def wants(path: str, formats: Iterable[str]) -> bool:
    """Return whether a file below docs/ is a sample of one of the formats, or an index."""
    folder, _, file = path.rpartition("/")
    name = folder.removeprefix(f"{FOLDER}/")
    return folder != name and name in formats and (path == _index(name) or file.endswith(f".{name}"))


def _index(name: str) -> str:
    return f"{FOLDER}/{name}/index.yml"


def read(
    files: Mapping[str, Source], formats: Iterable[Known[Any]], cases: Collection[str] | None
) -> tuple[Samples, list[Problem]]:
    """Return the samples, and what is wrong with their indexes and with the form of each.

    `files` are those that `wants` takes, by path below docs/; `cases` are the names of all cases, None where that is
    not known.
    """
    problems: list[Problem] = []
    listed: dict[str, Sample] = {}
    known: set[str] = set()
    for each in formats:
        index = _index(each.format.name)
        texts = {
            path: text for path, text in files.items() if path.startswith(f"{FOLDER}/{each.format.name}/")
        }
        source = texts.pop(index, None)
        specs = each.format.specs(each.reference)
        if source is None and not specs:
            continue  # the folder is another project's
        document, faults = documents.load(source, "samples") if source else (None, ())
        entries = document.value["samples"] if document else []
        problems += faults
        if document:
            problems += _faults(document, each, texts, specs, cases)
        for entry in entries:
            path = f"{FOLDER}/{each.format.name}/{entry['file']}"
            if path in texts and path not in listed:
                listed[path], broken = _sample(each, path, texts[path], entry, specs)
                problems += broken
        for path in [] if faults else sorted(texts.keys() - listed.keys()):
            problems.append(texts[path].problem(0, "unlisted-sample", index=index))
        known |= texts.keys()
    return Samples(listed, frozenset(known)), problems


def _sample(
    known: Known[Any], path: str, source: Source, entry: Mapping[str, Any], specs: Mapping[str, Spec]
) -> tuple[Sample, Iterable[Problem]]:
    """Return a sample, with content and values where there is something to check them against."""
    named = entry.get("case", [])
    spec = specs.get(entry["spec"], Spec())
    sample = Sample(
        path,
        source,
        entry["spec"],
        entry["title"],
        kind=spec.kind,
        cases=tuple([named] if isinstance(named, str) else named),
        options=tuple(option for option in entry.get("options", ()) if option in spec.options),
        note=entry.get("note", ""),
    )
    sample = replace(sample, label=entry.get("label", sample.name))
    content, problems = known.format.parse(known.reference, sample)
    if content is not None and known.is_whole and entry["spec"] in specs:
        sample = replace(sample, content=content)
        values = sorted(known.format.values(known.reference, sample), key=lambda value: value.start)
        sample = replace(sample, values=tuple(values))
    return sample, problems


def _faults(
    document: Document,
    known: Known[Any],
    texts: Collection[str],
    specs: Mapping[str, Spec],
    cases: Collection[str] | None,
) -> Iterator[Problem]:
    """Yield what is wrong with the entries of an index."""
    own, seen = known.format, set()
    folder = f"{FOLDER}/{own.name}"
    files = [path.removeprefix(f"{folder}/") for path in texts]
    for number, entry in enumerate(document.value["samples"]):
        path: tuple[Step, ...] = ("samples", number)
        file, spec = entry["file"], entry["spec"]
        if file in seen:
            yield document.at_value((*path, "file"), "duplicate-key.sample", file=file)
        elif file not in files:
            facts = {"file": file, "folder": folder, "suggestion": did_you_mean(file, files)}
            yield document.at_value((*path, "file"), "unknown-sample.entry", **facts)
        seen.add(file)
        if known.is_whole and spec not in specs:
            facts = {"noun": own.noun, "name": spec, "where": choices(specs, own.where)}
            suggestion = did_you_mean(spec, specs)
            yield document.at_value((*path, "spec"), "unknown-spec", **facts, suggestion=suggestion)
        elif known.is_whole:
            options = specs[spec].options
            for index, option in enumerate(entry.get("options", ())):
                if option not in options:
                    facts = {"spec": spec, "option": option, "where": choices(options, own.where)}
                    facts |= {"suggestion": did_you_mean(option, options)}
                    yield document.problem((*path, "options", index), "unknown-value.option", **facts)
        for step, case in _cases(entry):
            if cases is not None and case not in cases:
                suggestion = did_you_mean(case, cases)
                yield document.at_value(
                    (*path, "case", *step), "unknown-value.case", case=case, suggestion=suggestion
                )


def _cases(entry: Mapping[str, Any]) -> Iterator[tuple[tuple[Step, ...], str]]:
    cases = entry.get("case", [])
    if isinstance(cases, str):
        yield (), cases
    else:
        yield from (((index,), case) for index, case in enumerate(cases))
