"""The files of a docs folder as MkDocs sees them, and how to list them without MkDocs.

The folder is walked in MkDocs' order, patterns of mkdocs.yml say what is left out, and of two files with one
address in one folder the later one stays.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import basename, dirname, join, splitext
from typing import Any
from urllib.parse import quote

from pathspec.gitignore import GitIgnoreSpec

from docsite.sources.paths import DocsPath, OutputPath, RepoPath, SitePath, repo_path

PAGE_EXTENSIONS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""Of the files that MkDocs renders."""

NEVER = (".*", "/templates/")
"""What MkDocs leaves out unless a pattern takes it back."""

_OPEN = re.compile(r"\.(?:.+\.sw[a-p]|#.+)")


@dataclass(frozen=True)
class File:
    """A file of the docs folder as MkDocs sees it.

    Attributes:
        path: Its name in links and settings.
        place: Its name in messages.
        disk: Where it can be read; None for a file that is only in memory.
        output: The file of the site that it becomes.
        address: Where the site has it.
        is_page: Whether it is rendered.
        in_nav: Whether it may stand in the navigation.
        is_built: Whether it is part of the site.
        is_authored: Whether it is in the docs folder, so that an author can mend it; else a plugin made it.
        content: What the file has, where it is only in memory.
    """

    path: DocsPath
    place: RepoPath
    disk: Path | None
    output: OutputPath
    address: SitePath
    is_page: bool
    in_nav: bool
    is_built: bool
    is_authored: bool = True
    content: bytes = b""

    def read(self) -> bytes:
        """Return the file's content."""
        return self.disk.read_bytes() if self.disk else self.content


def is_of_editor(path: str) -> bool:
    """Return whether a file is what vim (`.a.md.swp`) or Emacs (`.#a.md`) keeps beside one while it is open."""
    return _OPEN.fullmatch(basename(path)) is not None


def files(root: Path, settings: Mapping[str, Any]) -> tuple[list[File], dict[DocsPath, DocsPath]]:
    """Return the files of the docs folder of the project in `root`, and its `clashes`."""
    docs = root / (settings.get("docs_dir") or "docs")
    excluded, drafts = (_patterns(settings.get(key)) for key in ("exclude_docs", "draft_docs"))
    left_out = GitIgnoreSpec.from_lines([*NEVER, *excluded])
    not_built = GitIgnoreSpec.from_lines(drafts)
    flat = settings.get("use_directory_urls") is False
    is_built = {path: not left_out.match_file(path) and not not_built.match_file(path) for path in walk(docs)}
    shadowed = clashes(is_built, is_built.__getitem__, flat=flat)
    found = []
    for path in (path for path in is_built if path not in shadowed):
        output = _output(path, flat=flat)
        is_index = basename(output) == "index.html" and not flat
        found.append(
            File(
                path=path,
                place=repo_path(docs / path, root),
                disk=docs / path,
                output=output,
                address=SitePath(quote(output.removesuffix("index.html") if is_index else output)),
                is_page=path.endswith(PAGE_EXTENSIONS),
                in_nav=is_built[path],
                is_built=is_built[path],
            )
        )
    return found, shadowed


def clashes(
    paths: Iterable[DocsPath], is_included: Callable[[DocsPath], bool], *, flat: bool
) -> dict[DocsPath, DocsPath]:
    """Return each file that is left out since a later one of its folder has the same address, with that one.

    `paths` are in the order of MkDocs; `flat` is where addresses name files rather than folders.
    """
    claims: dict[tuple[str, OutputPath], list[DocsPath]] = {}
    for path in paths:
        claims.setdefault((dirname(path), _output(path, flat=flat)), []).append(path)
    several = (list(filter(is_included, each)) for each in claims.values() if len(each) > 1)
    return {path: each[-1] for each in several for path in each[:-1]}


def pattern(path: DocsPath) -> str:
    """Return the pattern of `exclude_docs` that is for this file alone."""
    return "/" + re.sub(r"([\\*?\[\]!# ])", r"\\\1", path)


def _patterns(value: Any) -> list[str]:
    return value.splitlines() if isinstance(value, str) else []


def walk(docs: Path) -> Iterator[DocsPath]:
    """Yield each file of the docs folder, in the order of MkDocs."""
    for folder, folders, names in os.walk(docs, followlinks=True):
        folders.sort()
        below = Path(folder).relative_to(docs).as_posix()
        for name in sorted(names, key=lambda name: (splitext(name)[0] not in ("index", "README"), name)):
            yield DocsPath(name if below == "." else join(below, name))


def _output(path: DocsPath, *, flat: bool) -> OutputPath:
    """Return the file of the site that a source becomes."""
    if not path.endswith(PAGE_EXTENSIONS):
        return OutputPath(path)
    name = splitext(basename(path))[0]
    name = "index" if name == "README" else name
    return OutputPath(
        join(dirname(path), f"{name}.html" if flat or name == "index" else f"{name}/index.html")
    )
