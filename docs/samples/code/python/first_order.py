"""Build and check an order; with the word "send", send it and wait for the answer."""

import json
import os
import sys
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker


# --8<-- [start:build]
def build(local_id: str) -> dict[str, Any]:
    """Return a new order for an invented patient."""
    return {
        "Version": "2.3.1",
        "OrderControlCode": "NW",
        "ClientGuid": os.environ["IRIS_CLIENT_GUID"],
        "Site": {"LocalId": os.environ["IRIS_SITE"]},
        "Order": {"LocalId": local_id, "EvaluationTypes": ["DR"]},
        "Patient": {
            "LocalId": "MRN100001",
            "Name": {"First": "Jane", "Last": "Doe"},
            "Dob": "8/3/1962",
            "Genders": [
                {"Context": "BirthGender", "Gender": "F"},
                {"Context": "IdentityGender", "Gender": "F"},
            ],
        },
    }
# --8<-- [end:build]


# --8<-- [start:check]
def check(order: dict[str, Any]) -> list[str]:
    """Return what is wrong with an order, a line for each fault."""
    schema = json.loads(Path("order-request.bundle.schema.json").read_text())
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    faults = validator.iter_errors(order)
    return [f"{fault.json_path}: {fault.message}" for fault in faults]
# --8<-- [end:check]


# --8<-- [start:send]
def send(order: dict[str, Any]) -> None:
    """Put an order on the orders queue.

    An exception means that the broker has not confirmed it.
    """
    from azure.servicebus import ServiceBusClient, ServiceBusMessage

    access = os.environ["IRIS_ORDERS_STRING"]
    queue = os.environ["IRIS_ORDERS_QUEUE"]
    with ServiceBusClient.from_connection_string(access) as client:
        with client.get_queue_sender(queue) as sender:
            sender.send_messages(ServiceBusMessage(json.dumps(order)))
# --8<-- [end:send]


# --8<-- [start:event]
def wait(local_id: str) -> None:
    """Print events up to the one that answers the order."""
    from azure.servicebus import ServiceBusClient

    access = os.environ["IRIS_EVENTS_STRING"]
    queue = os.environ["IRIS_EVENTS_QUEUE"]
    with ServiceBusClient.from_connection_string(access) as client:
        with client.get_queue_receiver(queue) as receiver:
            for message in receiver:
                event = json.loads(str(message))
                # Your own reader stores the event here.
                print(json.dumps(event, indent=2))
                # Takes it off the queue.
                receiver.complete_message(message)
                kind = event["ResultObjectType"]
                order = event.get("OrderLocalId")  # a failure may lack it
                if kind == "OrderCreationReceipt" and order == local_id:
                    return
# --8<-- [end:event]


# --8<-- [start:main]
def main(local_id: str, *words: str) -> None:
    order = build(local_id)
    print(json.dumps(order, indent=2))
    if faults := check(order):
        sys.exit("\n".join(faults))
    if "send" in words:
        send(order)
        wait(local_id)
# --8<-- [end:main]


if __name__ == "__main__":
    main(*sys.argv[1:])
