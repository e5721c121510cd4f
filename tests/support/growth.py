"""How long parsers and checks take as their input grows: with its length alone, or one odd file would hang a build."""

import time
from collections.abc import Callable, Iterator
from functools import partial

from docsite.links import first_look, markers
from docsite.sources import er7, suppressions
from docsite.sources.source import Source

from tests.support.hl7_data import files, notes, reading
from tests.support.verdicts import Line

GROWTH = 10
BAR = 40  # times as long for ten times as much: far from ten, since short times are uncertain, and from a hundred
LONGEST = 3.0  # seconds for the longer input
SEGMENTS = ["OBX|1|ST|A^B~C^D\\T\\|", "OBX|" + "\\Z\\" * 20, "OBX|\\a\\b\\c|", "OBX|" + "^&~" * 20]
PIECES = ["[", "](", "`", "``", "<a ", "<!--", "[a][", "url(", "![", "> ", "\\", "srcset='", "a@"]
SAMPLE = "samples/hl7/oru-r01-discrete.hl7"


def lines() -> Iterator[Line]:
    """Yield a line for each kind of input."""
    for segment in SEGMENTS:
        yield judged(f"HL7, 10,000 times {segment[:20]}", 1_000, partial(read, segment))
    yield judged("HL7 sample of 10,000 segments, checked", 1_000, check)
    for piece in PIECES:
        yield judged(f"page, 20,000 times {piece}", 2_000, partial(look, piece))


def judged(what: str, count: int, work: Callable[[int], object]) -> Line:
    """Measure some work on `count` pieces and on ten times as many; the figure is the second by the first."""
    work(count)
    short, long = seconds(work, count), seconds(work, GROWTH * count)
    times = long / max(short, 0.005)
    kept = times < BAR and long < LONGEST
    return Line(what, f"{BAR}x {LONGEST:.1f} s", f"{times:.0f}x {long:.1f} s", kept)


def seconds(work: Callable[[int], object], count: int) -> float:
    begin = time.process_time()
    work(count)
    return time.process_time() - begin


def read(segment: str, count: int) -> None:
    message = reading("MSH|^~\\&|A\r" + f"{segment}\r" * count).messages[0].message
    for each in message.segments:
        for number in range(len(each.fields)):
            for repetition in er7.repetitions(message, each, number):
                er7.components(message, repetition)


def check(count: int) -> None:
    rows = files()[SAMPLE].text.strip().split("\n")
    notes(SAMPLE, "\r".join([*rows[:5], *(rows[5 + number % 9] for number in range(count))]))


def look(piece: str, count: int) -> None:
    source = Source("a.md", piece * count)
    markers.find(source)
    first_look.is_plain(source.text)
    first_look.anchors(source.text)
    suppressions.apply([], [source])
