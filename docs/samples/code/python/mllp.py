"""Send an HL7 message over MLLP and read its answer, or receive messages and answer them.

python mllp.py send HOST PORT FILE [SECONDS]
python mllp.py receive HOST PORT FOLDER [TYPE ...]
"""

import os
import re
import socket
import socketserver
import sys
import threading
from datetime import datetime, timezone
from pathlib import Path
from typing import BinaryIO

VT, FS, CR = b"\x0b", b"\x1c", b"\x0d"
PROCESSING_ID = os.environ.get("PROCESSING_ID", "T")  # P in production
STORING = threading.Lock()


# --8<-- [start:frame]
def frame(message: bytes) -> bytes:
    return VT + message + FS + CR


def read_frame(stream: BinaryIO) -> bytes | None:
    """Return the next message, None at the end of the connection.

    ValueError: this is not a frame. Nothing that follows can be trusted.
    """
    first = stream.read(1)
    if not first:
        return None
    if first != VT:
        raise ValueError(f"a frame begins with 0B, not with {first.hex().upper()}")
    message = bytearray()
    while (byte := stream.read(1)) != FS:
        if not byte:
            raise ValueError("half a message: the connection closed before 1C 0D")
        message += byte
    if stream.read(1) != CR:
        raise ValueError("1C without 0D")
    return bytes(message)
# --8<-- [end:frame]


# --8<-- [start:segment]
def segment(message: bytes, name: str) -> list[str]:
    """Return the fields of the first segment with a name; MSH-9 is number 9."""
    for line in message.decode("latin-1").split("\r"):  # loses no byte
        if line.startswith(f"{name}|"):
            fields = line.split("|")
            return ["MSH", *fields] if name == "MSH" else fields
    return []
# --8<-- [end:segment]


# --8<-- [start:send]
def send(host: str, port: int, file: Path, seconds: float) -> int:
    """Send a message. Return 0: accepted, 1: refused or not sent, 2: unknown."""
    lines = file.read_bytes().splitlines()
    message = b"".join(line + CR for line in lines if line)
    control_id = segment(message, "MSH")[10]
    try:
        link = socket.create_connection((host, port), timeout=seconds)
    except OSError as fault:
        print(f"Not sent: {fault}")
        return 1
    with link:
        link.sendall(frame(message))
        try:
            answer = read_frame(link.makefile("rb"))
        except (OSError, ValueError) as fault:  # a timeout is an OSError
            print(f"Unknown: no readable answer: {fault}")
            return 2
    return report(answer, control_id)


def report(answer: bytes | None, control_id: str) -> int:
    fields = segment(answer or b"", "MSA") + ["", "", "", ""]
    code, answered, text = fields[1:4]
    if answered != control_id:
        print(f"Unknown: the answer is not about {control_id}")
        return 2
    print(code, text)
    return 0 if code == "AA" else 1
# --8<-- [end:send]


# --8<-- [start:receive]
def receive(host: str, port: int, folder: Path, types: list[str]) -> None:
    class Connection(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            try:
                while (message := read_frame(self.rfile)) is not None:
                    self.wfile.write(frame(answer(message, folder, types)))
            except (OSError, ValueError) as fault:
                print(f"Connection closed: {fault}", flush=True)

    with socketserver.ThreadingTCPServer((host, port), Connection) as server:
        print(f"Listening on port {server.server_address[1]}", flush=True)
        server.serve_forever()


def answer(message: bytes, folder: Path, types: list[str]) -> bytes:
    """Store a message, and return its acknowledgment."""
    header = segment(message, "MSH")
    if len(header) < 13:
        raise ValueError("no complete MSH segment")
    if header[9].split("^")[0] not in types:
        return acknowledge(header, "AR", f"Unexpected message type {header[9]}")
    if header[11] != PROCESSING_ID:
        return acknowledge(header, "AR", f"Expected processing ID {PROCESSING_ID}")
    try:
        store(message, folder)
    except OSError as fault:
        return acknowledge(header, "AE", f"Not stored: {fault.strerror}")
    return acknowledge(header, "AA")
# --8<-- [end:receive]


# --8<-- [start:store]
def store(message: bytes, folder: Path) -> None:
    """Store a message under its type, control ID, and order number. A message that is there already stays alone."""
    header = segment(message, "MSH")
    order = segment(message, "ORC")[2:3] or segment(message, "TXA")[14:15] or segment(message, "FT1")[23:24]
    parts = [header[9].split("^")[0], header[10], "".join(order).split("^")[0]]
    name = "_".join(re.sub("[^A-Za-z0-9]", "-", part) for part in parts)
    with STORING:
        number = 1
        file = folder / f"{name}.hl7"
        while file.exists():
            if file.read_bytes() == message:
                print(f"Duplicate of {file.name}", flush=True)
                return
            number += 1
            file = folder / f"{name}_{number}.hl7"
        part = file.with_suffix(".part")
        with part.open("wb") as stream:
            stream.write(message)
            stream.flush()
            os.fsync(stream.fileno())  # on the disk before AA
        part.replace(file)
        print(f"Stored {file.name}", flush=True)
# --8<-- [end:store]


# --8<-- [start:acknowledge]
def acknowledge(header: list[str], code: str, text: str = "") -> bytes:
    """Return a general acknowledgment of the message with this MSH."""
    now = datetime.now(timezone.utc)
    event = header[9].split("^")[1:2]
    msh = ["MSH", "^~\\&", header[5], header[6], header[3], header[4], f"{now:%Y%m%d%H%M%S}", ""]
    msh += ["^".join(["ACK", *event, "ACK"]), f"{now:%y%m%d%H%M%S%f}", header[11], header[12]]
    msa = ["MSA", code, header[10], re.sub(r"[|^~\\&\r]", " ", text)]
    lines = ["|".join(msh), "|".join(msa).rstrip("|")]
    return "".join(f"{line}\r" for line in lines).encode("latin-1", "replace")
# --8<-- [end:acknowledge]


def main(word: str, host: str, port: str, path: str, *more: str) -> int | None:
    if word == "send":
        return send(host, int(port), Path(path), float(more[0]) if more else 30)
    return receive(host, int(port), Path(path), list(more) or ["ORU", "MDM", "DFT"])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
