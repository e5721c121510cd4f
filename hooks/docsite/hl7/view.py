"""Links from what a page shows to what explains it: rows, segments, codes, samples, questions."""

from collections.abc import Callable
from dataclasses import dataclass

from jinja2 import Environment

from docsite import inline
from docsite.hl7 import codes
from docsite.hl7.book import Book
from docsite.hl7.spec import Message, Question, Row
from docsite.inline import Span
from docsite.links.suggest import relative_address

QUESTIONS = "open-questions"
"""The fence of the page that has all questions."""

_FEW = 4
"""Tables with no more codes are told in the row too."""

_TIMES = {"1": "once", "2": "twice"}


@dataclass(frozen=True)
class View:
    """What rendering needs: templates, book, the address of each page and of the one that is rendered."""

    templates: Environment
    book: Book
    addresses: Callable[[str], str]
    address: str

    def link(self, fence: str, names: str, anchor: str) -> str:
        """Return the link to an address on the page that shows a table, empty where no page does."""
        page = self.book.pages.get((fence, names))
        if page is None:
            return ""
        target = self.addresses(page)
        return (
            f"#{anchor}" if target == self.address else f"{relative_address(target, self.address)}#{anchor}"
        )

    def row(self, message: Message, key: str, row: str) -> str:
        """Return the link to a row; `key` is that of its segment."""
        return self.link("hl7-segment", f"{message.id} {key}", anchor(key, row))

    def segment(self, message: Message, key: str) -> str:
        """Return the link to a segment."""
        return self.link("hl7-segment", f"{message.id} {key}", segment_anchor(key))

    def question(self, question: Question) -> str:
        """Return the link to a question on the page of all questions."""
        return self.link(QUESTIONS, "", question.id)

    def codes(self, name: str) -> str:
        """Return the link to a code table."""
        return self.link("codes", name, f"codes-{name}")

    def few(self, name: str) -> tuple[str, ...]:
        """Return the codes of a table that has few and allows no others, else none."""
        table = self.book.tables.get(name)
        closed = table is not None and not table.is_open and len(table.codes) <= _FEW
        return tuple(code.code for code in table.codes if code.code) if table and closed else ()

    def file(self, path: str) -> str:
        """Return the link to a file of the site."""
        return relative_address(path, self.address)

    def meaning(self, message: Message, usage: str) -> tuple[str, str]:
        """Return the word of a usage code, and what it means in a message of this direction."""
        found = self.book.usage.get(usage, {})
        meaning = "from_iris" if message.direction == "from IRIS" else "to_iris"
        return found.get("word", usage), found.get(meaning, "")

    def type(self, row: Row) -> str:
        """Return what a data type is, empty where that is not known."""
        table = self.book.tables.get(codes.TYPES)
        code = table.code(row.type) if table else None
        return code.text if code else ""

    def samples(self, message: Message, key: str, row: Row) -> tuple[str, list[tuple[str, str]]]:
        """Return which samples have a value in a row: a phrase, and name and link of each that is named."""
        every = [path for path, context in self.book.contexts.items() if context.spec.id == message.id]
        used = self.book.used.get((message.id, key, row.id), ())
        others = [path for path in every if path not in used]
        if used and not others:
            return "In every sample", []
        if used and len(others) < len(used) and len(others) < 4:
            return "In every sample but", [self.sample(path) for path in others]
        return "In", [self.sample(path) for path in used]

    def sample(self, path: str) -> tuple[str, str]:
        """Return name and link of a sample, as the first page that shows it has it."""
        found = self.book.samples[path]
        page = next(iter(self.book.shown.get(path, ())), None)
        target = self.addresses(page or path)
        near = target == self.address
        return found.label, ("" if near else self.file(target)) + (f"#{found.name}" if page else "")

    def spans(self, text: str) -> list[Span]:
        """Return a text as runs of words and code."""
        return inline.spans(text)


def anchor(key: str, row: str) -> str:
    """Return the address of a row on its page: `pid-5-1`, or `obx-discrete-5`."""
    return f"{_slug(key)}-{row.partition('-')[2].replace('.', '-')}"


def segment_anchor(key: str) -> str:
    """Return the address of a segment on its page."""
    return f"segment-{_slug(key)}"


def _slug(key: str) -> str:
    return key.lower().replace(" ", "-")


def times(cardinality: str) -> str:
    """Return a cardinality as words."""
    least, _, most = cardinality.partition("..")
    limit = _TIMES.get(most, f"{most} times")
    if most == "*":
        return f"{'Optional' if least == '0' else 'Required'}, may repeat"
    return (
        f"Required, {limit}"
        if least == most
        else f"{'Optional' if least == '0' else 'Required'}, at most {limit}"
    )
