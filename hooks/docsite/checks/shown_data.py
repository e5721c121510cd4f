"""Which pages show which data: what is not known of them where the data has a problem, and where that is shown.

One fault is one problem: what follows from the fault of a data file is none of its own.
"""

from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePosixPath

from docsite.messages import hosts, people, test_kit
from docsite.messages.linker import QUESTIONS, SAMPLE
from docsite.messages.questions import files as question_files
from docsite.messages.sample import FOLDER
from docsite.project import Project
from docsite.sources.paths import DocsPath, RepoPath
from docsite.sources.source import Source

_SHARED = frozenset({SAMPLE, QUESTIONS, test_kit.FENCE})
"""The fences whose content may be of any format."""


def unsure(project: Project) -> set[DocsPath]:
    """Return the pages that show data with a problem, so that what they should have is not known."""
    library, names = project.messages, set()
    for known in library.formats.values():
        names |= set() if known.is_whole else {*known.format.tables, *_SHARED}
    names |= set() if library.is_whole else _SHARED
    return set(_with(project, names)) if names else set()


def unmade(project: Project) -> tuple[str, ...]:
    """Return how the paths of files begin that the site may lack, as the data has a problem that they are made of."""
    library = project.messages
    broken = [known.format.offers for known in library.formats.values() if not known.is_whole]
    sent = (f"{FOLDER}/{name}/sent/" for name in library.formats)
    shared = () if library.is_whole else (hosts.FOLDER, f"{question_files.FOLDER}/", *sent)
    return (*filter(None, broken), *shared, test_kit.FILE) if broken or shared else ()


def files_of_pages(project: Project, files: Iterable[str]) -> dict[DocsPath, list[str]]:
    """Return which of these files, from the repository root, each page shows.

    A page shows a data file of a format if a fence of it has a word of the file's name, as `orm-o01 PV1` has of
    `PV1.yml`. A file that no fence names so is shown by all pages of its format.
    """
    below = {file.place: path for path, file in project.files.items() if not file.is_page}
    shown: dict[DocsPath, list[str]] = {}
    for place in filter(below.__contains__, files):
        path = below[RepoPath(place)]
        names, word = _fences_of(project, path)
        pages = list(_with(project, names)) if names else []
        naming = [page for page in pages if _names(project.sources[page], names, word)]
        for page in naming or pages:
            shown.setdefault(page, []).append(place)
    return shown


def _fences_of(project: Project, path: str) -> tuple[set[str], str]:
    """Return the fences that may show a data file, and the word by which one names it."""
    if path.startswith(f"{FOLDER}/"):
        return {SAMPLE}, path.removeprefix(f"{FOLDER}/")
    formats = (known.format for known in project.messages.formats.values())
    names = {name for each in formats if each.wants(path) for name in each.tables}
    return names or ({SAMPLE, test_kit.FENCE} if path == people.PATH else set()), PurePosixPath(
        path
    ).name.split(".")[0]


def _names(source: Source, names: Collection[str], word: str) -> bool:
    return any(fence.name in names and word in fence.body.split() for fence in source.fences())


def _with(project: Project, names: Collection[str]) -> Iterator[DocsPath]:
    """Yield each page that has a fence of one of these names."""
    for path, source in project.sources.items():
        if project.files[path].is_page and any(fence.name in names for fence in source.fences()):
            yield path
