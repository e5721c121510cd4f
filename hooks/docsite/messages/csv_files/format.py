"""CSV files as a message format."""

from collections.abc import Mapping

from docsite.messages.csv_files import compiled, examples, fields, sample
from docsite.messages.csv_files.fields import FENCE, FOLDER, Reference, whole
from docsite.messages.format import Format, Spec, TableFence
from docsite.messages.linker import Linker
from docsite.messages.sample import RowKey
from docsite.render import render
from docsite.sources.problems import Checked
from docsite.sources.source import Fence, Source


def _show(linker: Linker[Reference], name: str) -> str:
    """Return a table of fields."""
    table = linker.reference.get(name)
    if not table:
        return ""
    values = {"table": table, "spec": name, "id": whole(name).anchor, "linker": linker}
    return render(linker.templates, "csv-fields.html", **values)


def _read(files: Mapping[str, Source]) -> Checked[Reference]:
    tables, problems = fields.read(files)
    return Checked(tables, problems or [*examples.check(files, tables)])


def _specs(tables: Reference) -> dict[str, Spec]:
    return {name: Spec(table.kind) for name, table in tables.items()}


def _is_pasted(tables: Reference, fence: Fence) -> bool:
    """Return whether a fence has the header of a file: every required field."""
    header = {name.strip(' "') for name in fence.content.partition("\n")[0].split(",")}
    return fence.name == "csv" and any(
        table.required and {*table.required} <= header for table in tables.values()
    )


def _rows(tables: Reference) -> list[tuple[RowKey, str]]:
    return [(field.row, field.name) for table in tables.values() for field in table.fields.values()]


FORMAT = Format(
    name="csv",
    title="CSV files",
    noun="table of fields",
    where=f"docs/{FOLDER}/",
    wants=fields.wants,
    read=_read,
    specs=_specs,
    parse=sample.parse,
    values=sample.values,
    check=sample.check,
    tables={FENCE: TableFence("field table", f"docs/{FOLDER}/", lambda tables: tables.keys(), _show)},
    is_pasted=_is_pasted,
    rows=_rows,
    kinds=compiled.shown,
    rules=compiled.rules,
)
