"""The validator of the page is what its pinned package builds to, with its license, and evaluates no code."""

import subprocess
from pathlib import Path

from tests.support import npm
from tests.support.project import DOCS, ROOT

KEPT = DOCS / "assets/javascripts/check/json-schema.min.js"
SOURCES = ROOT / "tests/validator"


def test_it_is_what_the_pinned_package_builds_to() -> None:
    folder = npm.install(SOURCES)
    subprocess.run(
        [*npm.commands()[1], "run", "--silent", "build"], cwd=folder, check=True, capture_output=True
    )
    built = (SOURCES / "license.txt").read_text("utf-8") + Path(folder, "bundle.js").read_text("utf-8")

    assert KEPT.read_text("utf-8") == built


def test_it_evaluates_no_code() -> None:
    text = KEPT.read_text("utf-8")
    assert [
        call for call in ("eval(", "new Function", "Function(", "setTimeout(", "import(") if call in text
    ] == []
