"""The TypeScript programs of the guide as JavaScript, compiled once, their types held to the real packages."""

import json
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
    """Return the folder of the compiled programs; what the compiler has against one fails the test.

    Programs that were right are compiled again when a byte of them, of their packages or of the settings differs.
    """
    cache = npm.install(SOURCES)
    files = [*sorted((DOCS / "samples/code/typescript").glob("*.ts")), SOURCES / "tsconfig.json"]
    inputs = [(file.name, file.read_text("utf-8")) for file in (*files, SOURCES / "package-lock.json")]
    right, out = cache / "right.json", cache / "out"
    with FileLock(cache / "compile.lock"):  # tests run side by side
        if not right.is_file() or right.read_text("utf-8") != json.dumps(inputs):
            right.unlink(missing_ok=True)
            shutil.rmtree(out, ignore_errors=True)
            for file in files:
                shutil.copy2(file, cache)
            command = [npm.commands()[0], "node_modules/typescript/bin/tsc"]
            done = subprocess.run(command, cwd=cache, capture_output=True, text=True, check=False)
            assert (done.stdout, done.returncode) == ("", 0)
            right.write_text(json.dumps(inputs), "utf-8")
    return out
