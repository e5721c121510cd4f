"""The files of a docs folder as MkDocs sees them, and how to list them without MkDocs.

The folder is walked in MkDocs' order, patterns of mkdocs.yml say what is left out, and of two files with one
address in one folder the later one stays.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import basename, dirname, join, splitext
from typing import Any
from urllib.parse import quote

import yaml
from pathspec.gitignore import GitIgnoreSpec

from docsite.sources import yaml_text
from docsite.sources.problems import Checked
from docsite.sources.source import Source, place_of

_PAGES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
_NEVER = (".*", "/templates/")  # what MkDocs leaves out unless a pattern takes it back


@dataclass(frozen=True)
class File:
    """A file of the docs folder as MkDocs sees it.

    Attributes:
        path: Below docs/, with forward slashes.
        place: From the repository root, for messages.
        disk: Where it can be read; None for a file that is only in memory.
        output: The file of the site that it becomes.
        address: Its site path, `""` for the home page.
        is_page: Whether it is rendered.
        in_nav: Whether it may stand in the navigation.
        is_built: Whether it is part of the site.
        is_authored: Whether it is in the docs folder, so that an author can mend it; else a plugin made it.
        content: What the file has, where it is only in memory.
    """

    path: str
    place: str
    disk: Path | None
    output: str
    address: str
    is_page: bool
    in_nav: bool
    is_built: bool
    is_authored: bool = True
    content: bytes = b""

    def read(self) -> bytes:
        """Return the file's content."""
        return self.disk.read_bytes() if self.disk else self.content


@dataclass(frozen=True)
class Clash:
    """A file, by its place, that claims the site path at which another stands."""

    place: str
    other: str
    address: str


def configuration(source: Source) -> Checked[Mapping[str, Any]]:
    """Return the settings of mkdocs.yml; a value with a tag of MkDocs is None."""
    loader: Any = type("Loader", (yaml.SafeLoader,), {})
    loader.add_multi_constructor("", _untagged)
    found, problems = yaml_text.load(source, source.text, 0, "mkdocs.yml", loader)
    settings = found.value if found and not problems else {}
    return Checked(settings if isinstance(settings, dict) else {}, problems)


def _untagged(loader: yaml.SafeLoader, _: str, node: yaml.Node) -> Any:
    """Return the default of `!ENV [NAME, default]`, and nothing for any other tag."""
    values = loader.construct_sequence(node, deep=True) if isinstance(node, yaml.SequenceNode) else []
    return values[-1] if values else None


def files(root: Path, settings: Mapping[str, Any]) -> tuple[list[File], list[Clash]]:
    """Return the files of the docs folder of the project in `root`, and those left out for another."""
    docs = root / (settings.get("docs_dir") or "docs")
    excluded, drafts = (_patterns(settings.get(key)) for key in ("exclude_docs", "draft_docs"))
    left_out = GitIgnoreSpec.from_lines([*_NEVER, *excluded])
    not_built = GitIgnoreSpec.from_lines(drafts)
    flat = settings.get("use_directory_urls") is False
    first: dict[str, File] = {}
    found: list[File] = []
    clashes = []
    for path in _walk(docs):
        output = _output(path, flat)
        is_built = not left_out.match_file(path) and not not_built.match_file(path)
        address = (
            output.removesuffix("index.html") if basename(output) == "index.html" and not flat else output
        )
        file = File(
            path=path,
            place=place_of(docs / path, root),
            disk=docs / path,
            output=output,
            address=quote(address),
            is_page=path.endswith(_PAGES),
            in_nav=is_built,
            is_built=is_built,
        )
        other = first.get(output) if dirname(output) == dirname(path) else None
        if is_built and other:
            clashes.append(Clash(other.place, file.place, file.address))
            found.remove(other)
        if is_built:
            first[output] = file
        found.append(file)
    return found, clashes


def _patterns(value: Any) -> list[str]:
    return value.splitlines() if isinstance(value, str) else []


def _walk(docs: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(docs, followlinks=True):
        folders.sort()
        below = Path(folder).relative_to(docs).as_posix()
        for name in sorted(names, key=lambda name: (splitext(name)[0] not in ("index", "README"), name)):
            yield name if below == "." else join(below, name)


def _output(path: str, flat: bool) -> str:
    """Return the file of the site that a source becomes."""
    if not path.endswith(_PAGES):
        return path
    name = splitext(basename(path))[0]
    name = "index" if name == "README" else name
    return join(dirname(path), f"{name}.html" if flat or name == "index" else f"{name}/index.html")
