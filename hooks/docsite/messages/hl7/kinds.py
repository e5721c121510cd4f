"""The kinds of HL7 messages that a reader can check, as compiled rules."""

from collections.abc import Iterable, Mapping
from typing import Any

from docsite.messages.hl7 import compiled, spec_builder
from docsite.messages.hl7.reference import Reference
from docsite.messages.judge.common import Addresses


def rules(reference: Reference, kinds: Iterable[Mapping[str, Any]], addresses: Addresses) -> dict[str, Any]:
    """Return the rules of HL7 messages; without kinds each specification is one, with all its options."""
    given = [{"spec": each["id"], **each} for each in kinds]
    given = given or [
        {"id": name, "spec": name, "title": each.name} for name, each in reference.messages.items()
    ]
    given = [each for each in given if each["spec"] in reference.messages]
    messages = {each["id"]: of_kind(reference, each, addresses) for each in given}
    shown = [
        {
            "id": each["id"],
            "title": each["title"],
            "code": messages[each["id"]]["name"],
            **({"chosen": True} if each.get("chosen") else {}),
        }
        for each in given
    ]
    return {
        **compiled.shared(reference.messages, reference.tables, addresses),
        "kinds": shown,
        "messages": messages,
    }


def of_kind(reference: Reference, kind: Mapping[str, Any], addresses: Addresses) -> dict[str, Any]:
    """Return the rules of a message as options change it."""
    message = reference.messages[kind["spec"]]
    options = kind.get("options", message.options)
    changing = [each for each in kind.get("options", ()) if message.options[each].changes_rows]
    if changing:
        message = spec_builder.read(reference.data, message.id, changing).value
    return compiled.of_message(message, options, addresses)
