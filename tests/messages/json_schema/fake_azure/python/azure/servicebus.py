"""A stand-in for azure.servicebus, see README.md."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Self

FOLDER = Path(os.environ["FAKE_AZURE"])


class _Closing:
    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        return None


class ServiceBusMessage:
    def __init__(self, body: str) -> None:
        self.body = body


class Sender(_Closing):
    def send_messages(self, message: ServiceBusMessage) -> None:
        folder = FOLDER / "sent"
        folder.mkdir(exist_ok=True)
        (folder / f"{len(list(folder.iterdir()))}.json").write_text(message.body, "utf-8")


class Receiver(_Closing):
    def __iter__(self) -> Iterator[str]:
        return iter([file.read_text("utf-8") for file in sorted((FOLDER / "deliver").iterdir())])

    def complete_message(self, message: str) -> None:
        stored = len(list(Path(os.environ["FAKE_KEPT"]).iterdir()))
        with (FOLDER / "log").open("a") as log:
            log.write(f"{stored}\n")


class ServiceBusClient(_Closing):
    @classmethod
    def from_connection_string(cls, text: str) -> "ServiceBusClient":
        return cls()

    def get_queue_sender(self, name: str) -> Sender:
        return Sender()

    def get_queue_receiver(self, name: str) -> Receiver:
        return Receiver()
