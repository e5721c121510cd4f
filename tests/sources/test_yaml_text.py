"""YAML text: what its reader cannot take is a problem, not the end of the build."""

import pytest
from docsite.sources import yaml_text
from docsite.sources.problems import line
from docsite.sources.source import Source

from tests.support.mini_sites import Mini

NESTED = ["[", "{a: ", "- ", "? ", "&a [", "[\n", "? - "]
"""What opens a value in a value; some of it has to end the interpreter where nothing is done about it."""


def lines(text: str) -> list[str]:
    source = Source("a.yml", text)
    return [line(problem) for problem in yaml_text.load(source, text, 0, "the file")[1]]


@pytest.mark.parametrize("piece", NESTED)
def test_text_that_is_nested_too_deeply_is_told(piece: str) -> None:
    assert lines(f"# A\n{piece * 60_000}") == [
        "a.yml:1:1: the file is nested too deeply. Use fewer levels. [invalid-yaml]"
    ]


def test_lines_that_are_nested_too_deeply_are_told() -> None:
    assert lines("".join(f"{' ' * number}a:\n" for number in range(1500))) == [
        "a.yml:1:1: the file is nested too deeply. Use fewer levels. [invalid-yaml]"
    ]


@pytest.mark.parametrize(
    "text", ["[1]\n, " * 2000, "- [a, {b: c}]\n" * 2000, f"a: '{'[' * 60_000}'", f"# {'{' * 60_000}"]
)
def test_text_that_has_many_values_is_read(text: str) -> None:
    assert "too deeply" not in "".join(lines(text))


@pytest.mark.parametrize(
    "block", [f"title: {'[' * 30_000}", "[" * 30_000, f"title: A\ntags:\n  {'- ' * 60_000}"]
)
def test_a_page_with_such_front_matter_is_built(mini: Mini, block: str) -> None:
    outcome = mini({"docs/index.md": f"---\n{block}\n---\n# Home\n"})

    assert outcome.lines == [
        "docs/index.md:2:1: front matter is nested too deeply. Use fewer levels. [invalid-yaml]"
    ]
    assert "Home</h1>" in outcome.html("index.html")
