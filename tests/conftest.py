"""Mini sites built in-process, and the real site, built once, served and opened in a real browser."""

import contextlib
import http.server
import logging
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from lxml import etree
from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",  # the tests may run as root
    "--disable-gpu",
    "--disable-background-networking",  # else the browser itself asks other hosts
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]

Files = Mapping[str, str | bytes]


@dataclass(frozen=True)
class Outcome:
    """What a build said and made: its warnings and problem lines in order, whether strict failed, and its folder."""

    lines: list[str]
    failed: bool
    root: Path

    @property
    def site(self) -> Path:
        return self.root / "site"

    def html(self, path: str) -> str:
        return (self.site / path).read_text(encoding="utf-8")


class Recorder(logging.Handler):
    """Keeps every warning of MkDocs, and every line of the hook but its count."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if record.levelno >= logging.WARNING or (record.name == "mkdocs.hooks.docsite" and "[" in message):
            self.lines.append(message)


def write(root: Path, files: Files) -> None:
    """Write files below a folder, texts as they are and bytes as bytes."""
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)


def configuration(files: Files, settings: Mapping[str, object]) -> Files:
    """Return the files with an mkdocs.yml that uses the project's hook, unless they have one."""
    values = {"site_name": "Mini", "plugins": [], "hooks": [str(ROOT / "hooks" / "main.py")], **settings}
    return files if "mkdocs.yml" in files else {"mkdocs.yml": yaml.safe_dump(values), **files}


def build(root: Path, files: Files, *, dirty: bool = False, **settings: object) -> Outcome:
    """Write a mini site and build it strictly; `settings` are those of mkdocs.yml."""
    write(root, configuration(files, settings))
    recorder = Recorder()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(recorder)
    logger.setLevel(logging.INFO)
    failed = False
    here = Path.cwd()
    os.chdir(root)  # snippets are looked for from here, as when MkDocs is started
    try:
        config = load_config(str(root / "mkdocs.yml"), strict=True)
        config.plugins.on_startup(command="build", dirty=dirty)
        build_site(config, dirty=dirty)
    except Abort:
        failed = True
    finally:
        os.chdir(here)
        logger.removeHandler(recorder)
    return Outcome(recorder.lines, failed, root)


Mini = Callable[..., Outcome]


@pytest.fixture
def mini(tmp_path: Path) -> Mini:
    """Return a function that builds a mini site from a mapping of paths to texts; calls share one folder."""
    return lambda files, **settings: build(tmp_path, files, **settings)


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """Build the real site strictly, once."""
    root = tmp_path_factory.mktemp("real")
    for name in ("mkdocs.yml", "docs", "overrides", "hooks"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy2)(source, root / name)
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


def select(root: etree._Element, path: str, **namespaces: str) -> list[str]:
    """Return the texts that an XPath expression finds: attributes, or elements with all their text."""
    found = root.xpath(path, namespaces=namespaces or None)
    assert isinstance(found, list)
    return [
        "".join(map(str, each.itertext())) if isinstance(each, etree._Element) else str(each)
        for each in found
    ]


def base_path() -> str:
    """Return the base path of the real site."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    return urlsplit(config.site_url or "/").path


@contextlib.contextmanager
def serve(site: Path, base: str) -> Iterator[str]:
    """Serve a folder on a free port below a base path."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments, directory=str(site))  # type: ignore[arg-type]  # passed on as they came

        def translate_path(self, path: str) -> str:
            inside = path[len(base) :] if path.startswith(base) else "outside-of-the-base-path"
            return super().translate_path("/" + inside)

        def list_directory(self, _: object) -> None:
            self.send_error(404)

        def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
            page = site / "404.html"
            if code != 404 or not page.is_file():  # else as a host of static sites does
                super().send_error(code, message, explain)
                return
            self.send_response(code)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.read_bytes())

        def log_message(self, *arguments: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        thread = threading.Thread(target=httpd.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_address[1]}{base}"
        httpd.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the system's Chromium; a machine without one fails."""
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()
