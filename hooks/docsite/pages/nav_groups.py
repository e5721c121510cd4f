"""The groups of the menu: which one an entry of its outermost level is in.

Their names and order are a setting. A page directly below docs/, or the index of a folder there, names its own in
`nav_group`; what is below a folder is where the folder is.
"""

from collections.abc import Iterator, Mapping, Sequence
from posixpath import basename

from docsite.pages.front_matter import SCHEMA, FrontMatter
from docsite.sources import schema
from docsite.sources.paths import DocsPath
from docsite.sources.problems import Problem, did_you_mean
from docsite.sources.wording import one_of

KEY = "nav_group"


def is_outermost(path: str) -> bool:
    """Return whether a page is an entry of the menu's outermost level."""
    return path.count("/") == 0 or (path.count("/") == 1 and basename(path) in ("index.md", "README.md"))


def check(matters: Mapping[DocsPath, FrontMatter], groups: Sequence[str]) -> Iterator[Problem]:
    """Yield a problem for each page that names no group, another than there is, or has no place for one."""
    if not groups:
        return
    for path, matter in matters.items():
        document = matter.document
        if document is None:
            continue
        if KEY in document.value and not is_outermost(path):
            yield document.problem((KEY,), "unknown-key.nav-group")
        elif matter.nav_group is not None and matter.nav_group not in groups:
            values = {"name": f"'{KEY}'", "allowed": one_of(groups, "one of 'nav_groups' in mkdocs.yml")}
            meant = did_you_mean(matter.nav_group, groups)
            yield document.at_value(
                (KEY,),
                "unknown-value.value",
                suggestion=meant,
                actual=schema.quoted(matter.nav_group),
                **values,
            )
        elif is_outermost(path) and not matter.nav_exclude and KEY not in document.value:
            yield schema.missing(document, (), "front matter", KEY, schema.properties(SCHEMA))
