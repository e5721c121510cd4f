"""The page that checks a reader's message: its form, and two scripts that it loads, the compiled rules and the samples.

They are scripts that set one variable each, since a page that is opened from a folder can load scripts but no data.
"""

import json
from collections.abc import Iterator
from typing import Any

from jinja2 import Environment

from docsite.messages.judge.common import Addresses
from docsite.messages.linker import CHECKER, QUESTIONS
from docsite.messages.sample import FOLDER, RowKey
from docsite.project import Project
from docsite.render import render
from docsite.sources.paths import DocsPath

RULES, SAMPLES = "check/rules.js", "check/samples.js"
MARK = 'class="checker"'
"""What the page of the checker has, and no other."""


def show(project: Project, templates: Environment) -> str:
    """Return the form with the kinds of messages to choose from."""
    return render(templates, "checker.html", kinds=project.messages.kinds)


def files(project: Project) -> Iterator[tuple[str, str]]:
    """Yield path and text of what the page loads, nothing where no page shows the form."""
    if (CHECKER, "") in project.messages.shown_on:
        samples = project.messages.samples.values()
        texts = {sample.path.removeprefix(f"{FOLDER}/"): sample.source.text for sample in samples}
        yield RULES, _script("checkRules", project.messages.rules(addresses(project)))
        yield SAMPLES, _script("checkSamples", texts)


def addresses(project: Project) -> Addresses:
    """Return where the site explains rows and lists questions, as addresses from its root."""
    shown_on = project.messages.shown_on

    def address(page: DocsPath | None, anchor: str) -> str:
        return f"{project.address(page)}#{anchor}" if page is not None else ""

    def row(key: RowKey) -> str:
        return address(shown_on.get((key.fence, key.names)), key.anchor)

    def question(name: str) -> str:
        return address(shown_on.get((QUESTIONS, "")), name)

    return Addresses(row, lambda key: project.messages.left_open(key, question))


def _script(name: str, value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.{name} = {text};\n"
