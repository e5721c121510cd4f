"""Files of the built site that no author writes: the same bytes on every system and at any time."""

from pathlib import Path

import pytest

from tests.support.mini_sites import Mini

PAGES = {
    "docs/index.md": "# Home\n\n[gone](gone.md)\n",
    "docs/guide/index.md": "---\nredirect_from: [/old/]\n---\n# Guide\n\nText\n",
}
EVERYTHING = {
    "extra": {"docsite": {"search": True, "markdown": True, "print_guides": [["guide"]]}},
    "theme": "mkdocs",
}


def test_lines_end_alike_on_every_system(mini: Mini, monkeypatch: pytest.MonkeyPatch) -> None:
    write_text = Path.write_text

    def on_windows(file: Path, text: str, encoding: str, newline: str | None = None) -> int:
        return write_text(file, text, encoding=encoding, newline=newline or "\r\n")

    monkeypatch.setattr(Path, "write_text", on_windows)
    site = mini(PAGES, **EVERYTHING).site
    written = [file for file in site.rglob("*") if file.suffix in (".html", ".js", ".md", ".txt", ".json")]

    assert {"print.html", "index.js", "index.md", "llms.txt"} <= {file.name for file in written}
    assert [file for file in written if b"\r\n" in file.read_bytes()] == []


def test_a_guide_to_print_is_the_same_at_any_time(mini: Mini, monkeypatch: pytest.MonkeyPatch) -> None:
    made = set()
    for time in ("0", "1700000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", time)
        made.add(mini(PAGES, **EVERYTHING).html("guide/print.html"))

    assert len(made) == 1
