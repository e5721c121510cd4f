"""The page that checks a reader's message: its form, and two scripts that it loads, the compiled rules and the samples.

They are scripts that set one variable each, since a page that is opened from a folder can load scripts but no data.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jinja2 import Environment

from docsite.messages.judge.common import Addresses
from docsite.messages.linker import CHECKER, QUESTIONS
from docsite.messages.sample import FOLDER, RowKey, Sample
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
        kinds = [each for own in project.messages.checks.kinds.values() for each in own]
        samples = {
            sample.path.removeprefix(f"{FOLDER}/"): [sample.source.text, _chosen(sample, kinds)]
            for sample in project.messages.samples.values()
        }
        yield RULES, _script("checkRules", project.messages.rules(addresses(project)))
        yield SAMPLES, _script("checkSamples", samples)


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


def _chosen(sample: Sample, kinds: Sequence[Mapping[str, Any]]) -> str:
    """Return the kind that a sample has only where a reader chooses it, empty where it is recognized."""
    for kind in kinds:
        if kind.get("chosen") and kind.get("spec") == sample.spec and {*kind["options"]} <= {*sample.options}:
            return str(kind["id"])
    return ""


def _script(name: str, value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.{name} = {text};\n"
