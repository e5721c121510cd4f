"""A home page with a routing table, and the pages that it links."""

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
