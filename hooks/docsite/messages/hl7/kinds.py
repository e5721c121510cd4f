"""The kinds of HL7 messages that a reader can check, as compiled rules."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docsite.messages.hl7 import compiled
from docsite.messages.hl7.compiled import Variants
from docsite.messages.hl7.reference import Reference
from docsite.messages.judge.common import Addresses


def rules(reference: Reference, kinds: Iterable[Mapping[str, Any]], addresses: Addresses) -> dict[str, Any]:
    """Return the rules of HL7 messages; without kinds each specification is one, with all its options."""
    given = list(_given(reference, kinds))
    every: dict[int, Variants] = {}  # by message: several kinds are of one

    def of_kind(kind: Mapping[str, Any]) -> dict[str, Any]:
        options = kind.get("options", reference.messages[kind["spec"]].options)
        message = reference.changed(kind["spec"], kind.get("options", ()))
        if id(message) not in every:
            every[id(message)] = compiled.variants(message, addresses)
        return compiled.of_message(message, options, addresses, every[id(message)])

    return {
        **compiled.shared(reference.messages, reference.tables, addresses),
        "kinds": shown(reference, given),
        "messages": {each["id"]: of_kind(each) for each in given},
    }


def shown(reference: Reference, kinds: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what a reader chooses from."""
    return [
        {
            "id": each["id"],
            "title": each["title"],
            "code": reference.messages[each["spec"]].message,
            **({"chosen": True} if each.get("chosen") else {}),
        }
        for each in _given(reference, kinds)
    ]


def _given(reference: Reference, kinds: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield the kinds that have a specification, each with its name."""
    given = [{"spec": each["id"], **each} for each in kinds]
    given = given or [
        {"id": name, "spec": name, "title": each.name} for name, each in reference.messages.items()
    ]
    yield from (each for each in given if each["spec"] in reference.messages)
