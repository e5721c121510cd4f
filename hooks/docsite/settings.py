"""Settings of the hook, from `extra: docsite:` of mkdocs.yml, described in `schemas/settings.schema.json`.

A setting that is wrong is a problem at its place, and the build goes on as if it were not there.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from docsite.links.judge import SCHEMES
from docsite.pages import front_matter
from docsite.sources import mkdocs_validation as validation
from docsite.sources import schema
from docsite.sources.mkdocs_validation import Wanted
from docsite.sources.problems import RULES, Level, Problem, did_you_mean
from docsite.sources.schema_look import Schema, alone
from docsite.sources.source import Source
from docsite.sources.yaml_text import Document, Step

KEY = "docsite"
SCHEMA = schema.SCHEMAS / "settings.schema.json"
_PLACE = ("extra", KEY)
_LEVELS = get_args(Level)


@dataclass(frozen=True)
class Settings:
    """What a site wants of the hook.

    Attributes:
        levels: Of every rule.
        leaves_nav: Whether MkDocs judges `nav:` itself.
        navigation: Whether front matter orders the menu, where mkdocs.yml has no `nav:`.
        redirects: Whether `redirect_from` makes old addresses point to a page.
        fences: Whether pages show data by fences, and that data is checked.
        front_matter: Whether front matter is held to its schema.
        keys: More keys of front matter than the schema has.
        required: Front matter keys that each page must have.
        schemes: That links may have.
        abbreviations: The file that defines those of all pages, as a path below docs/; empty where there is none.
        glossary: The page that explains terms and these abbreviations, likewise.
        leave_out: Patterns of files that are not published; `*` is any characters, `/` too.
        print_guides: Folders whose pages make one page for printing, in the first of them.
        downloads: The folder, as a path from mkdocs.yml, whose files the site offers, since they were made of it; empty
            where there is none.
        nav_groups: Of the outermost level of the menu, in their order.
        problems: What is wrong with the settings.
        documents: Where they are written, the nearest first; their paths begin below `extra: docsite:`.
    """

    levels: Mapping[str, Level]
    leaves_nav: bool = False
    navigation: bool = False
    redirects: bool = False
    fences: bool = False
    front_matter: bool = False
    keys: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    schemes: frozenset[str] = SCHEMES
    abbreviations: str = ""
    glossary: str = ""
    search: bool = False
    content_security_policy: bool = False
    markdown: bool = False
    feed: bool = False
    whole_names: bool = False
    reading_aids: bool = False
    leave_out: tuple[str, ...] = ()
    print_guides: tuple[tuple[str, ...], ...] = ()
    downloads: str = ""
    nav_groups: tuple[str, ...] = ()
    problems: Sequence[Problem] = ()
    documents: Sequence[Document] = ()

    def leaves_out(self, path: str) -> bool:
        """Return whether a pattern of `leave_out` matches a file's path below the site's root."""
        return any(fnmatchcase(path, pattern) for pattern in self.leave_out)


def asks_for_fences(extra: Mapping[str, Any]) -> bool:
    """Return whether `extra:` of mkdocs.yml switches the fences on, before any file is read."""
    return _mapping(extra, KEY).get("fences") is True


def read(
    extra: Mapping[str, Any], documents: Iterable[Document], wanted: Wanted = MappingProxyType({})
) -> Settings:
    """Return the settings in `extra:` as MkDocs has it; `documents` are the files that it was read from.

    `wanted` is what the site has set for MkDocs' own link check: it holds where `rules` says nothing else.
    """
    given = extra.get(KEY)
    own = [_below(document) for document in documents if isinstance(document.value.get("extra"), dict)]
    own = [each for each in own if each.places] or [Document(given, Source("mkdocs.yml", ""), {})]
    found = [problem for document in own for problem in schema.check(document, _validator(), f"'{KEY}'")]
    if not found and given is not None:  # another plugin may have set what no file has
        found = [*schema.check(Document(given, own[0].source, own[0].places), _validator(), f"'{KEY}'")]
    values = given if isinstance(given, dict) else {}
    levels = {rule: level for rule, level in _mapping(values, "rules").items() if rule in RULES}
    schemes = {each.lower().rstrip(":") for each in _texts(values.get("schemes"))}
    known = schema.properties(front_matter.SCHEMA)
    return Settings(
        levels={
            **RULES,
            **validation.levels(wanted),
            **{rule: level for rule, level in levels.items() if level in _LEVELS},
        },
        leaves_nav=validation.leaves_nav(wanted),
        navigation=values.get("navigation") is True,
        redirects=values.get("redirects") is True,
        fences=values.get("fences") is True,
        front_matter="front_matter" in values,
        keys=_texts(_mapping(values, "front_matter").get("keys")),
        required=tuple(
            key for key in _texts(_mapping(values, "front_matter").get("required")) if key in known
        ),
        schemes=SCHEMES | schemes,
        abbreviations=_text(values, "abbreviations"),
        glossary=_text(values, "glossary"),
        search=values.get("search") is True,
        content_security_policy=values.get("content_security_policy") is True,
        markdown=values.get("markdown") is True,
        feed=values.get("feed") is True,
        whole_names=values.get("whole_names") is True,
        reading_aids=values.get("reading_aids") is True,
        leave_out=_texts(values.get("leave_out")),
        print_guides=tuple(filter(None, map(_texts, _list(values.get("print_guides"))))),
        downloads=_text(values, "downloads"),
        nav_groups=_texts(values.get("nav_groups")),
        problems=found,
        documents=own,
    )


def unused_patterns(settings: Settings, left_out: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each pattern of `leave_out` that matched none of the files left out."""
    for number, pattern in enumerate(settings.leave_out):
        if not any(fnmatchcase(path, pattern) for path in left_out):
            yield _problem(settings, ("leave_out", number), "unused-pattern.pattern", pattern=pattern)


def no_abbreviations(settings: Settings, docs: Path) -> Iterator[Problem]:
    """Yield a problem where the file with the abbreviations of all pages, or the glossary, does not exist."""
    for key, file in (("abbreviations", settings.abbreviations), ("glossary", settings.glossary)):
        if file and not (docs / file).is_file():
            yield _problem(settings, (key,), "unused-pattern.file", file=file)


def no_downloads(settings: Settings, root: Path) -> Iterator[Problem]:
    """Yield a problem where the folder with the files to download does not exist."""
    folder = settings.downloads
    if folder and not (root / folder).is_dir():
        yield _problem(settings, ("downloads",), "unused-pattern.downloads", folder=folder)


def empty_guides(settings: Settings, pages: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each folder of `print_guides` that has none of the pages, given below docs/."""
    folders = {folder for path in pages for folder in _folders(path)}
    for number, guide in enumerate(settings.print_guides):
        for index, folder in enumerate(guide):
            if folder not in folders:
                values = {"folder": folder, "suggestion": did_you_mean(folder, folders)}
                yield _problem(settings, ("print_guides", number, index), "unknown-page.folder", **values)


def _folders(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _problem(settings: Settings, path: tuple[Step, ...], name: str, **values: Any) -> Problem:
    own = next((each for each in settings.documents if path in each.places), settings.documents[0])
    return own.problem(path, name, **values)


def _below(document: Document) -> Document:
    """Return the part of a configuration file that has our settings; it has no places where there are none."""
    depth = len(_PLACE)
    places = {path[depth:]: offset for path, offset in document.places.items() if path[:depth] == _PLACE}
    return Document(document.value["extra"].get(KEY), document.source, places)


@cache
def _validator() -> Schema:
    """Return the validator of the settings, which knows the rules and the keys of front matter."""
    described = json.loads(SCHEMA.read_text(encoding="utf-8"))
    known = described["properties"]
    known["rules"]["properties"] = {rule: {"enum": list(_LEVELS)} for rule in RULES}
    required = known["front_matter"]["properties"]["required"]
    required["items"]["enum"] = list(schema.properties(front_matter.SCHEMA))
    return alone(described)


def _mapping(values: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = values.get(key)
    return value if isinstance(value, dict) else {}


def _text(values: Mapping[str, Any], key: str) -> str:
    value = values.get(key)
    return value if isinstance(value, str) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(each for each in _list(value) if isinstance(each, str))
