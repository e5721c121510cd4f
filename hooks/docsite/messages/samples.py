"""The samples of all formats: the index of each folder `docs/samples/FORMAT/`, and the files that it lists."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from docsite.messages import documents
from docsite.messages.format import Known, Spec
from docsite.messages.sample import FOLDER, Sample
from docsite.sources import conflicts
from docsite.sources.memory import Memory, remember
from docsite.sources.problems import Checked, Problem, did_you_mean
from docsite.sources.source import Source
from docsite.sources.wording import choices, short
from docsite.sources.yaml_text import Document, Step

_INDEX = "index.yml"


def wants(path: str, formats: Collection[str]) -> bool:
    """Return whether a file below docs/ is a sample of one of the formats, or an index of samples."""
    return is_sample(path, formats) or any(path == _index(name) for name in formats)


def is_sample(path: str, formats: Collection[str]) -> bool:
    """Return whether a file below docs/ is a sample of one of the formats, listed or not."""
    folder, _, file = path.rpartition("/")
    return any(folder == f"{FOLDER}/{name}" and file.endswith(f".{name}") for name in formats)


def is_index(path: str) -> bool:
    """Return whether a file, by its path from anywhere above, is an index of samples."""
    return path.endswith(f"/{_INDEX}") and f"/{FOLDER}/" in f"/{path}"


def _index(name: str) -> str:
    return f"{FOLDER}/{name}/{_INDEX}"


def read(
    files: Mapping[str, Source],
    formats: Iterable[Known[Any]],
    cases: Collection[str] | None,
    memory: Memory | None = None,
) -> Checked[dict[str, Sample]]:
    """Return the samples in the order of their indexes.

    `files` are those that `wants` takes, by path below docs/; `cases` are the names of all cases, None where that is
    not known.
    """
    problems: list[Problem] = []
    listed: dict[str, Sample] = {}
    for each in formats:
        own = _index(each.format.name)
        texts = {
            path: text for path, text in files.items() if path.startswith(f"{FOLDER}/{each.format.name}/")
        }
        source = texts.pop(own, None)
        specs = each.format.specs(each.reference)
        if source is None and not specs:
            continue  # the folder is another project's
        document, faults = documents.load(source, "samples") if source else Checked(None)
        entries = document.value["samples"] if document else []
        problems += faults
        if document:
            problems += _faults(document, each, texts, specs, cases)
        for entry in entries:
            path = f"{FOLDER}/{each.format.name}/{entry['file']}"
            if path in texts and path not in listed:
                listed[path], broken = remember(
                    memory,
                    ("sample", path),
                    (each, texts[path], entry),
                    partial(_sample, each, path, texts[path], entry, specs),
                )
                problems += broken
        for path in [] if faults else sorted(texts.keys() - listed.keys()):
            problems.append(texts[path].problem(0, "unlisted-sample", index=own))
    return Checked(listed, problems)


def _sample(
    known: Known[Any], path: str, source: Source, entry: Mapping[str, Any], specs: Mapping[str, Spec]
) -> Checked[Sample]:
    """Return a sample, with content and values where there is something to check them against."""
    spec = specs.get(entry["spec"], Spec())
    sample = Sample(
        path,
        source,
        entry["spec"],
        entry["title"],
        kind=spec.kind,
        cases=_cases(entry),
        options=tuple(option for option in entry.get("options", ()) if option in spec.options),
        note=entry.get("note", ""),
    )
    sample = replace(sample, label=entry.get("label", sample.name))
    if conflict := conflicts.first(source):
        return Checked(sample, [conflict])
    content, problems = known.format.parse(known.reference, sample)
    if content is not None and known.is_whole and entry["spec"] in specs:
        sample = replace(sample, content=content)
        values = sorted(known.format.values(known.reference, sample), key=lambda value: value.start)
        sample = replace(sample, values=tuple(values))
    return Checked(sample, problems)


def _faults(
    document: Document,
    known: Known[Any],
    texts: Collection[str],
    specs: Mapping[str, Spec],
    cases: Collection[str] | None,
) -> Iterator[Problem]:
    """Yield what is wrong with the entries of an index."""
    folder, elsewhere = f"{FOLDER}/{known.format.name}", known.format.where
    files = [path.removeprefix(f"{folder}/") for path in texts]
    yield from _same_words(document)
    seen = set()

    def unknown(
        path: tuple[Step, ...], rule: str, name: str, names: Collection[str], **facts: str
    ) -> Problem:
        return document.at_value(path, rule, name=name, suggestion=did_you_mean(name, names), **facts)

    for number, entry in enumerate(document.value["samples"]):
        path, file, spec = ("samples", number), entry["file"], entry["spec"]
        if file in seen:
            yield document.at_value((*path, "file"), "duplicate-key.sample", file=file)
        elif file not in files:
            yield unknown((*path, "file"), "unknown-sample.entry", file, files, folder=folder)
        seen.add(file)
        if known.is_whole and spec not in specs:
            facts = {"noun": known.format.noun, "where": choices(specs, elsewhere)}
            yield unknown((*path, "spec"), "unknown-spec", spec, specs, **facts)
        options = specs[spec].options if spec in specs else ()
        for index, option in enumerate(entry.get("options", ()) if spec in specs else ()):
            if option not in options:
                facts = {"spec": spec, "where": choices(options, elsewhere)}
                yield unknown((*path, "options", index), "unknown-value.option", option, options, **facts)
        for index, case in enumerate(_cases(entry)):
            if cases is not None and case not in cases:
                where = (*path, "case") if case == entry["case"] else (*path, "case", index)
                yield unknown(where, "unknown-value.case", case, cases)


def _same_words(document: Document) -> Iterator[Problem]:
    """Yield a problem for each title or label that another sample of its specification has: readers see it alone."""
    seen: dict[tuple[str, str, str], str] = {}
    for number, entry in enumerate(document.value["samples"]):
        for key in ("title", "label"):
            text = entry.get(key, "")
            first = seen.setdefault((key, entry["spec"], text), entry["file"])
            if text and first != entry["file"]:
                values = {"key": key, "text": short(text), "file": first}
                yield document.at_value(("samples", number, key), "duplicate-key.title", **values)


def _cases(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the cases of an entry, which may be a list."""
    cases = entry.get("case", ())
    return (cases,) if isinstance(cases, str) else tuple(cases)
