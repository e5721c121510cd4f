"""The specifications of HL7 messages and the code tables as documents; a file that breaks its schema is left out."""

from collections.abc import Mapping

from docsite.messages import documents
from docsite.messages.hl7 import codes, spec_builder
from docsite.sources.problems import Checked, Problem
from docsite.sources.source import Source
from docsite.sources.yaml_text import Document

_SHARED = f"{spec_builder.FOLDER}/{spec_builder.SHARED}.yml"
_KINDS = {spec_builder.SEGMENTS: "hl7-segment", spec_builder.FOLDER: "hl7-message", codes.FOLDER: "codes"}


Files = tuple[spec_builder.Data, Mapping[str, Document]]
"""What messages are made of, and the code tables by name."""


def wants(path: str) -> bool:
    """Return whether a file below docs/ is one of the data."""
    return path.endswith(".yml") and path.rpartition("/")[0] in _KINDS


def read(files: Mapping[str, Source]) -> Checked[Files]:
    """Return the documents of the files, by path below docs/."""
    problems: list[Problem] = []
    found: dict[str, dict[str, Document]] = {folder: {} for folder in _KINDS}
    shared = None
    for path, source in files.items():
        folder, _, name = path.rpartition("/")
        document, faults = documents.load(source, "hl7-shared" if path == _SHARED else _KINDS[folder])
        problems += faults
        if document and path == _SHARED:
            shared = document
        elif document:
            found[folder][name.removesuffix(".yml")] = document
    data = spec_builder.Data(found[spec_builder.SEGMENTS], found[spec_builder.FOLDER], shared)
    return Checked((data, found[codes.FOLDER]), problems)
