"""Mini sites built in-process, and the real site, built once, served and opened in a real browser."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.support.chromium import CHROMIUM_ARGUMENTS
from tests.support.host import serve
from tests.support.mini_sites import Mini, Outcome, build
from tests.support.project import base_path, copy_project


@pytest.fixture
def mini(tmp_path: Path) -> Mini:
    """Return a function that builds a mini site from a mapping of paths to texts; calls share one folder."""
    return lambda files, **settings: build(tmp_path, files, **settings)


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Build the real site strictly, once."""
    root = tmp_path_factory.mktemp("real")
    copy_project(root)
    return build(root, {"mkdocs.yml": (root / "mkdocs.yml").read_text(encoding="utf-8")})


@pytest.fixture(scope="session")
def site(real: Outcome) -> Path:
    """Return the folder of the real site; a site with problems has no folder."""
    assert real.lines == []
    return real.site


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """Serve the real site below its base path and return its address, with a slash at its end."""
    with serve(site, base_path()) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the system's Chromium; a machine without one fails."""
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()
