"""ProperDocs, the fork that is MkDocs under another name, installed once beside what the lock has for a build."""

import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

from tests.support.project import ROOT

LOCKS = (ROOT / "requirements.txt", ROOT / "tests/properdocs/requirements.txt")
_GENERATOR = re.compile(rb'<meta name="generator"[^>]*>')
_TIMED = frozenset(("sitemap.xml", "sitemap.xml.gz"))
"""What says when it was built."""


def install() -> Path:
    """Return the command of ProperDocs, in an environment of its own."""
    folder = ROOT / ".cache/properdocs"
    lock = "".join(file.read_text("utf-8") for file in LOCKS)
    done, commands = folder / "done", folder / ("Scripts" if os.name == "nt" else "bin")
    if not done.is_file() or done.read_text("utf-8") != lock:
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=True)
        files = [option for file in LOCKS for option in ("-r", str(file))]
        command = [str(commands / "python"), "-m", "pip", "install", "--quiet", "--require-hashes", *files]
        subprocess.run(command, check=True, stdout=sys.stderr)
        done.write_text(lock, "utf-8")
    return commands / "properdocs"


def build(root: Path, site: Path) -> list[str]:
    """Build the site of a folder strictly; return what made the build fail."""
    command = [str(install()), "build", "--strict", "-f", str(root / "mkdocs.yml"), "-d", str(site)]
    ran = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if ran.returncode == 0:
        return []
    warnings = [line for line in ran.stderr.splitlines() if line.startswith(("WARNING", "ERROR"))]
    return [line.partition("-")[2].strip() for line in warnings] or ran.stderr.splitlines()[-5:]


def differences(one: Path, other: Path) -> Iterator[str]:
    """Yield the files of two sites that differ in more than the name of the generator."""
    files = [
        {file.relative_to(site).as_posix(): file for file in site.rglob("*") if file.is_file()}
        for site in (one, other)
    ]
    for path in sorted((files[0].keys() | files[1].keys()) - _TIMED):
        if path not in files[0] or path not in files[1]:
            yield f"{path}: only one has it"
        elif len({_GENERATOR.sub(b"", each[path].read_bytes()) for each in files}) > 1:
            yield f"{path}: differs"
