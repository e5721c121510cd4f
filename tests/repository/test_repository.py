"""The files around the code agree: lock, Makefile, workflows, problem matcher, pages for contributors."""

import json
import logging
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from docsite.reading import FORMATS
from docsite.sources import problems
from packaging.requirements import Requirement
from packaging.version import Version

from tests.support.project import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
# SchemaStore's, as the package check-jsonschema 0.39.0 ships it
WORKFLOW_SCHEMA = ROOT / "tests/repository/schemas/github-workflow.schema.json"
LOCKS = ["requirements.txt", "requirements-dev.txt", "tests/properdocs/requirements.txt"]

RULES = sorted(problems.RULES)
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TARGETS = re.findall(r"^([a-z]+):(?!=)", MAKEFILE, re.MULTILINE)


def committed_texts() -> Iterator[tuple[str, str]]:
    """Yield path and text of each file in git's index that is UTF-8 text, the copied schema left out."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    for path in filter(None, listed.stdout.split("\0")):
        file = ROOT / path
        if file.is_file() and file != WORKFLOW_SCHEMA:
            try:
                yield path, file.read_text("utf-8")
            except UnicodeDecodeError:
                continue


def locked(path: str) -> dict[str, str]:
    """Return name -> version of a lock file."""
    return dict(re.findall(r"^([a-z0-9._-]+)==([^ ;]+)", (ROOT / path).read_text("utf-8"), re.MULTILINE))


def asked(path: str) -> list[Requirement]:
    """Return the requirements of a `.in` file."""
    lines = (line.partition("#")[0].strip() for line in (ROOT / path).read_text("utf-8").splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


def workflow(path: Path) -> dict[str, Any]:
    """Return a workflow as GitHub reads it: YAML 1.1 takes its key `on` for true."""
    content = yaml.safe_load(path.read_text("utf-8"))
    return {"on" if key is True else key: value for key, value in content.items()}


def steps(path: Path) -> list[dict[str, Any]]:
    """Return the steps of all jobs of a workflow."""
    return [step for job in workflow(path)["jobs"].values() for step in job["steps"]]


# The lock


@pytest.mark.parametrize("path", LOCKS)
def test_lock_has_only_versions_markers_and_hashes(path: str) -> None:
    line = re.compile(r"#.*|[a-z0-9._-]+==\S+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")

    assert [text for text in (ROOT / path).read_text("utf-8").splitlines() if not line.fullmatch(text)] == []


@pytest.mark.parametrize("path", LOCKS)
def test_lock_holds_what_is_asked_for(path: str) -> None:
    versions = locked(path)
    unmet = [
        str(requirement)
        for requirement in asked(path.replace(".txt", ".in"))
        if not requirement.specifier.contains(versions.get(requirement.name.lower(), "0"))
    ]

    assert unmet == [], "run make lock"


def test_development_lock_has_the_runtime_versions() -> None:
    assert locked("requirements.txt").items() <= locked("requirements-dev.txt").items()


def test_lock_keeps_clear_of_versions_known_to_break() -> None:
    versions = {name: Version(version) for name, version in locked("requirements.txt").items()}

    assert versions["click"] >= Version("8.4"), "8.2 and 8.3 break the live reload of mkdocs serve"
    assert versions["mkdocs"] < Version("2"), "MkDocs 2 has neither hooks nor plugins"
    assert Version("9.8.1") <= versions["mkdocs-material"] < Version("10")
    assert versions["pymdown-extensions"] < Version("13"), "13 needs Python 3.11.5"


def test_ruff_and_the_makefile_name_the_same_oldest_python() -> None:
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

    assert configuration["tool"]["ruff"]["target-version"] == "py311"
    assert "--python-version 3.11" in MAKEFILE
    assert "(3, 11)" in MAKEFILE


# Commands


def test_every_target_is_phony_and_has_help() -> None:
    phony = re.findall(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)[0].split()
    helped = re.findall(r"^([a-z]+):.*  ## \S", MAKEFILE, re.MULTILINE)

    assert TARGETS == phony == helped


@pytest.mark.parametrize("path", ["README.md", "CONTRIBUTING.md", "docs/contributing/index.md"])
def test_every_make_target_that_a_page_names_exists(path: str) -> None:
    named = set(re.findall(r"(?:`|^ *)make ([a-z]+)", (ROOT / path).read_text("utf-8"), re.MULTILINE))

    assert named
    assert named - set(TARGETS) == set()


def test_readme_and_contributing_stay_short() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 80
    assert len((ROOT / "CONTRIBUTING.md").read_text("utf-8").splitlines()) <= 120


def test_ci_script_is_executable() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--stage", ".ci/run"], cwd=ROOT, check=True, capture_output=True, text=True
    )

    assert listed.stdout.startswith("100755 ")


# What no file may say


def test_no_file_names_a_package_registry() -> None:
    registry = re.compile(r"pypi\.(org|python)|pythonhosted\.org|npmjs\.(org|com)|yarnpkg\.com|debian\.org")

    assert [path for path, text in committed_texts() if registry.search(text)] == []


def test_no_file_leads_out_of_the_repository() -> None:
    outside = "../" + "shared"

    assert [path for path, text in committed_texts() if outside in text] == []


# GitHub


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflow_is_valid(path: Path) -> None:
    validator = jsonschema.Draft7Validator(json.loads(WORKFLOW_SCHEMA.read_text("utf-8")))

    assert [error.message for error in validator.iter_errors(workflow(path))] == []


def test_workflow_schema_finds_a_fault() -> None:
    validator = jsonschema.Draft7Validator(json.loads(WORKFLOW_SCHEMA.read_text("utf-8")))

    assert not validator.is_valid({"on": "push", "jobs": {"check": {"runs-on": "ubuntu-24.04", "step": []}}})


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_commit_with_its_version(path: Path) -> None:
    used = re.findall(r"uses: *(.*)", path.read_text("utf-8"))

    assert used
    assert [each for each in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each)] == []


def test_workflows_pin_one_commit_of_each_action() -> None:
    used = {step["uses"] for path in WORKFLOWS for step in steps(path) if "uses" in step}

    assert len({each.partition("@")[0] for each in used}) == len(used)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_jobs_get_only_the_permissions_and_the_time_they_name(path: Path) -> None:
    content = workflow(path)
    needed = {"permissions", "timeout-minutes"}

    assert content["permissions"] == {}
    assert [name for name, job in content["jobs"].items() if not needed <= job.keys()] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_step_keeps_credentials_or_puts_an_expression_into_a_script(path: Path) -> None:
    checkouts = [step["with"] for step in steps(path) if step.get("uses", "").startswith("actions/checkout@")]

    assert all(inputs["persist-credentials"] is False for inputs in checkouts)
    assert [step["run"] for step in steps(path) if "${{" in step.get("run", "")] == []


def test_only_the_default_branch_is_published_after_the_checks() -> None:
    jobs = workflow(ROOT / ".github/workflows/check.yml")["jobs"]

    assert jobs["deploy"]["needs"] == "check"
    assert "github.event_name == 'push'" in jobs["deploy"]["if"]
    assert "github.ref_name == github.event.repository.default_branch" in jobs["deploy"]["if"]
    assert [name for name, job in jobs.items() if "write" in job["permissions"].values()] == ["deploy"]


# The line of a problem as MkDocs prints it when its output is not a terminal
LOG = logging.Formatter("%(levelname)-8s-  %(message)s")


def annotations(level: int, text: str) -> list[dict[str, str]]:
    """Return what GitHub makes of a line of the log: per matcher, its severity and the named groups."""
    line = LOG.format(logging.LogRecord("mkdocs", level, "", 0, text, None, None))
    found = []
    for matcher in json.loads((ROOT / ".github/problem-matcher.json").read_text("utf-8"))["problemMatcher"]:
        (pattern,) = matcher["pattern"]
        if match := re.search(pattern.pop("regexp"), line):
            parts = {name: match[group] for name, group in pattern.items()}
            found.append({"severity": matcher["severity"]} | parts)
    return found


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(("level", "severity"), [(logging.WARNING, "warning"), (logging.INFO, "notice")])
def test_problem_becomes_an_annotation_at_its_line(rule: str, level: int, severity: str) -> None:
    message = "link to 'x: [1]:2:3: y', which does not exist. Did you mean 'orders.md'?"
    problem = problems.Problem("docs/emr/order list.md", 31, 12, rule, message)

    assert annotations(level, problems.line(problem)) == [
        {
            "severity": severity,
            "file": "docs/emr/order list.md",
            "line": "31",
            "column": "12",
            "message": message,
            "code": rule,
        }
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Building documentation to directory: /home/runner/work/site",
        "Serving on http://127.0.0.1:8000/IntegrationDocumentation/ [1]",
        "10 problems in 4 files.",
    ],
)
def test_other_lines_of_the_log_become_no_annotation(text: str) -> None:
    assert annotations(logging.INFO, text) == annotations(logging.WARNING, text) == []


def test_the_contract_of_formats_names_every_one() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    independent = next(set(each["modules"]) for each in contracts if each["type"] == "independence")
    shows = {each.read.__module__.rpartition(".")[0] for each in FORMATS}

    assert independent == shows


def test_no_expression_repeats_a_group_possessively() -> None:
    """Hold that Python 3.11.0 to 3.11.4 build the same: `(...)*+` is wrong there, `(?>(...)*)` right (gh-106052)."""
    possessive = re.compile(r"\)(?:[*+?]|\{[0-9,]+\})\+")
    lines = [
        f"{path}: {line.strip()}"
        for path, text in committed_texts()
        if path.startswith("hooks/") and path.endswith(".py")
        for line in text.splitlines()
        if possessive.search(line)
    ]

    assert lines == []


def test_what_make_starts_finds_its_modules() -> None:
    modules = re.findall(r"^\t\$\(RUN\) (tests\.[\w.]+)", MAKEFILE, re.MULTILINE)
    own = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    assert len(modules) > 2
    subprocess.run([sys.executable, "-c", f"import {', '.join(modules)}"], cwd=ROOT, env=own, check=True)
