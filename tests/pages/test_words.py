"""Words that text should not have: found where a reader sees them, and nowhere else."""

import pytest
from docsite import __main__ as shell
from docsite.pages.visible_text import visible
from docsite.sources.source import Source

from tests.support.mini_sites import Mini

WORDS = """\
words:
  - write: email
    not: [e-mail]
  - write: Order Manager
    not: [order manager, manager of orders]
  - write: Azure Blob Storage
    not: [azure blob storage, azure blob]
  - instead: Write "said".
    not: [told]
  - write: EMR
    not: [EHR]
    same_case: true
"""
FILE = "docs/specs/words.yml"
EXCLUDED = {"exclude_docs": "/specs/\n/schemas/\n/includes/\n"}
WRITE = "is not this guide's wording. Write"


def lines(mini: Mini, text: str, path: str = "docs/a.md", words: str = WORDS) -> list[str]:
    """Return what is told of a text, without the path and the rule."""
    outcome = mini(
        {"docs/index.md": "# Home\n", "docs/told.md": "# T\n", FILE: words, path: text}, **EXCLUDED
    )
    assert all(each.startswith(f"{path}:") and each.endswith(" [unwanted-word]") for each in outcome.lines)
    return [each.removeprefix(f"{path}:").removesuffix(" [unwanted-word]") for each in outcome.lines]


MARKDOWN = [
    ("Send an e-mail, or two E-mails.", [f"1:9: 'e-mail' {WRITE} 'email'."]),
    ("E-mail it.", [f"1:1: 'E-mail' {WRITE} 'Email'."]),
    ("An e-mail-based form, pre-e-mail times.", []),
    ("He told you.", ["""1:4: 'told' is not this guide's wording. Write "said"."""]),
    ("Told\nyou", ["""1:1: 'Told' is not this guide's wording. Write "said"."""]),
    ("The ehr and the EHR.", [f"1:17: 'EHR' {WRITE} 'EMR'."]),
    (
        "Order Manager, Order manager, ORDER MANAGER",
        [
            f"1:16: 'Order manager' {WRITE} 'Order Manager'.",
            f"1:31: 'ORDER MANAGER' {WRITE} 'Order Manager'.",
        ],
    ),
    ("The manager\nof  orders", [f"1:5: 'manager of orders' {WRITE} 'Order Manager'."]),
    (
        "Azure Blob Storage, Azure blob storage, Azure Blob",
        [
            f"1:21: 'Azure blob storage' {WRITE} 'Azure Blob Storage'.",
            f"1:41: 'Azure Blob' {WRITE} 'Azure Blob Storage'.",
        ],
    ),
    ("`e-mail`, ``told e-mail``\n\n```text\ntold\n```\n", []),
    (
        "[x](told.md) [y](index.md 'told') <https://e.com/told> https://e.com/e-mail told@e.com",
        [
            """1:28: 'told' is not this guide's wording. Write "said".""",
        ],
    ),
    ("[x][told]\n\n[told]: told.md\n", []),
    ("<!-- told --><b class='told'>e-mail</b>", [f"1:30: 'e-mail' {WRITE} 'email'."]),
    (
        "## Head { #told }\n\n### told { .e-mail }",
        ["""3:5: 'told' is not this guide's wording. Write "said"."""],
    ),
    (
        "| a | b |\n|---|---|\n| told | e-mail |",
        [
            """3:3: 'told' is not this guide's wording. Write "said".""",
            f"3:10: 'e-mail' {WRITE} 'email'.",
        ],
    ),
    (
        "---\ntitle: An e-mail\ndescription: told\nredirect_from: [/e-mail/]\n---\n\nA\n",
        [f"2:11: 'e-mail' {WRITE} 'email'."],
    ),
    ("<!-- allow: unwanted-word — a button has this name -->\nPress e-mail.", []),
    ("İ e-mail", [f"1:3: 'e-mail' {WRITE} 'email'."]),
]


@pytest.mark.parametrize(("text", "expected"), MARKDOWN)
def test_words_of_a_page_are_found_where_a_reader_sees_them(
    mini: Mini, text: str, expected: list[str]
) -> None:
    assert lines(mini, text) == expected


DATA = [
    (
        "docs/specs/a.yml",
        "e-mail: told\ntext: An e-mail  # told\nlist: [told, an e-mail, told]\n",
        [
            f"2:10: 'e-mail' {WRITE} 'email'.",
            f"3:17: 'e-mail' {WRITE} 'email'.",
        ],
    ),
    (
        "docs/specs/a.yml",
        "text: >-\n  The word\n  told, and `e-mail`.\nkey: told\n",
        [
            """3:3: 'told' is not this guide's wording. Write "said".""",
        ],
    ),
    ("docs/specs/a.yml", "{no yaml\ntext: An e-mail\n", []),
    (
        "docs/more/a.schema.json",
        '{"told": {"const": "told",\n "description": "An e-mail"}}',
        [
            f"2:21: 'e-mail' {WRITE} 'email'.",
        ],
    ),
    (
        "docs/a.svg",
        "<svg><style>.e-mail {}</style><title id='told'>An e-mail</title></svg>",
        [
            f"1:51: 'e-mail' {WRITE} 'email'.",
        ],
    ),
]


@pytest.mark.parametrize(("path", "text", "expected"), DATA)
def test_words_of_data_are_found_in_values_of_several_words(
    mini: Mini, path: str, text: str, expected: list[str]
) -> None:
    assert lines(mini, text, path) == expected


def test_a_file_among_the_exceptions_may_have_any_word(mini: Mini) -> None:
    words = WORDS + "exceptions:\n  - {file: a.md, reason: It shows them.}\n"

    assert lines(mini, "An e-mail", words=words) == []


def test_what_is_wrong_with_the_words_is_told(mini: Mini) -> None:
    words = "words:\n  - not: [told]\nexceptions:\n  - {file: b.md, reason: It shows them.}\n"
    outcome = mini({"docs/index.md": "# Home\n", "docs/ab.md": "# A\n", FILE: words}, **EXCLUDED)

    assert outcome.lines == [
        f"{FILE}:2:5: an item of 'words' has no 'write' or 'instead'. Add one of them. [missing-key]",
        f"{FILE}:4:12: there is no text of 'b.md' to check. Did you mean 'ab.md'? [unknown-page]",
    ]


def test_a_word_is_fixed_as_it_is_written(mini: Mini) -> None:
    outcome = mini({"docs/index.md": "# Home\n\nE-mail the\norder\nmanager.\n", FILE: WORDS}, **EXCLUDED)

    assert shell.main(["fix", "--config", str(outcome.root / "mkdocs.yml")]) == 0

    assert (outcome.root / "docs/index.md").read_text("utf-8") == "# Home\n\nEmail the\nOrder Manager.\n"


def test_everything_stays_at_its_offset() -> None:
    text = "---\ntitle: A b\n---\n\nA `code` [x](y.md) ü\n"

    assert visible(Source("docs/a.md", text)) == " " * 19 + "\nA        [x      ) ü\n"


def test_the_page_for_authors_shows_the_words(mini: Mini) -> None:
    outcome = mini({"docs/index.md": "# Home\n\n```words\n```\n", FILE: WORDS}, **EXCLUDED)

    assert '<th scope="row">email</th><td>e-mail</td><td></td>' in outcome.html("index.html")
