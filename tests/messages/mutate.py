"""Every row of every specification broken in every way that its columns allow, and what must be found of it, once."""

import copy
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from docsite.messages.judge import hl7_fields, hl7_judged, hl7_text, hl7_values

WRONG = "Qx9"
Rules = Mapping[str, Any]


@dataclass(frozen=True)
class Mutant:
    """A broken message: the way it is broken, its text, its kind, and the rule, line and place of what must be found.

    `place` is where a finding must be: its own begins with it. An empty rule: nothing may be found.
    """

    way: str
    text: str
    kind: str
    rule: str
    line: int
    place: str


@dataclass(frozen=True)
class Base:
    """A right message of a kind, as rows of fields; the header's second field is its separators."""

    kind: str
    spec: Rules
    rows: tuple[tuple[str, ...], ...]

    def text(self) -> str:
        """Return the message as it is sent."""
        return "".join(f"{'|'.join(row)}\r" for row in self.rows)

    def field(self, line: int, number: int) -> str:
        """Return a field of a line."""
        row = self.rows[line - 1]
        index = number - 1 if row[0] == "MSH" else number
        return row[index] if index < len(row) else ""

    def changed(self, line: int, number: int, value: str) -> "Base":
        """Return the message with another value in a field of a line."""
        row = list(self.rows[line - 1])
        index = number - 1 if row[0] == "MSH" else number
        row += [""] * (index + 1 - len(row))
        row[index] = value
        return self.with_rows([*self.rows[: line - 1], tuple(row), *self.rows[line:]])

    def with_rows(self, rows: list[tuple[str, ...]]) -> "Base":
        """Return the message with other rows."""
        return replace(self, rows=tuple(rows))


def base(kind: str, spec: Rules, text: str) -> Base:
    """Return a message that can be broken."""
    rows = [tuple(row.split("|")) for row in text.replace("\r", "\n").strip().split("\n")]
    return Base(kind, spec, tuple(rows))


def hl7(rules: Rules, bases: list[Base]) -> Iterator[Mutant]:
    """Yield the mutants of HL7 messages: each row of each variant once, in the shortest message that has it."""
    done: set[tuple[str, str, str]] = set()
    for each in sorted(bases, key=lambda base: len(base.rows)):
        yield from _of_segments(each)
        yield from _of_header(each)
        read = hl7_text.read(rules["hl7"], each.text()).messages[0]
        judged = hl7_judged.Judged(rules, each.spec, read.message)
        for segment in read.segments:
            for variant in each.spec["segments"].get(segment.name, ()):
                if any(
                    each.field(segment.line, _number(row)) != value
                    for row, value in variant.get("when", {}).items()
                ):
                    continue
                codes = _codes(each, segment.line, variant)
                for row in variant["fields"]:
                    for mutant in _of_field(judged, each, segment.line, row):
                        key = (
                            each.kind,
                            variant["key"] + variant.get("title", ""),
                            f"{mutant.place} {mutant.way} {codes.get(row['id'], '')}",
                        )
                        if key not in done:
                            done.add(key)
                            yield mutant
                last = max(_number(row["id"]) for row in variant["fields"])
                key = (each.kind, variant["key"], "beyond")
                if key not in done:
                    done.add(key)
                    changed = each.changed(segment.line, last + 1, WRONG)
                    place = f"{segment.name}-{last + 1}"
                    yield Mutant(
                        "a field beyond the last",
                        changed.text(),
                        each.kind,
                        "unknown-field",
                        segment.line,
                        place,
                    )
                break


def _codes(own: Base, line: int, variant: Rules) -> dict[str, str]:
    """Return the code on which a value or flag depends, by the row of the value or flag."""
    found = {}
    for row in variant["fields"]:
        if "table_of" in row:
            found[row["id"]] = own.field(line, _number(row["table_of"]))
    flags = {row["id"]: found.get(row["flag_of"], "") for row in variant["fields"] if "flag_of" in row}
    return found | flags


def _number(row: str) -> int:
    return int(row.partition("-")[2].partition(".")[0])


def _of_field(judged: hl7_judged.Judged, own: Base, line: int, row: Rules) -> Iterator[Mutant]:
    number, name, value = _number(row["id"]), row["id"], own.field(line, _number(row["id"]))
    if name in ("MSH-1", "MSH-2", "MSH-9"):
        return

    def made(way: str, text: str, rule: str, place: str = name) -> Mutant:
        changed = own.changed(line, number, text)
        if text.endswith(" ") and text.strip() and changed.rows[line - 1][-1] == text:
            rule, place = "invalid-hl7", ""  # the blank ends the line, too
        return Mutant(way, changed.text(), own.kind, rule, line, place)

    if row["usage"] == "R" or row.get("by_default"):
        yield from _without_value(made)
    if row["usage"] == "X" and not row.get("shown"):
        yield made("not used, filled", WRONG, "unused-field")
        return
    if value and (judged.table(row.get("table")) or {}).get("whole"):
        yield made("unknown value", WRONG, "unknown-code")
    elif value:
        yield from _of_filled(judged, own, line, row, made)
    elif row.get("values") or row.get("format"):
        yield made("wrong value of what may be empty", WRONG, "unknown-code|invalid-value|missing-field")
    if "table_of" in row or "flag_of" in row:
        yield from _of_coded(judged, own, line, row, made)


def _tables_of(judged: hl7_judged.Judged, code: str) -> Mapping[str, str]:
    """Return the tables of values by their codes, of those codes that one belongs to."""
    listed = [each["values"] for each in judged.hl7["tables"].values() if code in each.get("values", ())]
    return listed[0] if listed else {}


def _has_flag(judged: hl7_judged.Judged, own: Base, line: int, row: Rules) -> bool:
    """Return whether a value decides its flag."""
    coded = next(
        each
        for variant in own.spec["segments"][own.rows[line - 1][0]]
        for each in variant["fields"]
        if each["id"] == row["flag_of"] and "table_of" in each
    )
    code = own.field(line, _number(coded["table_of"])).split("^")[0]
    table = judged.hl7["tables"].get(_tables_of(judged, code).get(code, ""), {})
    return own.field(line, _number(row["flag_of"])) in table.get("flag", ())


def _of_coded(judged: hl7_judged.Judged, own: Base, line: int, row: Rules, made: Any) -> Iterator[Mutant]:
    """Yield wrong values that another row's code describes, and wrong flags of them."""
    value = own.field(line, _number(row["id"]))
    if value and "table_of" in row:
        yield from _of_other_codes(judged, own, line, row)
    if "flag_of" in row and _has_flag(judged, own, line, row):
        yield made("another flag", "AA" if value != "AA" else "N", "unknown-code")
        if value:
            yield made("no flag", "", "missing-field")


def _of_other_codes(judged: hl7_judged.Judged, own: Base, line: int, row: Rules) -> Iterator[Mutant]:
    """Yield a value that no table has, below each code whose table is closed."""
    number = _number(row["table_of"])
    code, *others = own.field(line, number).split("^")
    for other, table in _tables_of(judged, code).items():
        if not judged.hl7["tables"][table].get("open"):
            changed = own.changed(line, number, "^".join([other, *others])).changed(
                line, _number(row["id"]), WRONG
            )
            yield Mutant(
                f"unknown value of {other}", changed.text(), own.kind, "unknown-code", line, row["id"]
            )


def _without_value(made: Any) -> Iterator[Mutant]:
    """Yield the three ways in which a required value is missing."""
    yield made("required, empty", "", "missing-field")
    yield made("required, null", '""', "missing-field")
    yield made("required, blank", " ", "missing-field")


def _of_filled(judged: hl7_judged.Judged, own: Base, line: int, row: Rules, made: Any) -> Iterator[Mutant]:
    value = own.field(line, _number(row["id"]))
    if not row.get("many"):
        yield made("repeated", f"{value}~{value}", "repeated-field")
    yield made("control character", f"{value}\x01", "invalid-hl7", "")
    yield made("open escape", f"{value}\\", "invalid-hl7", "")
    most = hl7_fields.most_components(judged, row)
    if most:
        first, *others = value.split("~")
        parts = [*first.split("^"), *[""] * most][:most]
        many = "~".join(["^".join([*parts, WRONG]), *others])
        yield made("component too many", many, "extra-component")
    if row.get("rows"):
        for each in row["rows"]:
            yield from _of_component(judged, own, line, row, each)
            if "required_when" in each:
                yield from _of_repetition(value, each, made)
        if row["type"] == "XCN" and "NPI" in value.split("~")[0].split("^") and "equals" not in row:
            wrong = value.replace(value.split("^")[0], "1234567890", 1)
            yield made("an NPI without its check digit", wrong, "invalid-value", f"{row['id']}.1")
        if "values" in row:
            yield made("unknown value", value.replace("^", f"{WRONG}^", 1), "unknown-code")
        return
    if most == 1 and not row.get("raw"):
        yield made("subcomponent", f"{value}&{WRONG}", "extra-component")
    code = own.field(line, _number(row["table_of"])).split("^")[0] if "table_of" in row else ""
    yield from _of_value(judged, row, value, made, code)


def _of_repetition(value: str, row: Rules, made: Any) -> Iterator[Mutant]:
    """Yield a repetition without the component that it needs, and without the one that can have its value instead."""
    parts = value.split("~", maxsplit=1)[0].split("^")
    names = [name for name in (row["id"], row["required_when"].get("unless", "")) if name]
    at = [hl7_judged.numbers(name)[1] for name in names]
    if any(index <= len(parts) and parts[index - 1] for index in at):
        last = "^".join("" if index in at else part for index, part in enumerate(parts, 1))
        yield made("repetition without its type", f"{value}~{last}", "missing-field", row["id"])


def _of_component(
    judged: hl7_judged.Judged, own: Base, line: int, field: Rules, row: Rules
) -> Iterator[Mutant]:
    number, (_, index) = _number(field["id"]), hl7_judged.numbers(row["id"])
    value, *others = own.field(line, number).split("~")
    parts = value.split("^")
    parts += [""] * (index - len(parts))
    old = parts[index - 1]

    def made(way: str, text: str, rule: str, place: str = row["id"]) -> Mutant:
        new = "^".join([*parts[: index - 1], text, *parts[index:]])
        changed = own.changed(line, number, "~".join([new, *others]))
        if text.endswith(" ") and text.strip() and changed.rows[line - 1][-1].endswith(" "):
            rule, place = "invalid-hl7", ""  # the blank ends the line, too
        if field["type"] == "XCN" and index == 1 and way == "not the value that it repeats":
            rule = "invalid-value"  # its check digit is wrong
        return Mutant(way, changed.text(), own.kind, rule, line, place)

    if row["usage"] == "R" and any(part for at, part in enumerate(parts, 1) if at != index):
        yield from _without_value(made)
    if row["usage"] == "X" and not row.get("shown"):
        yield made("not used, filled", WRONG, "unused-field")
        return
    if not old:
        return
    if row["type"] not in judged.hl7["types"] and row["type"] not in judged.hl7["any"] and not row.get("raw"):
        yield made("subcomponent", f"{old}&{WRONG}", "extra-component")
    yield from _of_value(judged, row, old, made)


def _of_value(
    judged: hl7_judged.Judged, row: Rules, value: str, made: Any, code: str = ""
) -> Iterator[Mutant]:
    """Yield wrong values; `code` is that which names the table of the value."""
    is_closed, _ = hl7_values.fault_of(judged, row, value)
    table = judged.table(row.get("table")) or {}
    plain = value if "^" not in value else ""
    codes = _tables_of(judged, code)
    has_codes = bool(codes) and not judged.hl7["tables"][codes[code]].get("open")
    if row.get("values") or (table and not table.get("open")) or has_codes:
        yield made("unknown value", WRONG, "unknown-code")
        if plain and plain.swapcase() != plain and is_closed:
            yield made("wrong case", plain.swapcase(), "wrong-case")
    elif is_closed:
        yield made("wrong form", "x!1", "invalid-value")
        if "YYYYMMDD" in row.get("format", "") or row["type"] in ("TS", "DT"):
            yield made("no such day", "20250231" + value[8:], "invalid-value")
            yield made("no such month", "20251301" + value[8:], "invalid-value")
    if is_closed:
        yield made("blank at the end", f"{value} ", "invalid-value")
    elif row["type"] not in ("FT", "TX") and not row.get("table_of"):
        yield made("blank at the end", f"{value} ", "surrounding-blank|invalid-value")
    if "advised" in row:
        yield made("not advised", WRONG, "unknown-code")
    if "equals" in row:
        yield made("not the value that it repeats", _other(value), "broken-echo")
    if row.get("counts") and not row.get("values"):
        yield made("number out of turn", str(int(value) + 5), "invalid-value")


def _other(value: str) -> str:
    """Return a value of the same form."""
    if value[-1:] in "0123456789":
        return value[:-1] + ("1" if value[-1] != "1" else "2")
    return f"{value}x"


def _of_segments(own: Base) -> Iterator[Mutant]:
    slots = own.spec["slots"]
    least = {slot["name"]: slot["least"] for slot in slots}
    rows = list(own.rows)
    names = [row[0] for row in rows]
    for line, row in enumerate(rows, 1):
        name = row[0]
        if line == 1:
            continue
        without = own.with_rows([*rows[: line - 1], *rows[line:]])
        if least.get(name) and names.count(name) == 1:
            before = next((at for at in range(line - 1, 0, -1) if names[at - 1] != name), 1)
            yield Mutant(
                "required segment missing", without.text(), own.kind, "missing-segment", before, name
            )
        single = next(
            (slot for slot in slots if slot["name"] == name and slot["most"] == 1 and slot["back"] == -1),
            None,
        )
        if single:
            twice = own.with_rows([*rows[:line], *rows[line - 1 :]])
            yield Mutant("single segment twice", twice.text(), own.kind, "repeated-segment", line + 1, name)
        if line < len(rows) and names.count(name) == 1 and names.count(names[line]) == 1 and least.get(name):
            swapped = own.with_rows([*rows[: line - 1], rows[line], row, *rows[line + 1 :]])
            yield Mutant(
                "segments in the wrong order", swapped.text(), own.kind, "segment-order", line, names[line]
            )
        lines = own.text().split("\r")
        if name != names[line - 2]:
            for way, text, rule, column in (
                ("name in small letters", lines[line - 1].replace(name, name.lower(), 1), "invalid-hl7", ""),
                ("blank before the name", f" {lines[line - 1]}", "invalid-hl7", ""),
                ("blank after the name", lines[line - 1].replace("|", " |", 1), "invalid-hl7", ""),
                ("blank at the end of the line", f"{lines[line - 1]} ", "invalid-hl7", ""),
                ("no separator" if row[1] else "", lines[line - 1].replace("|", "", 1), "invalid-hl7", ""),
                ("control character in the name", f"\x02{lines[line - 1]}", "invalid-hl7", ""),
            ):
                if not way:
                    continue
                text_of = "\r".join([*lines[: line - 1], text, *lines[line:]])
                yield Mutant(way, text_of, own.kind, rule, line, column)
            joined = "\r".join([*lines[: line - 2], f"{lines[line - 2]} {lines[line - 1]}", *lines[line:]])
            yield Mutant("two segments on one line", joined, own.kind, "invalid-hl7", line - 1, "")
            extra = "\r".join([*lines[: line - 1], "ZZZ|1", *lines[line - 1 :]])
            yield Mutant("unknown segment", extra, own.kind, "unknown-segment", line, "ZZZ")
            blank = "\r".join([*lines[: line - 1], "", *lines[line - 1 :]])
            yield Mutant("blank line", blank, own.kind, "invalid-hl7", line, "")


def _of_header(own: Base) -> Iterator[Mutant]:
    text = own.text()
    for way, new in {
        "separators exchanged": "MSH|~^\\&",
        "separators doubled": "MSH|^~\\\\&",
        "separators as Markdown has them": "MSH|^\\~\\\\&",
        "three separators": "MSH|^~\\",
        "no separators": "MSH|",
        "five separators": "MSH|^~\\&#",
        "blank after MSH": "MSH |^~\\&",
        "msh": "msh|^~\\&",
    }.items():
        yield Mutant(way, text.replace("MSH|^~\\&", new, 1), own.kind, "invalid-hl7", 1, "")
    yield Mutant("other field separator", text.replace("|", "$"), own.kind, "invalid-hl7", 1, "MSH-1")
    yield Mutant("letter as field separator", text.replace("|", "x", 1), own.kind, "invalid-hl7", 1, "")
    yield Mutant("text before", f"note\r{text}", own.kind, "invalid-hl7", 1, "")
    yield Mutant("blank line before", f"\r{text}", own.kind, "invalid-hl7", 1, "")
    yield Mutant("begin of a frame alone", f"\x0b{text}", own.kind, "invalid-hl7", 1, "")
    yield Mutant("frame", f"\x0b{text}\x1c\r", own.kind, "", 1, "")
    yield Mutant("byte order mark", f"\ufeff{text}", own.kind, "", 1, "")
    yield Mutant("two messages", text + text, own.kind, "", 1, "")
    yield Mutant("batch", f"FHS|^~\\&\r{text}FTS|1\r", own.kind, "unknown-segment", 1, "FHS")
    yield Mutant("another message", own.changed(1, 9, "ADT^A01").text(), "", "unknown-message", 1, "MSH-9")
    yield Mutant("no message", own.changed(1, 9, "").text(), "", "unknown-message", 1, "MSH-9")
    yield Mutant("no text", "\r \r", own.kind, "empty-message", 1, "")


VALUES: Mapping[str, Any] = {
    "null": None,
    "a number": 7,
    "an object": {},
    "no text": "",
    "an unknown text": WRONG,
}


def in_json(value: Any, seen: set[str]) -> Iterator[tuple[str, Any]]:
    """Yield way and value of each change of a message in JSON at a path that is not `seen` yet."""
    for path in _paths(value):
        plain = "/".join(str(step) for step in path if isinstance(step, str))
        if plain in seen:
            continue
        seen.add(plain)
        for way, new in VALUES.items():
            yield f"{way} at {path}", _with(value, path, new)
        last = path[-1]
        if isinstance(last, str):
            yield f"without {path}", _with(value, path, ...)
            renamed = _with(value, path, ...)
            _at(renamed, path[:-1])[f"{last}x"] = _at(value, path)
            yield f"misspelt {path}", renamed
        old = _at(value, path)
        if isinstance(old, str) and old.swapcase() != old:
            yield f"other case at {path}", _with(value, path, old.swapcase())
        if isinstance(old, dict):
            yield f"unknown property at {path}", _with(value, path, {**old, "Unknown": 1})
    yield "an unknown property", {**value, "Unknown": 1}


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield (*path, key)
        yield from _paths(each, (*path, key))


def _at(value: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def _with(value: Any, path: tuple[str | int, ...], new: Any) -> Any:
    changed = copy.deepcopy(value)
    owner = _at(changed, path[:-1])
    if new is ...:
        del owner[path[-1]]
    else:
        owner[path[-1]] = new
    return changed


def in_csv(kind: str, table: Rules, text: str) -> Iterator[Mutant]:
    """Yield the mutants of a CSV file: each column that it has, and each that it must have."""
    lines = text.strip().split("\n")
    header = lines[0].split(",")
    rows = [line.split(",") for line in lines[1:]]

    def made(way: str, names: list[str], cells: list[list[str]], rule: str, line: int, place: str) -> Mutant:
        written = "\n".join(",".join(row) for row in (names, *cells))
        return Mutant(f"{way} of {place or 'the file'}", f"{written}\n", kind, rule, line, place)

    for index, field in [
        (header.index(each["name"]), each) for each in table["fields"] if each["name"] in header
    ]:
        name, value = field["name"], rows[0][index]

        def cell(way: str, new: str, rule: str, index: int = index, name: str = name) -> Mutant:
            return made(
                way, header, [[*rows[0][:index], new, *rows[0][index + 1 :]], *rows[1:]], rule, 2, name
            )

        without = [[*row[:index], *row[index + 1 :]] for row in rows]
        is_due = field.get("required")
        others = [*header[:index], *header[index + 1 :]]
        yield made("without", others, without, "missing-key" if is_due else "", 1, name if is_due else "")
        yield made(
            "misspelt", [*header[:index], f"{name}s", *header[index + 1 :]], rows, "unknown-key", 1, name
        )
        small = [*header[:index], name.lower(), *header[index + 1 :]]
        yield made("small letters", small, rows, "wrong-case", 1, name.lower())
        yield made("twice", [*header, name], [[*row, row[index]] for row in rows], "duplicate-key", 1, name)
        yield cell("empty", "", "missing-key" if is_due else "")
        yield cell("blank", " ", "missing-key" if is_due else "")
        if value:
            yield cell("blank before", f" {value}", "surrounding-blank")
        if "values" in field:
            yield cell("unknown value", WRONG, "unknown-value")
            if value.lower() != value and value.lower() not in field["values"]:
                yield cell("small value", value.lower(), "wrong-case")
        elif "form" in field:
            yield cell("wrong form", "@", "wrong-form")
    for field in [each for each in table["fields"] if each["name"] not in header]:
        if rule := "unknown-value" if "values" in field else "wrong-form" if "form" in field else "":
            more = [[*row, "@"] for row in rows[:1]]
            yield made("a wrong value", [*header, field["name"]], more, rule, 2, field["name"])
    yield made("a value too many", header, [[*rows[0], "x"], *rows[1:]], "wrong-length", 2, "")
    yield made("a stray quote", header, [['"a"b', *rows[0][1:]], *rows[1:]], "invalid-csv", 2, "")
    yield made("no rows", header, [], "missing-key", 1, "")
    yield made("an unknown column", [*header, WRONG], [[*row, "1"] for row in rows], "unknown-key", 1, WRONG)
    other = [";".join(row) for row in (header, *rows)]
    yield Mutant("semicolons", "\n".join(other), kind, "invalid-csv", 1, "")


def written(value: Any) -> str:
    """Return a message in JSON as text."""
    return json.dumps(value, indent=2)
