"""This project as the tests find it."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from mkdocs.config import load_config

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def copy_project(target: Path, source: Path = ROOT, docs: Sequence[str] = ("",)) -> None:
    """Copy all that a build of the real site reads into a folder; `docs` are the files and folders wanted of docs/."""
    for name in ("mkdocs.yml", "overrides", "hooks", *(f"docs/{each}" for each in docs)):
        original = source / name
        (target / name).parent.mkdir(exist_ok=True)
        (shutil.copytree if original.is_dir() else shutil.copy2)(original, target / name)


def data(path: Path) -> Any:
    """Return what a YAML file of the project has; each process of a run reads some before its first test."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C it takes a tenth of the time
    return yaml.load(path.read_text("utf-8"), loader)  # noqa: S506  # it is a safe one


def base_path() -> str:
    """Return the base path of the real site."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    return urlsplit(config.site_url or "/").path
