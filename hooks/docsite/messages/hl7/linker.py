"""Links from what a page shows to what explains it: rows, segments, codes, samples, questions."""

import re
from dataclasses import dataclass

from docsite.addresses import relative_address
from docsite.messages.hl7 import codes
from docsite.messages.hl7.reference import Book
from docsite.messages.hl7.spec import Message, Question, Row
from docsite.messages.linker import Basis
from docsite.sources import inline_markup
from docsite.sources.inline_markup import Span

QUESTIONS = "open-questions"
"""The fence that lists questions: those of the folder that it names, or of all that no other fence names."""

HOME = "hl7/"
"""The folder of the pages that show messages."""

_FIELD = re.compile(r"\b[A-Z][A-Z0-9]{2}-[0-9]+(?:\.[0-9]+)?\b(?! of the (?:order|result))")

_FEW = 4
"""Tables with no more codes are told in the row too."""

_TIMES = {"1": "once", "2": "twice"}


@dataclass(frozen=True)
class View(Basis[Book]):
    """Links to what explains an HL7 message."""

    def row(self, message: Message, key: str, row: str) -> str:
        """Return the link to a row; `key` is that of its segment."""
        return self.link("hl7-segment", f"{message.id} {key}", anchor(key, row))

    def segment(self, message: Message, key: str) -> str:
        """Return the link to a segment."""
        return self.link("hl7-segment", f"{message.id} {key}", segment_anchor(key))

    def question(self, question: Question) -> str:
        """Return the link to a question on the page that lists it."""
        page = self.book.pages.get(("codes", question.table), "") if question.table else ""
        return self.link(QUESTIONS, self.folder(page or HOME), question.id)

    def folder(self, page: str) -> str:
        """Return the folder whose questions stand with those of a page: its own, or empty for the rest."""
        folder = page.partition("/")[0] if "/" in page else ""
        return folder if (QUESTIONS, folder) in self.book.pages else ""

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

    def usage(self, message: Message) -> str:
        """Return the link to what the usage codes of a message mean."""
        return self.link("hl7-structure", message.id, f"usage-{message.id}")

    def types(self) -> str:
        """Return the link to what the data types are."""
        return self.codes(codes.TYPES)

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
        return inline_markup.spans(text)

    def named(self, message: Message, text: str, variant: str = "") -> list[tuple[str, str]]:
        """Return a text as runs with a link for each field that it names, in `variant` if that has it."""
        found, position = [], 0
        for match in _FIELD.finditer(text):
            keys = sorted(message.segments, key=lambda key: not key.endswith(f" {variant}"))
            key = next((key for key in keys if match[0] in message.segments[key].rows), "")
            link = self.row(message, key, match[0]) if key else ""
            if link:
                found += [(text[position : match.start()], ""), (match[0], link)]
                position = match.end()
        return [(words, link) for words, link in (*found, (text[position:], "")) if words]


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
