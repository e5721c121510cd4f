"""Files to take along that are made of a finished build: whole guides as PDF, the site as an archive.

A build cannot make them, as they are made of one. They are in a folder when the site is built once more, and that
build offers what is there, as files of the site to which pages link.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import basename, dirname

from jinja2 import Environment

from docsite.outputs import site_folder
from docsite.render import render
from docsite.sources.paths import OutputPath, SitePath

FENCE = "downloads"


@dataclass(frozen=True)
class Offer:
    """A guide or an archive as links: its title, its page, its page for printing, its file and what that weighs."""

    title: str
    link: str = ""
    printed: str = ""
    file: str = ""
    size: str = ""


def read(folder: Path) -> dict[OutputPath, bytes]:
    """Return the files of a folder by their path in it, which is that in the site; none where it does not exist."""
    return {path: (folder / path).read_bytes() for path in sorted(site_folder.walk(folder))}


def sizes(files: Mapping[OutputPath, bytes]) -> dict[str, str]:
    """Return the size of each file in words, by its path."""
    return {path: f"{len(content) / 1_000_000:.1f} MB" for path, content in files.items()}


def show(
    files: Mapping[OutputPath, bytes],
    guides: Mapping[OutputPath, tuple[str, SitePath]],
    link: Callable[[str], str],
    templates: Environment,
) -> str:
    """Return the guides and the files as HTML.

    `guides` have title and address of the first page by the page for printing; `link` returns the link to a file.
    """
    weights = sizes(files)
    offers, rest = [], dict.fromkeys(weights)
    for printed, (title, address) in guides.items():
        file = f"{dirname(printed)}/{dirname(printed)}-guide.pdf"
        found = (link(file), weights[file]) if file in weights else ("", "")
        rest.pop(file, None)
        offers.append(Offer(title, link(address), link(printed), *found))
    archives = [Offer(basename(path), file=link(path), size=weights[path]) for path in rest]
    values = {"guides": offers, "archives": archives, "has_files": bool(files)}
    return render(templates, "downloads.html", **values)
