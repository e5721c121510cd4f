"""What a result in JSON says, for the test kit: the findings of each eye, and the codes."""

from collections.abc import Mapping
from typing import Any

from docsite.messages.sample import Sample


def outcome(sample: Sample) -> dict[str, str]:
    """Return what a result says of each eye and its ICD-10-CM codes; other messages say nothing."""
    value = sample.content.value if sample.content else None
    if sample.kind != "results" or not isinstance(value, dict):
        return {}
    grading, missing = _object(value, "Gradings"), _word(_object(value, "Order"), "MissingEyeReason")
    codes = " ".join(_words(grading, "DxCodes"))
    eyes = {side: _eye(_object(grading, eye), missing) for side, eye in (("right", "OD"), ("left", "OS"))}
    return {"right eye": eyes["right"], "left eye": eyes["left"], "ICD-10-CM": codes}


def _object(value: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Return an object of a message, an empty one where a broken sample has none."""
    found = value.get(key)
    return found if isinstance(found, Mapping) else {}


def _list(value: Mapping[str, Any], key: str) -> list[Any]:
    found = value.get(key)
    return found if isinstance(found, list) else []


def _words(value: Mapping[str, Any], key: str) -> list[str]:
    """Return the text in a list of a message; what else a broken sample has there says nothing."""
    return [each for each in _list(value, key) if isinstance(each, str)]


def _word(value: Mapping[str, Any], key: str) -> str:
    found = value.get(key)
    return found if isinstance(found, str) else ""


def _eye(value: Mapping[str, Any], missing: str) -> str:
    """Return what a result says of an eye in words; an eye without images has no value."""
    if not value:
        return f"no images: {missing}" if missing else "no images"
    if not value.get("Gradable"):
        return f"not gradable: {', '.join(_words(value, 'UngradableReasons'))}".rstrip(": ")
    found = [each for each in _list(value, "Findings") if isinstance(each, Mapping)]
    findings = [(_word(each, "Finding"), _word(each, "Result")) for each in found]
    return "; ".join(f"{finding}: {result}" if result else finding for finding, result in findings if finding)
