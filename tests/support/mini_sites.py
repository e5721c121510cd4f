"""Mini sites: files of text, built in-process."""

import logging
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from tests.support import themes
from tests.support.project import ROOT

Files = Mapping[str, str | bytes]

FEATURES: Mapping[str, object] = {"navigation": True, "redirects": True, "fences": True, "front_matter": {}}
"""Settings below `extra: docsite:` that make a mini site one of this guide's kind."""

CLOCK = re.compile(rb"Build Date UTC : .*|<lastmod>.*</lastmod>|\"[^\"]*search/search_index.json\"")
"""What differs from one build to the next."""


@dataclass(frozen=True)
class Outcome:
    """What a build said and made: its warnings and problem lines in order, whether strict failed, and its folder."""

    lines: list[str]
    failed: bool
    root: Path

    @property
    def site(self) -> Path:
        return self.root / "site"

    def html(self, path: str) -> str:
        return (self.site / path).read_text(encoding="utf-8")


class Recorder(logging.Handler):
    """Keeps every warning of MkDocs, and every line of the hook but its count."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if record.levelno >= logging.WARNING or (record.name == "mkdocs.hooks.docsite" and "[" in message):
            self.lines.append(message)


def write(root: Path, files: Files) -> None:
    """Write files below a folder, texts as they are and bytes as bytes."""
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)


def configuration(files: Files, settings: Mapping[str, object]) -> Files:
    """Return the files with an mkdocs.yml that uses the project's hook and its features, unless they have one."""
    values = {"site_name": "Mini", "plugins": [], "hooks": [str(ROOT / "hooks" / "main.py")], **settings}
    values["extra"] = featured(settings.get("extra", {}))
    return files if "mkdocs.yml" in files else {"mkdocs.yml": yaml.safe_dump(values), **files}


def featured(extra: object) -> object:
    """Return `extra:` with the features of this guide, as far as it does not say of them itself."""
    own = extra.get("docsite", {}) if isinstance(extra, dict) else None
    return (
        {**extra, "docsite": {**FEATURES, **own}}
        if isinstance(extra, dict) and isinstance(own, dict)
        else extra
    )


def build(
    root: Path, files: Files, *, dirty: bool = False, strict: bool = True, **settings: object
) -> Outcome:
    """Write a mini site and build it, strictly unless told otherwise.

    `settings` are those of mkdocs.yml, besides the guide's features.
    """
    write(root, configuration(files, settings))
    recorder = Recorder()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(recorder)
    logger.setLevel(logging.INFO)
    failed = False
    here = Path.cwd()
    os.chdir(root)  # snippets are looked for from here, as when MkDocs is started
    try:
        config = load_config(str(root / "mkdocs.yml"), strict=strict)
        themes.keep(config.theme)
        config.plugins.on_startup(command="build", dirty=dirty)
        build_site(config, dirty=dirty)
    except Abort:
        failed = True
    finally:
        os.chdir(here)
        logger.removeHandler(recorder)
    return Outcome(recorder.lines, failed, root)


def complete(files: dict[str, str | bytes]) -> Files:
    """Return the files of a site with an mkdocs.yml that has a name, our hook, and no other plugins."""
    lines = ["site_name: Mini", f"hooks: [{ROOT / 'hooks' / 'main.py'}]", "plugins: []"]
    text = str(files.get("mkdocs.yml", ""))
    more = "".join(f"{line}\n" for line in lines if f"\n{line.split(':')[0]}:" not in f"\n{text}")
    return {**files, "mkdocs.yml": text + more}


def made(root: Path) -> dict[str, bytes]:
    """Return the files of a site without the time at which each was built."""
    files = {path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*")) if path.is_file()}
    return {name: CLOCK.sub(b"", path.read_bytes()) for name, path in files.items() if path.suffix != ".gz"}


Mini = Callable[..., Outcome]
