"""`mkdocs.yml` and the files that it inherits from, read with positions and without MkDocs."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from docsite.sources import yaml_text
from docsite.sources.paths import repo_path
from docsite.sources.problems import Checked, Problem
from docsite.sources.source import decode
from docsite.sources.yaml_depth import LOADER
from docsite.sources.yaml_text import Document

_INHERITED = "INHERIT"


def read(file: Path) -> Checked[list[Document]]:
    """Return a configuration file and those that it inherits from, the nearest first, as far as they can be read.

    A value with a tag of MkDocs is None, but for the default of `!ENV [NAME, default]`.
    """
    documents: list[Document] = []
    problems: list[Problem] = []
    waiting = [file]
    while waiting and len(documents) < 10:  # a circle is MkDocs' to report
        current = waiting.pop()
        source = decode(repo_path(current, file.parent), current.read_bytes()).value
        found, faults = yaml_text.load(source, source.text, 0, source.path, _loader())
        problems += faults
        if found is not None and isinstance(found.value, dict):
            documents.append(found)
            if isinstance(inherited := found.value.get(_INHERITED), str):
                waiting = [each for each in [current.parent / inherited] if each.is_file()]
    return Checked(documents, problems)


def merged(documents: Sequence[Document]) -> Mapping[str, Any]:
    """Return the settings of configuration files as MkDocs merges them: mappings key by key, all else as a whole."""
    settings: Any = {}
    for document in reversed(documents):
        settings = _merged(settings, document.value)
    return {key: value for key, value in settings.items() if key != _INHERITED}


def _merged(base: Any, over: Any) -> Any:
    if not isinstance(base, dict) or not isinstance(over, dict):
        return over
    return {**base, **{key: _merged(base.get(key), value) for key, value in over.items()}}


def _loader() -> Any:
    loader: Any = type("Loader", (LOADER,), {})
    loader.add_multi_constructor("", _untagged)
    return loader


def _untagged(loader: yaml.SafeLoader, _: str, node: yaml.Node) -> Any:
    values = loader.construct_sequence(node, deep=True) if isinstance(node, yaml.SequenceNode) else []
    return values[-1] if values else None
