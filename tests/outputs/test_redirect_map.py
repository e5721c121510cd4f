"""The map of pages and old addresses that the script of 404.html reads."""

import json

from tests.support.mini_sites import Mini


def test_the_map_has_pages_before_old_addresses(mini: Mini) -> None:
    old = "---\ntitle: New\nredirect_from: [/Old/Page/, /OTHER.html, /a%20b.pdf]\n---\n"
    outcome = mini({"docs/index.md": "# Home\n", "docs/new.md": old, "docs/other.md": "# Other\n"})
    known = json.loads((outcome.site / "redirects.json").read_text("utf-8"))

    assert known == {"": "", "a b.pdf": "new/", "new": "new/", "old/page": "new/", "other": "other/"}
