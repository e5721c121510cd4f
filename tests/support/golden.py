"""Expected outputs that are files."""

import os
from pathlib import Path


def golden(file: Path, text: str) -> None:
    """Compare a text with the kept one; UPDATE_GOLDEN=1 rewrites it."""
    if os.environ.get("UPDATE_GOLDEN"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")
