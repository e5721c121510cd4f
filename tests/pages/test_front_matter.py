"""Front matter: what is right is used, what is wrong is told, and no page loses its title in silence."""

import pytest
from docsite.pages import front_matter, titles
from docsite.pages.front_matter import FrontMatter
from docsite.sources.problems import line
from docsite.sources.source import decode

from tests.support.mini_sites import Mini

UNCLOSED = (
    "front matter is never closed, so it is read as text. Close it with a line '---'."
    " [unterminated-front-matter]"
)
CUT = (
    "the line that closes the front matter has no line ending, so all of it is read as text. Add one."
    " [unterminated-front-matter]"
)
OUTSIDE = "is outside the front matter. Put the keys between two '---' lines. [unterminated-front-matter]"
LATE = (
    "front matter must begin on the first line; here it is read as text. Remove everything before it."
    " [late-front-matter]"
)
EMPTY = (
    "front matter without a key is rendered as two horizontal lines. Add a key, or remove both lines."
    " [missing-key]"
)


def read(text: str | bytes, required: tuple[str, ...] = ()) -> tuple[FrontMatter, str, list[str]]:
    """Return the front matter of a page, its title, and its problem lines without path and rule's level."""
    source, faults = decode("p.md", text.encode() if isinstance(text, str) else text)
    found, problems = front_matter.read(source, required)
    lines = [line(each).removeprefix("p.md:") for each in sorted([*faults, *problems])]
    return found, titles.title("folder/p.md", source, found), lines


def block(*lines: str) -> str:
    return "\n".join(["---", *lines, "---", ""])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Not YAML
        ("title: Results: ORU", "2:15: {}: second ':' in 'title: Results: ORU'. Put the value in quotes."),
        ("title: é€😀: x", "2:11: {}: second ':' in 'title: é€😀: x'. Put the value in quotes."),
        (
            "title: é€😀\ndescription: a: b",
            "3:15: {}: second ':' in 'description: a: b'. Put the value in quotes.",
        ),
        ("title: A\n\tdescription: b", "3:1: {}: tab before 'description: b'. Indent with spaces."),
        ("title: é\ntags:\n\t- b", "4:1: {}: tab before '- b'. Indent with spaces."),
        (
            "title: A\n  description: b",
            "3:14: {}: 'description: b' is indented differently from the lines above. Align it.",
        ),
        (
            "title: A\ndescription:b",
            "3:1: {}: 'description:b' is not 'key: value'. Is a space missing after ':'?",
        ),
        ("title:A", "2:1: {}: 'title:A' is not 'key: value'. Is a space missing after ':'?"),
        ('title: "é\ndescription: b', "2:8: {}: a quote is never closed. Close it."),
        ('title: "a\\q"', "2:10: {}: single '\\' in double quotes. Use single quotes."),
        ("title: @a", "2:8: {}: a value cannot start with '@'. Put the value in quotes."),
        ("title: *a", "2:8: {}: a value cannot start with '*'. Put the value in quotes."),
        ("title: !a b", "2:8: {}: a value cannot start with '!'. Put the value in quotes."),
        (
            "tags: [é, b\ntitle: d",
            "2:7: {}: '[' is not closed on its line. Close it, or put the value in quotes.",
        ),
        (
            "{title: A",
            "2:1: {}: '{{' is not closed on its line. Close it, or put the value in quotes.",
        ),
        ("title: é\x07", "2:9: {}: U+0007 is not allowed. Remove it."),
        (
            "title: é\nreviewed: 2026-02-30",
            "3:11: {}: '2026-02-30' is not a valid date or number. Correct it, or put it in quotes.",
        ),
        (
            f"nav_order: {'9' * 5000}",
            f"2:12: {{}}: '{'9' * 40}…' is not a valid date or number. Correct it, or put it in quotes.",
        ),
    ],
)
def test_broken_yaml_is_told_at_its_place(text: str, expected: str) -> None:
    assert read(block(text))[2] == [expected.format("front matter is not YAML") + " [invalid-yaml]"]


NUMBER = "Write a number without quotes."
LIST = "Write each item on its own line, after '- '."
DATE = "Write it as 2026-01-31, without quotes."
CORRECT = "Correct or remove it."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title:", "2:7: 'title' is empty, but must be text. Fill it in or remove it."),
        ("title: ''", "2:8: 'title' is empty. Fill it in or remove it."),
        ("title: 404", "2:8: 'title' must be text, not the number 404. Put it in quotes."),
        ("title: no", "2:8: 'title' must be text, not false. Put it in quotes."),
        ("title: 2026-01-01", "2:8: 'title' must be text, not the date 2026-01-01. Put it in quotes."),
        ("title: [a]", f"2:8: 'title' must be text, not a list. {CORRECT}"),
        ("nav_order: '3'", "2:12: 'nav_order' must be a number, not the text '3'. Remove the quotes."),
        ("nav_order: first", f"2:12: 'nav_order' must be a number, not the text 'first'. {NUMBER}"),
        ("nav_order: |\n  a\n  b", f"2:12: 'nav_order' must be a number, not the text 'a b'. {NUMBER}"),
        ("nav_order: true", f"2:12: 'nav_order' must be a number, not true. {CORRECT}"),
        ("nav_order: 2026-01-01", f"2:12: 'nav_order' must be a number, not the date 2026-01-01. {CORRECT}"),
        ("nav_order: [1]", f"2:12: 'nav_order' must be a number, not a list. {CORRECT}"),
        ("nav_order: .nan", f"2:12: 'nav_order' must be a finite number, not nan. {CORRECT}"),
        ("nav_order: -.inf", f"2:12: 'nav_order' must be a finite number, not -inf. {CORRECT}"),
        (
            "nav_exclude: 'true'",
            "2:14: 'nav_exclude' must be true or false, not the text 'true'. Remove the quotes.",
        ),
        (
            "nav_exclude: 'yes'",
            "2:14: 'nav_exclude' must be true or false, not the text 'yes'. Write it without quotes.",
        ),
        (
            "reviewed: '2026-01-31'",
            "2:11: 'reviewed' must be a date, not the text '2026-01-31'. Remove the quotes.",
        ),
        ("reviewed: last week", f"2:11: 'reviewed' must be a date, not the text 'last week'. {DATE}"),
        (
            "reviewed: 2026-01-31 10:00:00",
            f"2:11: 'reviewed' must be a date, not the time 2026-01-31 10:00:00. {DATE}",
        ),
        ("redirect_from: /a/", f"2:16: 'redirect_from' must be a list, not the text '/a/'. {LIST}"),
        (
            "redirect_from:\n  - /a/\n  - {b: /c/}",
            f"4:5: an item of 'redirect_from' must be text, not a group of keys. {CORRECT}",
        ),
        ("tags: a", f"2:7: 'tags' must be a list, not the text 'a'. {LIST}"),
        ("search: {exclude: 1}", f"2:19: 'exclude' must be true or false, not the number 1. {CORRECT}"),
    ],
)
def test_a_value_of_a_wrong_type_is_told_at_its_place(text: str, expected: str) -> None:
    assert read(block(text))[2] == [f"{expected} [wrong-type]"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("titel: A", "2:1: unknown key 'titel'. Did you mean 'title'? [unknown-key]"),
        ("Title: A", "2:1: unknown key 'Title'. Did you mean 'title'? [unknown-key]"),
        ("title: é\nlayout: A", "3:1: unknown key 'layout'. Remove it. [unknown-key]"),
        ("title: A\n404: B", "3:1: unknown key '404'. Remove it. [unknown-key]"),
        ("title: A\nyes: B", "3:1: unknown key 'yes'. Remove it. [unknown-key]"),
        ("title: A\n~: B", "3:1: unknown key '~'. Remove it. [unknown-key]"),
        (
            "search: {boost: 2, skip: true}",
            "2:20: unknown key 'skip'. Use 'exclude' or 'boost', or remove it. [unknown-key]",
        ),
        (
            "title: A\n'title': B",
            "3:1: duplicate key 'title'. Delete one. [duplicate-key]",
        ),
        (f"title: {'é' * 71}", "2:8: 'title' has 71 characters. Shorten it to at most 70. [too-long]"),
        (
            f"description: {'x' * 161}",
            "2:14: 'description' has 161 characters. Shorten it to at most 160. [too-long]",
        ),
        (
            f"nav_order: {'[' * 60}{']' * 60}",
            "2:1: front matter is nested too deeply. Use fewer levels. [invalid-yaml]",
        ),
    ],
)
def test_a_wrong_key_or_value_is_told_at_its_place(text: str, expected: str) -> None:
    assert read(block(text))[2] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ntitle: A\n\n# B\n", f"1:1: {UNCLOSED}"),
        ("---\nlayout: x\ntitle: A\n", f"1:1: {UNCLOSED}"),
        ("---\ntitle: A\n---", f"3:1: {CUT}"),
        ("\n---\ntitle: A\n---\n", f"2:1: {LATE}"),
        ("<!-- c -->\n\n---\ntitle: A\n---\n", f"3:1: {LATE}"),
        ("---\n---\n# B\n", f"1:1: {EMPTY}"),
        ("title: A\nnav_order: 3\n\n# B\n", f"2:1: 'nav_order' {OUTSIDE}"),
        # MkDocs takes this for front matter, and the text is gone.
        ("---\n\nNote: text\n\n---\n\nmore\n", "3:1: unknown key 'Note'. Remove it. [unknown-key]"),
    ],
)
def test_front_matter_that_mkdocs_does_not_see_is_told(text: str, expected: str) -> None:
    assert read(text)[2] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "---",
        "---\n",
        "---\n\n# B\n\nText\n",
        "---\n\n# B\n\nNote: text\n",
        "---\nSome words: text\n\n# B\n",
        "---\n\nText between rules.\n\n---\n\nmore\n",
        "---\nSee also this: a: b\n---\n",
        "---\n\n# B\n\n---\n\nText\n",
        "---\n- a\n---\n",
        "----\ntitle: A\n----\n",
        "title: A\n\n# B\n",
        "Note: text\n",
        "# B\n\n---\n\ntitle: A\n\n---\n",
    ],
)
def test_a_page_without_front_matter_is_right(text: str) -> None:
    assert read(text)[2] == []


def test_what_mkdocs_and_material_define_is_known() -> None:
    text = block(
        *(
            "icon: material/eye",
            "status: new",
            "subtitle: s",
            "template: home.html",
            "hide: [toc, navigation]",
        ),
        *("tags: [a, 1]", "search: {boost: 2, exclude: true}", "social: {cards: false}", "comments: true"),
        *("author: a", "source: a.py", "location: x", "revision_date: 2026-01-31"),
    )

    assert read(text)[2] == []


def test_required_keys_are_asked_for() -> None:
    keys = ("title", "description")

    what = "Add 'title' and 'description' between two '---' lines."
    assert read("# B\n", keys)[2] == [f"1:1: the page has no front matter. {what} [missing-key]"]
    what = "Add it: one sentence of at most 160 characters."
    assert read(block("", "nav_order: 1"), keys)[2] == [
        f"3:1: front matter has no 'description'. {what} [missing-key]",
        "3:1: front matter has no 'title'. Add it: at most 70 characters. [missing-key]",
    ]
    assert read(block("titel: A", "description: d"), keys)[2] == [
        "2:1: unknown key 'titel'. Did you mean 'title'? [unknown-key]"
    ]
    assert read("---\ntitle: A\n", keys)[2] == [f"1:1: {UNCLOSED}"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (block("title: A"), "A"),
        (block('"title": A'), "A"),
        (block("{title: A}"), "A"),
        (block("<<: {title: A}"), "A"),
        ("---  \ntitle: A\n...\n# B\n", "A"),
        ("\ufeff---\r\ntitle: A\r\n---\r\n", "A"),
        ("title: A\n\n# B\n", "A"),
        (block("title: 404"), "404"),
        (block("description: d") + "\n# B\n", "B"),
        ("Note: text\n\n# B\n", "B"),
        ("[ref]: https://example.com\n*[HL7]: Health Level 7\n\n# B\n", "B"),
        ("#B #\n", "B"),
        ("B\n===\n", "B"),
        ("# `B` *c* [d](e.md) ![f](g.png) { #b }\n", "B c d f"),
        ("# R & D \\* <b>x</b>\n", "R &amp; D * x"),
        ("## B\n", "P"),
        ("Text\n\n# B\n", "P"),
        ("    B\n===\n", "P"),
        ("", "P"),
    ],
)
def test_a_page_has_the_title_that_mkdocs_gives_it(mini: Mini, text: str, title: str) -> None:
    assert read(text)[1] == title
    outcome = mini(
        {"docs/folder/p.md": text, "main/main.html": "{{ page.title }}"},
        theme={"name": None, "custom_dir": "main"},
        markdown_extensions=["abbr", "attr_list"],
    )
    assert outcome.html("folder/p/index.html").strip() == title


def test_an_index_without_a_title_is_called_as_its_folder() -> None:
    source, _ = decode("p.md", b"text")

    assert titles.title("how-to/index.md", source, FrontMatter()) == "How to"
    assert titles.title("HL7_v2/README.md", source, FrontMatter()) == "HL7 v2"
    assert titles.title("index.md", source, FrontMatter()) == "Home"


HOSTILE: dict[str, bytes] = {
    "latin": b"---\ntitle: caf\xe9\n---\n# T\n",
    "utf16": "---\ntitle: X\n---\n".encode("utf-16"),
    "nul": b"---\ntitle: \x00\n---\n\x00\n",
    "empty": b"",
    "bom": b"\xef\xbb\xbf",
    "unclosed": b'---\ntitle: "A\n---\n',
    "types": b"---\ntitle: {a: [b]}\nredirect_from: {1: 2}\nrouting: [[1]]\nhide: {a: b}\n---\n# T\n",
    "recursive": b"---\ntags: &a [*a]\nredirect_from: &b [*b, {*b : c}]\n---\n",
    "huge": b"---\nnav_order: " + b"9" * 400 + b"\n---\n",
    "deep": b"---\nrouting: " + b"[" * 2000 + b"]" * 2000 + b"\n---\n",
    "tags": b"---\ntitle: !!python/object:os.system x\nreviewed: !!timestamp x\nnav_order: !!int ''\n---\n",
}


def test_no_page_breaks_the_build(mini: Mini) -> None:
    outcome = mini({f"docs/{name}.md": content for name, content in HOSTILE.items()}, theme="mkdocs")

    assert outcome.failed
    assert {each.split(":")[0] for each in outcome.lines} == {
        f"docs/{name}.md" for name in HOSTILE.keys() - {"huge", "empty"}
    }


def test_positions_count_the_file_as_it_is_written(mini: Mini) -> None:
    outcome = mini(
        {"docs/a/b.md": "\ufeff---\r\ntitle: é\r\nnav_order: x\r\n---\r\n"},
        extra={"docsite": {"rules": {"byte-order-mark": "ignore"}}},
    )

    assert outcome.lines == [
        "docs/a/b.md:1:4: the file has carriage returns. Save it with LF line endings. [carriage-return]",
        f"docs/a/b.md:3:12: 'nav_order' must be a number, not the text 'x'. {NUMBER} [wrong-type]",
    ]
