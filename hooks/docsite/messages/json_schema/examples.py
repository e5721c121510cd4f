"""Examples of schemas, which tables show: each satisfies the schema that it is an example of."""

import json
from collections.abc import Iterator
from typing import Any

from docsite.messages.json_schema import dialect, downloads
from docsite.messages.json_schema.schemas import Catalog, Node
from docsite.messages.judge import common, json_message, json_schema
from docsite.messages.judge.notes import problem_of, settled
from docsite.sources import json_text
from docsite.sources.json_text import Path
from docsite.sources.problems import Problem
from docsite.sources.source import Source


def check(catalog: Catalog) -> Iterator[Problem]:
    """Yield a problem for each example that breaks its own schema; every reference of the catalog leads somewhere."""
    for name, document in catalog.written.items():
        for path, keyword, value in dialect.keywords(document.value):
            for index, example in enumerate(value) if keyword == "examples" else ():
                fact = _fault(catalog, name, path, example)
                if fact:
                    place = document.places[(*path, keyword, index)]
                    yield document.source.problem(place, "invalid-example", fact=fact)


def _fault(catalog: Catalog, name: str, path: Path, example: Any) -> str | None:
    """Return the first thing that is wrong with an example, which is judged as a property of its name."""
    own: Any = catalog.documents[name]
    for step in path:
        own = own[step]
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), name)
    schema = downloads.bundle(catalog, Node(name, {"type": "object", "properties": {key: own}}))
    text = Source("", json.dumps({key: example}))
    (document, _), judge = json_text.load(text), json_schema.prepare(common.forms()["forms"], schema)
    notes = settled(json_message.check({}, name, judge, document)) if document else []
    return problem_of("", notes[0]).fact if notes else None
