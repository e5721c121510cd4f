"""What Lighthouse says of a page, as on a phone.

Its figure for speed depends on the machine: below the bar it is asked twice more, and the middle counts.
"""

import json
import os
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.support import chromium, npm
from tests.support.verdicts import Line

CATEGORIES = {"performance": 97, "accessibility": 100, "best-practices": 100, "seo": 100}
FOLDER = Path(__file__).parents[1] / "lighthouse"


def lines(address: str, executable: str, paths: list[str]) -> Iterator[Line]:
    """Yield Lighthouse's scores for a phone."""
    for path in paths:
        runs = [_run(address + path, executable)]
        if _scores(runs[0])["performance"] < CATEGORIES["performance"]:
            runs += [_run(address + path, executable) for _ in range(2)]
        for category, bar in CATEGORIES.items():
            score = statistics.median(_scores(each)[category] for each in runs)
            detail = tuple(_failed(runs[0], category)) if score < bar else ()
            yield Line(f"Lighthouse {category} of /{path}", str(bar), f"{score:.0f}", score >= bar, detail)


def _run(url: str, executable: str) -> dict[str, Any]:
    """Return Lighthouse's report on a page."""
    command = [
        *(npm.commands()[0], "node_modules/lighthouse/cli/index.js", url, "--quiet", "--output=json"),
        *("--no-enable-error-reporting", f"--only-categories={','.join(CATEGORIES)}"),
        f"--chrome-flags={' '.join(['--headless=new', *chromium.ARGUMENTS])}",
    ]
    environment = {**os.environ, "CHROME_PATH": executable}
    done = subprocess.run(
        command, cwd=npm.install(FOLDER), env=environment, check=True, capture_output=True, text=True
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _scores(report: dict[str, Any]) -> dict[str, float]:
    return {name: round(100 * (each["score"] or 0)) for name, each in report["categories"].items()}


def _failed(report: dict[str, Any], category: str) -> Iterator[str]:
    """Yield what cost a category its points."""
    for each in report["categories"][category]["auditRefs"]:
        audit = report["audits"][each["id"]]
        if each["weight"] and audit["score"] is not None and audit["score"] < 1:
            yield f"{each['id']}: {audit.get('displayValue') or audit['title']}"
