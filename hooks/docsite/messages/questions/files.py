"""The open questions of each path as CSV, to send to IRIS and to get back with answers, and where each matters as JSON.

The page that lists them asks for the JSON when a reader wants it.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from docsite.messages.named_places import Pages, link
from docsite.messages.questions.data import ALL, BLOCKS, Question
from docsite.sources import csv_text
from docsite.sources.paths import SitePath

FOLDER = "open-questions"
DETAILS = f"{FOLDER}/details.json"

_COLUMNS = (
    "id",
    "question",
    "our reading",
    "blocks",
    "who",
    "source",
    "where it matters",
    "address",
    "answer",
)

_WHO = {
    "product": "the IRIS product team",
    "integration": "the IRIS integration team",
    "vendor": "the vendor",
}


def path_of(path: str) -> str:
    """Return the file of a path's questions, below the site."""
    return f"{FOLDER}/{path}.csv"


def files(asked: Sequence[Question], url: str, page: SitePath, pages: Pages) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file: one for each path, one for all, and the details.

    `url` is that of the site, `page` the site path of the questions.
    """
    is_open = sorted((each for each in asked if not each.answer), key=lambda each: BLOCKS.index(each.blocks))
    paths = sorted({path for each in is_open for path in each.paths} - {ALL})
    for path in (ALL, *paths) if asked else ():
        rows = (_row(each, url, page, pages) for each in is_open if path == ALL or each.is_of(path))
        yield path_of(path), csv_text.write(_COLUMNS, rows)
    if asked:
        details = {each.id: _details(each, page, pages) for each in is_open}
        yield DETAILS, f"{json.dumps(details, ensure_ascii=False, separators=(',', ':'))}\n"


def _row(each: Question, url: str, page: SitePath, pages: Pages) -> tuple[str, ...]:
    where = " ".join(
        f"{url}{there}" for _, _, there in (link(place, "", pages) for place in each.concerns) if there
    )
    address = f"{url}{page}#{each.id}"
    return each.id, each.question, each.reading, each.blocks, each.who, each.source, where, address, ""


def _details(each: Question, page: SitePath, pages: Pages) -> dict[str, Any]:
    """Return who can answer a question, its source, and title, anchor and link of each place that it concerns."""
    about = f"For {_WHO.get(each.who, each.who)}. Source: {each.source.rstrip('.')}."
    return {"about": about, "where": [link(place, page, pages) for place in each.concerns]}
