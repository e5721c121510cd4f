"""A preview is what a clean build makes, byte for byte and problem for problem, whatever was saved before."""

import os
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.mini_sites import write
from tests.support.project import copy_project
from tests.support.rebuilds import Served, clean, differences, previewing, save
from tests.support.served_site import CHANGES, SITE

EVERY = [(path, text) for path, texts in CHANGES.items() for text in (*texts, SITE.get(path))]
ENDINGS = (".md", ".yml", ".json", ".txt", ".csv", ".hl7", ".svg", ".css", ".js", ".html")
STEPS = int(os.environ.get("REBUILDS", "8"))
"""Steps of the walk over the real site; more take longer and find more."""


@pytest.fixture(scope="module")
def known() -> dict[bytes, Served]:
    """Return what clean builds of the small site have made, each of which is made once."""
    return {}


def test_every_change_is_one() -> None:
    assert [path for path, texts in CHANGES.items() if path in SITE and SITE[path] in texts] == []


@pytest.mark.parametrize("path", CHANGES)
def test_each_change_alone_and_its_way_back(tmp_path: Path, path: str, known: dict[bytes, Served]) -> None:
    write(tmp_path, SITE)
    with previewing(tmp_path) as preview:
        for text in CHANGES[path]:
            for each in (text, SITE.get(path)):
                if each is None and not (tmp_path / path).exists():
                    continue
                save(tmp_path, path, each)
                assert differences(preview.saved(), clean(tmp_path, known)) == [], each
        assert preview.saved() == preview.first


@settings(max_examples=int(os.environ.get("REBUILDS", "12")))
@given(st.lists(st.lists(st.sampled_from(EVERY), min_size=1, max_size=3), min_size=2, max_size=6))
def test_any_sequence_of_changes(
    known: dict[bytes, Served], bursts: list[list[tuple[str, str | bytes | None]]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, SITE)
        with previewing(root) as preview:
            for burst in bursts:
                for path, text in burst:
                    if text is not None or (root / path).exists():
                        save(root, path, text)
                assert differences(preview.saved(), clean(root, known)) == [], burst


@pytest.mark.parametrize("name", [".a.md.swp", ".#a.md"])
def test_what_an_editor_keeps_beside_an_open_page_is_no_part_of_the_site(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    write(tmp_path, SITE)
    with previewing(tmp_path) as preview:
        caplog.clear()
        save(tmp_path, f"docs/guide/{name}", b"\0")
        assert preview.saved() == preview.first
        assert "Documentation built" not in caplog.text

        save(tmp_path, "mkdocs.yml", b"# All of it\n" + (tmp_path / "mkdocs.yml").read_bytes())
        assert preview.saved() == preview.first
        assert "Documentation built" in caplog.text


@pytest.mark.long
def test_a_walk_over_the_real_site(tmp_path: Path) -> None:
    copy_project(tmp_path)
    chance = random.Random(1)  # noqa: S311  # the same walk at every run
    files = kinds(tmp_path)
    with previewing(tmp_path) as preview:
        for step in range(STEPS):
            kind = [file for file in chance.choice(files) if file.exists()]
            done = changed(chance, chance.choice(kind), step) if kind else ""
            served = preview.saved()
            if step % 4 == 3 or step == STEPS - 1:  # a clean build takes ten times as long
                assert differences(served, clean(tmp_path)) == [], done


def kinds(root: Path) -> list[list[Path]]:
    """Return all that an author can edit, the files of each folder and ending together, so that none is forgotten."""
    every = [*(root / "docs").rglob("*.*"), *(root / "overrides").rglob("*.html"), root / "mkdocs.yml"]
    found: dict[tuple[Path, str], list[Path]] = {}
    for file in sorted(file for file in every if file.suffix in ENDINGS):
        found.setdefault((file.parent, file.suffix), []).append(file)
    return list(found.values())


def changed(chance: random.Random, file: Path, step: int) -> str:
    """Change a file in one of the ways of authors, and say how."""
    text, ways = file.read_text("utf-8"), ["word", "line", "lost", "end"]
    if file.suffix == ".html" or file.name == "mkdocs.yml":  # the others break a build
        ways = ["word", "end"]
    way = chance.choice([*ways, "moved", "title"] if file.suffix == ".md" else ways)
    lines = text.splitlines(keepends=True)
    at = chance.randrange(len(lines)) if lines else 0
    match way:
        case "word":
            file.write_text(text.replace(" the ", " that ", 1), "utf-8")
        case "line":
            file.write_text("".join([*lines[:at], lines[at] if lines else "", *lines[at:]]), "utf-8")
        case "lost":
            file.write_text("".join([*lines[:at], *lines[at + 1 :]]), "utf-8")
        case "moved":
            file.rename(file.with_name(f"moved-{step}.md"))
        case "title":
            file.write_text(text.replace("title: ", "title: New ", 1), "utf-8")
        case _:
            file.write_text(f"{text}\n# A line more, with a [link](gone-{step}.md)\n", "utf-8")
    return f"{way} of {file}"
