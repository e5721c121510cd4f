"""`mkdocs serve` in a process of its own, and the edits that it sees."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.mini_sites import write

PATIENCE = 60  # seconds for one rebuild, on a busy machine


@dataclass(frozen=True)
class Get:
    """Returns the HTML at a site path, from the server that runs as a process."""

    port: int
    path: str
    process: int
    patience: float

    def __call__(self, address: str) -> str:
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.port}{self.path}{address}", timeout=self.patience
            ) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            return f"{error.code}"


@contextmanager
def serving(root: Path, *options: str, path: str = "/", patience: float = PATIENCE) -> Iterator[Get]:
    """Run `mkdocs serve` in a folder and give a function that returns the HTML at a site path."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}", *options]
    # MkDocs leaves the site behind where it is ended from outside.
    with tempfile.TemporaryDirectory() as temporary, (root / "serve.log").open("w") as log:
        environment = {**os.environ, "COLUMNS": "200", "TMPDIR": temporary}
        process = subprocess.Popen(command, cwd=root, stdout=log, stderr=log, env=environment)
        try:
            until(lambda: reachable(port) or process.poll() is not None, patience)
            assert process.poll() is None, (root / "serve.log").read_text()
            yield Get(port, path, process.pid, patience)
        finally:
            process.terminate()
            process.wait()


def reachable(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def until(holds: Callable[[], object], patience: float = PATIENCE) -> None:
    """Wait until something holds; a build takes its time."""
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.1)


def save(root: Path, path: str, text: str) -> None:
    """Write a file as an editor does, with a time stamp that no build before can have."""
    write(root, {path: text})
    later = time.time() + 2
    os.utime(root / path, (later, later))
