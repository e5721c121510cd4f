"""Packages from npm for the tests: installed once as a lock file says, outside of the sources."""

import shutil
import subprocess
from pathlib import Path

from tests.support.project import ROOT


def install(sources: Path) -> Path:
    """Return the folder in which the packages of a `package-lock.json` are installed; without Node.js it fails."""
    for tool in ("node", "npm"):
        assert shutil.which(tool), f"{tool} is not installed; {sources.name} needs Node.js 20 or later"
    folder = ROOT / ".cache" / sources.name
    lock = (sources / "package-lock.json").read_text("utf-8")
    done = folder / "done"
    if not done.is_file() or done.read_text("utf-8") != lock:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(sources, folder, ignore=shutil.ignore_patterns("node_modules"))
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=True)
        done.write_text(lock, "utf-8")
    return folder
