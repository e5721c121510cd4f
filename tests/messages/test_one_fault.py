"""A fault of this project's data is one problem, whatever follows from it; pages that use the file show it."""

from pathlib import Path

import pytest
from docsite import reading, settings
from docsite.checks import shown_data
from docsite.pages import files
from docsite.sources import configuration

from tests.support.mini_sites import build
from tests.support.project import copy_project
from tests.support.sources import Sources, told

FAULTS = {
    # file: (old, new, the problem)
    "docs/schemas/order-request.schema.json": (
        '"examples": [',
        '"examples": [,',
        ":13:20: not JSON: expected a value, found ','. Is there an extra comma? [invalid-json]",
    ),
    "docs/specs/hl7/segments/PV1.yml": (
        "\n    name:",
        "\n\tname:",
        ":8:1: the file is not YAML: tab before 'name: Patient Class'. Indent with spaces. [invalid-yaml]",
    ),
    "docs/specs/hosts.yml": (
        "- {from:",
        "- {,from:",
        "Remove the extra comma. [invalid-yaml]",
    ),
    "docs/specs/questions/basic.yml": (
        "\n    reading:",
        "\n\treading:",
        "Indent with spaces. [invalid-yaml]",
    ),
    "docs/specs/people.yml": (
        "family:",
        "familie:",
        "unknown key 'familie'. Did you mean 'family'? [unknown-key]",
    ),
}


CONFLICT = (
    "unresolved merge conflict. "
    "Keep one of the two versions, and delete the lines '<<<<<<<', '=======', and '>>>>>>>'. [conflict-marker]"
)
FILES = (
    "docs/specs/words.yml",
    "docs/specs/hl7/segments/PID.yml",
    "docs/schemas/order-event.schema.json",
    "docs/samples/json/index.yml",
    "docs/samples/hl7/ack-aa.hl7",
    "docs/samples/csv/order-intake.csv",
)


TOGETHER = [[path for path in FAULTS if path != "docs/specs/people.yml"], ["docs/specs/people.yml"]]
"""Faults that one build can have, as nothing could follow from two of them; what people have is in all messages."""


def faulty(sources: Sources, path: str) -> str:
    """Return the text of a file with its fault."""
    old, new, _ = FAULTS[path]
    assert old in sources.text(path)
    return sources.text(path).replace(old, new, 1)


@pytest.mark.parametrize("path", FAULTS)
def test_a_fault_is_one_problem_of_the_sources(path: str, sources: Sources) -> None:
    (found,) = told(sources, {path: faulty(sources, path)})

    assert found.startswith(f"{path}:")
    assert found.endswith(FAULTS[path][2])


@pytest.mark.parametrize("paths", TOGETHER, ids=["apart", "people"])
def test_a_fault_is_one_problem_of_a_build(paths: list[str], sources: Sources, tmp_path: Path) -> None:
    copy_project(tmp_path, sources.root)
    files = {path: faulty(sources, path) for path in paths}
    found = build(tmp_path, {"mkdocs.yml": sources.text("mkdocs.yml"), **files}).lines

    assert len(found) == len(paths)
    for path in paths:
        (line,) = [each for each in found if each.startswith(f"{path}:")]
        assert line.endswith(FAULTS[path][2])


def test_a_conflict_in_a_file_of_data_is_one_problem(sources: Sources) -> None:
    texts = {}
    for path in FILES:
        first, *lines = sources.text(path).splitlines(keepends=True)
        marked = ["<<<<<<< HEAD\n", lines[0], "=======\n", lines[0], ">>>>>>> main\n"]
        texts[path] = "".join([first, *marked, *lines[1:]])

    assert sorted(told(sources, texts)) == sorted(f"{path}:2:1: {CONFLICT}" for path in FILES)


def test_curly_quotes_in_data_are_one_problem(sources: Sources) -> None:
    path = "docs/specs/codes/abnormal-flags.yml"
    text = sources.text(path).replace("title: Flags", "title: \u201cFlags\u201d")

    message = "\u201cFlags\u201d is in curly quotes, which readers see. Write straight quotes. [curly-quotes]"
    assert told(sources, {path: text}) == [f"{path}:2:8: {message}"]


def test_a_page_shows_the_faults_of_the_data_that_it_uses(sources: Sources) -> None:
    documents = configuration.read(sources.root / "mkdocs.yml").value
    values = configuration.merged(documents)
    found, clashes = files.files(sources.root, values)
    read = reading.read(found, settings.read(values["extra"], documents), clashes, memory=sources.memory)
    shown = shown_data.files_of_pages(
        read,
        [
            "docs/specs/hl7/segments/MSA.yml",
            "docs/specs/codes/order-control.yml",
            "docs/samples/hl7/ack-ae.hl7",
            "docs/index.md",
            "docs/specs/site.yml",
        ],
    )

    pages: dict[str, set[str]] = {}
    for page, paths in shown.items():
        for path in paths:
            pages.setdefault(path, set()).add(page)
    assert pages["docs/samples/hl7/ack-ae.hl7"] == {"hl7/index.md"}
    assert all(page.startswith("hl7/") for names in pages.values() for page in names)
    assert len(pages) == 3
