"""The TypeScript programs of the guide as JavaScript, compiled once, their types held to the real packages."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

from filelock import FileLock

from tests.support import npm
from tests.support.project import DOCS, ROOT

SOURCES = ROOT / "tests/messages/json_schema/quick-start"


@cache
def compiled() -> Path:
    """Return the folder of the compiled programs; what the compiler has against one fails the test."""
    cache = npm.install(SOURCES)
    with FileLock(cache / "compile.lock"):  # tests run side by side
        for file in (*(DOCS / "samples/code/typescript").glob("*.ts"), SOURCES / "tsconfig.json"):
            shutil.copy2(file, cache)
        command = [npm.commands()[0], "node_modules/typescript/bin/tsc"]
        done = subprocess.run(command, cwd=cache, capture_output=True, text=True, check=False)
    assert done.stdout == ""
    return cache / "out"
