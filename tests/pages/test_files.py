"""The files of a docs folder: which of two with one address stays, and patterns for one file alone."""

import pytest
from docsite.pages.files import clashes, pattern
from docsite.sources.paths import DocsPath
from pathspec.gitignore import GitIgnoreSpec


@pytest.mark.parametrize(
    "path", ["README.md", "a b/README.md", "it's [1] #2 !3 *?/README.md", "a\\b.md", " x .md "]
)
def test_a_pattern_is_for_one_file_alone(path: str) -> None:
    spec = GitIgnoreSpec.from_lines(["*.txt", "!*.md", pattern(DocsPath(path))])

    assert spec.match_file(path)
    assert not any(
        map(
            spec.match_file,
            [f"x/{path}", f"{path}x", path.replace("*", "x"), "index.md"][: 3 if "*" in path else 2],
        )
    )


@pytest.mark.parametrize(
    ("paths", "flat", "expected"),
    [
        (["README.md", "index.md"], False, {"README.md": "index.md"}),
        (["a/README.md", "b/index.md", "a.md"], False, {}),
        (["a.markdown", "a.md"], False, {"a.markdown": "a.md"}),
        (["a.html", "a.md"], False, {}),
        (["a.html", "a.md"], True, {"a.html": "a.md"}),
        (
            ["README.md", "index.markdown", "index.md"],
            True,
            {"README.md": "index.md", "index.markdown": "index.md"},
        ),
        (["README.md", "index.left-out.md", "index.md"], True, {"README.md": "index.md"}),
        (["README.md", "index.markdown.left-out"], True, {}),
    ],
)
def test_the_last_one_that_is_included_stays(paths: list[str], flat: bool, expected: dict[str, str]) -> None:
    found = clashes(map(DocsPath, paths), lambda path: "left-out" not in path, flat=flat)

    assert found == expected
