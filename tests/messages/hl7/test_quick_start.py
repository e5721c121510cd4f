"""The programs of the HL7 quick start, run against each other and against partners that misbehave, over loopback."""

import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from docsite.messages.hl7.format import FORMAT
from docsite.messages.sample import Sample
from docsite.sources.problems import line
from docsite.sources.source import Source

from tests.support import npm, typescript
from tests.support.hl7_data import real
from tests.support.project import DOCS

CODE = DOCS / "samples" / "code"
PAGE = (DOCS / "hl7/quick-start.md").read_text("utf-8")
ORDER = DOCS / "samples/hl7/orm-o01-minimal.hl7"
RESULT = DOCS / "samples/hl7/oru-r01-discrete.hl7"
PROGRAMS = {"python": CODE / "python/mllp.py", "typescript": CODE / "typescript/mllp.ts"}
START, END = b"\x0b", b"\x1c\r"
PATIENCE = 20

Command = list[str | Path]


@pytest.fixture(scope="session")
def commands() -> dict[str, Command]:
    """Return what starts each program."""
    return {
        "python": [sys.executable, PROGRAMS["python"]],
        "typescript": [npm.commands()[0], typescript.compiled() / "mllp.js"],
    }


@pytest.fixture(params=PROGRAMS)
def program(request: pytest.FixtureRequest, commands: dict[str, Command]) -> Command:
    return commands[request.param]


@contextmanager
def receiver(program: Command, folder: Path, *types: str) -> Iterator[tuple[int, Callable[[], str]]]:
    """Run a receiver; yield its port, and a function that returns the next line that it prints."""
    command = [*program, "receive", "127.0.0.1", "0", folder, *types]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        assert running.stdout is not None
        port = int(running.stdout.readline().removeprefix("Listening on port "))

        try:
            yield port, running.stdout.readline
        finally:
            running.kill()


def send(program: Command, port: int, file: Path, seconds: float = PATIENCE) -> tuple[int, str]:
    command = [*program, "send", "127.0.0.1", str(port), file, str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=2 * PATIENCE)
    assert done.stderr == ""
    return done.returncode, done.stdout.strip()


def wire(file: Path) -> bytes:
    """Return a sample as it is sent."""
    return file.read_bytes().replace(b"\n", b"\r")


def exchange(port: int, sent: bytes) -> bytes:
    """Send bytes, say that no more come, and return all that comes back until the other side closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as link:
        link.sendall(sent)
        link.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: link.recv(4096), b""))


@contextmanager
def partner(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """Listen once, read a frame, and do what `answer` does; yield the port."""

    def serve() -> None:
        link, _ = listening.accept()
        with link:
            received = b""
            while not received.endswith(END):
                received += link.recv(4096)
            answer(link)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        thread.join(PATIENCE)


@pytest.mark.parametrize("sender", PROGRAMS)
def test_an_order_is_accepted_and_kept_as_it_was_sent(
    sender: str, program: Command, commands: dict[str, Command], tmp_path: Path
) -> None:
    with receiver(program, tmp_path, "ORM") as (port, _):
        assert send(commands[sender], port, ORDER) == (0, "AA")

    (kept,) = tmp_path.iterdir()
    assert kept.name == "ORM_ORM00000005_ORD100009.hl7"
    assert kept.read_bytes() == wire(ORDER)


@pytest.mark.parametrize("sender", PROGRAMS)
def test_an_order_is_refused_with_the_reason(
    sender: str, program: Command, commands: dict[str, Command], tmp_path: Path
) -> None:
    with receiver(program, tmp_path) as (port, _):
        assert send(commands[sender], port, ORDER) == (1, "AR Unexpected message type ORM O01")

    assert list(tmp_path.iterdir()) == []


def test_a_message_for_production_is_refused_in_test(program: Command, tmp_path: Path) -> None:
    production = tmp_path / "production.hl7"
    production.write_text(ORDER.read_text("utf-8").replace("|T|2.4", "|P|2.4"), "utf-8")
    with receiver(program, tmp_path / "kept", "ORM") as (port, _):
        assert send(program, port, production) == (1, "AR Expected processing ID T")


def test_what_cannot_be_stored_is_answered_with_an_error(program: Command, tmp_path: Path) -> None:
    with receiver(program, tmp_path / "missing", "ORM") as (port, _):
        status, said = send(program, port, ORDER)

    assert status == 1
    assert re.match("AE Not stored: .*no such file or directory", said, re.IGNORECASE)


def test_a_duplicate_is_answered_again_and_stored_once(program: Command, tmp_path: Path) -> None:
    with receiver(program, tmp_path) as (port, read):
        assert [send(program, port, RESULT) for _ in range(2)] == [(0, "AA"), (0, "AA")]
        said = [read().split()[0] for _ in range(2)]

    assert len(list(tmp_path.iterdir())) == 1
    assert said == ["Stored", "Duplicate"]


def test_another_message_with_the_same_control_id_is_kept_too(program: Command, tmp_path: Path) -> None:
    later = tmp_path / "later.hl7"
    later.write_text(RESULT.read_text("utf-8").replace("||ORU^R01", "X||ORU^R01"), "utf-8")
    kept = tmp_path / "kept"
    kept.mkdir()
    with receiver(program, kept) as (port, _):
        assert [send(program, port, file) for file in (RESULT, later)] == [(0, "AA"), (0, "AA")]

    first, second = sorted(kept.iterdir(), key=lambda file: len(file.name))
    assert second.name == first.name.replace(".hl7", "_2.hl7")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (wire(RESULT), "a frame begins with 0B"),
        (START + wire(RESULT) + b"\x1c\n", "1C without 0D"),
        (START + wire(RESULT)[:400], "half a message: the connection closed before 1C 0D"),
        (START + b"PID|1\r" + END, "no complete MSH segment"),
    ],
    ids=["no start", "no end", "half", "no header"],
)
def test_what_is_no_message_gets_no_answer_and_is_not_stored(
    sent: bytes, said: str, program: Command, tmp_path: Path
) -> None:
    with receiver(program, tmp_path) as (port, read):
        assert exchange(port, sent) == b""
        assert said in read()

    assert list(tmp_path.iterdir()) == []


def test_several_messages_travel_on_one_connection(program: Command, tmp_path: Path) -> None:
    with receiver(program, tmp_path, "ORM", "ORU") as (port, _):
        answers = exchange(port, START + wire(ORDER) + END + START + wire(RESULT) + END)

    assert answers.count(b"\rMSA|AA|") == 2
    assert len(list(tmp_path.iterdir())) == 2


def test_an_acknowledgment_keeps_to_its_specification(program: Command, tmp_path: Path) -> None:
    with receiver(program, tmp_path) as (port, _):
        framed = exchange(port, START + wire(RESULT) + END)

    assert (framed[:1], framed[-2:]) == (START, END)
    text = framed[1:-2].decode("ascii").replace("\r", "\n")
    sample = Sample("samples/hl7/ack.hl7", Source("ack.hl7", text), "ack", "")
    content, problems = FORMAT.parse(real(), sample)
    assert list(problems) == []
    checked = Sample(sample.path, sample.source, "ack", "", content=content)
    assert [line(each) for each in FORMAT.check(real(), checked)] == []


def late(link: socket.socket) -> None:
    link.recv(1)  # until the sender gives up


def half(link: socket.socket) -> None:
    link.sendall(START + b"MSH|^~\\&|")


def foreign(link: socket.socket) -> None:
    link.sendall(START + b"MSH|^~\\&|A||B||20250310091201||ACK^O01^ACK|1|T|2.4\rMSA|AA|OTHER\r" + END)


def nothing(link: socket.socket) -> None:
    link.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("answer", [late, half, foreign, nothing], ids=lambda answer: answer.__name__)
def test_after_no_clear_answer_the_outcome_is_unknown(
    answer: Callable[[socket.socket], None], program: Command
) -> None:
    with partner(answer) as port:
        status, said = send(program, port, ORDER, seconds=1)

    assert status == 2
    assert said.startswith("Unknown: ")


def test_where_nobody_listens_nothing_is_sent(program: Command) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    status, said = send(program, port, ORDER)

    assert status == 1
    assert said.startswith("Not sent: ")


# What the page says


def test_the_page_shows_the_frame_of_the_sample() -> None:
    framed = START + wire(ORDER) + END
    shown = re.search(r"```text\n(0000 .*?)\n```", PAGE, re.DOTALL)
    assert shown
    rows = [row.split("  ", 2) for row in shown[1].splitlines()]

    assert bytes.fromhex("".join(hexadecimal for _, hexadecimal, _ in rows)) == framed
    assert "".join(text.strip() for *_, text in rows) == "".join(
        chr(byte) if 0x20 <= byte < 0x7F else "." for byte in framed
    )
    ends = [f"`{offset:04x}`" for offset, byte in enumerate(framed[:-2]) if byte == 0x0D]
    assert f"The `0d` at {', '.join(ends[:-1])}, and {ends[-1]} end the five segments." in PAGE
    assert f"`1c 0d` at `{len(framed) - 2:04x}` closes the frame." in PAGE
    assert f"has {len(framed) - 3} bytes and its frame {len(framed)}:" in PAGE


def test_the_order_has_only_what_iris_must_receive() -> None:
    message = real().messages["orm-o01"]
    required = {
        row.id
        for segment in message.segments.values()
        for row in segment.fields
        if row.usage == "R" and segment.cardinality.startswith("1")
    }
    (content, _) = FORMAT.parse(real(), Sample("", Source("", ORDER.read_text("utf-8")), "orm-o01", ""))
    sent = {
        f"{segment.name}-{number}"
        for segment in content.message.segments
        for number in range(1, 60)
        if segment.field(number).text
    }

    assert required <= sent
    assert sent - required == {"PID-2"}  # required unless the MRN is sent in PID-3 by agreement


@pytest.mark.parametrize("language", PROGRAMS)
def test_the_page_shows_and_offers_the_whole_program(language: str) -> None:
    path = PROGRAMS[language].relative_to(DOCS).as_posix()
    sections = re.findall(r"--8<-- \[start:(\w+)\]", PROGRAMS[language].read_text("utf-8"))

    assert sorted(re.findall(rf'--8<-- "{re.escape(path)}:(\w+)"', PAGE)) == sorted(sections)
    assert f"(../{path})" in PAGE
