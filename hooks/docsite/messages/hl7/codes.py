"""Code tables: the values of fields with their meanings, each table a file of `docs/specs/codes/`."""

from collections.abc import Mapping
from dataclasses import dataclass

from docsite.sources.problems import Checked, Problem, did_you_mean
from docsite.sources.yaml_text import Document

FOLDER = "specs/codes"
TYPES = "data-types"
"""The table of HL7's data types."""


@dataclass(frozen=True)
class Code:
    """A code with its flag (empty for none, None where any fits) and the table of the values that it has."""

    code: str
    text: str
    flag: str | None = None
    values: str = ""
    kind: str = ""


@dataclass(frozen=True)
class CodeTable:
    """A code table.

    Attributes:
        name: Of its file.
        source: Name and address of where the codes come from, empty where IRIS made them.
        is_open: Whether other values are allowed too.
        is_whole: Whether a code is the whole field, repetitions included.
        separator: What separates several codes of one value.
        flags: Flags that a value without one of its own may have.
        kind: Heading of the kinds.
    """

    name: str
    title: str
    description: str
    codes: tuple[Code, ...]
    source: tuple[str, str] = ("", "")
    is_open: bool = False
    is_whole: bool = False
    separator: str = ""
    flags: tuple[str, ...] = ()
    kind: str = ""

    def code(self, code: str) -> Code | None:
        """Return a code of the table."""
        return next((each for each in self.codes if each.code == code), None)

    def flags_of(self, text: str) -> list[str]:
        """Return the flags that a value may have, an empty text for none."""
        allowed: list[str] = []
        for each in self.split(text):
            code = self.code(each)
            own = ["", *self.flags] if code is None or code.flag is None else [code.flag]
            allowed += [flag for flag in own if flag not in allowed]
        return allowed

    def has(self, column: str) -> bool:
        """Return whether any code has a value in a column."""
        return any(getattr(each, column) for each in self.codes)

    def split(self, text: str) -> list[str]:
        """Return the codes of a value."""
        return text.split(self.separator) if self.separator else [text]


def read(documents: Mapping[str, Document]) -> Checked[dict[str, CodeTable]]:
    """Return the tables by name, and a problem for each code that a table has twice or that names no table."""
    problems = []
    for document in documents.values():
        seen: set[str] = set()
        for index, each in enumerate(document.value["codes"]):
            path = ("codes", index)
            if each["code"] in seen:
                problems.append(document.at_value((*path, "code"), "duplicate-key.code", code=each["code"]))
            seen.add(each["code"])
            if "values" in each and each["values"] not in documents:
                problems.append(unknown(document, (*path, "values"), each["values"], documents))
    return Checked({name: _table(name, document) for name, document in documents.items()}, problems)


def unknown(
    document: Document, path: tuple[str | int, ...], name: str, tables: Mapping[str, object]
) -> Problem:
    """Return the problem of a name that no code table has."""
    values = {"table": name, "folder": f"docs/{FOLDER}/", "suggestion": did_you_mean(name, tables)}
    return document.at_value(path, "unknown-code-table", **values)


def _table(name: str, document: Document) -> CodeTable:
    value = document.value
    source = value.get("source", {"name": "", "url": ""})
    return CodeTable(
        name=name,
        title=value["title"],
        description=value["description"],
        codes=tuple(Code(**each) for each in value["codes"]),
        source=(source["name"], source["url"]),
        is_open=value.get("open", False),
        is_whole=value.get("whole", False),
        separator=value.get("separator", ""),
        flags=tuple(value.get("flags", ())),
        kind=value.get("kind", ""),
    )
