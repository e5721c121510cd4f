"""Pages that no reader finds: reachable from the home page neither by navigation nor by links.

A search over the links of page contents, begun at the home page and every page of the navigation; nothing is
searched where the navigation has every page.
"""

from collections.abc import Callable, Iterable, Mapping

from docsite.links import judge
from docsite.links.address import join, split
from docsite.links.html_links import Link
from docsite.links.judge import Site
from docsite.pages.files import File
from docsite.pages.front_matter import FrontMatter
from docsite.sources.paths import DocsPath, OutputPath
from docsite.sources.problems import Problem, problem


def find(
    files: Mapping[DocsPath, File],
    front_matter: Mapping[DocsPath, FrontMatter],
    site: Site,
    links: Callable[[DocsPath], Iterable[Link]],
    navigation: Iterable[str],
) -> list[Problem]:
    """Return a problem for each built page out of reach.

    `links` gives those of a page's content; it is only asked where the navigation does not have every page.
    """
    outputs = {file.output: path for path, file in files.items() if file.is_page and file.is_built}
    reached = {path for path in outputs.values() if path in {"index.md", "README.md", *navigation}}
    waiting = list(reached) if len(reached) < len(outputs) else []
    while waiting and len(reached) < len(outputs):
        path = waiting.pop()
        for link in links(path):
            file = _file(site, files[path].address, link)
            target = outputs.get(file) if file else None
            if target and target not in reached:
                reached.add(target)
                waiting.append(target)
    lost = sorted(set(outputs.values()) - reached) if reached else []
    return [_problem(files[path], front_matter[path]) for path in lost]


def _problem(file: File, front_matter: FrontMatter) -> Problem:
    """Return the problem at the key that keeps the page out of the navigation, where there is one."""
    document = front_matter.document
    if document and "nav_exclude" in document.value:
        return document.problem(("nav_exclude",), "orphan-page.excluded")
    return problem(file.place, 1, 1, "orphan-page.page")


def _file(site: Site, address: str, link: Link) -> OutputPath | None:
    """Return the file that a relative link leads to."""
    try:
        target = split(link.value)
    except ValueError:
        return None
    path = join(site.base.path + address, target.path)
    inside = path.startswith(site.base.path) and not target.host and not target.scheme
    return judge.find(site, path[len(site.base.path) :]) if inside else None
