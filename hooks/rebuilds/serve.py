"""`mkdocs serve`: what is built after a save, and what is said where it cannot be built."""

import logging
import os
import shutil
import socket
from collections.abc import Callable, Iterable, Iterator
from errno import EADDRINUSE
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docsite.pages.files import is_of_editor
from docsite.sources import configuration, problems
from docsite.sources.paths import repo_path
from jinja2 import TemplateError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from rebuilds import quick, reuse
from rebuilds.state import Stamps, State

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer  # no build needs what serves

HOOKS = Path(__file__).parents[1]
_CODE = (".json", ".py", ".yml")

log = logging.getLogger("mkdocs.hooks.docsite")


def starts(state: State, config: MkDocsConfig) -> None:
    """Note the files that a preview begins with, if its port is free."""
    if state.serving and not state.stamps:
        _check_port(config)
        state.stamps = stamps(config)


def _check_port(config: MkDocsConfig) -> None:
    """End MkDocs where its port is taken, before anything is built."""
    host, port = config.dev_addr
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as MkDocs' own server
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == EADDRINUSE:
                command = f"mkdocs serve --dev-addr {host}:{port + 1}"
                raise Abort(f"Port {port} of {host} is in use. Take another: {command}") from error


def stamps(config: MkDocsConfig) -> Stamps:
    """Return the stamps of all files that a build reads, the code of the hook among them."""
    custom = [config.theme.custom_dir] if config.theme.custom_dir else []
    own = map(str, reuse.configuration_files(config))
    found = {}
    for file in _files([config.docs_dir, *custom, *own, *config.watch, str(HOOKS)]):
        try:
            stat = os.stat(file)  # noqa: PTH116  # at every save, of all files: a path for each takes longer
        except FileNotFoundError:  # it was there a moment ago
            continue
        found[file] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
    return found


def _files(places: Iterable[str]) -> Iterator[str]:
    for place in map(os.path.normpath, places):  # one name for a file that two of them have
        if Path(place).is_file():
            yield place
        for folder, folders, names in os.walk(place, followlinks=True):
            folders[:] = [each for each in folders if each != "__pycache__"]
            yield from (f"{folder}{os.sep}{name}" for name in names if not is_of_editor(name))


def take_over(
    state: State, server: "LiveReloadServer", config: MkDocsConfig, builder: Callable[..., Any]
) -> None:
    """Have the server build no more than has changed, and watch the hook itself."""
    for file in (HOOKS, *reuse.configuration_files(config)):
        server.watch(str(file))
    server.builder = partial(_build, state, config, server, builder)
    if stamps(config) != state.stamps:  # saved while the first build went on
        server.builder()


def _build(
    state: State, config: MkDocsConfig, server: "LiveReloadServer", builder: Callable[..., Any]
) -> None:
    """Build what has changed since the last build began."""
    before, state.stamps = state.stamps, stamps(config)
    every = before.keys() | state.stamps.keys()
    changed = {Path(file) for file in every if before.get(file) != state.stamps.get(file)}
    code = sorted(file for file in changed if file.is_relative_to(HOOKS) and file.suffix in _CODE)
    for file in code:
        log.warning("%s has changed. Restart 'mkdocs serve' to use it.", repo_path(file, HOOKS.parent))
    changed.difference_update(code)
    if state.dirty:
        builder()
    elif changed or state.kept is None:
        is_known = {*map(str, changed)} <= before.keys() & state.stamps.keys()
        in_docs = all(file.is_relative_to(config.docs_dir) for file in changed)
        if not (is_known and in_docs and quick.rebuild(state, changed)):
            _whole(state, server, config, builder)


def _whole(
    state: State, server: "LiveReloadServer", config: MkDocsConfig, builder: Callable[..., Any]
) -> None:
    """Build all, and go on showing the site as it was where that fails."""
    site, before = Path(config.site_dir), Path(f"{config.site_dir}.before")
    state.kept = None
    state.begun.clear()  # what another plugin has broken off
    if not _is_readable(config):
        return
    site.rename(before)
    site.mkdir()
    is_built = False
    try:
        builder()
        is_built = True
    except Abort as error:
        is_built = "strict mode" in error.message  # all is built then
        _say("" if error.message.startswith("Aborted") else error.message)
    except (MkDocsException, TemplateError, OSError) as error:
        _say(_line(error, config))
    finally:
        if not is_built:
            server._wanted_epoch = server._visible_epoch  # noqa: SLF001  # else each answer waits for a build
            shutil.rmtree(site)
            before.rename(site)
        shutil.rmtree(before, ignore_errors=True)


def _is_readable(config: MkDocsConfig) -> bool:
    """Return whether the configuration can be read; if not, say why in a line for each reason."""
    file = Path(config.config_file_path) if config.config_file_path else None
    found = configuration.read(file).problems if file and file.is_file() else []
    for problem in found:
        log.error(problems.line(problem))
    return not found


def _line(error: Exception, config: MkDocsConfig) -> str:
    """Return what is wrong with a template or file, on one line."""
    name, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
    place = f"{repo_path(Path(name), root)}:{line}: " if name and line else ""
    return place + " ".join(str(getattr(error, "message", None) or error).split())


def _say(line: str) -> None:
    if line:
        log.error(line)
