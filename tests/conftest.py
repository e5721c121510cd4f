"""Mini sites built in-process, and the real site, built once, served and opened in a real browser."""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Generator, Iterator
from functools import cache
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings
from mkdocs import utils
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright

from tests.support import chromium
from tests.support import settings as settings_files
from tests.support.host import serve
from tests.support.mini_sites import Mini, Outcome, build
from tests.support.project import ROOT, base_path, copy_project
from tests.support.sources import Sources

PICTURES = ROOT / ".cache" / "screenshots"
FAILED = pytest.StashKey[bool]()

# The same examples at every run, nothing kept of them, and no time limit: a check depends on neither day nor machine
settings.register_profile("docsite", derandomize=True, database=None, deadline=None)
settings.load_profile("docsite")

expect.set_options(timeout=30_000)  # milliseconds, where Playwright waits 5 seconds: a machine may be busy


def pytest_configure() -> None:
    """Have all temporary folders in memory where it has room: a third of a small build is to write to a disk."""
    memory = Path("/dev/shm")  # noqa: S108  # folders below it are made by `tempfile`, as below any other
    has_room = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 4 * 1024**3
    if has_room and "TMPDIR" not in os.environ:
        os.environ["TMPDIR"] = str(memory)  # for the processes that tests start too
        tempfile.tempdir = None


def pytest_xdist_auto_num_workers() -> int:
    """Return one process more than there are cores: some always wait, for a server or a browser."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put first what takes longest, then the modules that need the real site, which one process builds for all."""
    modules = {item.path for item in items if "real" in getattr(item, "fixturenames", ())}
    items.sort(key=lambda item: (item.get_closest_marker("long") is None, item.path not in modules))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note at a test that it has failed, for the fixtures that end after it."""
    report = yield
    item.stash[FAILED] = report.failed or item.stash.get(FAILED, False)
    return report


@pytest.fixture(scope="session", autouse=True)
def _read_once() -> Iterator[None]:
    """Have MkDocs look once for the themes that are installed, and read equal settings once, not at every build."""
    found = utils.get_themes()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(utils, "get_themes", cache(lambda: found))
        settings_files.keep(patch)
        yield


@pytest.fixture
def mini(tmp_path: Path) -> Mini:
    """Return a function that builds a mini site from a mapping of paths to texts; calls share one folder."""
    return lambda files, **settings: build(tmp_path, files, **settings)


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    """Return a copy of this project's sources; who changes a file puts it back."""
    root = tmp_path_factory.mktemp("sources")
    copy_project(root)
    return Sources(root, {})


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Outcome:
    """Build the real site strictly, once for all processes of a run; who comes second waits."""
    base = tmp_path_factory.getbasetemp()
    root = (base if worker_id == "master" else base.parent) / "real-site"
    said = root.with_suffix(".json")
    with FileLock(root.with_suffix(".lock")):
        if not said.exists():
            root.mkdir()
            copy_project(root)
            built = build(root, {"mkdocs.yml": (root / "mkdocs.yml").read_text(encoding="utf-8")})
            said.write_text(json.dumps([built.lines, built.failed]), "utf-8")
    lines, failed = json.loads(said.read_text("utf-8"))
    return Outcome(lines, failed, root)


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
def started_browser() -> Iterator[tuple[Browser, str]]:
    """Start a browser and give it with its path; a machine without one fails."""
    with sync_playwright() as playwright:
        started = chromium.start(playwright)
        assert started, chromium.MISSING
        yield started
        started[0].close()


@pytest.fixture(scope="session")
def running_browser(started_browser: tuple[Browser, str]) -> Browser:
    """Return the browser, for what outlives a test; a test asks for `browser`."""
    return started_browser[0]


@pytest.fixture(scope="session")
def kept_tab(running_browser: Browser, server: str) -> Page:
    """Return a tab that stays open for all tests; who takes it renews it, and no test closes it."""
    return running_browser.new_page(base_url=server)


@pytest.fixture
def faults() -> list[str]:
    """Return the list of what a browser heard and should not have; its test fails where there is any."""
    return []


@pytest.fixture
def browser(running_browser: Browser, faults: list[str], request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Give the browser; its new tabs are closed after the test, and a test that failed leaves pictures of its own."""
    before = set(running_browser.contexts)
    yield running_browser
    if faults or request.node.stash.get(FAILED, False):
        own = [each for each in running_browser.contexts if each not in before]
        given = {each.context for each in request.node.funcargs.values() if isinstance(each, Page)}
        if "kept_tab" in request.fixturenames:
            given.add(request.getfixturevalue("kept_tab").context)
        own += [each for each in running_browser.contexts if each in given & before]
        for number, path in enumerate(pictures(own, request.node.nodeid)):
            request.node.add_report_section("teardown", f"screenshot {number}", f"{path}\n")
    for context in set(running_browser.contexts) - before:
        context.close()
    assert faults == []


def pictures(contexts: list[BrowserContext], name: str) -> Iterator[Path]:
    """Take a picture of each tab, and yield its path."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    pages = [page for context in contexts for page in context.pages]
    for number, page in enumerate(pages):
        path = PICTURES / f"{re.sub(r'[^a-zA-Z0-9]+', '-', name).strip('-')[-120:]}-{number}.png"
        try:
            page.screenshot(path=path, timeout=5_000)
        except Error:  # a page that never came has no picture
            continue
        yield path
