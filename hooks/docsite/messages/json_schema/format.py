"""Messages in JSON as a message format."""

import re
from collections.abc import Callable, Collection, Iterator

from docsite.messages.format import Format, Spec, TableFence
from docsite.messages.json_schema import compiled, downloads, reference, results, tables
from docsite.messages.json_schema.reference import Reference
from docsite.messages.json_schema.sample_values import values
from docsite.messages.json_schema.schemas import FOLDER
from docsite.messages.json_schema.tables import JsonLinker
from docsite.messages.judge import json_message
from docsite.messages.judge.notes import problem_of, settled
from docsite.messages.sample import RowKey, Sample
from docsite.messages.shown_on import ShownOn
from docsite.sources import json_text
from docsite.sources.problems import Checked, Problem
from docsite.sources.source import Fence
from docsite.sources.yaml_text import Document

_WHERE = f"docs/{FOLDER}/"
_NAMES = re.compile(r'"(\w+)"\s*:')


def _specs(reference: Reference) -> dict[str, Spec]:
    return {name: Spec(node.value.get("x-kind", "")) for name, node in reference.catalog.messages.items()}


def _parse(_: Reference, sample: Sample) -> Checked[Document | None]:
    return json_text.load(sample.source)


def _check(reference: Reference, sample: Sample) -> Iterator[Problem]:
    """Yield what breaks the schema of a sample."""
    judge = reference.judges.get(sample.spec)
    for note in settled(json_message.check({}, sample.spec, judge, sample.content)) if judge else ():
        yield problem_of(sample.source.path, note)


def _is_pasted(reference: Reference, fence: Fence) -> bool:
    """Return whether a fence has the properties by which a schema says that its messages are known."""
    if fence.name != "json" or not fence.content.lstrip().startswith("{"):
        return False
    names = set(_NAMES.findall(fence.content))
    marks = [node.value.get("x-known-by", ()) for node in reference.catalog.messages.values()]
    return any(each and names.issuperset(each) for each in marks)


def _rows(reference: Reference) -> Iterator[tuple[RowKey, str]]:
    for key, table in reference.tables.items():
        yield from ((key.row(row.id), row.name) for row in table.rows)


def _objects(reference: Reference) -> Collection[str]:
    return {key.names for key in reference.tables}


def _messages(reference: Reference) -> Collection[str]:
    return {key.document for key in reference.tables if not key.name}


def _formats(reference: Reference) -> Collection[str]:
    return {each.document for each in reference.formats.values()}


def _unshown(reference: Reference, shown_on: ShownOn) -> Iterator[Problem]:
    """Yield a problem for each object, list and form that no page shows."""
    lists, forms = reference.enumerations.values(), reference.formats.values()
    named = [
        *(
            ("object", "json-object", key.names, key.document, key.name or key.document)
            for key in reference.tables
        ),
        *(("list", "json-enumeration", each.name, each.document, each.name) for each in lists),
        *(("string format", "json-forms", each.document, each.document, each.name) for each in forms),
    ]
    for noun, fence, names, document, name in named:
        if (fence, names) not in shown_on:
            file = reference.catalog.written[document]
            place = file.places.get(("$defs", name.partition(".")[0]), 0)
            facts = {"noun": noun, "name": name, "names": names}
            yield file.source.problem(place, "unused-table", fence=fence, **facts)


def _table(
    noun: str, names: Callable[[Reference], Collection[str]], show: Callable[[JsonLinker, str], str]
) -> TableFence[Reference]:
    return TableFence(noun, _WHERE, names, lambda linker, body: show(JsonLinker(**vars(linker)), body))


FORMAT = Format(
    name="json",
    title="Messages in JSON",
    noun="message schema",
    where=_WHERE,
    wants=reference.wants,
    read=reference.read,
    specs=_specs,
    parse=_parse,
    values=values,
    check=_check,
    tables={
        "json-object": _table("object", _objects, tables.table),
        "json-enumeration": _table("list", lambda known: known.enumerations, tables.enumeration),
        "json-forms": _table("schema with string formats", _formats, tables.formats),
        "json-required": _table("message schema", _messages, tables.required),
    },
    is_pasted=_is_pasted,
    rows=_rows,
    unshown=_unshown,
    proofs=("own rules", "jsonschema"),
    downloads=lambda known, site_url, _: downloads.files(known.catalog, site_url),
    offers="schemas/",
    outcome=results.outcome,
    kinds=compiled.shown,
    rules=compiled.rules,
)
