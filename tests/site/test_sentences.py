"""No sentence over 30 words and no paragraph over five lines, in the prose of every page.

Counted is the text of the built pages in paragraphs, list items, definitions and captions, without tables and code.
Five lines are 75 words: a line of 1280 pixels has about 15.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml import html

SENTENCE, PARAGRAPH = 30, 75  # words

EXCEPTIONS: Mapping[str, str] = {
    "contributing/decisions": "each entry is one thought with its evidence, for maintainers who weigh it again",
    "quality": "lists of names",
}
"""Pages that may have longer ones, each with the reason."""

_ENDS = re.compile(r"(?<=[.?!])\s+")
_LEFT_OUT = (
    "//script|//style|//svg|//pre|//table|//button|//*[contains(@class, 'headerlink')]"
    "|//figcaption/a|//*[@class='sample__title']|//*[@class='sample__ends']"  # what a caption has beside its text
    "|//*[@class='question__about']"  # a list of links
)
_BLOCKS = ".//p|.//li|.//dt|.//dd|.//figcaption|.//summary"
_OWN = "self::p|self::ul|self::ol|self::div|self::dl|self::blockquote|self::details|self::figure"


def paragraphs(root: Any) -> Iterator[str]:
    """Yield the text of each block without the blocks that it contains."""
    for element in root.xpath(_LEFT_OUT):
        element.drop_tree()
    for block in root.xpath(_BLOCKS):
        pieces = block.xpath(f"./text()|./*[not({_OWN})]//text()")
        text = " ".join("".join(pieces).split())
        if text:
            yield text


def too_long(root: Any) -> Iterator[str]:
    """Yield each sentence and paragraph that has too many words, with their number."""
    for text in paragraphs(root):
        if (count := len(text.split())) > PARAGRAPH:
            yield f"paragraph of {count}: {text}"
        for sentence in _ENDS.split(text):
            if (count := len(sentence.split())) > SENTENCE:
                yield f"sentence of {count}: {sentence}"


def pages(site: Path) -> Iterator[tuple[str, Any]]:
    """Yield the address of each page, and its article."""
    for file in sorted(site.rglob("index.html")):
        articles: Any = html.fromstring(file.read_text("utf-8")).xpath("//article")
        for article in articles:
            yield file.parent.relative_to(site).as_posix(), html.fromstring(html.tostring(article))


def test_no_sentence_and_no_paragraph_is_too_long(site: Path) -> None:
    found = {address: list(too_long(article)) for address, article in pages(site)}

    assert {address: each for address, each in found.items() if each and address not in EXCEPTIONS} == {}
    assert [address for address in EXCEPTIONS if not found[address]] == []  # one that is not needed any more


def test_what_is_too_long_is_counted() -> None:
    words = " ".join(["Word"] * 31)
    text = f"""<div><p>{words}.</p><ul><li>{words[5:]}. Word. <p>{words}</p></li></ul>
        <table><tr><td><p>{words}</p></td></tr></table><pre>{words}</pre>
        <p>{"Word. " * 76}</p><p>{words[5:]} <code>x</code></p><p>{words[5:]} <svg>x</svg></p></div>"""

    assert [each.partition(":")[0] for each in too_long(html.fromstring(text))] == [
        "sentence of 31",
        "sentence of 31",
        "paragraph of 76",
        "sentence of 31",
    ]
