"""Settings of the checks, from `extra:` of mkdocs.yml.

`rules` sets levels, `front_matter.required` the keys that each page must have, `schemes` more schemes for
links, `search` whether the index of our own search is written, `content_security_policy` whether pages have
one, `markdown` whether each page is offered as Markdown too, `leave_out` which files of the theme are not
published, `whole_guides` which guides are one page for printing too. A setting that cannot be meant stops the
build, since every verdict would rest on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from docsite.links.judge import SCHEMES
from docsite.pages.front_matter import SCHEMA
from docsite.sources.problems import RULES, Level, expected, remedy
from docsite.sources.schema import properties


@dataclass(frozen=True)
class Settings:
    """Level of each rule, required front matter keys, the schemes that links may have, and what is published.

    `*` in a pattern of `leave_out` stands for any characters, `/` too.
    """

    levels: Mapping[str, Level]
    required: tuple[str, ...] = ()
    schemes: frozenset[str] = SCHEMES
    search: bool = False
    policy: bool = False
    markdown: bool = False
    feed: bool = False
    leave_out: tuple[str, ...] = ()
    whole_guides: tuple[str, ...] = ()

    def leaves_out(self, path: str) -> bool:
        """Return whether a pattern of `leave_out` matches a file's path below the site's root."""
        return any(fnmatchcase(path, pattern) for pattern in self.leave_out)


def read(extra: Mapping[str, Any]) -> Settings:
    """Return the settings; raise ValueError with a sentence for the author where one is wrong."""
    levels = dict(RULES)
    for rule, level in _mapping(extra, "rules").items():
        if rule not in RULES:
            what = remedy(str(rule), RULES, f"Rules: {', '.join(sorted(RULES))}.")
            raise ValueError(f"mkdocs.yml sets a level for the rule '{rule}', which does not exist. {what}")
        if level not in ("problem", "note", "ignore"):
            allowed = expected(("problem", "note", "ignore"), "")
            raise ValueError(
                f"mkdocs.yml sets the level '{level}' for the rule '{rule}'; expected {allowed}."
            )
        levels[rule] = level
    required = _names(_mapping(extra, "front_matter"), "required", "extra: front_matter: required")
    keys = properties(SCHEMA)
    for key in required:
        if key not in keys:
            what = remedy(key, keys, f"Keys: {', '.join(keys)}.")
            raise ValueError(
                f"mkdocs.yml requires the front matter key '{key}', which does not exist. {what}"
            )
    schemes = {each.lower().rstrip(":") for each in _names(extra, "schemes", "extra: schemes")}
    return Settings(
        levels,
        required,
        SCHEMES | schemes,
        search=_switch(extra, "search"),
        policy=_switch(extra, "content_security_policy"),
        markdown=_switch(extra, "markdown"),
        feed=_switch(extra, "feed"),
        leave_out=_names(extra, "leave_out", "extra: leave_out"),
        whole_guides=_names(extra, "whole_guides", "extra: whole_guides"),
    )


def _switch(extra: Mapping[str, Any], key: str) -> bool:
    value = extra.get(key, False)
    if not isinstance(value, bool):
        raise ValueError(f"mkdocs.yml: 'extra: {key}:' is neither true nor false.")
    return value


def _names(values: Mapping[str, Any], key: str, name: str) -> tuple[str, ...]:
    names = values.get(key) or []
    if not isinstance(names, list) or not all(isinstance(each, str) for each in names):
        raise ValueError(
            f"mkdocs.yml: '{name}:' is not a list of names. Write each on a line of its own, after '- '."
        )
    return tuple(names)


def _mapping(extra: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = extra.get(key) or {}
    if not isinstance(value, Mapping):
        raise ValueError(f"mkdocs.yml: 'extra: {key}:' is not a mapping. Write one 'key: value' a line.")
    return value
