"""A value against its form, its list of values, or its code table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from docsite.messages.judge.notes import Rules
from docsite.messages.judge.patterns import compiled
from docsite.messages.judge.words import allowed, lower, meant

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a value: its case, what it must be, as in "must be a date", and the value that was meant."""

    case: str
    allowed: str
    meant: str | None = None
    row: Rules = field(default_factory=dict)


def has_form(form: Rules, text: str) -> bool:
    """Return whether a value has a form: its pattern, a day that the calendar has, a check digit that fits."""
    match = compiled(form["pattern"]).fullmatch(text)
    if match is None:
        return False
    if "date" in form and not _exists(form, match):
        return False
    return form.get("check") != "npi" or _is_npi(text)


def _exists(form: Rules, match: re.Match[str]) -> bool:
    parts = {letter: match[number] for number, letter in enumerate(form["date"], 1) if match[number]}
    year = int(form.get("century", "") + parts.get("Y", "2000"))
    month, day = int(parts.get("M", "1")), int(parts.get("D", "1"))
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return year > 0 and day <= (28 if month == 2 and not is_leap else _DAYS[month - 1])


def _is_npi(text: str) -> bool:
    """Return whether ten digits end with the check digit of an NPI: Luhn's, over the digits after 80840."""
    total = 24  # of 80840
    for index, sign in enumerate(text):
        digit = int(sign) * (1 if index % 2 else 2)
        total += digit - 9 if digit > 9 else digit
    return total % 10 == 0


def of_form(form: Rules, text: str) -> Fault | None:
    """Return the fault of a value that does not have a form."""
    return None if has_form(form, text) else Fault("invalid-value.value", form["form"])


def of_advice(values: Sequence[str], text: str) -> Fault | None:
    """Return the fault of a value that is not one of those that are recommended, of which there may be none."""
    if not values or text in values:
        return None
    return Fault("unknown-code.advised", allowed(values, "a value of the row"), meant(text, values))


def of_list(values: Sequence[str], text: str, elsewhere: str, row: Rules | None = None) -> Fault | None:
    """Return the fault of a value that a list does not have: its case alone may be wrong."""
    if text in values:
        return None
    same = [each for each in values if lower(each) == lower(text)]
    if len(same) == 1:
        return Fault("wrong-case.value", f"'{same[0]}'", same[0], row or {})
    return Fault("unknown-code.value", allowed(values, elsewhere), meant(text, values), row or {})


def of_table(table: Rules, text: str) -> Fault | None:
    """Return the fault of a value that a closed table does not have."""
    codes = table["codes"]
    if table.get("open"):
        return None
    parts = text.split(table["separator"]) if "separator" in table else [text]
    wrong = next((each for each in parts if each not in codes), None)
    if wrong is None:
        return None
    return of_list(codes, wrong if len(parts) == 1 else text, f"a code of the table {table['title']}", table)


def flags_of(table: Rules, text: str) -> list[str]:
    """Return the flags that a value may have, an empty text for none."""
    own: dict[str, Any] = table.get("flag", {})
    found: list[str] = []
    for code in text.split(table["separator"]) if "separator" in table else [text]:
        known = code in table["codes"] and own.get(code) is not None
        flags = [own[code]] if known else ["", *table.get("flags", ())]
        found += [flag for flag in flags if flag not in found]
    return found
