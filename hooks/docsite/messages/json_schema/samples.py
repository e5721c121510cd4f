"""JSON samples: whole messages in `docs/samples/json/`, and their index, which names the schema of each."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from docsite.messages import privacy
from docsite.messages.json_schema import error_messages, identities, validation
from docsite.messages.json_schema.schemas import FOLDER as SCHEMAS
from docsite.messages.json_schema.schemas import Catalog
from docsite.messages.people import People
from docsite.sources import json_text, schema, yaml_text
from docsite.sources.problems import Problem, remedy
from docsite.sources.source import Source
from docsite.sources.yaml_text import Document

FOLDER = "samples/json"
INDEX = "samples/json/index.yml"
SCHEMA = schema.SCHEMAS / "samples.schema.json"


@dataclass(frozen=True)
class Sample:
    """A whole message; `path` is below docs/, `schema` names its schema, `document` has its values."""

    path: str
    schema: str
    title: str
    note: str
    document: Document

    @property
    def name(self) -> str:
        """The file name without its extension, which is also its address on a page."""
        return self.path.rsplit("/", 1)[-1].removesuffix(".json")

    @property
    def text(self) -> str:
        """The text as a page shows it."""
        return self.document.source.text.strip()


def read(
    sources: Mapping[str, Source], catalog: Catalog, people: People | None
) -> tuple[dict[str, Sample], list[Problem]]:
    """Return the samples by path, in the order of the index, and what is wrong with them and the index.

    `sources` are the files of the folder by path below docs/; `people` are those who may appear in a sample.
    """
    files = {path: source for path, source in sources.items() if path.endswith(".json")}
    index, problems = _index(sources.get(INDEX), files, catalog)
    is_ours = bool(catalog.documents) or INDEX in sources  # else the folder is another project's
    unlisted = [path for path in files if path not in index] if is_ours and (index or not problems) else []
    found = {}
    for path, entry in index.items():
        if path in files:
            read, faults_of_text = json_text.load(files[path])
            problems += faults_of_text
            if read:
                found[path] = Sample(path, entry["schema"], entry["title"], entry.get("note", ""), read)
    for path in unlisted:
        message = f"the sample is not in docs/{INDEX}. Add it there with its schema and title, or delete it."
        problems.append(files[path].problem(0, "unlisted-sample", message))
    for sample in found.values():
        problems += privacy.scan(sample.document.source)
        problems += identities.check(sample.document, people) if people else ()
    if catalog.is_whole:
        checks = validation.prepare(catalog)
        for sample in found.values():
            if sample.schema in catalog.messages:
                causes = validation.causes(checks, sample.schema, sample.document.value)
                problems += error_messages.problems(catalog, sample.document, causes)
    return found, problems


def _index(
    source: Source | None, files: Collection[str], catalog: Catalog
) -> tuple[dict[str, Mapping[str, Any]], list[Problem]]:
    """Return the entries of the index by the path of their sample."""
    read, faults = yaml_text.load(source, source.text, 0, "the index") if source else (None, [])
    problems = [*faults]
    if read is None:
        return {}, problems
    problems += schema.check(read, schema.validator(SCHEMA), "the index")
    if problems:
        return {}, problems
    entries = {}
    for number, entry in enumerate(read.value or ()):
        path = f"{FOLDER}/{entry['file']}"
        names = [each.rsplit("/", 1)[-1] for each in files]
        if path not in files:
            what = remedy(entry["file"], names, "Correct or remove the entry.")
            fact = f"there is no sample '{entry['file']}' in docs/{FOLDER}/. {what}"
            problems.append(read.at_value((number, "file"), "unknown-sample", fact))
        if catalog.is_whole and entry["schema"] not in catalog.messages:
            what = remedy(entry["schema"], catalog.messages, f"See docs/{SCHEMAS}/.")
            fact = f"there is no message schema '{entry['schema']}'. {what}"
            problems.append(read.at_value((number, "schema"), "unknown-table", fact))
        entries[path] = entry
    return entries, problems
