"""Data to HTML through Jinja templates; an undefined name in a template is an error.

`templates/` has what every site needs. A site's own `hooks/` folder among its theme overrides comes first, so
that it can replace a template or add one.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

TEMPLATES = Path(__file__).with_name("templates")


def environment(custom_dir: str | None) -> Environment:
    """Return the template environment of a site whose theme overrides stand in `custom_dir`.

    A template that is edited while MkDocs serves is read again.
    """
    own = Path(custom_dir, "hooks") if custom_dir else None
    return _environment(own if own and own.is_dir() else None)


@cache
def _environment(own: Path | None) -> Environment:
    folders: Sequence[Path] = [*([own] if own else []), TEMPLATES]
    return Environment(
        loader=FileSystemLoader(folders),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        optimized=False,  # most templates are rendered a few times, and compiled once a build
    )


def render(templates: Environment, name: str, **values: Any) -> str:
    """Return a template's output."""
    return templates.get_template(name).render(values)
