"""What the page that checks messages costs: the time from a paste of a long message until its answer is there."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.support import chromium
from tests.support.host import serve
from tests.support.project import DOCS, base_path
from tests.support.verdicts import Line

SEGMENTS = 10_000
BAR = 1.0  # seconds
RUNS = 5
SAMPLE = "samples/hl7/oru-r01-discrete.hl7"
PASTE = """async text => {
  const field = document.querySelector("#message");
  const status = document.querySelector(".checker__status");
  const tasks = [];
  const start = performance.now();
  new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ entryTypes: ["longtask"] });
  field.value = text;
  const empty = performance.now();
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const laid = performance.now(); // by the browser, which the page has no part in
  field.dispatchEvent(new Event("input"));
  const answered = new Promise((resolve) => {
    new MutationObserver(() => { if (status.textContent.startsWith("Result")) resolve(); })
      .observe(status, { childList: true, characterData: true, subtree: true });
  });
  await answered;
  const end = performance.now();
  await new Promise((resolve) => setTimeout(resolve, 500));
  const own = tasks.filter((each) => each.startTime >= laid);
  return { all: end - start, field: laid - empty, longest: Math.max(0, ...own.map((each) => each.duration)) };
}"""


def lines(site: Path) -> Iterator[Line]:
    """Yield the line of a long message, each segment with findings, on a built site; the least of the runs counts."""
    segments = (DOCS / SAMPLE).read_text("utf-8").splitlines()
    more = (f"OBX|{number}|ST|Result^^IRIS|001|text||||||F" for number in range(len(segments), SEGMENTS + 1))
    text = "\n".join([*segments, *more])
    with serve(site, base_path(), compressed=True) as address, sync_playwright() as playwright:
        started = chromium.start(playwright)
        if started is None:
            raise SystemExit(chromium.MISSING)
        browser, _ = started
        costs: list[dict[str, Any]] = []
        for _ in range(RUNS):
            page = browser.new_page()
            page.goto(f"{address}check/", wait_until="networkidle")
            costs.append(page.evaluate(PASTE, text))
            page.close()
        browser.close()
    least = min(costs, key=lambda cost: float(cost["all"]))
    seconds = least["all"] / 1000
    field, longest = least["field"], least["longest"]
    detail = (
        f"of it {field:.0f} ms layout of the field by the browser; longest task of the page {longest:.0f} ms"
    )
    yield Line(
        f"check: {SEGMENTS:,} segments, answered",
        f"{BAR:.1f} s",
        f"{seconds:.2f} s",
        seconds <= BAR,
        (detail,),
    )
