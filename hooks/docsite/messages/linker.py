"""Everything a renderer of data needs to write links: templates, the data, the samples, addresses."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from urllib.parse import quote

from jinja2 import Environment

from docsite.addresses import anchored, relative_address
from docsite.messages.questions import data
from docsite.messages.sample import RowKey, Sample
from docsite.messages.shown_on import ShownOn
from docsite.sources import inline_markup
from docsite.sources.inline_markup import Span

SAMPLE = "sample"
"""The fence that shows a sample: the one that it names."""

QUESTIONS = "questions"
"""The fence that lists all questions, the page of which has an anchor for each."""

CHECKER = "message-checker"
"""The fence that shows the page on which a reader checks a message."""

_EXCEPT = 3  # samples that "In every sample but" names

R_co = TypeVar("R_co", covariant=True)


@dataclass(frozen=True)
class Linker(Generic[R_co]):
    """What rendering needs.

    Attributes:
        reference: What the format of the data has read.
        samples: Of all formats, by path below docs/.
        used: The samples that have a value in each row.
        addresses: Returns the site path of a file.
        page: The page that is rendered, as a path below docs/.
        concerned: The open questions by the places that they concern, such as `hl7/orders.md#pid-8`.
    """

    templates: Environment
    reference: R_co
    samples: Mapping[str, Sample]
    used: Mapping[RowKey, tuple[str, ...]]
    shown_on: ShownOn
    addresses: Callable[[str], str]
    page: str
    concerned: Mapping[str, Sequence[data.Question]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The site path of the page that is rendered."""
        return self.addresses(self.page)

    def link(self, fence: str, names: str, anchor: str) -> str:
        """Return the link to an anchor of a table, empty where no page shows it."""
        page = self.shown_on.get((fence, names))
        return anchored(self.addresses(page), self.address, anchor) if page is not None else ""

    def file(self, path: str) -> str:
        """Return the link to a file of the site."""
        return relative_address(path, self.address)

    def sample(self, path: str) -> str:
        """Return the link to a sample, or to its file where no page shows it."""
        sample = self.samples[path]
        return self.link(SAMPLE, sample.file, sample.name) or self.file(self.addresses(path))

    def checker(self, sample: Sample) -> str:
        """Return the link to the page that checks messages, with a sample in it; empty where no page does."""
        page = self.shown_on.get((CHECKER, ""))
        return f"{self.file(self.addresses(page))}?sample={quote(sample.file)}" if page is not None else ""

    def used_in(
        self, row: RowKey, spec: str, most: int | None = None
    ) -> tuple[str, Sequence[tuple[str, str]]]:
        """Return which samples have a value in a row: a phrase, and label and link of each that is named.

        `spec` is what the row belongs to; of more than `most` samples the phrase gives the number alone. Of a row
        that all samples have nothing is said, as the page says so once, beside the list of its samples.
        """
        used = self.used.get(row, ())
        others = [path for path, each in self.samples.items() if each.spec == spec and path not in used]
        is_common = any(self.samples[path].spec == spec for path in used)
        if is_common and len(others) < len(used) and len(others) <= _EXCEPT:
            return ("In every sample but" if others else ""), self._labeled(others)
        if most is not None and len(used) > most:
            return f"In {len(used)} samples", []
        nowhere = "In no sample" if any(each.spec == spec for each in self.samples.values()) else ""
        return ("In" if used else nowhere), self._labeled(used)

    def samples_of(self, spec: str) -> Sequence[tuple[Sample, str]]:
        """Return each sample of a specification that a page shows, with the link to it."""
        found = [each for each in self.samples.values() if each.spec == spec]
        return [(each, self.sample(each.path)) for each in found if (SAMPLE, each.file) in self.shown_on]

    def _labeled(self, paths: Sequence[str]) -> list[tuple[str, str]]:
        return [(self.samples[path].label, self.sample(path)) for path in paths]

    def asked(self, anchor: str) -> list[tuple[str, str]]:
        """Return the open questions about an anchor of the page, each with the link to it, where a page lists them."""
        found = self.concerned.get(f"{self.page}#{anchor}", ())
        links = [(each.question, self.link(QUESTIONS, "", each.id)) for each in found]
        return [(question, link) for question, link in links if link]

    def spans(self, text: str) -> list[Span]:
        """Return text of data as runs of words and code."""
        return inline_markup.spans(text)
