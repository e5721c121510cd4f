"""The programs of the quick start: each builds the sample, and what can run without a network runs."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tree_sitter_c_sharp
import tree_sitter_go
from docsite.messages.json_schema import downloads
from tree_sitter import Language, Node, Parser

from tests.support import npm, typescript
from tests.support.cloud_direct import SITE, load, reference
from tests.support.project import DOCS

CODE = DOCS / "samples" / "code"
PYTHON = CODE / "python" / "first_order.py"
TYPESCRIPT = CODE / "typescript" / "first-order.ts"
C_SHARP = CODE / "csharp" / "FirstOrder.cs"
GO = CODE / "go" / "first_order.go"
PROGRAMS = [PYTHON, TYPESCRIPT, C_SHARP, GO]

SAMPLE = load(DOCS / "samples/json/order-new-minimal.json")
LOCAL_ID = SAMPLE["Order"]["LocalId"]
SETTINGS = {"IRIS_CLIENT_GUID": SAMPLE["ClientGuid"], "IRIS_SITE": SAMPLE["Site"]["LocalId"]}
QUEUES = {f"IRIS_{name}_{what}": what for name in ("ORDERS", "EVENTS") for what in ("STRING", "QUEUE")}
BUNDLE = "order-request.bundle.schema.json"

SDK = """
import json
import os

class Everything:
    def __enter__(self): return self
    def __exit__(self, *error): pass

class ServiceBusClient(Everything):
    @classmethod
    def from_connection_string(cls, text): return cls()
    def get_queue_sender(self, name): return Sender()
    def get_queue_receiver(self, name): return Receiver()

class ServiceBusMessage:
    def __init__(self, body): self.body = body

class Sender(Everything):
    def send_messages(self, message): print("sent", json.dumps(json.loads(message.body)))

class Receiver(Everything):
    def __iter__(self): return iter(os.environ["EVENTS"].splitlines())
    def complete_message(self, message): print("completed", message)
"""
"""As much of azure.servicebus as the Python program calls; its events are lines of a variable."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder as a reader has it: with the published bundle of the schema in it."""
    published = dict(downloads.files(reference().catalog, SITE))
    (text,) = (text for path, text in published.items() if path.endswith(BUNDLE))
    (tmp_path / BUNDLE).write_text(text, "utf-8")
    return tmp_path


@pytest.fixture(scope="session")
def compiled() -> Path:
    return typescript.compiled() / "first-order.js"


def run(folder: Path, *command: str | Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a program in the folder of a reader, with these settings and no others of IRIS."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("IRIS_")}
    return subprocess.run(
        command, cwd=folder, env=environment | settings, capture_output=True, text=True, check=False
    )


# What runs


def test_python_builds_the_sample_and_finds_it_valid(folder: Path) -> None:
    done = run(folder, sys.executable, PYTHON, LOCAL_ID, **SETTINGS)

    assert (done.stderr, done.returncode) == ("", 0)
    assert json.loads(done.stdout) == SAMPLE


def test_python_tells_what_is_wrong_and_sends_nothing(folder: Path) -> None:
    wrong = SETTINGS | {"IRIS_CLIENT_GUID": "my-guid"}
    done = run(folder, sys.executable, PYTHON, LOCAL_ID, "send", **wrong)

    assert (done.stderr, done.returncode) == ("$.ClientGuid: 'my-guid' is not a 'uuid'\n", 1)


def test_python_sends_the_message_and_stops_at_the_event_that_answers_it(folder: Path) -> None:
    (folder / "azure").mkdir()
    (folder / "azure" / "servicebus.py").write_text(SDK, "utf-8")
    answer = {"ResultObjectType": "OrderCreationReceipt", "OrderLocalId": LOCAL_ID}
    others = [answer | {"OrderLocalId": "ORD99"}, answer | {"ResultObjectType": "ImageReceipt"}]
    lines = [json.dumps(event) for event in [*others, answer, answer]]
    settings = SETTINGS | QUEUES | {"PYTHONPATH": str(folder), "EVENTS": "\n".join(lines)}
    done = run(folder, sys.executable, PYTHON, LOCAL_ID, "send", **settings)

    assert (done.stderr, done.returncode) == ("", 0)
    assert [json.loads(each) for each in re.findall("^sent (.*)$", done.stdout, re.MULTILINE)] == [SAMPLE]
    assert re.findall("^completed (.*)$", done.stdout, re.MULTILINE) == lines[:3]


def test_typescript_fits_the_sdk_builds_the_sample_and_finds_it_valid(folder: Path, compiled: Path) -> None:
    done = run(folder, npm.commands()[0], compiled, LOCAL_ID, **SETTINGS)

    assert (done.stderr, done.returncode) == ("", 0)
    assert json.loads(done.stdout) == SAMPLE


def test_typescript_tells_what_is_wrong_and_sends_nothing(folder: Path, compiled: Path) -> None:
    wrong = SETTINGS | {"IRIS_CLIENT_GUID": "my-guid"}
    done = run(folder, npm.commands()[0], compiled, LOCAL_ID, "send", **wrong)

    assert (done.stderr, done.returncode) == ('/ClientGuid: must match format "uuid"\n', 1)


# What is read: the literal that a program builds its message from, as a value


def nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in node.named_children:
        yield from nodes(child)


def value(node: Node) -> Any:
    """Return the value of a literal of C# or Go; a call is that of a setting, a name that of the order."""
    children = node.named_children
    match node.type:
        case "string_literal" | "interpreted_string_literal":
            return json.loads(node.text or b"")
        case "invocation_expression" | "call_expression":
            return SETTINGS[value(next(each for each in nodes(node) if "string_literal" in each.type))]
        case "identifier":
            return LOCAL_ID
        case "anonymous_object_creation_expression":
            names, values = children[::2], children[1::2]
            return {
                (name.text or b"").decode(): value(what) for name, what in zip(names, values, strict=True)
            }
        case "initializer_expression":
            return [value(each) for each in children]
        case "literal_value" if all(each.type == "keyed_element" for each in children):
            return {value(each.named_children[0]): value(each.named_children[1]) for each in children}
        case "literal_value":
            return [value(each) for each in children]
        case _:
            return value(children[-1])


@pytest.mark.parametrize(
    ("program", "grammar", "literal"),
    [
        (C_SHARP, tree_sitter_c_sharp.language(), "anonymous_object_creation_expression"),
        (GO, tree_sitter_go.language(), "composite_literal"),
    ],
    ids=["C#", "Go"],
)
def test_a_program_that_cannot_run_here_parses_and_writes_the_sample(
    program: Path, grammar: object, literal: str
) -> None:
    root = Parser(Language(grammar)).parse(program.read_bytes()).root_node

    assert not root.has_error
    assert value(next(node for node in nodes(root) if node.type == literal)) == SAMPLE


# What all have in common


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_a_program_takes_from_the_environment_what_the_page_lists(program: Path) -> None:
    page = (DOCS / "cloud-direct/quick-start.md").read_text("utf-8")
    listed = set(re.findall(r"^\| `(IRIS_\w+)` \|", page, re.MULTILINE))

    assert listed == {*SETTINGS, *QUEUES}
    assert set(re.findall(r"IRIS_\w+", program.read_text("utf-8"))) == listed


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_the_page_shows_and_offers_the_whole_program(program: Path) -> None:
    page = (DOCS / "cloud-direct/quick-start.md").read_text("utf-8")
    path = program.relative_to(DOCS).as_posix()
    sections = re.findall(r"--8<-- \[start:(\w+)\]", program.read_text("utf-8"))

    assert sorted(re.findall(rf'--8<-- "{re.escape(path)}:(\w+)"', page)) == sorted(sections)
    assert f"(../{path})" in page
