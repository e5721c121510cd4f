"""Data to HTML through the Jinja templates of `overrides/hooks/`; an undefined name in a template is an error."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

TEMPLATES = Path(__file__).parents[2] / "overrides" / "hooks"


def environment(custom_dir: str | None) -> Environment:
    """Return the template environment: the theme's own `hooks/` folder first, then the project's."""
    folders: Sequence[Path] = [*([Path(custom_dir, "hooks")] if custom_dir else []), TEMPLATES]
    return Environment(
        loader=FileSystemLoader(folders),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(templates: Environment, name: str, **values: Any) -> str:
    """Return a template's output."""
    return templates.get_template(name).render(values)
