"""A copy of this project's sources, in which files become others while what is wrong with them is looked for."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from docsite import __main__ as shell
from docsite.sources.memory import Memory
from docsite.sources.problems import line


@dataclass(frozen=True)
class Sources:
    """The folder of a copy, and what the checks before remember of it, which a change leaves nearly as it was."""

    root: Path
    memory: Memory = field(repr=False)  # printing it takes pytest minutes where a test fails

    def text(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")


def told(sources: Sources, files: Mapping[str, str | bytes]) -> list[str]:
    """Return what is told of the sources where some files have other contents."""
    with changed(sources.root, files):
        return [line(problem) for problem in shell.check(sources.root / "mkdocs.yml", sources.memory)]


@contextmanager
def changed(root: Path, files: Mapping[str, str | bytes]) -> Iterator[None]:
    """Let some files of a folder have other contents for a while."""
    before = {path: (root / path).read_bytes() for path in files}
    for path, content in files.items():
        (root / path).write_bytes(content.encode() if isinstance(content, str) else content)
    try:
        yield
    finally:
        for path, kept in before.items():
            (root / path).write_bytes(kept)
