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


def hostile(samples: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield what breaks readers of messages by its kind, not by chance, each with what it is."""
    order = samples["samples/hl7/orm-o01-new-order.hl7"]
    new = samples["samples/json/order-new-minimal.json"]
    table = samples["samples/csv/order-intake.csv"]
    for name, whole in (("HL7", order), ("JSON", new), ("CSV", table)):
        yield f"{name} in UTF-16 with its mark", whole.decode().encode("utf-16")
        yield f"{name} in UTF-16 without its mark", whole.decode().encode("utf-16-le")
        yield f"{name} in big UTF-16 without its mark", whole.decode().encode("utf-16-be")
        yield f"{name} in UTF-32", whole.decode().encode("utf-32")
        yield f"{name} after two marks of UTF-8", b"\xef\xbb\xbf" * 2 + whole
        yield f"{name} that ends in half a character", whole + "é".encode()[:1]
        yield f"{name} after a zero byte", b"\x00" + whole
        yield f"{name} before zero bytes", whole + b"\x00" * 9
        yield f"{name} in lines of all ends", whole.replace(b"\r", b"\n").replace(b"\n", b"\r\n", 1)
        yield f"{name} cut in the middle", whole[: len(whole) // 2]
        yield f"{name} twice", whole + whole
        yield f"{name} after blank lines", b" \r\n\t\n\r" + whole
        yield f"{name} with half a surrogate", whole + b"\xed\xa0\x80"
        yield f"{name} with a line separator", whole[:20] + "\u2028".encode() + whole[20:]
    for size in (1, 2, 3):
        for sign in (
            b" ",
            b"\t",
            b"\r",
            b"\n",
            b"\x0b",
            b"\x1c",
            b"\x00",
            b"\xff",
            b"\xfe",
            b"\xef\xbb\xbf",
            b"|",
            b"{",
            b"[",
            b'"',
            b",",
        ):
            yield f"{sign!r} {size} times", sign * size
    yield "nothing", b""
    yield "a frame without its end", b"\x0b" + order
    yield "a frame without its begin", order + b"\x1c\r"
    yield "half a frame after a whole one", b"\x0b" + order + b"\x1c\r\x0b" + order[:40]
    yield "a frame in a frame", b"\x0b\x0b" + order + b"\x1c\x1c\r"
    for depth in (99, 100, 101, 5_000):
        yield f"arrays {depth} deep", b"[" * depth
        yield f"closed arrays {depth} deep", b"[" * depth + b"]" * depth
        yield f"objects {depth} deep", b'{"a":' * depth + b"1" + b"}" * depth
    for number in (
        b"1e400",
        b"-1e400",
        b"1" + b"0" * 400,
        b"9" * 5_000,
        b"-0",
        b"0.1e-999",
        b"01",
        b"+1",
        b"NaN",
        b"-Infinity",
        b"0x10",
    ):
        yield f"the number {number[:9]!r}", new.replace(b'"2.3.1"', number, 1)
        yield f"{number[:9]!r} alone", number
        yield (
            f"an order state of {number[:9]!r}",
            new.replace(b'"Order": {', b'"Order": {"SingleEyeOnly": ' + number + b",", 1),
        )
    for text in (
        b"\\ud800",
        b"\\udc00\\ud800",
        b"\\u0000",
        b"\\u",
        b"\\x",
        b"\x01",
        b"\x7f",
        "\u2028".encode(),
        b"__proto__",
        b"constructor",
    ):
        yield f"a text with {text!r}", new.replace(b'"NW"', b'"' + text + b'"', 1)
        yield f"a name with {text!r}", new.replace(b'"Version"', b'"' + text + b'"', 1)
        yield f"a field with {text!r}", order.replace(b"|F|", b"|" + text + b"|", 1)
    yield "values of JSON one after the other", new + b"\n" + new
    yield "values of JSON in a list", b"[" + new + b"," + new + b"]"
    yield "lines of JSON", b'{"a": 1}\n{"b": 2}\n'
    for value in (b"null", b"true", b"[]", b"{}", b'""', b"0", b"[{}]", b'{"": 1}', b'{"a": 1, "a": 2}'):
        yield f"{value!r} alone", value
    yield "a field of 100,000 characters", order.replace(b"|F|", b"|" + b"F" * 100_000 + b"|", 1)
    yield "100,000 separators", order + b"ZZZ" + b"|" * 100_000
    yield "100,000 repetitions", order.replace(b"|F|", b"|" + b"F~" * 100_000 + b"|", 1)
    yield "100,000 escapes", order.replace(b"|F|", b"|" + b"\\F" * 100_000 + b"|", 1)
    yield "10,000 headers", b"MSH|^~\\&|\r" * 10_000
    yield "10,000 columns", b"," * 10_000 + table
    yield "10,000 quotes", table + b'"' * 10_001
