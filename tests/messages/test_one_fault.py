"""A fault of this project's data is one problem, whatever follows from it; pages that use the file show it."""

from pathlib import Path

import pytest
from docsite import __main__ as shell
from docsite import project, settings
from docsite.checks import shown_data
from docsite.pages import files
from docsite.sources import configuration
from docsite.sources.problems import line

from tests.support.project import copy_project

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


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    copy_project(folder)
    return folder


@pytest.mark.parametrize("path", FAULTS)
def test_a_fault_is_one_problem_of_a_build(path: str, root: Path) -> None:
    old, new, told = FAULTS[path]
    before = (root / path).read_text("utf-8")
    assert old in before
    (root / path).write_text(before.replace(old, new, 1), "utf-8")
    try:
        found = shell.build(root / "mkdocs.yml")
    finally:
        (root / path).write_text(before, "utf-8")

    (problem,) = found
    assert problem.path == path
    assert line(problem).endswith(told)


def test_a_conflict_in_a_file_of_data_is_one_problem(root: Path) -> None:
    texts = {path: (root / path).read_text("utf-8") for path in FILES}
    for path, text in texts.items():
        first, *lines = text.splitlines(keepends=True)
        marked = ["<<<<<<< HEAD\n", lines[0], "=======\n", lines[0], ">>>>>>> main\n"]
        (root / path).write_text("".join([first, *marked, *lines[1:]]), "utf-8")
    try:
        found = shell.check(root / "mkdocs.yml")
    finally:
        for path, text in texts.items():
            (root / path).write_text(text, "utf-8")

    assert sorted(map(line, found)) == sorted(f"{path}:2:1: {CONFLICT}" for path in FILES)


def test_curly_quotes_in_data_are_one_problem(root: Path) -> None:
    file = root / "docs/specs/codes/abnormal-flags.yml"
    before = file.read_text("utf-8")
    file.write_text(before.replace("title: Flags", "title: \u201cFlags\u201d"), "utf-8")
    try:
        found = shell.check(root / "mkdocs.yml")
    finally:
        file.write_text(before, "utf-8")

    assert [line(each) for each in found] == [
        (
            "docs/specs/codes/abnormal-flags.yml:2:8: \u201cFlags\u201d is in curly quotes, which readers see. "
            "Write straight quotes. [curly-quotes]"
        )
    ]


def test_a_page_shows_the_faults_of_the_data_that_it_uses(root: Path) -> None:
    documents = configuration.read(root / "mkdocs.yml").value
    values = configuration.merged(documents)
    found, clashes = files.files(root, values)
    read = project.read(found, settings.read(values["extra"], documents), clashes)
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
