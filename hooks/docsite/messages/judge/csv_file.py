"""A CSV file against its table of fields: header, number of values, and the form of each."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from docsite.messages.judge import never, values
from docsite.messages.judge.notes import Note, Rules, blamed, left_open
from docsite.messages.judge.words import lower, meant, short
from docsite.sources import csv_text
from docsite.sources.csv_text import Cell
from docsite.sources.source import Source
from docsite.sources.wording import count, either

_BLANK = " \t"
_OTHERS = (";", "\t")
"""What some programs put between columns instead of a comma."""


def check(rules: Rules, table: Rules, source: Source) -> Iterator[Note]:
    """Yield what is wrong with a file; `source` has its text with LF line ends."""
    text = source.text
    first = next((line for line in text.split("\n") if line.strip(_BLANK)), "")
    other = next((sign for sign in _OTHERS if sign in first), "") if "," not in first else ""
    if other:
        place = source.position(text.index(first) + first.index(other))
        yield Note(*place, "invalid-csv.separator", "", {"sign": ";" if other == ";" else "a tab"}, table)
    rows, fault = csv_text.read(text, other or ",")
    if fault >= 0:
        yield Note(*source.position(fault), "invalid-csv.quote")
        return
    rows = [row for row in rows if len(row) > 1 or row[0].value.strip(_BLANK)]
    known = {field["name"]: field for field in table["fields"]}
    header = rows[0] if rows else []
    yield from _header(rules, table, source, header, known)
    if header and not rows[1:]:
        yield Note(*source.position(header[0].start), "missing-key.row")
    seen: dict[tuple[str, str], int] = {}
    for row in rows[1:]:
        if not any(cell.value.strip(_BLANK) for cell in row):
            yield Note(*source.position(row[0].start), "invalid-csv.empty")
            continue
        if [cell.value for cell in row] == [cell.value for cell in header]:
            yield Note(*source.position(row[0].start), "invalid-csv.header")
            seen.clear()  # what follows is another file
            continue
        if len(row) != len(header):
            found = {"count": count(len(row), "value"), "expected": str(len(header))}
            yield Note(*source.position(row[0].start), "wrong-length", values=found)
            continue
        for name, cell in zip(header, row, strict=True):
            if field := known.get(name.value):
                yield from _cell(rules, source, field, cell)
                yield from _again(source, field, cell, seen) if field.get("unique") else ()


def _header(
    rules: Rules, table: Rules, source: Source, header: Sequence[Cell], known: Mapping[str, Rules]
) -> Iterator[Note]:
    """Yield what is wrong with the names of columns; what is asked about names of one's own is about unknown ones."""
    names = {cell.value for cell in header}
    left = [name for name in known if name not in names]
    seen: set[str] = set()
    missing = [name for name, field in known.items() if field.get("required") and name not in names]
    is_own = False
    for cell in header:
        name = cell.value
        place = source.position(cell.start)
        if name not in known and never.is_name(name):
            yield Note(*place, "forbidden-value.name", short(name), {"name": short(name)}, table)
        elif name not in known:
            near = meant(name, left)
            case = (
                "wrong-case.column"
                if near and lower(near) == lower(name.strip(" "))
                else "unknown-key.column"
            )
            found = (
                {"name": short(name), "meant": near} if case == "wrong-case.column" else {"name": short(name)}
            )
            edit: dict[str, Any] = {"meant": near, "found": name if near else ""}
            is_own = is_own or not near
            yield Note(
                *place, case, short(name), found, {"at": known[near].get("at", "")} if near else table, **edit
            )
            missing = [each for each in missing if each != near]
        elif name in seen:
            yield Note(*place, "duplicate-key.column", name, {"name": name}, known[name])
        seen.add(name)
    case = "missing-key.column" if len(missing) == 1 else "missing-key.columns"
    row = blamed(rules, case, [known[name] for name in missing]) if missing else {}
    if is_own:
        row = {**row, "questions": table.get("questions", {})}
    if len(missing) == 1:
        found = {"name": missing[0], "description": known[missing[0]]["description"]}
        yield Note(1, 1, case, missing[0], found, row)
    elif missing:
        found = {"names": either([f"'{name}'" for name in missing], "or")}
        yield Note(1, 1, case, missing[0], found, row)


def _again(source: Source, field: Rules, cell: Cell, seen: dict[tuple[str, str], int]) -> Iterator[Note]:
    """Yield a note for a value that an earlier row has; `seen` has the lines of the first ones."""
    value, (line, column) = cell.value.strip(" "), source.position(cell.start)
    first = seen.setdefault((field["name"], value), line)
    if value and first != line:
        found = {"name": field["name"], "value": short(value), "line": str(first)}
        yield Note(line, column, "duplicate-key.value", field["name"], found, field)


def _cell(rules: Rules, source: Source, field: Rules, cell: Cell) -> Iterator[Note]:
    name, value, place = field["name"], cell.value.strip(" "), source.position(cell.start)
    shown = {"name": name, "value": short(value)}
    if not value:
        if field.get("required"):
            found = {"name": name, "description": field["description"]}
            yield Note(*place, "missing-key.cell", name, found, field)
        return
    fault = None
    field = left_open(field, value)
    if "values" in field:
        fault = values.of_list(field["values"], value, f"a value of the column {name}")
    elif "form" in field:
        fault = values.of_form(rules["forms"][field["form"]], value)
    if value != cell.value:
        yield Note(*place, "surrounding-blank", name, {"row": name, "value": short(value)}, field)
    elif fault and fault.case == "wrong-case.value":
        edit: dict[str, Any] = {"meant": fault.meant, "found": value}
        yield Note(*place, "wrong-case.value", name, {"row": name, "value": value}, field, **edit)
    elif fault and "values" in field:
        written = source.text[cell.start : cell.end]
        edit = {"meant": fault.meant, "found": value if fault.meant and written == value else ""}
        yield Note(*place, "unknown-value.cell", name, {**shown, "allowed": fault.allowed}, field, **edit)
    elif fault:
        yield Note(*place, "wrong-form.cell", name, {**shown, "form": fault.allowed}, field)
