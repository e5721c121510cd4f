"""The routing data of the real home page; and a home page with a routing table, and the pages that it links."""

from typing import Any

import yaml

from tests.support.project import DOCS

DATA = """\
---
title: Home & <start>
routing:
  sector:
    - label: Payers & <kiosks>
      condition: if "x" < y
      guides:
        - page: guide/index.md
          purpose: send & <b>receive</b>
        - page: other.md
          purpose: results
      join: and/or
  technology:
    - label: Files
      guides:
        - page: other.md
          purpose: all
---
# Home

```routing
```
"""
PAGES = {
    "docs/guide/index.md": "---\ntitle: Guide <1> & 2\n---\n",
    "docs/other.md": "# The *other* `<one>`\n",
}


def real() -> dict[str, list[dict[str, Any]]]:
    """Return the lists of the real home page, each with its rows."""
    lists: dict[str, list[dict[str, Any]]] = yaml.safe_load(_front_matter())["routing"]
    return lists


def _front_matter() -> str:
    return (DOCS / "index.md").read_text("utf-8").split("---\n")[1]


def pages(row: dict[str, Any]) -> list[str]:
    """Return the addresses of the guides of a row."""
    named = [each if isinstance(each, str) else each["page"] for each in row["guides"]]
    return [each.removesuffix("index.md").replace(".md", "/") for each in named]
