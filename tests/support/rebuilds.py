"""`mkdocs serve` without its server: the same builds, called by a test, and a clean build to hold each to."""

import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.support import themes
from tests.support.mini_sites import Recorder

ADDRESS = "http://127.0.0.1:8000/"


@dataclass(frozen=True)
class Served:
    """What a preview shows: every file of its site, and the problems that it reported."""

    files: dict[str, bytes]
    lines: list[str]


@dataclass(frozen=True)
class Preview:
    """A preview that goes on: `saved` builds what has changed since, `config` is how it was started."""

    saved: Callable[[], Served]
    first: Served


@contextmanager
def previewing(root: Path, *, goes_on: bool = True) -> Iterator[Preview]:
    """Start a preview of the site in a folder; one that does not go on ends with its first build."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        with chdir(root):
            config = _config(root, site)
            hook = next(each for name, each in config.plugins.items() if name.endswith("main.py"))
            state = type(hook.STATE)()
            said: list[str] = []
            with _own(hook, state):
                config.plugins.on_startup(command="serve", dirty=False)
            server = SimpleNamespace(watch=lambda _: None, _wanted_epoch=0, _visible_epoch=0)

            def builder(config: Any = None) -> None:
                config = config or _config(root, site)
                build(config, serve_url=config.site_url)

            def saved(make: Callable[[], Any]) -> Served:
                recorder = Recorder()
                before = [*state.ended]  # kept, so that no new one gets the identity of an old one
                logger = logging.getLogger("mkdocs")
                logger.addHandler(recorder)
                level = logger.level
                logger.setLevel(logging.INFO)
                try:
                    with chdir(root), _own(hook, state):
                        make()
                finally:
                    logger.removeHandler(recorder)
                    logger.setLevel(level)
                if [*map(id, state.ended)] != [*map(id, before)]:  # else nothing has changed
                    said[:] = recorder.lines
                return Served(tree(site), list(said))

            server.builder = builder
            first = saved(lambda: builder(config))
            if goes_on:
                saved(lambda: config.plugins.on_serve(server, config=config, builder=builder))
            yield Preview(lambda: saved(server.builder), first)


def clean(root: Path, known: dict[bytes, Served] | None = None) -> Served:
    """Return what a preview shows that begins now; `known` is what began before, by a digest of all files."""
    digest = sha256(repr(tree(root)).encode()).digest()
    if known is not None and digest in known:
        return known[digest]
    with previewing(root, goes_on=False) as preview:
        if known is not None:
            known[digest] = preview.first
        return preview.first


def tree(site: Path) -> dict[str, bytes]:
    """Return every file of a site; plain names take half the time of paths, and all is read after each save."""
    found, start = {}, len(f"{site}{os.sep}")
    for folder, _, names in os.walk(site):
        for path in (f"{folder}{os.sep}{name}" for name in names):
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123  # see above
                found[path[start:].replace(os.sep, "/")] = file.read()
    return dict(sorted(found.items()))


def differences(served: Served, made: Served) -> list[str]:
    """Return in which files and problems a preview is not what a clean build makes."""
    paths = sorted(served.files.keys() | made.files.keys())
    files = [path for path in paths if served.files.get(path) != made.files.get(path)]
    lines = [f"- {line}" for line in served.lines if line not in made.lines]
    return [*files, *lines, *(f"+ {line}" for line in made.lines if line not in served.lines)]


@contextmanager
def _own(hook: Any, state: Any) -> Iterator[None]:
    """Let the hook have the memory of one process."""
    others, hook.STATE = hook.STATE, state
    try:
        yield
    finally:
        hook.STATE = others


def _config(root: Path, site: Path) -> Any:
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(site), dev_addr="127.0.0.1:0")
    themes.keep(config.theme)
    config.site_url = ADDRESS + urlsplit(config.site_url or "/").path.lstrip("/")
    return config


def save(root: Path, path: str, text: str | bytes | None) -> None:
    """Write a file, or remove it where there is no text."""
    file = root / path
    if text is None:
        file.unlink()
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)


def remove(root: Path) -> None:
    """Remove a folder with all that it has."""
    shutil.rmtree(root)
