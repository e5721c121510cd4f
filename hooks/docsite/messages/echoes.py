"""Whether what the samples of a case repeat agrees: with the case itself, and from sample to sample.

The values of a case are gathered by what they repeat. Those of a sample that shows where a value comes from are right;
without such a sample, the first is, so that two results agree even where the case has no order.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from docsite.messages.people import Case
from docsite.messages.sample import Sample, Value
from docsite.sources.problems import Problem
from docsite.sources.wording import apart, short

_ORDER, _MRN = "case order", "case mrn"

Echo = tuple[Sample, Value]


def check(samples: Iterable[Sample], cases: Mapping[str, Case]) -> Iterator[Problem]:
    """Yield a problem for each value that is not what it repeats."""
    copies: dict[tuple[str, str], list[Echo]] = {}
    sources: dict[tuple[str, str], list[Echo]] = {}
    for sample in samples:
        for record in dict.fromkeys(value.record for value in sample.values if sample.cases):
            values = [value for value in sample.values if value.record == record and value.text]
            case = _case(sample, values, cases)
            yield from _with_case(sample, values, cases.get(case), is_unknown=not case)
            for value in values if case else ():
                if value.echo not in ("", _ORDER, _MRN):
                    copies.setdefault((case, value.echo), []).append((sample, value))
                if value.source_of:
                    sources.setdefault((case, value.source_of), []).append((sample, value))
    for key, echoes in copies.items():
        yield from _judge(sources.get(key) or echoes[:1], echoes)


def _case(sample: Sample, values: Iterable[Value], cases: Mapping[str, Case]) -> str:
    """Return the case of a record: the only one of the sample, or the one that has the order of the record."""
    order = next((value.text for value in values if value.echo == _ORDER), "")
    mine = [each for each in sample.cases if each in cases and cases[each].order == order]
    return sample.cases[0] if len(sample.cases) == 1 else next(iter(mine), "")


def _with_case(
    sample: Sample, values: Iterable[Value], case: Case | None, *, is_unknown: bool
) -> Iterator[Problem]:
    expected = {_ORDER: case.order, _MRN: case.mrn} if case else {}
    for value in values:
        if is_unknown and value.echo == _ORDER:
            text = short(value.text)
            yield sample.source.problem(value.start, "broken-echo.case", name=value.name, value=text)
        elif case and value.text != expected.get(value.echo, value.text):
            facts = {"key": value.echo.split()[-1], "case": case.id}
            yield _problem((sample, value), "broken-echo.of-case", expected[value.echo], **facts)


def _judge(sources: Sequence[Echo], echoes: Sequence[Echo]) -> Iterator[Problem]:
    """Yield a problem for each value that no source has, or for the source where all others agree."""
    known = {value.text for _, value in sources}
    wrong = [each for each in echoes if each[1].text not in known]
    if len(wrong) == len(echoes) > 1 and len({value.text for _, value in wrong}) == 1:
        wrong, sources = list(sources[:1]), wrong
    sample, right = sources[0]
    place = ":".join(map(str, (sample.source.path, *sample.source.position(right.start))))
    for each in wrong:
        yield _problem(each, "broken-echo.sample", right.text, other=right.name, place=place)


def _problem(echo: Echo, rule: str, expected: str, **facts: str) -> Problem:
    sample, value = echo
    text, other = apart(value.text, expected)
    return sample.source.problem(value.start, rule, name=value.name, value=text, expected=other, **facts)
