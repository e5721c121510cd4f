"""Fences that show HL7 messages: what each shows, and what is wrong with what it asks for.

`hl7-segment`, `hl7-required`, `hl7-structure`, `hl7-options`, `hl7-deviations` and `codes` name what to show.
An `hl7` fence whose text is that of a sample is shown as the sample; a whole message that is not belongs into
a file.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from docsite.messages.hl7 import annotated, codes, spec_builder, tables
from docsite.messages.hl7.data_files import SAMPLES
from docsite.messages.hl7.linker import View
from docsite.messages.hl7.reference import Book
from docsite.sources.problems import Problem, remedy
from docsite.sources.source import Fence, Source

SHOWS: Mapping[str, Callable[[View, str], str]] = {
    "hl7-segment": tables.segment,
    "hl7-required": tables.required,
    "hl7-structure": tables.structure,
    "hl7-options": tables.options,
    "hl7-deviations": tables.deviations,
    "codes": tables.table,
}

_MESSAGE = re.compile(r"^MSH[^\w\s].{4}", re.MULTILINE)


def sample(view: View, text: str) -> str | None:
    """Return the sample whose text this is as HTML, or None where it is no sample's."""
    path = view.book.texts.get(text.strip())
    return annotated.show(view, view.book.samples[path]) if path else None


def check(book: Book, source: Source) -> Iterator[Problem]:
    """Yield what is wrong with the fences of a page."""
    seen: set[str] = set()
    for fence in source.fences():
        name, body = fence.info.partition(" ")[0], " ".join(fence.content.split())
        if name in SHOWS and book.is_whole:
            yield from _names(book, source, fence, name, body)
        if name == "hl7-segment":
            key = body.partition(" ")[2]
            if key in seen:
                message = f"segment '{key}' stands on this page a second time. Show it on a page of its own."
                yield source.problem(fence.start, "repeated-segment", message)
            seen.add(key)
        elif book.messages and name != "md" and _MESSAGE.search(fence.content):
            what = f"Move it to docs/{SAMPLES}/ and include it, so that it is checked."
            yield source.problem(fence.start, "pasted-sample", f"an HL7 message in the page. {what}")


def _names(book: Book, source: Source, fence: Fence, name: str, body: str) -> Iterator[Problem]:
    if name == "codes":
        if body not in book.tables:
            what = remedy(body, book.tables, f"See docs/{codes.FOLDER}/.")
            message = f"code table '{body}' does not exist. {what}"
            yield source.problem(fence.start, "unknown-code-table", message)
        return
    message, _, key = body.partition(" ") if name == "hl7-segment" else (body, "", "")
    if message not in book.messages:
        what = remedy(message, book.messages, f"See docs/{spec_builder.FOLDER}/.")
        yield source.problem(fence.start, "unknown-spec", f"there is no message '{message}'. {what}")
    elif name == "hl7-segment" and key not in book.messages[message].segments:
        known = book.messages[message].segments
        what = remedy(key, known, f"Segments: {', '.join(known)}.")
        yield source.problem(fence.start, "unknown-segment", f"{message} has no segment '{key}'. {what}")


def unshown(book: Book) -> Iterator[Problem]:
    """Yield a problem for each segment that no page shows."""
    for message in book.messages.values() if book.is_whole else ():
        for segment in message.segments.values():
            if ("hl7-segment", f"{message.id} {segment.key}") not in book.pages:
                fact = f"no page shows segment '{segment.key}' of {message.id}."
                what = f"Show it by a fence 'hl7-segment' with '{message.id} {segment.key}'."
                yield segment.place.document.at_value(segment.place.path, "unused-segment", f"{fact} {what}")
