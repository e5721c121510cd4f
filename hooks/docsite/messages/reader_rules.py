"""What a reader's message is held to: the compiled rules of all formats, with levels, kinds, and addresses."""

from collections.abc import Mapping, Sequence
from typing import Any

from docsite.messages import documents, reader_faults
from docsite.messages.format import Known
from docsite.messages.judge import common
from docsite.messages.judge.common import Addresses, Settings
from docsite.sources.problems import Checked
from docsite.sources.source import Source

PATH = "specs/check.yml"
_KINDS = ("hl7", "json", "csv")


def read(files: Mapping[str, Source], formats: Mapping[str, Known[Any]]) -> Checked[Settings]:
    """Return what the data file says, nothing where there is none, or where it names what the formats do not have."""
    document, problems = documents.load(files[PATH], "check") if PATH in files else (None, ())
    if document and (unknown := [*reader_faults.check(document, formats)]):
        return Checked(Settings(), [*problems, *unknown])
    values = document.value if document else {}
    kinds = {name: values[name] for name in _KINDS if name in values}
    own = values.get("levels", {}), values.get("open", {}), kinds, values.get("shows", {})
    return Checked(Settings(*own), problems)


def kinds(settings: Settings, formats: Mapping[str, Known[Any]]) -> dict[str, Sequence[Mapping[str, Any]]]:
    """Return what a reader's message can be, by format; one without data has no kinds."""
    found = {name: formats.get(name) for name in _KINDS}
    return {
        name: known.format.kinds(known.reference, settings.kinds.get(name, [])) if known else []
        for name, known in found.items()
    }


def compiled(settings: Settings, formats: Mapping[str, Known[Any]], addresses: Addresses) -> dict[str, Any]:
    """Return the compiled rules of the formats; one without data has no kinds."""
    rules: dict[str, Any] = common.rules(settings)
    empty: dict[str, Any] = {
        "kinds": [],
        "tables": {},
        "schemas": {},
        "messages": {},
        "names": [],
        "batch": [],
    }
    for name in _KINDS:
        known = formats.get(name)
        own = known.format.rules(known.reference, settings.kinds.get(name, []), addresses) if known else {}
        rules[name] = {**empty, **own}
    return {**rules, "shows": {name: settings.shows.get(name, []) for name in _KINDS}}
