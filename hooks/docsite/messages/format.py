"""What a message format brings: its specification, its tables, its values, and its judgment of a sample.

All else is the same for all formats: the index of the samples, the check of people, linked samples, fences
and the test kit. A format is a value of functions; the first argument of most is what its `read` returned.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from docsite.messages.judge.common import Addresses
from docsite.messages.linker import Linker
from docsite.messages.questions.data import Question
from docsite.messages.sample import RowKey, Sample, Value
from docsite.messages.shown_on import ShownOn
from docsite.sources.problems import Checked, Problem
from docsite.sources.source import Fence, Source

R = TypeVar("R")


Asked = Callable[[RowKey], Sequence[Question]]
"""Returns the open questions about a row."""


@dataclass(frozen=True)
class Spec:
    """What a sample can be checked against: its kind for the test kit, and the options that a sample can name."""

    kind: str = ""
    options: Collection[str] = ()


@dataclass(frozen=True)
class TableFence(Generic[R]):
    """A fence that shows data.

    Attributes:
        noun: What it shows, for messages: `segment`.
        where: The folder that describes it, from the repository root.
        names: Everything that the fence can name.
        show: Returns the HTML of what is named, empty where there is no such thing.
        anchor: Returns what tells its anchors from those of other tables of the fence on one page.
    """

    noun: str
    where: str
    names: Callable[[R], Collection[str]]
    show: Callable[[Linker[R], str], str]
    anchor: Callable[[str], str] = str


def _none(*_: Any) -> tuple[()]:
    return ()


def _empty(*_: Any) -> dict[str, str]:
    return {}


def _no_rules(*_: Any) -> dict[str, Any]:
    return {}


def _as_written(sample: Sample) -> Mapping[str, str]:
    return {sample.packed_as(sample.format): f"{sample.source.text.strip()}\n"}


@dataclass(frozen=True)
class Format(Generic[R]):
    """A message format.

    Attributes:
        name: The folder of its samples below `docs/samples/`, and the extension of their files.
        title: What messages of it are called, for people: `HL7 messages`.
        noun: What a sample is checked against: `message`.
        where: The folder of the specifications, from the repository root.
        wants: Whether a file, by its path below docs/, is a specification of the format.
        read: Returns what these files say; of a format with a problem nothing else is judged.
        specs: What samples can be checked against, by name.
        parse: Returns the content of a sample that has none yet, None where it cannot be read.
        values: Yields the values of a sample whose content could be read.
        check: Yields what is wrong with such a sample by itself.
        held_to: Returns all that this depends on besides the sample's text and what its index says.
        tables: The fences that show its data, by name.
        is_pasted: Whether a fence of a page holds a whole message, which belongs in a file.
        rows: Yields each row that a sample can have a value in, and what messages call it.
        proofs: What each build holds every sample to.
        unshown: Yields what is wrong because no page shows it.
        downloads: Yields path and text of each file that the site offers; takes the site's address, if it has one, and
            what returns the open questions about a row.
        offers: The folder of these files below the site's root, with its slash.
        outcome: What a sample says of a result, by the column of the test kit's table of results.
        packed: The files that the test kit has of a sample, by path.
        kinds: Returns what a reader chooses from: the kinds that the site gives, as far as there is data of them.
        rules: Returns the compiled rules of a reader's messages; takes their kinds, and the addresses of the site.
    """

    name: str
    title: str
    noun: str
    where: str
    wants: Callable[[str], bool]
    read: Callable[[Mapping[str, Source]], Checked[R]]
    specs: Callable[[R], Mapping[str, Spec]]
    parse: Callable[[R, Sample], Checked[Any]]
    values: Callable[[R, Sample], Iterable[Value]]
    check: Callable[[R, Sample], Iterable[Problem]]
    held_to: Callable[[R, Sample], object] = lambda reference, _: reference
    tables: Mapping[str, TableFence[R]] = field(default_factory=dict)
    is_pasted: Callable[[R, Fence], bool] = lambda *_: False
    rows: Callable[[R], Iterable[tuple[RowKey, str]]] = _none
    proofs: tuple[str, ...] = ("own rules",)
    unshown: Callable[[R, ShownOn], Iterable[Problem]] = _none
    downloads: Callable[[R, str | None, Asked], Iterable[tuple[str, str]]] = _none
    offers: str = ""
    outcome: Callable[[Sample], Mapping[str, str]] = _empty
    packed: Callable[[Sample], Mapping[str, str]] = _as_written
    kinds: Callable[[R, Sequence[Mapping[str, Any]]], Sequence[Mapping[str, Any]]] = _none
    rules: Callable[[R, Sequence[Mapping[str, Any]], Addresses], Mapping[str, Any]] = _no_rules


@dataclass(frozen=True, eq=False)
class Known(Generic[R]):
    """A format with what a build has read of it; `is_whole` tells whether nothing was wrong with that."""

    format: Format[R]
    reference: R
    is_whole: bool = True
