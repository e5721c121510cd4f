"""CSV files as a message format."""

from docsite.messages.csv_files import compiled, fields, sample
from docsite.messages.csv_files.fields import FENCE, FOLDER, Reference, whole
from docsite.messages.format import Format, Spec, TableFence
from docsite.messages.linker import Linker
from docsite.messages.sample import RowKey
from docsite.render import render
from docsite.sources.source import Fence


def _show(linker: Linker[Reference], name: str) -> str:
    """Return a table of fields."""
    table = linker.reference.get(name)
    if not table:
        return ""
    values = {"table": table, "spec": name, "id": whole(name).anchor, "linker": linker}
    return render(linker.templates, "csv-fields.html", **values)


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
    read=fields.read,
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
