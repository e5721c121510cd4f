"""`hooks/main.py` is a table of contents: MkDocs' events in their order, with nothing between the lines."""

import ast

from mkdocs.plugins import EVENTS

from tests.support.project import ROOT

ORDER = [
    *("startup", "config", "pre_build", "files", "nav", "page_markdown", "page_content", "env"),
    *("post_template", "post_page", "post_build", "serve", "shutdown"),
]
TEXT = (ROOT / "hooks/main.py").read_text("utf-8")
EVENT = {
    node.name.removeprefix("on_"): node
    for node in ast.parse(TEXT).body
    if isinstance(node, ast.FunctionDef) and node.name.startswith("on_")
}


def test_events_have_their_order() -> None:
    assert list(EVENT) == [name for name in ORDER if name in EVENT]
    assert set(EVENT) < set(EVENTS)


def test_each_event_has_less_than_ten_lines() -> None:
    assert max((node.end_lineno or 0) - node.lineno + 1 for node in EVENT.values()) < 10


def test_the_file_has_at_most_120_lines() -> None:
    assert len(TEXT.splitlines()) <= 120
