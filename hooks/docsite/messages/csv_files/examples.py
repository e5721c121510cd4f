"""Examples of fields, which tables show: each is a value that a file may have."""

from collections.abc import Iterator, Mapping

from docsite.messages import documents
from docsite.messages.csv_files import compiled
from docsite.messages.csv_files.fields import Reference, name_of
from docsite.messages.judge import common, csv_file
from docsite.messages.judge.common import Addresses, Settings
from docsite.messages.judge.notes import problem_of, settled
from docsite.sources import csv_text
from docsite.sources.problems import Problem
from docsite.sources.source import Source


def check(files: Mapping[str, Source], tables: Reference) -> Iterator[Problem]:
    """Yield a problem for each example that its own field does not allow; `files` are those of the tables."""
    rules = common.rules(Settings())
    for path, source in files.items():
        document, _ = documents.load(source, "csv-fields")
        name = name_of(path)
        if document is None or name not in tables:
            continue
        columns = {each["name"]: each for each in compiled.table(name, tables[name], Addresses())["fields"]}
        for index, each in enumerate(document.value["fields"]):
            if not each.get("example"):
                continue
            text = Source("", csv_text.write([each["name"]], [[each["example"]]]))
            notes = settled(csv_file.check(rules, {"fields": [columns[each["name"]]]}, text))
            for note in notes[:1]:
                fact = problem_of("", note).fact
                yield document.at_value(("fields", index, "example"), "invalid-example", fact=fact)
