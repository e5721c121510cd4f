"""Each symptom has the same parts in the same order, and says what happens after the remedy."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html

ORDER = ("Symptom.", "table", "What happens next.", "Ask")
"""The parts of a section: a table, and the paragraphs that begin with such bold words."""

GUIDE = "See 'When something goes wrong' in docs/contributing/writing.md."


def faults(article: Any) -> Iterator[str]:
    """Yield the name of each section that lacks a part, has one twice, or has them in another order."""
    for heading in article.xpath(".//h2"):
        blocks = list(blocks_below(heading))
        found = tuple(part for part in map(part_of, blocks) if part in ORDER)
        if found != ORDER:
            yield f"{heading.get('id')}: {', '.join(found)}"
        elif part_of(blocks[0]) != ORDER[0] or part_of(blocks[-1]) != ORDER[-1]:
            yield f"{heading.get('id')}: more before {ORDER[0]} or after {ORDER[-1]}"
        elif part_of(blocks[[each.tag for each in blocks].index("table") + 1]) != ORDER[2]:
            yield f"{heading.get('id')}: more between the table and {ORDER[2]}"


def blocks_below(heading: Any) -> Iterator[Any]:
    """Yield the blocks of a section."""
    start = heading.getparent() if heading.getparent().get("class") == "heading" else heading
    for block in start.itersiblings():
        if block.tag == "h2" or block.get("class") in {"heading", "page-foot"}:
            return
        yield block


def part_of(block: Any) -> str:
    """Return which part a block is: the bold words with which a paragraph begins, or the name of its tag."""
    first = block[0] if block.tag == "p" and len(block) and not (block.text or "").strip() else block
    return str(first.text_content() if first.tag == "strong" else block.tag)


def test_each_symptom_says_what_happens_next(site: Path) -> None:
    page: Any = html.fromstring((site / "trouble/index.html").read_bytes())
    article = page.xpath("//article")[0]

    assert len(article.xpath(".//h2")) >= 45
    assert list(faults(article)) == [], f"docs/trouble/index.md: {', '.join(ORDER)} are the parts. {GUIDE}"


SYMPTOM = "<p><strong>Symptom.</strong> It stops.</p>"
TABLE = "<table><tr><td>A <strong>cause</strong></td></tr></table>"
NEXT = "<p><strong>What happens next.</strong> It goes on.</p>"
ASK = "<p><strong>Ask</strong> IRIS Support.</p>"


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        (SYMPTOM + "<p>A note.</p>" + TABLE + NEXT + "<p>Another <strong>Ask</strong>.</p>" + ASK, []),
        (SYMPTOM + TABLE + ASK, ["a: Symptom., table, Ask"]),
        (SYMPTOM + NEXT + TABLE + ASK, ["a: Symptom., What happens next., table, Ask"]),
        (
            SYMPTOM + TABLE + NEXT + NEXT + ASK,
            ["a: Symptom., table, What happens next., What happens next., Ask"],
        ),
        ("<p>A note.</p>" + SYMPTOM + TABLE + NEXT + ASK, ["a: more before Symptom. or after Ask"]),
        (SYMPTOM + TABLE + NEXT + ASK + "<p>A note.</p>", ["a: more before Symptom. or after Ask"]),
        (
            SYMPTOM + TABLE + "<p>A note.</p>" + NEXT + ASK,
            ["a: more between the table and What happens next."],
        ),
    ],
)
def test_a_section_of_another_form_is_named(section: str, expected: list[str]) -> None:
    last = f'<div class="heading"><h2 id="b">B</h2></div>{SYMPTOM}{TABLE}{NEXT}{ASK}<p class="page-foot">Foot</p>'
    article = html.fromstring(
        f'<article><div class="heading"><h2 id="a">A</h2></div>{section}{last}</article>'
    )

    assert list(faults(article)) == expected
