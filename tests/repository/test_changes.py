"""Whoever changes a specification or schema tells integrators: an entry of the page of changes covers it."""

import hashlib
import json
import os
from pathlib import Path

import pytest
import yaml
from docsite.outputs import feed
from docsite.sources import source

from tests.support.project import ROOT

KEPT = Path(__file__).with_name("specs.sha256")
CHANGES = ROOT / "docs" / feed.PAGE
WATCHED = ("docs/specs/hl7/**/*.yml", "docs/specs/codes/*.yml", "docs/specs/csv/*.yml", "docs/schemas/*.json")

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C it takes a tenth of the time
HEADING = "'## YYYY-MM-DD: what changed' in docs/changes.md"


def digests(root: Path) -> dict[str, str]:
    """Return the digest of what each file says, by path: comments and layout do not count."""
    files = sorted(file for pattern in WATCHED for file in root.glob(pattern))
    return {file.relative_to(root).as_posix(): digest(file.read_text("utf-8")) for file in files}


def digest(text: str) -> str:
    """Return the digest of the data of YAML or JSON, which is YAML too."""
    data = yaml.load(text, Loader=LOADER)  # noqa: S506  # both are safe
    return hashlib.sha256(json.dumps(data, default=str).encode()).hexdigest()


def kept(file: Path) -> dict[str, tuple[str, str]]:
    """Return digest and date of the entry that covers it, by path."""
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    return {path: (digest, date) for digest, date, path in (line.split(maxsplit=2) for line in lines)}


def dates(file: Path) -> list[str]:
    return [entry.date for entry in feed.entries(source.decode(file.name, file.read_bytes())[0])]


def faults(now: dict[str, str], before: dict[str, tuple[str, str]], entries: list[str]) -> list[str]:
    """Return a sentence for each file whose content no entry covers."""
    found = []
    for path in sorted(now.keys() | before.keys()):
        digest, date = before.get(path, ("", ""))
        if now.get(path, "") != digest:
            what = "is new" if not digest else "has changed" if path in now else "is gone"
            since = f" since the entry of {date}" if date else ""
            cure = (
                f"Tell integrators under a heading {HEADING}, then run 'make golden' and commit {KEPT.name}"
            )
            found.append(f"{path} {what}{since}. {cure}.")
        elif date not in entries:
            found.append(
                f"{path} is covered by an entry of {date}, which is gone. Write it again: {HEADING}."
            )
    return found


def test_an_entry_covers_every_specification_and_schema() -> None:
    now, before, entries = digests(ROOT), kept(KEPT), dates(CHANGES)
    if os.environ.get("UPDATE_GOLDEN"):
        covered = {
            path: before[path] if before.get(path, ("", ""))[0] == digest else (digest, max(entries))
            for path, digest in now.items()
        }
        lines = (f"{digest}  {date}  {path}\n" for path, (digest, date) in covered.items())
        KEPT.write_text("".join(lines), "utf-8")
        before = covered
    found = faults(now, before, entries)

    assert found == [], "\n".join(found)


def test_a_comment_is_no_change_and_another_value_is_one() -> None:
    assert digest("# A comment.\na:  1  # one\n") == digest("a: 1\n") == digest('{"a": 1}')
    assert digest("a: 1\n") != digest("a: 2\n") != digest("b: 2\n")
    assert digest("a: [1, 2]\n") != digest("a: [2, 1]\n")


@pytest.mark.parametrize(
    ("now", "before", "entries", "begin"),
    [
        ({"a": "1"}, {"a": ("1", "2026-11-24")}, ["2026-11-24"], ""),
        (
            {"a": "2"},
            {"a": ("1", "2026-11-24")},
            ["2026-11-24"],
            "a has changed since the entry of 2026-11-24. Tell",
        ),
        ({"a": "1"}, {}, ["2026-11-24"], "a is new. Tell integrators under a heading '## YYYY-MM-DD: what"),
        ({}, {"a": ("1", "2026-11-24")}, ["2026-11-24"], "a is gone since the entry of 2026-11-24. Tell"),
        (
            {"a": "1"},
            {"a": ("1", "2026-11-24")},
            [],
            "a is covered by an entry of 2026-11-24, which is gone.",
        ),
    ],
)
def test_a_change_without_entry_is_told(
    now: dict[str, str], before: dict[str, tuple[str, str]], entries: list[str], begin: str
) -> None:
    found = faults(now, before, entries)

    assert [each[: len(begin)] for each in found] == ([begin] if begin else [])
