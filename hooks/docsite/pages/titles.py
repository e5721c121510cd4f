"""Titles of pages as MkDocs shows them: from front matter, a heading at the top, or the file name.

They are HTML, as MkDocs' are: a heading's text has character references, and themes print a title as it is.
"""

import re
from posixpath import basename, dirname, splitext

import markdown

from docsite.pages.files import PAGE_EXTENSIONS
from docsite.pages.front_matter import FrontMatter, bare
from docsite.sources.source import FRONT_MATTER, Source

_DEFINITION = re.compile(r"(?:[ ]{0,3}\*?\[[^\]\n]+\]:.*\n+)+")
_HEADING = re.compile(r"#(?!#)(?P<hash>.*)(?:\n|\Z)|(?P<line>(?![ ]{4}|\t).+)\n=+[ ]*(?:\n|\Z)")
_MARKUP = re.compile(r"[\\`*_\[\]<>&!{]")
_IMAGE = re.compile(r"<img(?=[^<>]*?\balt=\"([^\"]*)\")[^<>]*>")
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<[^>]*(?:>|\Z)", re.DOTALL)


def title(path: str, source: Source, front_matter: FrontMatter) -> str:
    """Return the title of a page; an index without one is called as its folder."""
    return front_matter.title or _of_heading(source, front_matter) or of_path(path)


def _of_heading(source: Source, front_matter: FrontMatter) -> str:
    """Return the text of the heading that a page begins with, if it has one."""
    block = FRONT_MATTER.match(source.text) if front_matter.document else None
    start = block.end() if block else max((match.end() for match in bare(source.text)), default=0)
    body = source.text[start:].lstrip("\n")
    if definitions := _DEFINITION.match(body):
        body = body[definitions.end() :]
    heading = _HEADING.match(body)
    if heading is None:
        return ""
    text = ((heading["hash"] or "").rstrip("#") or heading["line"] or "").strip()
    if not _MARKUP.search(text):
        return text
    html = markdown.markdown(f"# {text}", extensions=["attr_list"])
    return " ".join(_TAG.sub("", _IMAGE.sub(r"\1", html)).split())


def of_path(path: str) -> str:
    """Return the title that a page or folder has by its name alone."""
    name = splitext(basename(path))[0] if path.endswith(PAGE_EXTENSIONS) else basename(path)
    return of_path(dirname(path)) if name in ("index", "README") else _of_name(name)


def _of_name(name: str) -> str:
    """Return dashes and underscores as spaces, capitalized if all is lower case, as MkDocs does."""
    words = name.replace("-", " ").replace("_", " ")
    return (words.capitalize() if words.lower() == words else words) or "Home"
