"""One specification, two engines: the build's and the page's find the same in every message, whatever is wrong with it.

The page's scripts run in the browser, with the rules that the build has written; both see the same bytes or text.
"""

import base64
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from docsite.messages.judge import message
from docsite.messages.judge.message import Engine, Judged
from docsite.outputs import checker
from playwright.sync_api import Browser, Page

from tests.messages import mutate
from tests.support import damaged, messages, segments

BATCH = 400
EVERY = 3  # of the broken rows, which are all in test_mutants.py
RANDOM = 1_400
SHOWN = 5  # differences of a failure

RUN = """text => {
  const cases = JSON.parse(text);
  const engine = globalThis.proved ??= checker.prepare(checkRules);
  const found = ({ line, column, rule, level, place, fact, remedy, at, question }) =>
    [line, column, rule, level, place, fact, remedy, at, question];
  return JSON.stringify(cases.map(([data, kind, isText]) => {
    const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
    const whole = new TextDecoder("utf-8", { ignoreBOM: true });
    const judged = checker.judgeNow(engine, isText ? whole.decode(bytes) : bytes, kind);
    return [judged.kinds, judged.findings.map(found)];
  }));
}"""
"""Takes and returns JSON, as Playwright needs more time to wrap each value than an engine to judge a message."""

Case = tuple[str, bytes, str, bool]
"""A name, the bytes, the kind that a reader has chosen, and whether it is a text that was typed, not a file."""


@pytest.fixture
def page(browser: Browser, site: Path) -> Page:
    page = browser.new_page()
    page.goto((site / "check/index.html").as_uri())
    return page


@pytest.fixture(scope="module")
def engine(site: Path) -> Engine:
    text = (site / checker.RULES).read_text("utf-8")
    return message.prepare(json.loads(text.partition(" = ")[2].rstrip(";\n")))


def samples() -> dict[str, bytes]:
    """Return the samples as they are sent."""
    return {
        path: sample.source.text.replace("\n", "\r" if sample.format == "hl7" else "\n").encode()
        for path, sample in messages.real().samples.items()
    }


def found(judged: Judged) -> list[Any]:
    """Return what the build's engine has found, as the page returns it."""
    each = judged.findings
    rows = [
        [one.line, one.column, one.rule, one.level, one.place, one.fact, one.remedy, one.at, one.question]
        for one in each
    ]
    return [list(judged.kinds), rows]


def differences(page: Page, engine: Engine, cases: Iterable[Case]) -> Iterator[str]:
    """Yield each message of which the engines do not find the same, with what each of them finds."""
    every = list(cases)
    for start in range(0, len(every), BATCH):
        batch = every[start : start + BATCH]
        sent = [(base64.b64encode(data).decode(), kind, typed) for _, data, kind, typed in batch]
        answers = json.loads(page.evaluate(RUN, json.dumps(sent)))
        for (name, data, kind, typed), theirs in zip(batch, answers, strict=True):
            judged = (
                message.of_text(engine, data.decode(), kind)
                if typed
                else message.of_bytes(engine, data, kind)
            )
            ours = found(judged)
            if ours != theirs:
                yield f"{name}\nbuild: {ours}\npage:  {theirs}\n{data!r}"


def equal(page: Page, engine: Engine, cases: list[Case], least: int) -> None:
    different = list(differences(page, engine, cases))
    if different:
        pytest.fail("\n\n".join(different[:SHOWN]), pytrace=False)
    assert len(cases) >= least


def test_both_find_the_same_in_every_sample_as_a_file_and_as_text_by_any_kind(
    page: Page, engine: Engine
) -> None:
    kinds = ["", *(each["id"] for form in ("hl7", "json", "csv") for each in engine.rules[form]["kinds"])]
    cases = [(path, data, kind, not kind) for path, data in samples().items() for kind in kinds]
    equal(page, engine, cases, 50)


def test_both_find_the_same_in_every_broken_row_of_hl7(page: Page, engine: Engine) -> None:
    bases = []
    for path, data in samples().items():
        if path.endswith(".hl7"):
            (kind,) = message.of_bytes(engine, data).kinds
            bases.append(mutate.base(kind, engine.rules["hl7"]["messages"][kind], data.decode()))
    mutants = list(mutate.hl7(engine.rules, bases))[::EVERY]
    with segments.judged_once():
        equal(page, engine, [(each.way, each.text.encode(), each.kind, False) for each in mutants], 1_500)


def test_both_find_the_same_in_every_changed_property_and_broken_column(page: Page, engine: Engine) -> None:
    seen: dict[str, set[str]] = {}
    cases: list[Case] = []
    for path, data in samples().items():
        if path.endswith(".json"):
            (kind,) = message.of_bytes(engine, data).kinds
            changed = mutate.in_json(json.loads(data), seen.setdefault(kind, set()))
            cases += [
                (f"{path}: {way}", mutate.written(value).encode(), kind, False) for way, value in changed
            ]
        elif path.endswith(".csv"):
            kind = engine.rules["csv"]["kinds"][0]["id"]
            broken = mutate.in_csv(kind, engine.rules["csv"]["tables"][kind], data.decode())
            cases += [(f"{path}: {each.way}", each.text.encode(), "", True) for each in broken]
    equal(page, engine, cases[::EVERY], 500)


def test_both_find_the_same_in_messages_and_bytes_damaged_at_random(page: Page, engine: Engine) -> None:
    cases = damaged.messages(samples(), RANDOM)
    equal(page, engine, [(name, data, "", False) for name, data in cases], RANDOM)


def test_both_find_the_same_in_what_breaks_readers_of_messages(page: Page, engine: Engine) -> None:
    cases = [(name, data, "", False) for name, data in damaged.hostile(samples())]
    equal(page, engine, cases, 150)


def test_both_quote_braces_of_a_value_as_they_are(page: Page, engine: Engine) -> None:
    data = samples()["samples/hl7/oru-r01-discrete.hl7"].replace(b"|M|", b"|{{sex}}|")
    (finding,) = message.of_bytes(engine, data).findings
    assert "'{{sex}}'" in finding.fact
    equal(page, engine, [("braces", data, "", False)], 1)


def test_both_find_the_same_in_many_values_that_come_again(page: Page, engine: Engine) -> None:
    lines = samples()["samples/hl7/oru-r01-discrete.hl7"].decode().split("\r")
    codes, escapes = (
        ["SEVERITY", "Rigth", "SEVERITY&X", " LEFTDIABRETIN"],
        ["text", "te\\zxt", "\\F\\", "a~b", '""'],
    )
    more = [
        f"OBX|{number}|ST|{codes[number % 4]}^^IRIS|{number % 7}|{escapes[number % 5]}|||AA|||{'FPX'[number % 3]}"
        for number in range(10, 400)
    ]
    text = "\r".join([*lines, *more])
    cases = [("repeated", text, ""), ("two messages", f"{text}\r{text.replace('^~', '~^')}", "")]
    cases += [
        (f"{name}, as {kind}", text, kind) for name, text, _ in cases[:1] for kind in ("oru-r01", "orm-o01")
    ]
    equal(page, engine, [(name, text.encode(), kind, False) for name, text, kind in cases], 4)


def test_both_find_the_same_in_a_list_of_many_faults(page: Page, engine: Engine) -> None:
    order = json.loads(samples()["samples/json/order-new-full.json"])
    (image, *_) = order["Camera"]["Images"]
    wrong = {"Laterality": "XX", "Taken": "yesterday", "GroupId": "1", "Extra": 1, "ImageContext": None}
    order["Camera"]["Images"] = [{**image, "LocalId": f"I{number}", **wrong} for number in range(40)]
    equal(page, engine, [("images", json.dumps(order, indent=1).encode(), "", False)], 1)
