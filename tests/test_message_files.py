"""`python -m docsite message FILE...`: the findings of a reader's message in a shell, and its exit status."""

import io
import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from docsite import __main__ as shell
from docsite import message_files

from tests.support.project import DOCS, ROOT

ARGUMENTS = ["message", "--config", str(ROOT / "mkdocs.yml")]
SAMPLE = (DOCS / "samples/hl7/oru-r01-discrete.hl7").read_text("utf-8").replace("\n", "\r")


@pytest.fixture(scope="module", autouse=True)
def _rules() -> Iterator[None]:
    """Read the specifications once for all messages; each shell would read the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(message_files, "_engine", cache(message_files._engine))
        yield


def test_a_right_message_says_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "result.hl7"
    file.write_bytes(SAMPLE.encode())
    assert shell.main([*ARGUMENTS, str(file)]) == 0
    assert capsys.readouterr().out == ""


def test_levels_and_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "result.hl7"
    file.write_bytes(SAMPLE.replace("ORC|RE|", "ORC|re|").encode())
    assert shell.main([*ARGUMENTS, str(file)]) == 0
    assert capsys.readouterr().out == (
        f"{file}:4:5: warning: ORC-1 is 're' in the wrong case. Did you mean 'RE'? [wrong-case]\n"
    )
    file.write_bytes(SAMPLE.replace("ORC|RE|", "ORC||").encode())
    assert shell.main([*ARGUMENTS, str(file)]) == 1
    assert capsys.readouterr().out == (
        f"{file}:4:5: error: ORC-1 Order Control is required in ORU^R01. Add it. [missing-field]\n"
    )


def test_the_standard_input_and_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"OrderControlCode": "NW"}')))
    assert shell.main([*ARGUMENTS, "--json", "-"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [each["rule"] for each in found] == ["missing-key", "missing-key"]
    assert found[0]["file"] == "-"


def test_a_file_that_is_not_there_and_an_unknown_kind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shell.main([*ARGUMENTS, str(tmp_path / "none.hl7")]) == 2
    assert shell.main([*ARGUMENTS, "--kind", "nothing", str(tmp_path)]) == 2
    assert "there is no kind 'nothing'. Use one of: orm-o01, " in capsys.readouterr().err
