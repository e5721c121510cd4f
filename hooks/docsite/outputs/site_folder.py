"""The folder of the built site: what stands in it, and when it was written."""

import os
from collections.abc import Iterator
from pathlib import Path

from docsite.sources.paths import OutputPath


def snapshot(site_dir: Path) -> dict[OutputPath, int]:
    """Return when each file of the site was last written."""
    return {file: (site_dir / file).stat().st_mtime_ns for file in walk(site_dir)}


def walk(site_dir: Path) -> Iterator[OutputPath]:
    """Yield each file of the site."""
    start = len(str(site_dir)) + 1
    for folder, _, names in os.walk(site_dir):
        below = folder[start:].replace(os.sep, "/")
        yield from (OutputPath(f"{below}/{name}" if below else name) for name in names)


def write(file: Path, text: str) -> None:
    """Write a file of the site, with its folders; every system gets the same bytes."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
