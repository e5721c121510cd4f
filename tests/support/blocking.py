"""How long loading a page blocks the main thread, beside stock Material with the same content in the same run."""

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Browser

from tests.support.first_result import SLOWDOWN
from tests.support.host import serve
from tests.support.project import ROOT, base_path
from tests.support.verdicts import Line

RUNS = 5

STOCK = """\
INHERIT: {root}/mkdocs.yml
docs_dir: {root}/docs
hooks: [{root}/hooks/main.py]
watch: []
theme:
  custom_dir: {empty}
  palette:
    - {{media: "(prefers-color-scheme: light)", scheme: default, toggle: {{icon: material/weather-night, name: Dark}}}}
    - {{media: "(prefers-color-scheme: dark)", scheme: slate, toggle: {{icon: material/weather-sunny, name: Light}}}}
extra_css: []
extra_javascript: []
plugins: [search]
extra:
  docsite: {{search: false, content_security_policy: false, reading_aids: false}}
"""
"""The guide with its content, but with the templates, styles, scripts and search that Material brings."""

SUM = """() => new Promise((resolve) => {
  let sum = 0;
  const add = (each) => { sum += each.duration - 50; };
  new PerformanceObserver((found) => found.getEntries().forEach(add)).observe({ type: "longtask", buffered: true });
  setTimeout(() => resolve(sum), 500);
})"""
"""Milliseconds of each task beyond the 50 in which a page still answers a touch, as Lighthouse adds them up."""


def lines(browser: Browser, address: str, paths: Sequence[str]) -> Iterator[Line]:
    """Yield for each page of a served site whether it blocks the main thread no longer than under stock Material."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "empty").mkdir()
        settings = root / "stock.yml"
        settings.write_text(STOCK.format(root=ROOT.as_posix(), empty=(root / "empty").as_posix()), "utf-8")
        command = [sys.executable, "-m", "mkdocs", "build", "-f", str(settings), "-d", str(root / "site")]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        with serve(root / "site", base_path(), compressed=True) as stock:
            for path in paths:
                ours, bar = blocked(browser, [address + path, stock + path])
                yield Line(
                    f"main thread blocked by /{path}, {SLOWDOWN}x CPU",
                    f"{bar:.0f} ms",
                    f"{ours:.0f} ms",
                    ours <= bar,
                )


def blocked(browser: Browser, addresses: Sequence[str]) -> list[float]:
    """Return the milliseconds that loading each page blocks the main thread: the median of new visits, in turns."""
    found: list[list[float]] = [[] for _ in addresses]
    for _ in range(RUNS):
        for address, runs in zip(addresses, found, strict=True):
            context = browser.new_context(viewport={"width": 390, "height": 800})
            page = context.new_page()
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
            page.goto(address, wait_until="networkidle")
            runs.append(float(page.evaluate(SUM)))
            context.close()
    return [statistics.median(runs) for runs in found]
