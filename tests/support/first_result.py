"""How long a reader on a mid-range phone waits for the first result of a search."""

import statistics

from playwright.sync_api import Browser

LONGEST = 300
"""Bar in milliseconds, from the first key on."""

SLOWDOWN = 4
"""How much slower a mid-range phone computes, as Lighthouse has it."""

HAND = 500
"""Milliseconds between the touch that opens search and the first key."""

RUNS = 5

SCRIPT = """(hand) => new Promise((resolve) => {
  const dialog = document.querySelector("dialog.search");
  const input = dialog.querySelector("input");
  document.querySelector('button[aria-haspopup="dialog"]').click();
  setTimeout(() => {
    const start = performance.now();
    new MutationObserver((_, observer) => {
      if (!dialog.querySelector("ol a")) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
    }).observe(dialog, { childList: true, subtree: true });
    input.value = "f";
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }, hand);
})"""


def first_result(browser: Browser, address: str) -> float:
    """Return the milliseconds from the first key until a result is painted: the median of new visits to a page."""
    found = []
    for _ in range(RUNS):
        context = browser.new_context(viewport={"width": 390, "height": 800})
        page = context.new_page()
        page.goto(address, wait_until="networkidle")
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        found.append(float(page.evaluate(SCRIPT, HAND)))
        context.close()
    return statistics.median(found)
