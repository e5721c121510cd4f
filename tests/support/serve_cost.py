"""What a save costs while `mkdocs serve` runs: CPU of its process until the changed page is served, and seconds."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.preview import Get, serving
from tests.support.verdicts import Line

PAGE = "docs/basic/csv-import.md"
TABLES = "docs/hl7/results.md"
SPEC = "docs/specs/hl7/segments/PID.yml"
NEW = "docs/basic/a-new-page.md"
MARK = "Benchmarked"
BARS = {"prose page": 0.08, "page with a large table": 0.08, "spec row": 0.16, "title": 0.3, "new page": 0.3}
SECONDS_OF_MANY = 1.0


@dataclass(frozen=True)
class Save:
    """A save: the file, what it becomes, and the page on which that shows."""

    what: str
    file: str
    changed: Callable[[str], str]
    address: str


SAVES = [
    Save("prose page", PAGE, lambda text: f"{text}\n{MARK}.\n", "basic/csv-import/"),
    Save("page with a large table", TABLES, lambda text: f"{text}\n{MARK}.\n", "hl7/results/"),
    Save("spec row", SPEC, lambda text: text.replace("name: ", f"name: {MARK} ", 1), "hl7/orders/"),
    Save("title", PAGE, lambda text: text.replace("title: ", f"title: {MARK} ", 1), "basic/csv-import/"),
    Save(
        "new page",
        NEW,
        lambda _: f"---\ntitle: {MARK}\ndescription: New.\nreviewed: 2026-01-31\n---\n# {MARK}\n",
        "basic/a-new-page/",
    ),
]


def lines(root: Path, path: str) -> Iterator[Line]:
    """Yield a line for each kind of save on the real site in a folder, which is served below a path."""
    with serving(root, path=path) as get:
        first = cpu(get)
        for save in SAVES:
            used, seconds = cost(root, get, save)
            share, bar = used / first, BARS[save.what]
            figure = f"{share:.3f}"
            detail = (
                f"{used:.2f} s of CPU, {seconds:.1f} s until it is served; the first build took {first:.1f} s"
            )
            yield Line(
                f"save: {save.what}, share of the first build", f"{bar:.2f}", figure, share <= bar, (detail,)
            )


def line_of_many(root: Path, count: int, file: str, address: str) -> Line:
    """Return the line of a prose page of a generated site."""
    with serving(root, patience=1200) as get:
        used, seconds = cost(root, get, Save("", file, lambda text: f"{text}\n{MARK}.\n", address))
    detail = (f"{seconds:.1f} s until it is served",)
    return Line(
        f"save: prose page of {count:,}, CPU",
        f"{SECONDS_OF_MANY:.1f} s",
        f"{used:.2f} s",
        used <= SECONDS_OF_MANY,
        detail,
    )


def cost(root: Path, get: Get, save: Save) -> tuple[float, float]:
    """Save a file, wait until that is served, and return the CPU of it and the seconds; the file is mended again."""
    file = root / save.file
    before = file.read_text("utf-8") if file.exists() else ""
    time.sleep(3)  # the watch has begun, and what was saved before is built
    used, start = cpu(get), time.monotonic()
    file.write_text(save.changed(before), "utf-8")
    while MARK not in get(save.address):
        time.sleep(0.1)
    result = cpu(get) - used, time.monotonic() - start
    if before:
        file.write_text(before, "utf-8")
        while MARK in get(save.address):  # else the next save is charged with this one
            time.sleep(0.1)
    return result


def cpu(get: Get) -> float:
    """Return the CPU seconds that the server has used, user and system."""
    fields = Path(f"/proc/{get.process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
