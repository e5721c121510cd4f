"""Store each result before it leaves the queue, drop duplicates, and print what a result says."""

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any


# --8<-- [start:read]
def read(folder: Path) -> None:
    """Read results until you stop the program with Ctrl+C."""
    from azure.servicebus import ServiceBusClient

    access, queue = os.environ["IRIS_RESULTS_STRING"], os.environ["IRIS_RESULTS_QUEUE"]
    with ServiceBusClient.from_connection_string(access) as client:
        with client.get_queue_receiver(queue) as receiver:  # in peek-lock mode
            for message in receiver:
                text = str(message)
                is_new = store(text, folder)
                receiver.complete_message(message)  # only now it leaves the queue
                print("new" if is_new else "duplicate")
                if is_new:
                    print("\n".join(interpret(text)))
# --8<-- [end:read]


# --8<-- [start:store]
def store(text: str, folder: Path) -> bool:
    """Write a message to disk as it arrived. Return False where it is there already."""
    file = folder / f"{name(text)}.json"
    if file.exists():
        return False
    part = file.with_suffix(".part")
    with part.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(file)
    return True


def name(text: str) -> str:
    """Return what is equal in two deliveries of one result, and in nothing else."""
    try:
        result = json.loads(text)
        parts = [get(result, key) for key in ("TransactionId", "ResultCode", "Timestamp")]
    except ValueError:  # no JSON: a person has to look at it
        parts = []
    if not parts or None in parts:
        return hashlib.sha256(text.encode()).hexdigest()
    return "_".join(re.sub("[^A-Za-z0-9-]", "", str(part)) for part in parts)
# --8<-- [end:store]


# --8<-- [start:tolerate]
def get(value: Any, key: str) -> Any:
    """Return a property whatever the letter case of its name, None where it is missing."""
    if not isinstance(value, dict):
        return None
    return next((each for own, each in value.items() if own.lower() == key.lower()), None)
# --8<-- [end:tolerate]


# --8<-- [start:interpret]
def interpret(text: str) -> Iterator[str]:
    """Yield what a result says. What is new in it is shown as it is, never refused."""
    try:
        result = json.loads(text)
    except ValueError:
        yield "Not JSON: keep it for a person"
        return
    order, gradings = get(result, "Order"), get(result, "Gradings")
    yield f"Order {get(order, 'LocalId')}, result code {get(result, 'ResultCode')}"
    for flag in ("Emergent", "Urgent"):
        if get(gradings, flag):
            yield f"{flag}: act on it now"
    for eye, key in (("Right eye", "OD"), ("Left eye", "OS")):
        yield f"{eye}: {describe(get(gradings, key), get(order, 'MissingEyeReason'))}"
    yield f"Care plan: {get(gradings, 'CarePlanName')}"


def describe(eye: Any, reason: Any) -> str:
    """Return what an eye's object says. The first case that matches applies."""
    if eye is None:
        return f"no images ({reason or 'no reason given'})"
    if missing := get(eye, "MissingEyeReason"):
        return f"missing ({missing})"
    if get(eye, "Gradable") is not True:  # never read this as normal
        return f"not gradable ({', '.join(map(str, get(eye, 'UngradableReasons') or ['no reason given']))})"
    findings = [
        " ".join(str(part) for part in (get(each, "Finding"), get(each, "Result")) if part is not None)
        for each in get(eye, "Findings") or []
    ]
    return ", ".join(findings) or "no findings"
# --8<-- [end:interpret]


if __name__ == "__main__":
    read(Path(sys.argv[1]))
