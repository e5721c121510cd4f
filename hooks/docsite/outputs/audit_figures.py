"""The figures of `make audit` that the guide's report shows: a file with a date, as no build can measure them."""

from collections.abc import Mapping
from typing import Any

from docsite.project import Project
from docsite.sources import json_text, schema
from docsite.sources.paths import DocsPath
from docsite.sources.problems import Checked
from docsite.sources.schema import SCHEMAS
from docsite.sources.source import decode

FILE = DocsPath("specs/audit.json")


def read(project: Project) -> Checked[Mapping[str, Any]]:
    """Return what the file says, nothing where there is none or something is wrong with it, and what that is."""
    file = project.files.get(FILE)
    if file is None or not file.is_authored:
        return Checked({})
    source, faults = decode(file.place, file.read())
    document, more = json_text.load(source)
    problems = [*faults, *more]
    if document and not problems:
        problems += schema.check(document, schema.validator(SCHEMAS / "audit.schema.json"), "the file")
    return Checked(document.value if document and not problems else {}, problems)
