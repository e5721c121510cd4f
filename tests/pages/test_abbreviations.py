"""Abbreviations of all pages: one file, for the extension `abbr`, with the same HTML as a text on every page."""

from docsite.pages import abbreviations
from markdown import markdown

from tests.support.mini_sites import Mini

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

    assert outcome.lines == []
    assert '<abbr title="electronic medical record">EMR</abbr>' in outcome.html("index.html")
    assert '<abbr title="mine">EMR</abbr>' in outcome.html("a/index.html")
