"""The sources of a build: what is known of all pages is put together once, however many there are."""

import html
from unittest.mock import Mock

import pytest

from tests.support.mini_sites import Mini

PAGES = 30


def test_the_work_grows_with_the_pages_and_not_with_their_square(
    mini: Mini, monkeypatch: pytest.MonkeyPatch
) -> None:
    unescape = Mock(wraps=html.unescape)
    monkeypatch.setattr("docsite.project.unescape", unescape)
    mini(
        {f"docs/{index}.md": f"# Page {index}\n" for index in range(PAGES)},
        extra={"docsite": {"markdown": True}},
    )

    assert unescape.call_count <= 3 * PAGES
