"""The reference of HL7 messages: their specifications and code tables, and the questions about both."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from docsite.messages.hl7 import check_spec, codes, data_files, questions, spec_builder
from docsite.messages.hl7.codes import CodeTable
from docsite.messages.hl7.spec import Message
from docsite.messages.question import Question
from docsite.sources.problems import Problem
from docsite.sources.source import Source


@dataclass(frozen=True)
class Reference:
    """The HL7 messages of a build.

    Attributes:
        data: The documents that messages are made of.
        messages: By name of their file.
        tables: Code tables by name.
        usage: Word and meanings of each usage code.
        questions: By id, each with all places that it concerns.
        echoed: Message and row, as in `orm-o01 ORC-2.1`, of what other messages repeat.
    """

    data: spec_builder.Data
    messages: Mapping[str, Message] = field(default_factory=dict)
    tables: Mapping[str, CodeTable] = field(default_factory=dict)
    usage: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    questions: Mapping[str, Question] = field(default_factory=dict)
    echoed: frozenset[str] = frozenset()


def read(files: Mapping[str, Source]) -> tuple[Reference, list[Problem]]:
    """Return the reference and what is wrong with its data; `files` are those that `wants` takes."""
    data, problems = data_files.read(files)
    tables, faults = codes.read(data.tables)
    problems += [*faults, *spec_builder.prepare(data.data)]
    built = {name: spec_builder.read(data.data, name) for name in data.data.messages}
    messages = {name: message for name, (message, _) in built.items()}
    # What rests on data with a fault is not judged: one cause, one problem.
    problems += [fault for _, broken in built.values() for fault in broken] if not problems else []
    problems += [*check_spec.of_all(data.data, messages, tables)] if not problems else []
    segments = [form for message in messages.values() for forms in message.forms.values() for form in forms]
    reference = Reference(
        data.data,
        messages,
        tables,
        data.data.shared.value["usage"] if data.data.shared else {},
        questions.read(messages, tables),
        frozenset(" ".join(row.echo) for form in segments for row in form.rows.values() if row.echo),
    )
    return reference, problems
