"""HL7 v2 text: what is read has its place, what cannot be read is told, no text is too long or too odd."""

import pytest
from docsite.sources import er7
from docsite.sources.er7 import Message, Part
from hypothesis import given
from hypothesis import strategies as st

from tests.support.hl7_data import reading, said

HEADER = "MSH|^~\\&|A"


def parsed(text: str) -> Message:
    (message,), notes = reading(text)
    assert notes == ()
    return message.message


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False], ids=["ended", "open"])
def test_segments_end_with_cr_lf_or_both(end: str, last: bool) -> None:
    message = parsed(f"{HEADER}{end}PID|1{end}OBX|2" + (end if last else ""))
    assert [(segment.name, segment.line) for segment in message.segments] == [
        ("MSH", 1),
        ("PID", 2),
        ("OBX", 3),
    ]


def test_every_part_has_its_line_and_column() -> None:
    message = parsed(f"{HEADER}\nPID|1|AB^C&D~E||F")
    segment = message.segments[1]
    assert segment.fields == (
        Part("PID", 2, 1),
        Part("1", 2, 5),
        Part("AB^C&D~E", 2, 7),
        Part("", 2, 16),
        Part("F", 2, 17),
    )
    first, second = er7.repetitions(message, segment, 2)
    assert second == Part("E", 2, 14)
    assert er7.components(message, first) == [Part("AB", 2, 7), Part("C&D", 2, 10)]
    assert er7.subcomponents(message, Part("C&D", 2, 10)) == [Part("C", 2, 10), Part("D", 2, 12)]
    assert segment.field(9) == Part("", 2, 18)


def test_the_separators_are_fields_of_their_own() -> None:
    message = parsed("MSH|^~\\&|A^B")
    assert message.segments[0].fields[1:] == (Part("|", 1, 4), Part("^~\\&", 1, 5), Part("A^B", 1, 10))
    assert er7.repetitions(message, message.segments[0], 2) == [Part("^~\\&", 1, 5)]


def test_a_message_may_name_other_separators() -> None:
    message = reading("MSH*:;?%*A:B\nPID*1;2:3%4?S?").messages[0].message
    first, second = er7.repetitions(message, message.segments[1], 1)
    assert (first.text, [part.text for part in er7.components(message, second)]) == ("1", ["2", "3%4?S?"])
    assert er7.unescape(message, "3%4?S?") == "3%4:"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a\\T\\b", "a&b"),
        ("\\F\\\\S\\\\R\\\\E\\", "|^~\\"),
        ("line\\X0D\\next", "line\rnext"),
        ("\\XC3B1\\", "ñ"),
        ("\\H\\bold\\N\\", "\\H\\bold\\N\\"),
        ("\\.br\\", "\\.br\\"),
        ("a\\T", "a\\T"),
    ],
)
def test_escape_sequences_become_what_they_mean(written: str, meant: str) -> None:
    assert er7.unescape(Message(()), written) == meant


FORMS = [
    ("PID|1", "1:1: a message must begin with MSH, not with 'PID|1'. Remove everything before it."),
    ("MSH", "1:4: '' after MSH cannot separate fields. Begin the message with 'MSH|^~\\&|'."),
    ("MSH^~\\&", "1:4: '^' after MSH cannot separate fields. Begin the message with 'MSH|^~\\&|'."),
    ("MSH|", "1:5: MSH-2 must be '^~\\&', not ''. Write '^~\\&'."),
    ("MSH|^~\\", "1:5: MSH-2 must be '^~\\&', not '^~\\'. Write '^~\\&'."),
    ("MSH|~^\\&|A", "1:5: MSH-2 must be '^~\\&', not '~^\\&'. Write '^~\\&'."),
    ("MSH|^~\\\\&|A", "1:5: MSH-2 has '\\' more than once. Write '^~\\&'."),
    ("MSH|^\\~\\\\&|A", "1:5: MSH-2 has '\\' more than once. Write '^~\\&'."),
    ("MSH$^~\\&$A", "1:4: MSH-1 must be '|', not '$'. Separate fields with '|'."),
    ("MSH |^~\\&|A", "1:4: whitespace after MSH. Remove it."),
    ("msh|^~\\&|A", "1:1: segment names must be uppercase. Write 'MSH'."),
    (f"{HEADER}\npid|1", "2:1: segment names must be uppercase. Write 'PID'."),
    (
        f"{HEADER}\n PID|1\n OBX|1",
        "2:1: whitespace before the name of a segment. Remove it, here and in other lines.",
    ),
    (f"{HEADER}\nPID |1", "2:4: whitespace after PID. Remove it."),
    (f"{HEADER} \nPID|1 ", "1:11: whitespace at the end of a segment. Remove it, here and in other lines."),
    (
        f"{HEADER} PID|1",
        "1:12: 'PID' begins a segment in the middle of a line. Put it on a line of its own.",
    ),
    (f"\n{HEADER}", "1:1: blank line between segments. Delete it."),
    (f"{HEADER}\n\nPID|1\n\nOBX|1\n\n", "2:1: blank line between segments. Delete it."),
    (
        f"\x0b{HEADER}\rPID|1\r",
        "1:1: the frame is not complete. Send 0x0B before the message, and 0x1C 0x0D after it.",
    ),
    (
        f"{HEADER}\nPatient|1",
        (
            "2:1: 'Patient|1' is not a segment: it must begin with a three-character name and '|'. "
            "Write each segment on one line."
        ),
    ),
    (f"{HEADER}\nPID|a\x01", "2:6: U+0001 is not allowed in HL7 text. Remove it."),
    (f"{HEADER}\nPID|a\u200bb\u0085", "2:6: U+200B is not allowed in HL7 text. Remove it."),
    (f"{HEADER}\nPID|a\\b", "2:6: '\\b' is not an escape sequence. Write '\\E\\' for '\\'."),
    (f"{HEADER}\nPID|\\Q\\", "2:5: '\\Q\\' is not an escape sequence. Write '\\E\\' for '\\'."),
]


@pytest.mark.parametrize(("text", "told"), FORMS)
def test_a_fault_of_form_is_told_once(text: str, told: str) -> None:
    assert said(reading(text).notes) == [f"x.hl7:{told} [invalid-hl7]"]


@pytest.mark.parametrize(
    "text",
    [f"{HEADER} PID|1", f"{HEADER}\n pid |1", f"\x0b{HEADER}\r\nPID|1\r\n\x1c\r", "MSH|~^\\&|A\n\nPID|1 "],
)
def test_what_has_a_fault_is_read_as_it_was_meant(text: str) -> None:
    (message,), _ = reading(text)
    assert [(each.name, each.fields[-1].text) for each in message.segments] == [("MSH", "A"), ("PID", "1")]


def test_a_text_may_have_several_messages_in_frames_or_a_batch() -> None:
    framed = f"\x0b{HEADER}\rPID|1\r\x1c\r" * 2
    messages, notes = reading(framed)
    assert ([len(each.segments) for each in messages], notes) == ([2, 2], ())
    messages, notes = reading(f"FHS|^~\\&\r{HEADER}\r{HEADER}\rFTS|1\r")
    assert len(messages) == 2
    assert said(notes) == [
        (
            "x.hl7:1:1: 'FHS' belongs to a batch; only its messages are checked. Send each message alone."
            " [unknown-segment]"
        )
    ]


WORDS = st.text(st.characters(exclude_characters="|^~\\&", exclude_categories=["C", "Zl", "Zp"]), max_size=5)


@given(
    st.lists(
        st.lists(st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=1, max_size=3), max_size=4),
        max_size=4,
    )
)
def test_what_is_written_is_read(segments: list[list[list[list[str]]]]) -> None:
    fields = [["~".join("^".join(parts) for parts in field) for field in segment] for segment in segments]
    message = parsed("\r".join([HEADER, *("|".join(["ZZZ", *segment]) for segment in fields)]))
    for segment, written in zip(message.segments[1:], segments, strict=True):
        read = [er7.repetitions(message, segment, number) for number in range(1, len(segment.fields))]
        assert [
            [[part.text for part in er7.components(message, each)] for each in field] for field in read
        ] == written


@given(st.text() | st.text(st.sampled_from("MSHPID|^~\\&\r\nX0D \x0b")).map(lambda text: f"MSH|^~\\&{text}"))
def test_no_text_crashes_it_and_every_part_stands_where_it_says(text: str) -> None:
    messages, notes = reading(text)
    assert messages or notes or not text.strip(" \t\r\n\x0b\x1c")
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for message in messages:
        for segment in message.segments:
            for part in segment.fields[1:]:
                assert rows[part.line - 1][part.column - 1 :].startswith(part.text)
