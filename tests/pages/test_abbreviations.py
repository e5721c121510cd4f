"""Abbreviations of all pages: one file, for the extension `abbr`, with the same HTML as a text on every page."""

from pathlib import Path

import pytest
from docsite import __main__ as shell
from docsite.pages import abbreviations
from docsite.pages.alphabet import misplaced
from docsite.sources import fixes
from docsite.sources.problems import Problem, line
from markdown import markdown

from tests.support.mini_sites import Mini, configuration, write

TEXT = '*[EMR]: electronic medical record\n*[PAC S] : archive\n* [ADT]: no\n*[]: no\n*[X]:\n*[<b>]: a & "b"\n'


def test_a_text_defines_abbreviations_as_markdown_does() -> None:
    found = abbreviations.glossary(TEXT)

    assert found == {"EMR": "electronic medical record", "PAC S": "archive", "<b>": 'a & "b"'}
    page = "An EMR and a PAC S.\n"
    own = {"abbr": {"glossary": found}}
    appended = markdown(f"{page}\n{TEXT.splitlines()[0]}\n{TEXT.splitlines()[1]}", extensions=["abbr"])
    assert markdown(page, extensions=["abbr"], extension_configs=own) == appended


def test_every_page_shows_them(mini: Mini) -> None:
    files = {"docs/index.md": "# Home\n\nAn EMR.\n", "docs/a.md": "# A\n\nAn EMR.\n\n*[EMR]: mine\n"}
    settings = {"abbreviations": "words/own.md"}
    outcome = mini(
        {**files, "docs/words/own.md": TEXT},
        exclude_docs="words/",
        markdown_extensions=["abbr"],
        extra={"docsite": settings},
    )

    name = "docs/words/own.md"
    form = "is not read as an abbreviation. Write"
    example = "it as '*[EMR]: electronic medical record', or remove it. [unread-abbreviation]"
    assert outcome.lines == [
        f"{name}:3:1: '* [ADT]:' {form} '*[ADT]:'. [unread-abbreviation]",
        f"{name}:4:1: '*[]: no' {form} {example}",
        f"{name}:5:1: '*[X]:' {form} {example}",
    ]
    assert '<abbr title="electronic medical record">EMR</abbr>' in outcome.html("index.html")
    assert '<abbr title="mine">EMR</abbr>' in outcome.html("a/index.html")


FILE = "docs/includes/abbreviations.md"
EMR = "*[EMR]: electronic medical record\n"
TERMS = "# Glossary\n\n## C\n\nCSV { #csv }\n:   Text.\n\n## E\n\nRecord (EMR, EHR) { #emr }\n:   A record.\n"
WORDS = """\
words: [{write: email, not: [e-mail]}]
capitals:
  except: [authors/]
  known:
    - words: [US, MB]
      reason: All readers know them.
"""


def told(root: Path, files: dict[str, str | bytes], **own: str) -> list[Problem]:
    """Return what is told of the sources of a site with abbreviations, and perhaps a glossary and words."""
    settings = {"abbreviations": "includes/abbreviations.md", **own}
    excluded = {"exclude_docs": "/includes/\n/specs/\n", "extra": {"docsite": settings}}
    write(root, configuration({"docs/index.md": "# Home\n", **files}, excluded))
    return shell.check(root / "mkdocs.yml")


@pytest.mark.parametrize(
    ("text", "message", "fixed"),
    [
        ("*[A B] text", "1: '*[A B]' is not read as an abbreviation. Write '*[A B]:'.", "*[A B]: text"),
        (" *[AB]: text", "2: '*[AB]:' is not read as an abbreviation. Write '*[AB]:'.", "*[AB]: text"),
        ("[AB]: text", "1: '[AB]:' is not read as an abbreviation. Write '*[AB]:'.", "*[AB]: text"),
        ("- [AB] - text", "1: '- [AB] -' is not read as an abbreviation. Write '*[AB]:'.", "*[AB]: text"),
        ("[AB](a.md)", "1: '[AB](a.md)' is not read as an abbreviation. Write it as", "[AB](a.md)"),
        ("AB: text", "1: 'AB: text' is not read as an abbreviation. Write it as", "AB: text"),
        ("*[EMR]: more", "1: abbreviation 'EMR' has its meaning in line 1 already.", "*[EMR]: more"),
    ],
)
def test_each_line_of_the_file_is_an_abbreviation(
    tmp_path: Path, text: str, message: str, fixed: str
) -> None:
    found = told(tmp_path, {FILE: f"{EMR}\n<!-- More. -->\n{text}\n"})
    for fix in fixes.make(found, tmp_path):
        fixes.write(fix, tmp_path)

    assert [line(each).startswith(f"{FILE}:4:{message}") for each in found] == [True]
    assert (tmp_path / FILE).read_text("utf-8").splitlines()[-1] == fixed


def test_an_abbreviation_has_an_entry_and_an_entry_has_an_address_and_its_letter(tmp_path: Path) -> None:
    terms = TERMS + "\nFax\n:   Paper.\n\nEye { #eye }\n\n:   An organ.\n"
    file = "*[CSV]: text\n*[ACK]: answer\n*[EHR]: record\n*[CSV]: more\n*[EMR]: record\n*[XML]: text\n"
    found = told(tmp_path, {FILE: file, "docs/glossary.md": terms}, glossary="glossary.md")

    assert [line(each) for each in found] == [
        "docs/glossary.md:10:1: term 'Record (EMR, EHR)' is below 'E'. Move it below 'R'. [unsorted-term]",
        "docs/glossary.md:13:1: term 'Fax' has no address. Write 'Fax { #fax }'. [missing-term]",
        "docs/glossary.md:13:1: term 'Fax' is below 'E'. Move it below 'F'. [unsorted-term]",
        f"{FILE}:1:1: abbreviation 'CSV' is not in alphabetical order. Move it above 'EHR'. [unsorted-term]",
        f"{FILE}:2:1: abbreviation 'ACK' has no entry in docs/glossary.md. Add one below 'A'. [missing-term]",
        (
            f"{FILE}:4:1: abbreviation 'CSV' has its meaning in line 1 already."
            " Delete one of the two lines. [repeated-abbreviation]"
        ),
        f"{FILE}:6:1: abbreviation 'XML' has no entry in docs/glossary.md. Add one below 'X'. [missing-term]",
    ]


def test_without_a_glossary_only_the_file_itself_is_checked(tmp_path: Path) -> None:
    assert (
        told(tmp_path, {FILE: f"*[XML]: text\n{EMR}", "docs/glossary.md": "# Glossary\n\nZ\n:   Z.\n"}) == []
    )


def test_a_word_in_capitals_has_a_tooltip_or_is_known(tmp_path: Path) -> None:
    pages: dict[str, str | bytes] = {
        "docs/a.md": "US EMRs `PMS` [x](PMS.md) <b id='PMS'> PMS-1, 5 $PMS\n\n**You: PMS** {.PMS}\n\n# The PMS\n",
        "docs/b.md": "The PMS and <!-- KPI --> LONGEST, X, ABCDEFs.\n",
        "docs/authors/a.md": "The YAML\n",
    }
    found = told(tmp_path, {FILE: EMR, "docs/specs/words.yml": WORDS, **pages})

    add = f"has no tooltip. Add it to {FILE}, or to 'capitals' of docs/specs/words.yml if readers know it."
    assert [line(each) for each in found] == [
        f"docs/a.md:5:7: 'PMS' {add} [unknown-abbreviation]",
        f"docs/b.md:1:38: 'ABCDEF' {add} [unknown-abbreviation]",
        "docs/specs/words.yml:5:19: no page has the word 'MB'. Remove it. [unused-pattern]",
    ]


def test_a_glossary_that_does_not_exist_is_reported(mini: Mini) -> None:
    own = {"docsite": {"glossary": "words.md"}}
    message = "file 'words.md' does not exist. Write the path of a file below docs/. [unused-pattern]"

    assert mini({"docs/index.md": "# Home\n"}, extra=own).lines[0].endswith(message)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([], []),
        (["a", "B", "b", "c"], []),
        (["a", "z", "b", "c"], [(1, "below 'c'")]),
        (["b", "c", "A", "d"], [(2, "above 'b'")]),
        (["d", "b", "c", "a"], [(0, "below 'c'"), (3, "above 'b'")]),
    ],
)
def test_the_names_that_break_the_order_are_few(names: list[str], expected: list[tuple[int, str]]) -> None:
    assert list(misplaced(names)) == expected
