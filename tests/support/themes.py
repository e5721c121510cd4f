"""Installed themes, read once for all builds of a process: most of a small build would be to read one anew."""

import sysconfig
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache, Environment, FileSystemLoader
from jinja2.bccache import Bucket
from mkdocs.theme import Theme

PACKAGES = Path(sysconfig.get_path("purelib"))


class Compiled(BytecodeCache):
    """Keeps compiled templates in memory: to read them from files is a tenth of a small build."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.known[bucket.key, bucket.checksum] = bucket.code


def keep(theme: Theme) -> None:
    """Let a build take the compiled templates and the names of files from the builds before it."""
    vars(theme)["get_env"] = partial(_environment, theme.get_env)


def _environment(make: Callable[[], Environment]) -> Environment:
    made = make()
    made.bytecode_cache = compiled()
    if isinstance(made.loader, FileSystemLoader):
        vars(made.loader)["list_templates"] = partial(_names, made.loader.searchpath)
    return made


@cache
def compiled() -> Compiled:
    """Return the compiled templates of this process."""
    return Compiled()


def _names(folders: Sequence[str]) -> list[str]:
    """Return the files of a theme but the hidden ones, which are no files of a site: Material has 14,000 icons."""
    names = (_installed(each) if Path(each).is_relative_to(PACKAGES) else _shown(each) for each in folders)
    return sorted({name for found in names for name in found})


@cache
def _installed(folder: str) -> list[str]:
    return _shown(folder)


def _shown(folder: str) -> list[str]:
    listed = FileSystemLoader(folder).list_templates()
    return [name for name in listed if not any(part.startswith(".") for part in name.split("/"))]
