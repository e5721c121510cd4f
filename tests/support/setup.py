"""Find the browser of the tests, or install one: `python -m tests.support.setup`, before the tests.

A browser that is there is taken. Else the system's packages are asked, where this is root on Debian or Ubuntu,
and then Playwright, which downloads one below the home folder. A bare system may lack what Playwright itself needs.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence

from playwright.sync_api import sync_playwright

from tests.support import chromium

Run = Callable[[Sequence[str]], object]


def main(run: Run | None = None) -> int:
    """Return 0 where a browser starts, at once or after an installation; else say what to do, and return 1."""
    if starts():
        return 0
    if named := os.environ.get("CHROMIUM"):
        sys.stderr.write(
            f"CHROMIUM is '{named}', and no browser starts there. Correct it, or leave it out.\n"
        )
        return 1
    for commands in installations():
        for command in commands:
            (run or execute)(command)
        if starts():
            return 0
    sys.stderr.write(f"{fault() or chromium.MISSING}\n")
    return 1


def fault() -> str:
    """Return why Playwright itself does not start, empty where it does."""
    command = [sys.executable, "-m", "playwright", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = done.stderr.strip().splitlines()[-1:]
    return f"Playwright does not start. Install what it lacks: {' '.join(said)}" if done.returncode else ""


def starts() -> bool:
    """Return whether a browser starts."""
    if fault():
        return False
    with sync_playwright() as playwright:
        found = chromium.start(playwright)
        if found:
            found[0].close()
    return found is not None


def installations() -> Iterator[list[Sequence[str]]]:
    """Yield the commands of each way to install a browser on this machine, the system's own way first."""
    is_debian = shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0
    if is_debian:
        install = ("apt-get", "install", "--quiet", "--yes", "--no-install-recommends")
        others = ("fonts-liberation", "libatomic1")  # which Playwright's own Node.js needs
        yield [("apt-get", "update", "--quiet"), (*install, "chromium-headless-shell", *others)]
        # Older ones lack the package. Ubuntu has this one as a snap alone, and then Playwright's is next.
        yield [(*install, "chromium", *others)]
    own = (sys.executable, "-m", "playwright", "install", "chromium")
    yield [(*own, "--with-deps") if is_debian else own]


def execute(command: Sequence[str]) -> None:
    """Run a command, whose failure shows when no browser starts after it."""
    sys.stderr.write(f"{' '.join(command)}\n")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    sys.exit(main())
