"""Messages damaged at random, the same at every run: what any reader might paste, and bytes that nobody would."""

import random
from collections.abc import Iterator, Mapping

# Separated by spaces, each written as in a string of Python.
_WRITTEN = (
    r"| ^ ~ & \\ \r \n \r\n \x20 \x20\x20 \t \x0b \x1c\r \x00 \x85 \xa0 \u2028 \ufeff",
    r"\" \"\" , ; { } [ ] : // ' \u201c \\u \\ud800 \\n \\X0D\\ \\X\\ \\E\\ \\F\\ \\.br\\",
    r"\xe9 \xdf \u0130 \U0001f600 e\u0301 x X 0 1 9 - + . e5 1e400 -0 1.0 null true None",
    r"MSH| \x20PID| ZZZ|1 obx| FHS| 20250231 20251399 00000101 99999999 1234567890 1234567893 NPI NW",
    r"^^^^MRN a@b.c 2025-02-30 13/45/2025 02/30/2025 R Qx9 __proto__ constructor toString " + "A" * 45,
)
SIGNS = tuple(each.encode("ascii").decode("unicode_escape") for line in _WRITTEN for each in line.split(" "))
BYTES = (
    *(b"\x80", b"\xff", b"\xc3", b"\xe2\x82", b"\xed\xa0\x80", b"\xf0\x9f\x98", b"\xc0\xaf"),
    *(b"\xf4\x90\x80\x80", b"\xef\xbb\xbf", b"\x00"),
)


def messages(samples: Mapping[str, bytes], number: int, seed: int = 11) -> Iterator[tuple[str, bytes]]:
    """Yield damaged messages, each with a name from which it can be made again."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    names = sorted(samples)
    for at in range(number):
        name = names[at % len(names)]
        text = samples[name].decode("utf-8")
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            text = _damaged(chance, text)
        data = text.encode("utf-8")
        if at % 8 == 0:
            data = _broken(chance, data)
        yield f"{name} damaged {at}", data


def _damaged(chance: random.Random, text: str) -> str:
    """Return a text with one change in it."""
    start = chance.randrange(len(text) + 1)
    end = min(len(text), start + chance.choice((0, 1, 1, 2, 5, 20)))
    lines = text.splitlines(keepends=True) or [""]
    line = chance.randrange(len(lines))
    match chance.randrange(10):
        case 0:
            return text[:start] + text[end:]
        case 1 | 2 | 3:
            return text[:start] + chance.choice(SIGNS) + text[end:]
        case 4:
            return text[:start] + text[start:end].swapcase() + text[end:]
        case 5:
            return "".join((*lines[:line], *lines[line + 1 :]))
        case 6:
            return "".join((*lines[:line], *lines[line : line + 1] * 2, *lines[line + 1 :]))
        case 7:
            other = chance.randrange(len(lines))
            return "".join((*lines[:line], lines[other], *lines[line + 1 :]))
        case 8:
            return _value(chance, text)
        case _:
            return text[:start] if chance.random() < 0.2 else text[:start] + text[end:] + text[start:end]


def _value(chance: random.Random, text: str) -> str:
    """Return a text with another value between two signs that separate values."""
    places = [at for at, sign in enumerate(text) if sign in '|^~&",:\r\n']
    at = chance.randrange(len(places) - 1) if len(places) > 1 else -1
    if at < 0:
        return text + chance.choice(SIGNS)
    return text[: places[at] + 1] + chance.choice(("", " ", '""', *SIGNS)) + text[places[at + 1] :]


def _broken(chance: random.Random, data: bytes) -> bytes:
    """Return bytes with some that no UTF-8 text has, or of another encoding."""
    start = chance.randrange(len(data) + 1)
    match chance.randrange(5):
        case 0:
            return data.decode("utf-8").encode("utf-16" if chance.random() < 0.5 else "utf-16-be")
        case 1:
            return data.decode("utf-8").encode("latin-1", errors="replace") + b"\xe9"
        case 2:
            return b"\xef\xbb\xbf" + data
        case _:
            return data[:start] + chance.choice(BYTES) + data[start:]
