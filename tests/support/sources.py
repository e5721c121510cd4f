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
    known: dict[frozenset[tuple[str, bytes]], list[str]] = field(default_factory=dict, repr=False)
    """What was told where these files had these other contents."""

    def text(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")


def told(sources: Sources, files: Mapping[str, str | bytes]) -> list[str]:
    """Return what is told of the sources where some files have other contents, each time the first time's lines."""
    contents = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
    others = frozenset(
        (path, content) for path, content in contents.items() if content != (sources.root / path).read_bytes()
    )
    if others not in sources.known:
        with changed(sources.root, contents):
            found = shell.check(sources.root / "mkdocs.yml", sources.memory)
        sources.known[others] = [line(problem) for problem in found]
    return list(sources.known[others])


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
