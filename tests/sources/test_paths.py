"""Paths as messages name them, on every system."""

import ntpath
import os
from pathlib import Path

import pytest
from docsite.sources.paths import repo_path


def test_a_file_is_named_from_the_root() -> None:
    assert repo_path(Path("/repo/docs/a b.md"), Path("/repo")) == "docs/a b.md"
    assert repo_path("/other/a.md", "/repo") == "../other/a.md"


def test_a_file_on_another_drive_has_its_full_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "path", ntpath)
    monkeypatch.setattr(os, "sep", "\\")

    assert repo_path("C:\\repo\\docs\\a.md", "C:\\repo") == "docs/a.md"
    assert repo_path("D:\\snippets\\a.md", "C:\\repo") == "D:/snippets/a.md"
