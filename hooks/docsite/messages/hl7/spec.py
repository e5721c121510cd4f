"""A message specification as frozen values: what is read in a table, and what a sample is held to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from docsite.messages.hl7.structure import Slot
from docsite.sources.yaml_text import Document, Step

MANY = "*"


@dataclass(frozen=True)
class Place:
    """Where a value stands: its document and its path in it."""

    document: Document
    path: tuple[Step, ...]


@dataclass(frozen=True)
class Row:
    """A field or component.

    Attributes:
        id: `PID-5`, or `PID-5.1` for a component.
        usage: R, RE, O, C or X.
        v24: The cardinality of HL7 v2.4, empty for components.
        given: The cardinality where it is not the one that the usage implies.
        required_when: What makes a row required, as far as a machine can tell: `repeats` names the field that
            repeats, `unless` a row whose value does instead.
        values: All values, where they are few and no code table has them.
        table: The code table of its values.
        table_of: The row whose code names the table of this one's values.
        flag_of: The row whose code has this one's value as its flag.
        echo: Message and row that this one repeats, as in `orm-o01 ORC-2.1`, or what of its case, as in `case order`.
        equals: The row of the same message that this one repeats.
        counts: What its numbers count through: the `message`, or a `run` of segments of one name.
        raw: Whether a subcomponent separator is a part of its value.
        advised: The values that IRIS recommends, of all that are allowed.
        by_default: Whether its condition holds unless something else is agreed.
        never: Whether no message may have a value here.
        person: What of a person it holds: `name`, `birth`, `sex`, `mrn`, or `staff`.
        places: Where each key of it stands.
    """

    id: str
    name: str
    type: str
    usage: str
    v24: str = ""
    given: str = ""
    condition: str = ""
    required_when: Mapping[str, str] = field(default_factory=dict)
    values: tuple[str, ...] = ()
    table: str = ""
    table_of: str = ""
    flag_of: str = ""
    format: str = ""
    echo: tuple[str, str] | None = None
    equals: str = ""
    counts: str = ""
    raw: bool = False
    advised: tuple[str, ...] = ()
    by_default: bool = False
    never: bool = False
    person: str = ""
    example: str = ""
    note: str = ""
    deviation: str = ""
    components: tuple["Row", ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)

    @property
    def cardinality(self) -> str:
        """How often IRIS has it: the given cardinality, else the one that the usage implies."""
        return self.given or {"R": "1..1", "X": "0..0"}.get(self.usage, "0..1")

    @property
    def repeats(self) -> bool:
        """Whether it may repeat."""
        return self.cardinality.endswith(MANY)

    @property
    def numbers(self) -> tuple[int, int]:
        """The numbers of field and component, 0 for a field itself."""
        return numbers(self.id)


def numbers(row: str) -> tuple[int, int]:
    """Return field and component number of a row's id, 0 for a field itself."""
    number, _, component = row.partition("-")[2].partition(".")
    return int(number), int(component or 0)


@dataclass(frozen=True)
class Segment:
    """A segment of a message, or one variant of it.

    Attributes:
        id: `PID`.
        name: As HL7 has it.
        key: The name by which a page shows it: `PID`, or `OBX discrete`.
        variant: Empty where the segment has one variant.
        title: What the variant is.
        option: The option that a message must have for this variant.
        when: Values by row that tell this variant from the others.
        cardinality: How often a message has it.
        fields: Its fields in order, with their components.
        place: Where the message has it.
    """

    id: str
    name: str
    key: str
    place: Place
    variant: str = ""
    title: str = ""
    option: str = ""
    when: Mapping[str, str] = field(default_factory=dict)
    cardinality: str = "1..1"
    purpose: str = ""
    note: str = ""
    deviation: str = ""
    fields: tuple[Row, ...] = ()

    @property
    def kind(self) -> str:
        """What the variant is that it shows, within a sentence; empty where it shows the whole segment."""
        return f"{self.title[:1].lower()}{self.title[1:]}" if self.key != self.id else ""

    @property
    def label(self) -> str:
        """What a page calls it: `PID`, or `OBX: discrete result`."""
        return f"{self.id}: {self.kind}" if self.kind else self.id

    @cached_property
    def rows(self) -> dict[str, Row]:
        """All fields and components by id, in order."""
        return {row.id: row for each in self.fields for row in (each, *each.components)}


@dataclass(frozen=True)
class Option:
    """A choice that a site has; `changes_rows` tells whether it changes what a sample is held to."""

    id: str
    title: str
    default: str
    choice: str
    changes_rows: bool = False


@dataclass(frozen=True)
class Message:
    """A message specification.

    Attributes:
        id: Name of its file, `orm-o01`.
        message: `ORM^O01`.
        direction: `to IRIS`, `from IRIS` or `both`.
        kind: What its samples are for the test kit: `orders`, `results`.
        called: What text calls it: `order`.
        structure: In the notation of HL7.
        slots: The structure, read.
        sequence: Position and content of repeated segments in their default order.
        segments: What pages show, by key.
        variants: What samples are held to: the variants of each segment by its name, or the segment alone.
    """

    id: str
    message: str
    name: str
    direction: str
    purpose: str
    version: str
    structure: str
    slots: tuple[Slot, ...]
    sequence: tuple[tuple[str, str], ...]
    segments: Mapping[str, Segment]
    variants: Mapping[str, tuple[Segment, ...]]
    options: Mapping[str, Option]
    kind: str = ""
    called: str = ""

    @property
    def rows(self) -> Iterator[Row]:
        """The rows that samples are checked against: those of all variants of all segments."""
        return (row for each in self.variants.values() for variant in each for row in variant.rows.values())

    @property
    def deviations(self) -> dict[str, list[tuple[str, str]]]:
        """Segment, and row if it is one, of each deviation from HL7 v2.4, by its text and in order."""
        found: dict[str, list[tuple[str, str]]] = {}
        for segment in self.segments.values():
            if segment.deviation:
                found.setdefault(segment.deviation, []).append((segment.key, ""))
            for row in segment.rows.values():
                if row.deviation:
                    found.setdefault(row.deviation, []).append((segment.key, row.id))
        return found
