"""A published message or file, and the values in it with the rows that explain them.

From the values follow the sample as a page shows it, the samples that each row names, the check of people, and the
agreement of what the samples of a case repeat.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from docsite.sources.source import Source

FOLDER = "samples"

Part = Literal["family", "given", "birth", "sex", "mrn", "id", "street", "phone"]


class RowKey(NamedTuple):
    """A row of a table: the fence that shows the table, what the fence names, and the row's anchor."""

    fence: str
    names: str
    anchor: str


@dataclass(frozen=True)
class Identity:
    """What a value says of a person.

    Attributes:
        who: Equal in all values of a sample that are about one person.
        parts: What it says, by the part of the person that it is.
        is_patient: Whether the person is a patient, and not staff.
    """

    who: str
    parts: Mapping[Part, str]
    is_patient: bool = False


@dataclass(frozen=True)
class Value:
    """A value of a sample and the row that explains it.

    Attributes:
        name: What messages call it: `PID-5`, `Dob`.
        row: The row that explains it.
        start: Offset of the value in the text of the sample.
        text: The value, empty where it is none of its own, as an object has none.
        link: Where the text that a page links to the row begins and ends: the value itself, or its name.
        title: Tooltip of the link.
        identity: What it says of a person.
        echo: What it repeats: `case order` and `case mrn` are those of its case, any other name stands for a value
            that all samples of a case share.
        source_of: The name under which other samples of the case repeat it.
        record: Number of its record in a sample that has several, such as a row of a table.
    """

    name: str
    row: RowKey
    start: int
    text: str = ""
    link: tuple[int, int] | None = None
    title: str = ""
    identity: Identity | None = None
    echo: str = ""
    source_of: str = ""
    record: int = 0


@dataclass(frozen=True, eq=False)
class Sample:
    """A published message or file: what readers copy and a build proves.

    Attributes:
        path: Below docs/.
        source: Its text.
        spec: The message, schema or table of fields that it is checked against.
        title: What it shows.
        label: A short name for the tables.
        kind: What it is for the test kit: `orders`, `results`.
        cases: The cases that it belongs to, as `docs/specs/people.yml` names them.
        options: Options of the specification that it uses.
        note: What a reader must know of it.
        content: What its format makes of the text, None where it cannot be read or checked.
        values: In the order of the text.
    """

    path: str
    source: Source
    spec: str
    title: str
    label: str = ""
    kind: str = ""
    cases: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    note: str = ""
    content: Any = None
    values: tuple[Value, ...] = field(default=(), repr=False)

    @property
    def listed(self) -> tuple[object, ...]:
        """All that a table can show of it: what its index says."""
        own = self.path, self.spec, self.title, self.label, self.kind
        return *own, self.cases, self.options, self.note

    @property
    def format(self) -> str:
        """The name of its format, which is that of its folder."""
        return self.path.split("/")[1]

    @property
    def file(self) -> str:
        """What a fence names: its path below the samples."""
        return self.path.removeprefix(f"{FOLDER}/")

    @property
    def sent(self) -> str:
        """The file of the site that has it as it is sent, where the file of an editor differs: HL7 v2.4, 2.9.3."""
        folder, _, name = self.path.rpartition("/")
        return f"{folder}/sent/{name}" if self.format == "hl7" else ""

    def packed_as(self, form: str) -> str:
        """Return the path that it has in an archive as a file of a form: `hl7`, or `mllp`."""
        return "/".join(filter(None, (form, self.kind, f"{self.name}.{form}")))

    @property
    def name(self) -> str:
        """The file name without its extension, which is also its anchor on a page."""
        return self.path.rpartition("/")[2].rpartition(".")[0]
