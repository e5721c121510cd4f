"""The kept scripts of others are what their pinned packages build to, with their licenses, and evaluate no code."""

from pathlib import Path

import pytest

from tests.support import npm
from tests.support.project import DOCS, ROOT

KEPT = {
    "check/json-schema.min.js": ("license.txt", "bundle.js"),
    "stemmer.min.js": ("stemmer-license.txt", "stemmer-bundle.js"),
}
SCRIPTS = DOCS / "assets/javascripts"
SOURCES = ROOT / "tests/validator"


def test_they_are_what_the_pinned_packages_build_to() -> None:
    folder = npm.install(SOURCES)
    npm.run(folder, "run", "--silent", "build")
    for name, (license_file, bundle) in KEPT.items():
        built = (SOURCES / license_file).read_text("utf-8") + Path(folder, bundle).read_text("utf-8")
        assert (SCRIPTS / name).read_text("utf-8") == built


@pytest.mark.parametrize("name", KEPT)
def test_they_evaluate_no_code(name: str) -> None:
    text = (SCRIPTS / name).read_text("utf-8")
    assert [
        call for call in ("eval(", "new Function", "Function(", "setTimeout(", "import(") if call in text
    ] == []
