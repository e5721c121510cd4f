"""The four kinds of path that a page or file has, as types, since all of them are text with forward slashes."""

import os
from pathlib import Path
from typing import NewType

DocsPath = NewType("DocsPath", str)
"""Below the docs folder: `emr/index.md`."""

RepoPath = NewType("RepoPath", str)
"""From the repository root, as messages name a file: `docs/emr/index.md`."""

SitePath = NewType("SitePath", str)
"""Below the address of the site, as links name a page: `emr/`; empty for the home page."""

OutputPath = NewType("OutputPath", str)
"""Below the folder of the built site: `emr/index.html`."""


def path_key(path: str) -> str:
    """Return what is the same in the path of a page, below docs or below the site: `emr` of `emr/index.md`."""
    stem = path.strip("/").removesuffix(".md").removesuffix(".html")
    return "" if stem == "index" else stem.removesuffix("/index")


def repo_path(file: Path | str, root: Path | str) -> RepoPath:
    """Return a file's path from the repository root; its full path where that is on another drive of Windows."""
    try:
        path = os.path.relpath(file, root)
    except ValueError:
        path = os.fspath(file)
    return RepoPath(path.replace(os.sep, "/"))
