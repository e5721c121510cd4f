"""HL7 samples: whole messages in `docs/samples/hl7/`, and their index with message, options and story."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docsite.messages.hl7.data_files import INDEX, SAMPLES, Files
from docsite.messages.hl7.spec import Message
from docsite.sources import er7
from docsite.sources.problems import Problem, remedy
from docsite.sources.source import Source
from docsite.sources.yaml_text import Document


@dataclass(frozen=True)
class Sample:
    """A whole message.

    Attributes:
        path: Below docs/.
        label: A short name for the tables.
        title: What it shows.
        spec: Name of its message specification.
        options: Options of the message that it shows.
        story: What it is a part of: samples of one story are about one patient and one order.
        note: What a reader must know.
        message: The message as read, None where it is none.
    """

    path: str
    label: str
    title: str
    spec: str
    options: tuple[str, ...]
    story: str
    note: str
    source: Source
    message: er7.Message | None

    @property
    def name(self) -> str:
        """The file name without its extension, which is also its address on a page."""
        return self.path.rsplit("/", 1)[-1].removesuffix(".hl7")

    @property
    def text(self) -> str:
        """The text as a page includes it."""
        return self.source.text.strip()


def read(files: Files, messages: Mapping[str, Message]) -> tuple[dict[str, Sample], list[Problem]]:
    """Return the samples by path, in the order of the index, and what is wrong with both."""
    problems: list[Problem] = []
    found = {}
    listed: set[str] = set()
    for index, entry in enumerate(files.index.value["samples"] if files.index else ()):
        path = f"{SAMPLES}/{entry['file']}"
        problems += _entry(files.index, ("samples", index), entry, files.samples, messages, listed)
        if path in files.samples and path not in listed:
            source = files.samples[path]
            message, faults = er7.read(source.path, source.text)
            problems += faults
            options, note = tuple(entry.get("options", ())), entry.get("note", "")
            named = (entry["name"], entry["title"], entry["message"], options, entry["story"], note)
            found[path] = Sample(path, *named, source, message)
        listed.add(path)
    for path in files.samples.keys() - listed if messages or files.index else ():
        fact = f"the sample is not in docs/{INDEX}. Add it there with its title and message, or delete it."
        problems.append(files.samples[path].problem(0, "unlisted-sample", fact))
    return found, problems


def _entry(
    document: Document | None,
    path: tuple[str | int, ...],
    entry: Mapping[str, Any],
    files: Mapping[str, Source],
    messages: Mapping[str, Message],
    listed: Collection[str],
) -> Iterator[Problem]:
    if document is None:
        return
    file, spec = f"{SAMPLES}/{entry['file']}", entry["message"]
    if file in listed:
        message = f"sample '{entry['file']}' stands here a second time. Keep one of the two."
        yield document.at_value((*path, "file"), "duplicate-key", message)
    elif file not in files:
        names = [each.rsplit("/", 1)[-1] for each in files]
        what = remedy(entry["file"], names, f"See docs/{SAMPLES}/.")
        yield document.at_value(
            (*path, "file"), "unknown-sample", f"there is no sample '{entry['file']}'. {what}"
        )
    if spec not in messages:
        what = remedy(spec, messages, f"Messages: {', '.join(messages)}.")
        yield document.at_value((*path, "message"), "unknown-spec", f"there is no message '{spec}'. {what}")
        return
    for index, option in enumerate(entry.get("options", ())):
        if option not in messages[spec].options:
            what = remedy(option, messages[spec].options, f"Options: {', '.join(messages[spec].options)}.")
            fact = f"message {spec} has no option '{option}'. {what}"
            yield document.problem((*path, "options", index), "unknown-value", fact)


def unused(samples: Mapping[str, Sample], shown: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each sample that no page includes."""
    for path, sample in samples.items():
        if path not in shown:
            message = "no page shows this sample. Include it on a page or delete it."
            yield sample.source.problem(0, "unused-sample", message)
