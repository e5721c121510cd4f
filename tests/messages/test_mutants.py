"""Every fault that a specification can name is found once, at its place; nothing crashes, nothing right is accused.

The mutants of `mutate.py` break each row of each specification in each way that its columns allow.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import pytest
from docsite.messages.judge import message
from docsite.messages.judge.common import Addresses
from docsite.messages.judge.message import Engine
from docsite.messages.judge.notes import Finding
from docsite.messages.sample import RowKey

from tests.messages import mutate
from tests.messages.mutate import Mutant
from tests.support import messages, segments
from tests.support.cloud_direct import KINDS, files, kind, load

CHOSEN = {"conformant", "custom-observations"}
"""Options whose samples are held to a kind that a reader chooses."""


def asked(row: RowKey) -> dict[str, dict[str, str]]:
    """Return the questions about a row by what they leave open."""
    return messages.real().left_open(row, str)


@cache
def engine() -> Engine:
    """Return the engine, for which the address of a question is its id."""
    return message.prepare(messages.real().rules(Addresses(asked=asked)))


def kind_of(path: str) -> str:
    """Return the kind that a reader would choose for a sample, empty where it is recognized."""
    sample = messages.real().samples[path]
    kinds = messages.real().checks.kinds["hl7"]
    own = [each for each in kinds if each.get("chosen") and each["spec"] == sample.spec]
    return next((each["id"] for each in own if CHOSEN & {*sample.options} & {*each["options"]}), "")


def samples(form: str) -> list[str]:
    return [path for path, sample in messages.real().samples.items() if sample.format == form]


def brief(found: Iterator[Finding] | tuple[Finding, ...]) -> list[str]:
    return [f"{each.line}:{each.column} {each.rule} {each.place} {each.fact}" for each in found]


@pytest.mark.parametrize("path", [*samples("hl7"), *samples("json"), *samples("csv")])
def test_a_sample_of_the_guide_has_no_finding(path: str) -> None:
    text = messages.real().samples[path].source.text
    judged = message.of_text(engine(), text, kind_of(path) if path.endswith(".hl7") else "")
    assert brief(judged.findings) == []
    assert len(judged.kinds) == 1


Judged = Sequence[tuple[Mutant, tuple[Finding, ...]]]


def judged(mutants: Iterable[Mutant]) -> Judged:
    return [(each, message.of_text(engine(), each.text, each.kind).findings) for each in mutants]


@cache
def broken_hl7() -> Judged:
    """Return every broken row of HL7, with what is found in it."""
    with segments.judged_once():
        return judged_hl7()


def judged_hl7() -> Judged:
    rules = engine().rules
    bases = []
    for path in [each for each in samples("hl7") if not kind_of(each)]:
        text = messages.real().samples[path].source.text
        own = message.of_text(engine(), text).kinds[0]
        bases.append(mutate.base(own, rules["hl7"]["messages"][own], text))
    return judged(mutate.hl7(rules, bases))


@cache
def broken_csv() -> Judged:
    """Return every broken column of CSV, with what is found in it."""
    (path,) = samples("csv")
    table = engine().rules["csv"]["tables"]["order-intake"]
    return judged(mutate.in_csv("order-intake", table, messages.real().samples[path].source.text))


@cache
def broken_json() -> Sequence[tuple[str, str, Any, tuple[Finding, ...]]]:
    """Return every change of a property, once for each kind: its kind, what it is, the value, what is found in it."""
    found = []
    seen: dict[str, set[str]] = {}
    for file in files("samples"):
        name = kind(file)
        for way, value in mutate.in_json(load(file), seen.setdefault(name, set())):
            told = message.of_text(engine(), mutate.written(value), name).findings
            found.append((name, f"{file.stem}, {way}", value, told))
    return found


def misjudged(every: Judged) -> list[str]:
    """Return each mutant of which not exactly what it breaks is found."""
    wrong = []
    for each, found in every:
        right = [
            one
            for one in found
            if one.rule in each.rule.split("|") and one.line == each.line and one.place.startswith(each.place)
        ]
        if len(found) != len(right) or len(found) != bool(each.rule):
            wrong.append(f"{each.kind}, {each.way} ({each.line} {each.place} {each.rule}): {brief(found)}")
    return wrong


def test_every_broken_row_of_hl7_is_found_once_at_its_place() -> None:
    assert misjudged(broken_hl7()) == []
    assert len(broken_hl7()) > 5_000


def test_every_broken_column_of_csv_is_found_once_at_its_place() -> None:
    assert misjudged(broken_csv()) == []
    assert len(broken_csv()) > 100


@pytest.mark.parametrize("name", KINDS.values())
def test_a_broken_message_in_json_has_one_finding_where_a_validator_has_errors(name: str) -> None:
    """Each path of the samples of a kind once; the validator alone says whether a message is right."""
    own = [each for each in broken_json() if each[0] == name]
    wrong = [
        f"{way}: {brief(found)}"
        for _, way, value, found in own
        if len(found) != 1 and (found or not engine().schemas[name].validator.is_valid(value))
    ]
    assert wrong == []
    assert len(own) > 50


def test_each_question_about_a_row_is_named_by_the_finding_that_depends_on_it_or_says_why_none_does() -> None:
    found = [one for _, every in (*broken_hl7(), *broken_csv()) for one in every]
    found += [one for *_, every in broken_json() for one in every]
    named = {one.question for one in found if one.level == "open"}
    library = messages.real()
    asking = {
        question.id: question
        for known in library.formats.values()
        for row, _ in known.format.rows(known.reference)
        for question in library.asked(row)
    }
    asking |= {
        question.id: question for question in library.questions if question.open and not question.answer
    }
    undecided = [name for name, each in asking.items() if not each.open and not each.judged]
    assert undecided == [], (
        "say in `open` what the question leaves open, or in `judged` why no message depends on it"
    )
    # No mutant has the values that `may_be` allows; test_findings.py has such ones.
    assert [
        name for name, each in asking.items() if each.open and not each.may_be and name not in named
    ] == []
    assert not any(each.open and each.judged for each in asking.values())


def test_ten_thousand_segments_take_one_finding() -> None:
    rows = messages.real().samples["samples/hl7/oru-r01-discrete.hl7"].source.text.strip().split("\n")
    narrative = [f"OBX|{number}|FT|Result^^IRIS|001|text||||||F" for number in range(10, 10_000)]
    assert brief(message.of_text(engine(), "\r".join([*rows, *narrative])).findings) == []
    narrative[5_000] = narrative[5_000].replace("|F", "|Q")
    found = message.of_text(engine(), "\r".join([*rows, *narrative])).findings
    assert [each.rule for each in found] == ["unknown-code"]


def test_what_a_question_leaves_open_is_no_error() -> None:
    order = (
        messages.real().samples["samples/hl7/orm-o01-new-order.hl7"].source.text.strip().replace("\n", "\r")
    )
    unasked = message.prepare(messages.real().rules(Addresses()))
    wrong = order.replace("|19620803|F|", "|19620803|U|")
    for own, expected in (
        (unasked, ("error", "PID-8", "")),
        (engine(), ("open", "PID-8", "pid-8-unknown")),
    ):
        found = message.of_text(own, wrong).findings
        assert [(each.level, each.place, each.question) for each in found] == [expected]


def test_what_only_one_of_several_questions_leaves_open_is_an_error() -> None:
    """A missing row that nothing leaves open is the sender's fault, whatever is missing beside it."""
    order = messages.real().samples["samples/hl7/orm-o01-new-order.hl7"].source.text.strip()
    rows = [row.split("|") for row in order.split("\n")]
    for row in rows:
        if row[0] == "OBR":
            row[4] = ""
    (found,) = message.of_text(engine(), "\r".join("|".join(row) for row in rows)).findings
    assert (found.level, found.place, found.question) == ("open", "OBR-4", "order-usage")
    value = json.loads(messages.real().samples["samples/json/order-new-minimal.json"].source.text)
    del value["Order"]["LocalId"]
    (found,) = message.of_text(engine(), json.dumps(value)).findings
    assert (found.level, found.place, found.question) == ("open", "Order.LocalId", "order-identity")
    del value["Order"]["EvaluationTypes"]
    assert "error" in [each.level for each in message.of_text(engine(), json.dumps(value)).findings]
