"""A value against its row: allowed values, code tables, forms of dates and numbers, check digits of NPIs."""

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from docsite.messages.hl7.codes import FOLDER, CodeTable
from docsite.messages.hl7.spec import Row
from docsite.sources.problems import did_you_mean
from docsite.sources.wording import one_of

_TIME = re.compile(
    r"(?P<date>[0-9]{4}(?:[0-9]{2}){0,2})(?P<time>(?:(?<=[0-9]{8})[0-9]{2}(?:[0-9]{2}){0,2}(?:\.[0-9]{1,4})?)?)(?:[+-][0-9]{4})?"
)
_FORMATS = {
    "YYYYMMDD": ("a date", r"[0-9]{8}"),
    "YYYYMMDDHHMMSS": ("a time", r"[0-9]{14}"),
    "YYMMDDHHMMSS": ("a time", r"[0-9]{12}"),
    "NNN": ("a number of three digits", r"[0-9]{3}"),
}
_NPI = "NPI"


@dataclass(frozen=True)
class Fault:
    """What is wrong with a value: the rule, what it must be, as in "must be a date", and the code that was meant."""

    rule: str
    allowed: str
    meant: str | None = None


def fault(row: Row, text: str, tables: Mapping[str, CodeTable]) -> Fault | None:
    """Return what is wrong with a value, already unescaped, of a row; an empty value is never wrong."""
    if not text:
        return None
    if row.values:
        return None if text in row.values else _unknown(text, row.values, "a value of the row")
    table = tables.get(row.table)
    if table and not table.is_open and (found := of_table(table, text)):
        return found
    return of_format(row.format, text) if row.format else of_type(row.type, text)


def of_table(table: CodeTable, text: str) -> Fault | None:
    """Return the fault of a value that a closed table does not have."""
    if all(table.code(each) for each in table.split(text)):
        return None
    codes = [each.code for each in table.codes if each.code]
    return _unknown(text, codes, f"a code from docs/{FOLDER}/{table.name}.yml")


def _unknown(text: str, allowed: Sequence[str], elsewhere: str) -> Fault:
    return Fault("unknown-code", one_of(allowed, elsewhere), did_you_mean(text, allowed))


def of_format(form: str, text: str) -> Fault | None:
    """Return the fault of a value that has not the form of its row."""
    name, pattern = _FORMATS[form]
    whole = f"20{text}" if form.startswith("YYMM") else text
    if re.fullmatch(pattern, text) and (form == "NNN" or _is_time(whole)):
        return None
    return Fault("invalid-value", f"{name} as {form}" if form != "NNN" else name)


def of_type(kind: str, text: str) -> Fault | None:
    """Return the fault of a value that its data type does not allow."""
    if kind not in _TYPES:
        return None
    is_valid, form = _TYPES[kind]
    return None if is_valid(text) else Fault("invalid-value", form)


def _is_time(text: str) -> bool:
    """Return whether a text is a time stamp of HL7 that the calendar and the clock have."""
    match = _TIME.fullmatch(text)
    if match is None:
        return False
    date, time = match["date"].ljust(8, "0"), match["time"].partition(".")[0].ljust(6, "0")
    year, month, day = int(date[:4]), int(date[4:6]) or 1, int(date[6:]) or 1
    if len(match["date"]) > 4 and (date[4:6] == "00" or (len(match["date"]) > 6 and date[6:] == "00")):
        return False
    try:
        datetime.datetime(year, month, day, int(time[:2]), int(time[2:4]), int(time[4:]), tzinfo=datetime.UTC)
    except ValueError:
        return False
    return True


def _is_clock(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{2}([0-9]{2}){0,2}(\.[0-9]{1,4})?([+-][0-9]{4})?", text)) and _is_time(
        f"20000101{text}"
    )


def _is_npi(text: str) -> bool:
    """Return whether ten digits end with the check digit of an NPI: Luhn's, over the digits after 80840."""
    if not re.fullmatch(r"[0-9]{10}", text):
        return False
    digits = [int(each) for each in reversed(f"80840{text}")]
    return sum(sum(divmod(each * (1 + index % 2), 10)) for index, each in enumerate(digits)) % 10 == 0


_TYPES: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "DT": (
        lambda text: bool(re.fullmatch(r"[0-9]{4}([0-9]{2}){0,2}", text)) and _is_time(text),
        "a date as YYYYMMDD",
    ),
    "NM": (lambda text: bool(re.fullmatch(r"[+-]?[0-9]+(\.[0-9]*)?", text)), "a number"),
    "SI": (lambda text: bool(re.fullmatch(r"[0-9]{1,4}", text)), "a whole number"),
    "TM": (_is_clock, "a time as HHMMSS"),
    "TS": (_is_time, "a time as YYYYMMDDHHMMSS"),
    _NPI: (_is_npi, "an NPI of 10 digits with its check digit"),
}
