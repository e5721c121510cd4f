"""Pages that no reader finds: reachable from the home page neither by navigation nor by links.

A search over the links of page contents, begun at the home page and every page of the navigation; nothing is
searched where the navigation has every page.
"""

from collections.abc import Iterable, Mapping

from docsite.links import judge
from docsite.links.address import join, split
from docsite.links.html_links import Link
from docsite.links.judge import Site
from docsite.project import Project
from docsite.sources.problems import Problem, problem


def find(
    project: Project, site: Site, links: Mapping[str, Iterable[Link]], navigation: Iterable[str]
) -> list[Problem]:
    """Return a problem for each built page out of reach; `links` are those of each page's content."""
    outputs = {file.output: path for path, file in project.files.items() if file.is_page and file.is_built}
    reached = {"index.md", "README.md", *navigation} & set(outputs.values())
    waiting = list(reached) if len(reached) < len(outputs) else []
    while waiting:
        path = waiting.pop()
        for link in links.get(path, ()):
            target = outputs.get(_file(site, project.files[path].address, link))
            if target and target not in reached:
                reached.add(target)
                waiting.append(target)
    lost = sorted(set(outputs.values()) - reached) if reached else []
    return [_problem(project, path) for path in lost]


def _problem(project: Project, path: str) -> Problem:
    """Return the problem at the key that keeps the page out of the navigation, where there is one."""
    document = project.front_matter[path].document
    if document and "nav_exclude" in document.value:
        return document.problem(("nav_exclude",), "orphan-page.excluded")
    return problem(project.files[path].place, 1, 1, "orphan-page.page")


def _file(site: Site, address: str, link: Link) -> str:
    """Return the file that a relative link leads to, else an empty text."""
    try:
        target = split(link.value)
    except ValueError:
        return ""
    path = join(site.base.path + address, target.path)
    inside = path.startswith(site.base.path) and not target.host and not target.scheme
    return (judge.find(site, path[len(site.base.path) :]) or "") if inside else ""
