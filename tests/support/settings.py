"""The settings of small sites, most of which are equal: MkDocs reads YAML in Python, a tenth of a small build."""

from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from mkdocs.utils import yaml as reader


def keep(patch: pytest.MonkeyPatch) -> None:
    """Let MkDocs parse each text of settings once; what it makes of one is made at every build."""
    known: dict[str | bytes, yaml.Node | None] = {}

    def load(source: Any, Loader: Any) -> Any:  # noqa: N803  # as PyYAML has it
        text = source if isinstance(source, str) else source.read()
        try:
            if text not in known:
                known[text] = yaml.compose(text, Loader)
            node, loader = known[text], Loader("")
            return None if node is None else loader.construct_document(node)
        except yaml.YAMLError:  # which names the file
            if not isinstance(source, str):
                source.seek(0)
            return yaml.load(source, Loader)  # noqa: S506  # as MkDocs does

    patch.setattr(reader, "yaml", SimpleNamespace(**{**vars(yaml), "load": load}))
