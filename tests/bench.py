"""What the hook costs: CPU time and memory of builds with and without it, and whether its bars are kept.

Sites of several sizes, 50 links a page, and the real site are built by Material in fresh processes, in turns,
so that a machine that grows slower meanwhile does so for both; the least of the runs counts: noise only adds.
Then the time of parsers and checks, which has to grow with the length of their input alone.
Returns 1 where a bar is missed.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support import growth, verdicts
from tests.support.mini_sites import write
from tests.support.project import ROOT, copy_project

BAR, BAR_OF_THIS_SITE = 1.10, 1.5  # times the CPU of the same build without the hook
LINKS = 50
SECTION = 20
SETTINGS = """\
site_name: Bench
site_url: https://example.com/bench/
theme:
  name: material
  features: [navigation.prune]
plugins: [search]
markdown_extensions: [attr_list, tables, pymdownx.superfences, {toc: {permalink: true}}]
"""


@dataclass(frozen=True)
class Cost:
    """CPU seconds, user and system, and the peak of memory in MB, of one build."""

    seconds: float
    memory: float


def pages(count: int) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file: pages in sections, with headings, and links to each other."""
    paths = [f"section-{index // SECTION}/page-{index}.md" for index in range(count)]
    for index, path in enumerate(paths):
        lines = ["---", f"title: Page {index}", f"nav_order: {index % 7}", "---", f"# Page {index}", ""]
        for number in range(LINKS - 2):
            target = paths[(index * 31 + number * 17) % count]
            anchor = f"#part-{number % 6}" if number % 4 == 0 else ""
            text = "carries an order with the data of its patient to the next system"
            lines.append(f"Row {number} [leads](../{target}{anchor}) on, {text}, `code` and **more**.")
            if number % 8 == 0:
                lines += ["", f"## Part {number // 8}", ""]
        lines += ["", "![dot](../dot.svg) [elsewhere](https://example.org/)", ""]
        yield path, "\n".join(lines)
    yield "index.md", f"# Home\n\n[first]({paths[0]})\n"
    yield "dot.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>'


def build(root: Path, with_hook: bool) -> Cost:
    """Build the site in a folder in a process of its own."""
    file = root / "mkdocs.yml"
    bare = root / "bare.yml"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    bare.write_text(
        "".join(line for line in lines if "hooks/main.py" not in line and line.strip() != "hooks:"), "utf-8"
    )
    command = [sys.executable, "-m", "mkdocs", "build", "--config-file", str(file if with_hook else bare)]
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the build in {root} failed")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def compare(root: Path, runs: int) -> tuple[Cost, Cost]:
    """Return the least cost of a build without and with the hook."""
    costs: dict[bool, list[Cost]] = {False: [], True: []}
    for run in range(runs):
        for with_hook in (False, True) if run % 2 else (True, False):
            costs[with_hook].append(build(root, with_hook))
    least = [
        Cost(min(each.seconds for each in found), min(each.memory for each in found))
        for found in costs.values()
    ]
    return least[0], least[1]


def show(name: str, count: int, links: int, costs: tuple[Cost, Cost], bar: float) -> bool:
    """Print a row, and return whether the hook keeps its bar."""
    bare, hooked = costs
    kept = hooked.seconds <= bar * bare.seconds
    print(
        f"{name:>10} {bare.seconds:8.2f} s {hooked.seconds:8.2f} s {hooked.seconds / bare.seconds:6.2f}"
        f" {bare.memory:8.0f} MB {hooked.memory:6.0f} MB {hooked.memory / bare.memory:6.2f}"
        f" {bare.seconds / count * 1000:7.1f} ms {hooked.seconds / count * 1000:6.1f} ms"
        + (f" {(hooked.seconds - bare.seconds) / links * 1e6:6.0f} µs" if links else 10 * " ")
        + f" {bar:6.2f}  {'kept' if kept else 'MISSED'}"
    )
    return kept


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; return 1 where a bar is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", nargs="*", type=int, default=[50, 500, 2000], help="numbers of pages")
    parser.add_argument("--runs", type=int, default=3, help="builds of each kind; 2,000 pages are built once")
    options = parser.parse_args(arguments)
    print(
        f"{'pages':>10} {'without':>10} {'with':>10} {'ratio':>6} {'without':>11} {'with':>9} {'ratio':>6}"
        f" {'a page':>10} {'':>9} {'a link':>9} {'bar':>6}  Verdict"
    )
    kept = []
    for count in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            files = {f"docs/{path}": text for path, text in pages(count)}
            write(root, {**files, "mkdocs.yml": f"{SETTINGS}hooks:\n  - {ROOT}/hooks/main.py\n"})
            runs = options.runs if count < 1000 else 1
            kept.append(show(f"{count:,}", count, count * LINKS, compare(root, runs), BAR))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        copy_project(root)
        count = sum(1 for _ in (root / "docs").rglob("*.md"))
        kept.append(show("this site", count, 0, compare(root, options.runs), BAR_OF_THIS_SITE))
    return int(verdicts.show(growth.lines()) or not all(kept))


if __name__ == "__main__":
    sys.exit(main())
