"""Every rule does what its section of docs/contributing/rules.md says: bad example, message, good example.

An example is a site of its own, or a change to this project's own data, written as a `diff` of lines. Outputs
are rewritten by UPDATE_GOLDEN=1. Where a change to this project's data is reported depends on the lines before it,
so there the line is that of the change, whatever number the page has; all else is as on the page.
"""

import os
import re
from pathlib import Path

import pytest
import yaml
from docsite.sources import configuration
from docsite.sources.problems import RULES

from tests.support import examples, places
from tests.support import sources as copies
from tests.support.examples import Part
from tests.support.mini_sites import build, complete
from tests.support.project import ROOT
from tests.support.sources import Sources

PAGE = ROOT / "docs" / "contributing" / "rules.md"
SECTIONS = examples.sections(PAGE.read_text("utf-8"))
REAL = configuration.merged(configuration.read(ROOT / "mkdocs.yml").value)
NEEDED = {path: (ROOT / path).read_bytes() for path in ("docs/assets/favicon.svg", "docs/assets/logo.svg")}
NEEDED |= {"docs/includes/abbreviations.md": b""}  # the setting names it
ELSEWHERE = {
    # rule, file, text with the mark where the problem is expected, where that is not the only added line
    "lost-address": ("docs/specs/addresses.txt", "⟦lost-address⟧/basic/csv-imports/\n"),
    "pasted-sample": (
        "docs/hl7/orders.md",
        "⟦pasted-sample⟧```hl7\nMSH|^~\\&|ACME|TESTHOSP||IRIS|20250310091200|",
    ),
    "repeated-table": (
        "docs/hl7/orders.md",
        "orm-o01 DG1\n```\n\n⟦repeated-table⟧```hl7-segment\norm-o01 DG1\n```",
    ),
    "unknown-sample": ("docs/samples/json/index.yml", "- file: ⟦unknown-sample⟧order-new-unwritten.json"),
    "unlisted-address": ("docs/specs/addresses.txt", "⟦unlisted-address⟧/basic/file-names/\n"),
    "unused-segment": ("docs/specs/hl7/ack.yml", "- {segment: ⟦unused-segment⟧ERR,"),
}
NAMES = [name for name in SECTIONS if re.fullmatch(r"[a-z0-9-]+", name)]


def halves(name: str) -> tuple[list[Part], list[Part]]:
    """Return the parts of a section before and after the word "Right:"."""
    parts = SECTIONS[name]
    index = next(number for number, part in enumerate(parts) if part.text == "Right:")
    return parts[:index], parts[index:]


def output(parts: list[Part]) -> list[str]:
    """Return the lines that a section promises."""
    (shown,) = [part for part in parts if part.language == "text" and not part.title]
    return shown.text.splitlines()


def content(text: str) -> bytes:
    r"""Return a file's content: `\xE9` is a byte, and `;` keeps this page from following an include."""
    data = re.sub(r"^([ \t]*);(?=-+8<-)", r"\1", text, flags=re.MULTILINE).encode()
    return re.sub(rb"\\x([0-9A-F]{2})", lambda match: bytes.fromhex(match[1].decode()), data)


def site(parts: list[Part]) -> dict[str, str | bytes]:
    """Return the files of an example, with a home page where it has none and all features of the real site."""
    files = {path: content(text) for path, text in examples.files(parts).items()}
    settings = featured(files.pop("mkdocs.yml", b"").decode())
    return {"docs/index.md": b"# Home\n", "mkdocs.yml": settings, **NEEDED, **files}


def featured(settings: str) -> str:
    """Return an mkdocs.yml with the theme, Markdown extensions and switches of the real one, its own lines first."""
    switches = "".join(
        f"    {key}: true\n" for key, value in REAL["extra"]["docsite"].items() if value is True
    )
    switches += "" if "front_matter:" in settings else "    front_matter:\n"
    if re.search(r"^extra:$", settings, re.MULTILINE):
        settings = re.sub(
            r"^extra:\n(?: .*\n)+", lambda match: match[0] + switches, settings, flags=re.MULTILINE
        )
    else:
        settings += f"extra:\n  docsite:\n{switches}"
    own = yaml.safe_load(settings)
    # overrides/ draws the buttons of the palette without the icons that the theme's own template needs
    theme = {key: value for key, value in REAL["theme"].items() if key not in ("custom_dir", "palette")}
    features = {"theme": theme, "site_url": "https://example.org/"}
    features |= {key: REAL[key] for key in ("markdown_extensions", "exclude_docs")}
    return settings + yaml.safe_dump({key: value for key, value in features.items() if key not in own})


def changed(sources: Sources, path: str, old: str, new: str) -> list[str]:
    """Return what is told of this project's sources where lines of a file are others."""
    before = sources.text(path)
    assert f"\n{old}" in f"\n{before}", f"{path} has no lines\n{old}"
    return copies.told(sources, {path: replaced(before, old, new)})


def replaced(text: str, old: str, new: str) -> str:
    """Return a text with other lines instead of the first that are `old`."""
    return f"\n{text}".replace(f"\n{old}", f"\n{new}", 1)[1:]


def sides(diff: Part) -> tuple[str, str]:
    """Return the lines of a diff as they were and as they are."""
    lines = diff.text.splitlines(keepends=True)
    old = "".join(each[1:] for each in lines if each[0] in "- ")
    return old, "".join(each[1:] for each in lines if each[0] in "+ ")


def told(name: str, sources: Sources, root: Path) -> tuple[list[str], list[str]]:
    """Return what is told of the bad example of a rule, and of the good one."""
    bad, good = halves(name)
    diffs = [part for part in bad if part.language == "diff"]
    if not diffs:
        outcomes = [
            build(root / half, complete(site(parts))) for half, parts in (("bad", bad), ("good", good))
        ]
        return outcomes[0].lines, outcomes[1].lines
    (diff,) = diffs
    (right,) = examples.files(good).values()
    old, new = sides(diff)
    return changed(sources, diff.title, old, new), changed(sources, diff.title, old, right)


def expected(name: str, sources: Sources) -> list[str]:
    """Return what a section promises, with the lines that the problems have in this project's own data now."""
    lines = output(halves(name)[0])
    diffs = [part for part in halves(name)[0] if part.language == "diff"]
    if not diffs:
        return lines
    (diff,) = diffs
    old, new = sides(diff)
    before = sources.text(diff.title)
    kept = [each for each in diff.text.splitlines() if each[0] in "+ "]
    path, place = diff.title, 0
    if name in ELSEWHERE:
        path, snippet = ELSEWHERE[name]
        text = replaced(before, old, new) if path == diff.title else sources.text(path)
        place = places.located(text, snippet)[0].line
    elif path.endswith(".yml") and any(each[0] == "+" for each in kept):
        (added,) = [number for number, each in enumerate(kept, 1) if each[0] == "+"]
        place = before.count("\n", 0, f"\n{before}".index(f"\n{old}")) + added
    return [
        re.sub(rf"^({re.escape(path)}):\d+:", rf"\g<1>:{place}:", each) if place else each for each in lines
    ]


def test_every_rule_has_a_section_and_every_section_a_rule() -> None:
    assert sorted(RULES) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_rule(name: str, sources: Sources, tmp_path: Path) -> None:
    bad, good = told(name, sources, tmp_path)
    if os.environ.get("UPDATE_GOLDEN"):
        rewrite(name, bad)
    else:
        assert bad == expected(name, sources)
    assert good == []
    assert any(each.endswith(f" [{name}]") for each in bad)


@pytest.mark.parametrize("name", NAMES)
def test_a_section_says_why(name: str) -> None:
    words = " ".join(part.text for part in halves(name)[0] if part.language is None)
    assert re.search(r"[A-Z][^.]+\.", words)


def rewrite(name: str, lines: list[str]) -> None:
    """Write lines into the output of a section."""
    text = PAGE.read_text("utf-8")
    start = text.index(f"\n## {name}\n")
    begin = text.index("\n```text\n", start) + len("\n```text\n")
    end = text.index("```\n", begin)
    PAGE.write_text(text[:begin] + "".join(f"{each}\n" for each in lines) + text[end:], encoding="utf-8")
