"""What the data file of readers' rules names and does not exist: rules, specifications, options, rows, variants."""

from collections.abc import Iterator, Mapping
from typing import Any

from docsite.messages.format import Known
from docsite.messages.judge import common
from docsite.sources import problems
from docsite.sources.problems import Problem, did_you_mean
from docsite.sources.wording import choices, one_of
from docsite.sources.yaml_text import Document, Step


def check(document: Document, formats: Mapping[str, Known[Any]]) -> Iterator[Problem]:
    """Yield a problem for each name that nothing has; of a format whose data has a problem, nothing is known."""
    cases = {name for name, _ in problems.wording(common.TOLD)}
    rules = {*cases, *common.TOLD}
    for group in ("levels", "open"):
        for name in document.value.get(group, ()):
            if name not in rules:
                meant = did_you_mean(name, rules)
                yield document.problem((group, name), "unknown-key.other-key", key=name, suggestion=meant)
    for name, known in formats.items():
        if known.is_whole:
            yield from _kinds(document, name, known)
            yield from _shows(document, name, known)


def _kinds(document: Document, name: str, known: Known[Any]) -> Iterator[Problem]:
    """Yield what is wrong with the kinds of messages of a format."""
    specs, seen = known.format.specs(known.reference), dict[str, str]()
    for number, kind in enumerate(document.value.get(name, ())):
        path: tuple[Step, ...] = (name, number)
        key = "spec" if "spec" in kind else "id"
        spec = kind[key]
        if kind["id"] in seen:
            values = {"id": kind["id"], "label": seen[kind["id"]], "group": name}
            yield document.at_value((*path, "id"), "duplicate-key.id", **values)
        seen.setdefault(kind["id"], kind["title"])
        if spec not in specs:
            values = {"noun": known.format.noun, "name": spec, "where": choices(specs, known.format.where)}
            meant = did_you_mean(spec, specs)
            yield document.at_value((*path, key), "unknown-spec", suggestion=meant, **values)
            continue
        options = specs[spec].options
        for index, option in enumerate(kind.get("options", ())):
            if option not in options:
                values = {"spec": spec, "name": option, "where": choices(options, known.format.where)}
                meant = did_you_mean(option, options)
                place = (*path, "options", index)
                yield document.at_value(place, "unknown-value.option", suggestion=meant, **values)


def _shows(document: Document, name: str, known: Known[Any]) -> Iterator[Problem]:
    """Yield a problem for each row and variant that "What this message says" names and the format has not."""
    rows = list(known.format.rows(known.reference))
    names = {each for _, each in rows}
    variants = {key.names.partition(" ")[2] for key, _ in rows}
    for number, shown in enumerate(document.value.get("shows", {}).get(name, ())):
        path: tuple[Step, ...] = ("shows", name, number)
        coded = [((*path, "coded"), shown["coded"])] if "coded" in shown else []
        for place, row in [*(((*path, "rows", at), each) for at, each in enumerate(shown["rows"])), *coded]:
            if not all(step in names or step.isdigit() for step in row.replace("[]", "").split(".")):
                meant = did_you_mean(row, names)
                yield document.at_value(place, "unknown-row.row", row=row, suggestion=meant)
        if shown.get("of", "") and shown["of"] not in variants:
            segment, _, variant = shown["of"].partition(" ")
            own = [each.partition(" ")[2] for each in variants if each.startswith(f"{segment} ")]
            meant = did_you_mean(shown["of"], variants)
            values = {"segment": segment, "variant": variant, "known": one_of(own, "no variant")}
            yield document.at_value((*path, "of"), "unknown-segment.variant", suggestion=meant, **values)
