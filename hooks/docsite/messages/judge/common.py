"""What all judgments share: the wording of findings, their levels, and the forms of values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from docsite.messages.judge.notes import Rules
from docsite.messages.sample import RowKey
from docsite.sources import problems
from docsite.sources.yaml_depth import LOADER

TOLD = (
    "broken-echo",
    "duplicate-key",
    "empty-message",
    "extra-component",
    "forbidden-value",
    "invalid-csv",
    "invalid-hl7",
    "invalid-json",
    "invalid-value",
    "missing-field",
    "missing-key",
    "missing-segment",
    "not-utf-8",
    "repeated-field",
    "repeated-segment",
    "segment-order",
    "surrounding-blank",
    "too-long",
    "too-short",
    "unknown-code",
    "unknown-field",
    "unknown-key",
    "unknown-message",
    "unknown-segment",
    "unknown-value",
    "unused-field",
    "wrong-case",
    "wrong-form",
    "wrong-length",
    "wrong-type",
)
"""The rules that a judgment tells."""


@dataclass(frozen=True)
class Settings:
    """What a site says of readers' messages: levels, what questions leave open, kinds, what is shown of a message."""

    levels: Mapping[str, str] = field(default_factory=dict)
    open: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    shows: Mapping[str, list[Mapping[str, Any]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Addresses:
    """Where the site explains a row, and the questions about it by what they leave open; empty where it does not.

    A question has its address `at`, and perhaps the pattern `may_be` of the only values that it leaves open.
    """

    row: Callable[[RowKey], str] = lambda _: ""
    asked: Callable[[RowKey], Mapping[str, Mapping[str, str]]] = lambda _: {}


@cache
def forms() -> Mapping[str, Any]:
    """Return the forms of values and the types of HL7, as `forms.yml` has them."""
    text = (Path(__file__).parents[2] / "forms.yml").read_text("utf-8")
    return yaml.load(text, LOADER)  # type: ignore[no-any-return]  # noqa: S506  # a file of our own


def rules(settings: Settings) -> dict[str, Any]:
    """Return what the compiled rules of all formats begin with."""
    says = {name: list(words) for name, words in problems.wording(TOLD)}
    own: Rules = forms()
    return {
        "version": 1,
        "says": says,
        "levels": dict(settings.levels),
        "open": dict(settings.open),
        "forms": own["forms"],
    }
