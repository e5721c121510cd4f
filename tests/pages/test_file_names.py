"""Files that are in the docs folder by accident, and pages whose names make poor addresses."""

from pathlib import Path

import pytest

from tests.support.mini_sites import build

RULES = {"docsite": {"rules": {"stray-file": "problem", "file-name": "problem"}}}


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("a.md~", "'a.md~' was left behind by a program. Delete it. [stray-file]"),
        ("a.md.bak", "'a.md.bak' was left behind by a program. Delete it. [stray-file]"),
        ("Thumbs.db", "'Thumbs.db' was left behind by a program. Delete it. [stray-file]"),
        ("~$forms.docx", "'~$forms.docx' was left behind by a program. Delete it. [stray-file]"),
        ("a - Copy.md", "'a - Copy.md' is a copy of another file. Delete or rename it. [stray-file]"),
        ("a - Copy (2).md", "'a - Copy (2).md' is a copy of another file. Delete or rename it. [stray-file]"),
        ("a (1).png", "'a (1).png' is a copy of another file. Delete or rename it. [stray-file]"),
        ("a.MD", "'a.MD' is not read, because its extension has capitals. Rename it to 'a.md'. [stray-file]"),
        (
            "a.HL7",
            "'a.HL7' is not read, because its extension has capitals. Rename it to 'a.hl7'. [stray-file]",
        ),
        (
            "My Page.md",
            (
                "'My Page.md' has spaces, capitals, or other characters that are hard to type in an address."
                " Rename it to 'my-page.md'. [file-name]"
            ),
        ),
        ("copy.md", None),
        ("guide/README.md", None),
        ("Logo.SVG", None),
        (".DS_Store", None),
    ],
)
def test_a_name(path: str, told: str | None, tmp_path: Path) -> None:
    outcome = build(tmp_path, {"docs/index.md": "# Home\n", f"docs/{path}": "# A\n"}, extra=RULES)

    assert outcome.lines == ([f"docs/{path}:1:1: {told}"] if told else [])
