"""What no file of the built site may have: secrets, real people and contacts, other hosts to load from."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree, html

from tests.support.project import ROOT

SUPPORT = "support@irishelp.zendesk.com"
AUTHOR = "tituswormer@gmail.com"  # of the stemmer: its license wants the notice kept as it is
BINARY = {".gz", ".png", ".zip"}
CODE = {".js", ".css"}

SECRETS = {
    "connection string": r"(?:AccountKey|SharedAccessKey|SharedAccessSignature|Password|pwd)=[\w+/%=.-]{16,}",
    "signed address": r"[?&]sig=[\w%+/-]{16,}",
    "login in an address": r"[a-z]+://[^\s/:@<>\"']+:[^\s/:@<>\"']+@",
    "private key": r"-----BEGIN [A-Z ]*PRIVATE KEY",
    "JSON Web Token": r"eyJ[\w-]{10,}\.eyJ[\w-]+",
    "authorization": r"(?:Bearer|Basic) [\w+/=.~-]{20,}",
    "token of a service": r"AKIA[0-9A-Z]{16}|gh[pousr]_\w{30,}|github_pat_\w{20,}|xox[abp]-[\w-]{10,}"
    r"|sk_live_\w{10,}|AIza[\w-]{30,}",
    "long hexadecimal number": r"(?<![\w/.-])[0-9a-fA-F]{32,}(?![\w-])",
}
MAIL = re.compile(r"[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
TELEPHONE = re.compile(r"(?<![\w.-])(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]?(\d{3}[ .-]?\d{4})(?![\w-])")
SPLIT = re.compile(r"[ (.-]")  # a number in one piece is no telephone, but an identifier
NAMES = [
    r"^PID(?:\|[^|\r\n]*){4}\|(?P<last>[^|^\r\n]+)\^(?P<first>[^|^\r\n]+)",
    r"\|\w+\^(?P<last>[A-Za-z'-]+)\^(?P<first>[A-Za-z'-]+)\^+(?:MD|DO|OD|NPI|[A-Z]{2,4})?[\^|]",
    r"(?<=\"First\": \")(?P<first>[^\"]+)",
    r"(?<=\"Last\": \")(?P<last>[^\"]+)",
    r"(?<=\"FirstName\": \")(?P<first>[^\"]+)",
    r"(?<=\"LastName\": \")(?P<last>[^\"]+)",
]
LOADING = {"src", "srcset", "data", "poster", "background", "action", "formaction", "ping"}
LINKS = {
    "stylesheet",
    "icon",
    "manifest",
    "preload",
    "modulepreload",
    "prefetch",
    "preconnect",
    "dns-prefetch",
}
FOREIGN = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
SHAPES = {"d", "points", "transform", "viewbox"}

PEOPLE = yaml.safe_load((ROOT / "docs/specs/people.yml").read_text("utf-8"))
KNOWN = {
    key: {each[name].upper() for group in ("patients", "staff") for each in PEOPLE[group]}
    for key, name in {"first": "given", "last": "family"}.items()
}


def texts(site: Path) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file of the site, of those in archives too."""
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        if file.suffix == ".zip":
            with zipfile.ZipFile(file) as archive:
                yield from ((f"{path}/{name}", archive.read(name).decode()) for name in archive.namelist())
        elif file.is_file() and file.suffix not in BINARY:
            yield path, file.read_text("utf-8")


def faults(path: str, text: str) -> Iterator[str]:
    """Yield what a file has and should not have."""
    suffix = Path(path).suffix
    if suffix == ".map":
        yield "source map"
    shown = "\n".join(words(text)) if suffix in (".html", ".svg") else text
    for name, pattern in SECRETS.items():
        yield from (f"{name}: {match[0]}" for match in re.finditer(pattern, shown))
    yield from (f"e-mail: {mail}" for mail in MAIL.findall(shown) if not is_ours(mail))
    if suffix not in CODE:
        yield from contacts(shown)
    yield from (f"loads {address}" for address in loaded(suffix, text) if FOREIGN.match(address))


def is_ours(mail: str) -> bool:
    return mail in (SUPPORT, AUTHOR) or mail.endswith(("@example.com", ".example.com"))


def contacts(text: str) -> Iterator[str]:
    for match in TELEPHONE.finditer(text):
        if SPLIT.search(match[0]) and not re.fullmatch(r"555[ .-]?01\d\d", match[1]):
            yield f"telephone: {match[0]}"
    for pattern in NAMES:
        for match in re.finditer(pattern, text, re.MULTILINE):
            unknown = [name for key, name in match.groupdict().items() if name.upper() not in KNOWN[key]]
            yield from (f"name: {name}" for name in unknown)


def words(text: str) -> Iterator[str]:
    """Yield what a page says, its attributes too but no shapes of drawings; a block is a text of its own."""
    root = parse(re.sub(r"</?(?:br|div|li|p|ul)\b", r"\n\g<0>", text))
    for element in root.iter(etree.Element):
        yield from (value for name, value in element.items() if name.lower() not in SHAPES)
    for element in root.iter("pre", "script", "p", "li", "td", "th", "dd", "dt"):
        yield element.text_content()
    yield " ".join(root.itertext())


def loaded(suffix: str, text: str) -> Iterator[str]:
    """Yield the addresses that a browser asks for by itself."""
    yield from (
        first or second
        for first, second in re.findall(r"url\(\s*[\"']?([^\"')\s]+)|@import\s+[\"']([^\"']+)", text)
    )
    if suffix not in (".html", ".svg"):
        return
    for element in parse(text).iter(etree.Element):
        names = LOADING | ({"href"} if loads_by_link(element) else set())
        for name in names & set(element.keys()):
            yield from (each.split()[0] for each in element.get(name, "").split(",") if each.strip())


def loads_by_link(element: Any) -> bool:
    rel = set(element.get("rel", "").lower().split())
    return (element.tag == "link" and bool(rel & LINKS)) or element.tag in ("use", "image", "feimage", "base")


def parse(text: str) -> Any:
    return html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))


def test_the_built_site_has_nothing_that_it_should_not_have(site: Path) -> None:
    assert [f"{path}: {fault}" for path, text in texts(site) for fault in faults(path, text)] == []


def test_no_page_has_styles_that_its_policy_forbids(site: Path) -> None:
    styled = re.compile(r"<style\b|<[^>]*\sstyle=", re.IGNORECASE)

    assert [path for path, text in texts(site) if path.endswith(".html") and styled.search(text)] == []


PID = "PID|1||MRN1^^^A^MR||{}^{}||19620803|F"
KEY = "Zm9vYmFyYmF6cXV4Zm9vYmFy"
HEX = "0123456789abcdef" * 2


@pytest.mark.parametrize(
    ("path", "text", "fault"),
    [
        ("a.js", f'"AccountName=x;AccountKey={KEY}=="', f"connection string: AccountKey={KEY}=="),
        ("a.txt", f"Server=x;Password={KEY};", f"connection string: Password={KEY}"),
        (
            "a.html",
            f"<a href='https://x.example.com/a?se=1&amp;sig={KEY}'>x</a>",
            f"signed address: &sig={KEY}",
        ),
        ("a.json", '"amqps://me:word@example.com"', "login in an address: amqps://me:word@"),
        ("a.html", "<pre>-----BEGIN RSA PRIVATE KEY-----</pre>", "private key: -----BEGIN RSA PRIVATE KEY"),
        (
            "a.html",
            "<!-- x --><p title='eyJhbGciOiJIUzI1.eyJzdWIi'>",
            "JSON Web Token: eyJhbGciOiJIUzI1.eyJzdWIi",
        ),
        ("a.md", f"Authorization: Bearer {KEY}", f"authorization: Bearer {KEY}"),
        ("a.py", "AKIAABCDEFGHIJKLMNOP", "token of a service: AKIAABCDEFGHIJKLMNOP"),
        ("a.csv", HEX, f"long hexadecimal number: {HEX}"),
        ("a.html", "<a href='mailto:jo@clinic.org'>x</a>", "e-mail: jo@clinic.org"),
        ("a.zip/x.hl7", "jo@clinic.org", "e-mail: jo@clinic.org"),
        ("a.html", "<p>Call (206) 555-<b>2368</b></p>", "telephone: (206) 555-2368"),
        ("a.json", '"206-867-5309"', "telephone: 206-867-5309"),
        ("a.html", "<a href='tel:+1-206-867-5309'>x</a>", "telephone: +1-206-867-5309"),
        ("a.hl7", PID.format("Smith", "JANE"), "name: Smith"),
        ("a.html", f"<pre><code>{PID.format('DOE', '<a>Mary</a>')}</code></pre>", "name: Mary"),
        ("a.hl7", "OBR|1|||||||||||||||1234567893^HOUSE^RICHARD^^^MD|", "name: HOUSE"),
        ("a.json", '{"First": "Greg"}', "name: Greg"),
        ("a.py", '{"LastName": "House"}', "name: House"),
        ("a.html", "<img src='https://cdn.example.com/a.png'>", "loads https://cdn.example.com/a.png"),
        ("a.html", "<img srcset='a.png 1x, //cdn.example.com/a.png 2x'>", "loads //cdn.example.com/a.png"),
        ("a.html", "<link rel='preload stylesheet' href='//example.com/a'>", "loads //example.com/a"),
        ("a.html", "<form action='https://example.com/a'></form>", "loads https://example.com/a"),
        ("a.html", "<svg><use href='https://example.com/a#b'/></svg>", "loads https://example.com/a#b"),
        ("a.css", "@import 'https://example.com/a.css'", "loads https://example.com/a.css"),
        ("a.css", "a { background: url(//example.com/a.svg) }", "loads //example.com/a.svg"),
        ("assets/a.js.map", "{}", "source map"),
    ],
)
def test_a_planted_fault_is_found(path: str, text: str, fault: str) -> None:
    assert fault in list(faults(path, text))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.html", f"<a href='https://example.org/'>x</a> <a href='mailto:{SUPPORT}'>x</a> 425-555-0101"),
        ("a.html", "<link rel='canonical' href='https://example.org/'><img src='a.png'><img src='data:x,y'>"),
        ("a.html", "<p>AccountKey=KEY; 1234567893; 2025-03-12; 1.2.826.0.1.3680043; 555-0101</p>"),
        ("a.html", "<svg viewBox='0 0 400 1234'><path d='M206 867-5309'/></svg>"),
        ("a.hl7", PID.format("DOE", "JANE") + "\rOBR|1|||||1234567893^ROE^RICHARD^^^MD|"),
        ("a.json", '{"First": "Pat", "Last": "Test", "Mail": "a@b.example.com"}'),
        ("a.css", "a { background: url('data:image/svg+xml;charset=utf-8,<svg/>') }"),
    ],
)
def test_what_may_stand_there_is_no_fault(path: str, text: str) -> None:
    assert list(faults(path, text)) == []
