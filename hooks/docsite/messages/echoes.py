"""Whether what the samples of a case repeat agrees: with the case itself, and from sample to sample.

The values of a case are gathered by what they repeat. Those of a sample that shows where a value comes from are right;
without such a sample, the first is, so that two results agree even where the case has no order.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from docsite.messages.people import Case
from docsite.messages.sample import Sample, Value
from docsite.sources.problems import Problem
from docsite.sources.wording import apart, short

_OF_CASE = "case "
_ORDER = "case order"


@dataclass(frozen=True)
class _Echo:
    sample: Sample
    value: Value

    def broken(self, other: "_Echo") -> Problem:
        line, column = other.sample.source.position(other.value.start)
        place = f"{other.sample.source.path}:{line}:{column}"
        facts = {"other": other.value.name, "place": place}
        return _problem(self.sample, self.value, "broken-echo.sample", other.value.text, **facts)


def check(samples: Iterable[Sample], cases: Mapping[str, Case]) -> Iterator[Problem]:
    """Yield a problem for each value that is not what it repeats."""
    copies: dict[tuple[str, str], list[_Echo]] = {}
    sources: dict[tuple[str, str], list[_Echo]] = {}
    for sample in samples:
        for record in dict.fromkeys(value.record for value in sample.values if sample.cases):
            values = [value for value in sample.values if value.record == record and value.text]
            case = _case(sample, values, cases)
            if case not in sample.cases:
                yield from (_lost(sample, each) for each in values if each.echo == _ORDER)
                continue
            if case in cases:
                yield from _with_case(sample, values, cases[case])
            for value in values:
                if value.echo and not value.echo.startswith(_OF_CASE):
                    copies.setdefault((case, value.echo), []).append(_Echo(sample, value))
                if value.source_of:
                    sources.setdefault((case, value.source_of), []).append(_Echo(sample, value))
    for key, echoes in copies.items():
        yield from _judge(sources.get(key) or echoes[:1], echoes)


def _case(sample: Sample, values: Iterable[Value], cases: Mapping[str, Case]) -> str:
    """Return the case of a record: the only one of the sample, or the one that has the order of the record."""
    order = next((value.text for value in values if value.echo == _ORDER), "")
    mine = [each for each in sample.cases if each in cases and cases[each].order == order]
    return sample.cases[0] if len(sample.cases) == 1 else next(iter(mine), "")


def _with_case(sample: Sample, values: Iterable[Value], case: Case) -> Iterator[Problem]:
    expected = {_ORDER: case.order, "case mrn": case.mrn}
    for value in values:
        if value.text != expected.get(value.echo, value.text):
            facts = {"key": value.echo.removeprefix(_OF_CASE), "case": case.id}
            yield _problem(sample, value, "broken-echo.of-case", expected[value.echo], **facts)


def _judge(sources: Sequence[_Echo], echoes: Sequence[_Echo]) -> Iterator[Problem]:
    """Yield a problem for each value that no source has, or for the source where all others agree."""
    known = {each.value.text for each in sources}
    wrong = [each for each in echoes if each.value.text not in known]
    if len(wrong) == len(echoes) > 1 and len({each.value.text for each in wrong}) == 1:
        wrong, sources = list(sources[:1]), wrong
    for each in wrong:
        yield each.broken(sources[0])


def _problem(sample: Sample, value: Value, name: str, expected: str, **facts: str) -> Problem:
    text, other = apart(value.text, expected)
    return sample.source.problem(value.start, name, name=value.name, value=text, expected=other, **facts)


def _lost(sample: Sample, value: Value) -> Problem:
    return sample.source.problem(value.start, "broken-echo.case", name=value.name, value=short(value.text))
