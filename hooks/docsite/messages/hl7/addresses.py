"""Where pages explain HL7 messages: the rows, segments and code tables as keys that links are made of."""

import re

from docsite.messages.hl7.spec import Message
from docsite.messages.sample import RowKey


def row_key(message: Message, key: str, row: str) -> RowKey:
    """Return the key of a row; `key` is that of its segment."""
    return RowKey("hl7-segment", f"{message.id} {key}", anchor(key, row))


def segment_key(message: Message, key: str) -> RowKey:
    """Return the key of a segment."""
    return RowKey("hl7-segment", f"{message.id} {key}", segment_anchor(key))


def table_key(name: str) -> RowKey:
    """Return the key of a code table."""
    return RowKey("codes", name, f"codes-{name}")


def anchor(key: str, row: str) -> str:
    """Return the anchor of a row on its page: `pid-5-1`, or `obx-discrete-5`."""
    return f"{_slug(key)}-{row.partition('-')[2].replace('.', '-')}"


def code_anchor(table: str, code: str) -> str:
    """Return the anchor of a code on the page of its table: `icd-10-e11-e113411`."""
    return f"{table}-{re.sub('[^a-z0-9]+', '-', code.lower()).strip('-')}"


def segment_anchor(key: str) -> str:
    """Return the anchor of a segment on its page."""
    return f"segment-{_slug(key)}"


def _slug(key: str) -> str:
    return key.lower().replace(" ", "-")
