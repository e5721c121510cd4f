"""Questions about rows of messages that do not say whether a reader's message can be blamed for these rows."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from docsite.messages.judge.common import Addresses
from docsite.messages.questions.data import Question
from docsite.messages.sample import RowKey
from docsite.sources.problems import Problem


def check(
    questions: Iterable[Question],
    compile_rules: Callable[[Addresses], Any],
    asked: Callable[[RowKey], Sequence[Question]],
) -> Iterator[Problem]:
    """Yield a problem for each of some questions that concerns a row of the compiled rules, and decides nothing.

    The rules are compiled only where one decides nothing at all.
    """
    if all(each.answer or not each.concerns or each.open or each.judged for each in questions):
        return
    found: dict[tuple[str, int], Question] = {}

    def look(row: RowKey) -> Mapping[str, Mapping[str, str]]:
        for question in asked(row):
            if not question.open and not question.judged:
                anchors = [place.partition("#")[2] for place in question.concerns]
                found[question.id, anchors.index(row.anchor)] = question
        return {}

    compile_rules(Addresses(asked=look))
    for (name, index), question in sorted(found.items(), key=lambda each: each[0]):
        place = question.concerns[index]
        yield question.problem(("concerns", index), "undecided-question", id=name, place=place)
