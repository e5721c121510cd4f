"""The reference of HL7 messages: their specifications and code tables."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from docsite.messages.hl7 import check_spec, codes, compiled, data_files, spec_builder
from docsite.messages.hl7.codes import CodeTable
from docsite.messages.hl7.spec import Message
from docsite.messages.judge.common import Addresses
from docsite.sources.problems import Checked
from docsite.sources.source import Source

T = TypeVar("T")


@dataclass(frozen=True)
class Reference:
    """The HL7 messages of a build.

    Attributes:
        data: The documents that messages are made of.
        messages: By name of their file.
        tables: Code tables by name.
        table_files: Their files by name.
        usage: Word and meanings of each usage code.
        rules: What a judgment of samples reads of all messages.
        echoed: Message and row, as in `orm-o01 ORC-2.1`, of what other messages repeat.
        made: Messages as options change them, and their rules, each made once: many samples have the same.
    """

    data: spec_builder.Data
    messages: Mapping[str, Message] = field(default_factory=dict)
    tables: Mapping[str, CodeTable] = field(default_factory=dict)
    table_files: Mapping[str, Source] = field(default_factory=dict)
    usage: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rules: Mapping[str, Any] = field(default_factory=dict)
    echoed: frozenset[str] = frozenset()
    made: dict[tuple[str, ...], Any] = field(default_factory=dict, compare=False)

    def changed(self, name: str, options: Collection[str]) -> Message:
        """Return a message as options change it."""
        changing = self._changing(name, options)
        if not changing:
            return self.messages[name]
        return self._once(
            ("message", name, *changing), lambda: spec_builder.read(self.data, name, changing).value
        )

    def _changing(self, name: str, options: Collection[str]) -> tuple[str, ...]:
        return tuple(each for each in options if self.messages[name].options[each].changes_rows)

    def judgment(self, name: str, options: Collection[str]) -> dict[str, Any]:
        """Return the rules of a message as a sample with these options is held to it, without addresses."""
        message, changing = self.changed(name, options), self._changing(name, options)
        known = self._once(("variants", name, *changing), lambda: compiled.variants(message, Addresses()))
        return self._once(
            ("rules", name, *options), lambda: compiled.of_message(message, options, Addresses(), known)
        )

    def _once(self, key: tuple[str, ...], make: Callable[[], T]) -> T:
        if key not in self.made:
            self.made[key] = make()
        made: T = self.made[key]
        return made


def read(files: Mapping[str, Source]) -> Checked[Reference]:
    """Return the reference; `files` are those that `wants` takes."""
    (data, tables_of), problems = data_files.read(files)
    tables, faults = codes.read(tables_of)
    problems = [*problems, *faults, *spec_builder.prepare(data)]
    built = {name: spec_builder.read(data, name) for name in data.messages}
    messages = {name: message for name, (message, _) in built.items()}
    # What rests on data with a fault is not judged: one cause, one problem.
    problems += [fault for _, broken in built.values() for fault in broken] if not problems else []
    shared = compiled.shared(messages, tables, Addresses())
    usage = data.shared.value["usage"] if data.shared else {}
    rows = (row for message in messages.values() for row in message.rows)
    echoed = frozenset(" ".join(row.echo) for row in rows if row.echo)
    table_files = {name: document.source for name, document in tables_of.items()}
    reference = Reference(data, messages, tables, table_files, usage, shared, echoed)
    if not problems:
        problems += check_spec.of_all(data, messages, tables, shared, reference.judgment)
    return Checked(reference, problems)
