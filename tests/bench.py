"""What the hook costs: CPU time and memory of builds with and without it, and whether its bars are kept.

Sites of several sizes, 50 links a page, and the real site are built by Material in fresh processes, in turns,
so that a machine that grows slower meanwhile does so for both; the least of the runs counts: noise only adds.
Sites of other people's kinds follow: many keys of front matter, a navigation of hundreds, thousands of links on a page.
Then what a save costs while the real site is served, and one of 2,000 pages; the time of parsers and checks, which
has to grow with the length of their input alone; and how soon the page that checks messages answers a long one.
All is one table: what, bar, figure, verdict.
Returns 1 where a bar is missed.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support import check_cost, growth, serve_cost, verdicts
from tests.support.mini_sites import write
from tests.support.project import ROOT, base_path, copy_project
from tests.support.verdicts import Line

BAR, BAR_OF_THIS_SITE = 1.10, 1.5  # times the CPU of the same build without the hook
MEMORY = 1.5  # times the memory of the same build without the hook
LINKS = 50
SECTION = 20
_HOOKS = re.compile(r"hooks:|- .*hooks/main\.py")
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
    bare.write_text("".join(line for line in lines if not _HOOKS.fullmatch(line.strip())), "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--config-file", str(file if with_hook else bare)]
    own = {
        name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }  # as people have it
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=root, stdout=quiet, stderr=quiet, env=own)
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


def foreign() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the kinds of other people's sites that cost most, each with its files."""
    keys = "".join(f"key_{number}: [a, {number}, text of {number}]\n" for number in range(40))
    text = "\n\n".join("A paragraph with `code`, **more**, and a [link](../index.md)." for _ in range(20))
    yield (
        "many keys of front matter, 200 pages",
        {
            "docs/index.md": "# Home\n",
            **{f"docs/a/{n}.md": f"---\n{keys}---\n# P{n}\n\n{text}\n" for n in range(200)},
        },
    )
    nav = "nav:\n  - index.md\n" + "".join(f"  - Page {n}: a/{n}.md\n" for n in range(400))
    yield (
        "navigation of 400 entries",
        {
            "mkdocs.yml": nav,
            "docs/index.md": "# Home\n",
            **{f"docs/a/{n}.md": f"# P{n}\n\n{text}\n" for n in range(400)},
        },
    )
    links = "\n".join(
        f"- [to {n}](a/{n % 20}.md#part-{n % 5}) and <https://example.org/{n}>" for n in range(3_000)
    )
    parts = "\n\n".join(f"## Part {n}\n\n{text}" for n in range(5))
    yield (
        "pages of 3,000 links",
        {
            "docs/index.md": "# Home\n",
            **{f"docs/l{n}.md": f"# L{n}\n\n{links}\n" for n in range(5)},
            **{f"docs/a/{n}.md": f"# P{n}\n\n{parts}\n" for n in range(20)},
        },
    )


def lines(what: str, count: int, costs: tuple[Cost, Cost], bar: float) -> Iterator[Line]:
    """Yield the lines of a site: CPU and memory with the hook as a share of those without."""
    bare, hooked = costs
    ratio, memory = hooked.seconds / bare.seconds, hooked.memory / bare.memory
    detail = (
        f"{bare.seconds:.2f} s without, {hooked.seconds:.2f} s with; a page"
        f" {bare.seconds / count * 1000:.1f} and {hooked.seconds / count * 1000:.1f} ms"
    )
    yield Line(f"build: {what}, CPU", f"{bar:.2f}", f"{ratio:.2f}", ratio <= bar, (detail,))
    detail = f"{bare.memory:.0f} MB without, {hooked.memory:.0f} MB with"
    yield Line(f"build: {what}, memory", f"{MEMORY:.2f}", f"{memory:.2f}", memory <= MEMORY, (detail,))


def built(sizes: Sequence[int], runs: int) -> Iterator[Line]:
    """Yield the lines of all builds."""
    hooks = f"hooks:\n  - {ROOT}/hooks/main.py\n"
    for count in sizes:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            files = {f"docs/{path}": text for path, text in pages(count)}
            write(root, {**files, "mkdocs.yml": f"{SETTINGS}{hooks}"})
            yield from lines(f"{count:,} pages", count, compare(root, runs if count < 1000 else 1), BAR)
    for what, files in foreign():
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            write(root, {**files, "mkdocs.yml": f"{SETTINGS}{files.get('mkdocs.yml', '')}{hooks}"})
            count = sum(1 for path in files if path.endswith(".md"))
            yield from lines(what, count, compare(root, runs), BAR)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        copy_project(root)
        count = sum(1 for _ in (root / "docs").rglob("*.md"))
        yield from lines("this site", count, compare(root, runs), BAR_OF_THIS_SITE)


def served(count: int) -> Iterator[Line]:
    """Yield the lines of what a save costs while a site is served."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        copy_project(root)
        yield from serve_cost.lines(root, base_path())
    if count:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            files = {f"docs/{path}": text for path, text in pages(count)}
            settings = SETTINGS.replace("[search]", "[]").replace("bench/", "")
            write(root, {**files, "mkdocs.yml": f"{settings}hooks:\n  - {ROOT}/hooks/main.py\n"})
            yield serve_cost.line_of_many(root, count, "docs/section-0/page-1.md", "section-0/page-1/")


def checked() -> Iterator[Line]:
    """Yield the line of the page that checks messages."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        copy_project(root)
        build(root, True)
        yield from check_cost.lines(root / "site")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return 1 where a bar is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", nargs="*", type=int, default=[50, 500, 2000], help="numbers of pages")
    parser.add_argument("--runs", type=int, default=3, help="builds of each kind; 2,000 pages are built once")
    parser.add_argument("--served", type=int, default=2000, help="pages of the generated site that is served")
    parser.add_argument("--only", choices=["build", "serve", "growth", "check"], help="one part of the table")
    options = parser.parse_args(arguments)
    parts = {
        "build": lambda: built(options.sizes, options.runs),
        "serve": lambda: served(options.served),
        "growth": growth.lines,
        "check": checked,
    }
    wanted = [part for name, part in parts.items() if options.only in (None, name)]
    return verdicts.show(line for part in wanted for line in part())


if __name__ == "__main__":
    sys.exit(main())
