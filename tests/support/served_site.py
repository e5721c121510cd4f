"""A small site with everything that a page can depend on, and what an author may do to it while it is served."""

from tests.support.mini_sites import Files
from tests.support.project import ROOT
from tests.support.served_data import BROKEN, DATA, DATA_CHANGES

CONFIG = f"""\
site_name: Mini
site_url: https://example.com/guide/
hooks: [{ROOT / "hooks" / "main.py"}]
plugins: []
theme: {{name: null, custom_dir: theme, static_templates: [404.html, sitemap.xml]}}
watch: [theme]
draft_docs: draft.md
extra_css: [assets/theme.css]
exclude_docs: |
  /parts/
  /hidden.md
  /words.md
markdown_extensions:
  - abbr
  - attr_list
  - tables
  - toc: {{permalink: true}}
  - pymdownx.blocks.admonition: {{types: [note]}}
  - pymdownx.snippets: {{base_path: [docs, docs/parts]}}
  - pymdownx.superfences
extra:
  docsite:
    navigation: true
    redirects: true
    fences: true
    front_matter: {{}}
    rules: {{orphan-page: problem, heading-level: problem, byte-order-mark: problem, stray-file: problem}}
    abbreviations: words.md
    search: true
    markdown: true
    reading_aids: true
    whole_names: true
    feed: true
    content_security_policy: true
    print_guides: [[guide]]
"""

MAIN = """\
<!doctype html>
<html><head><meta charset="utf-8"><title>{{ page.title }}</title></head><body>
{%- macro item(each) %}<li>{% if each.children %}{{ each.title }}<ul>
{%- for child in each.children %}{{ item(child) }}{% endfor %}</ul>
{%- else %}<a href="{{ each.url | url }}">{{ each.title }}</a>{% if each.meta.mark %}!{% endif %}
{%- endif %}</li>{% endmacro %}
<nav><ul>{% for each in nav %}{{ item(each) }}{% endfor %}</ul></nav>
<main>{{ page.content }}</main>
<ol>{% for each in page.toc %}<li><a href="{{ each.url }}">{{ each.title }}</a></li>{% endfor %}</ol>
{% if page.next_page %}<a rel="next" href="{{ page.next_page.url | url }}">{{ page.next_page.title }}</a>{% endif %}
<script>run()</script>
{% for each in config.extra_css %}<link rel="stylesheet" href="{{ each | url }}">{% endfor %}
{% include "partials/foot.html" %}
</body></html>
"""
LIST = MAIN.replace("<ol>", "<p>{% for each in pages %}{{ each.page.content | length }} {% endfor %}</p><ol>")

HOME = """\
---
title: Home
routing:
  sector:
    - label: Payers
      guides: [{page: guide/a.md, purpose: orders}]
---
# Home

An EMR. [A](guide/a.md#part) [B](guide/b.md) [data](specs/csv/orders.yml) ![dot](dot.svg)

```routing
```

```questions
```

```blocking-questions
guide
```

```hosts
live
```
"""
A = """\
---
title: A
nav_order: 2
redirect_from: [/old/]
---
# A

## Part { #part }

--8<-- "piece.md"

```csv-fields
orders
```
"""
B = """\
---
nav_order: 1
---
# B *title*

[A](a.md#part) [sample](../samples/csv/one.csv)

```sample
csv/one.csv
```

## Waiting { #waiting }

Wait an hour ([Confirm with IRIS](../index.md#how-long)).

/// note
Call us.
///
"""
QUESTIONS = """\
questions:
  - id: how-long
    question: How long should a sender wait?
    reading: Wait an hour.
    paths: [guide]
    blocks: go-live
    who: product
    source: No page says it
    concerns: [guide/b.md#waiting]
  - id: city-name
    question: Which cities are known?
    reading: All of them.
    paths: [all]
    blocks: nothing
    who: integration
    source: The table of fields
    concerns: [guide/a.md#csv-city]
"""
HOSTS = """\
lists:
  - id: live
    title: Live
    hosts:
      - {from: Proxy, host: a.example.com, port: 443, protocol: HTTPS, purpose: Files, question: guide/b.md#waiting}
"""
SPEC = """\
title: Orders
description: The fields of an order.
fields:
  - {name: City, required: true, description: Where it is.}
"""
INDEX = "samples:\n  - {file: one.csv, spec: orders, title: One}\n"
SITE: Files = {
    "mkdocs.yml": CONFIG,
    "theme/main.html": MAIN,
    "theme/404.html": '<html><head></head><body><a href="{{ nav.homepage.url | url }}">Home</a></body></html>',
    "theme/sitemap.xml": "{% for file in pages %}{{ file.page.canonical_url }}\n{% endfor %}",
    "docs/index.md": HOME,
    "docs/guide/index.md": "---\ntitle: Guide\n---\n# Guide\n\n[home](../index.md) [gone](../gone.md)\n",
    "docs/guide/a.md": A,
    "docs/guide/b.md": B,
    "docs/changes.md": "---\ntitle: Changes\n---\n# Changes\n\n## 2026-01-02: One { #one }\n\nText.\n",
    "docs/quality.md": "# Quality\n\n```quality-report\n```\n",
    "docs/draft.md": "# Draft\n\n[a](guide/a.md#no)\n",
    "docs/parts/piece.md": "A piece with an [anchor](#part) and [B](b.md).\n",
    "docs/words.md": "*[EMR]: electronic medical record\n",
    "docs/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "docs/own.css": "p { background: url(dot.svg) }\n",
    "docs/raw.html": '<html><body><a id="x" href="guide/a/#part">x</a></body></html>',
    "docs/specs/csv/orders.yml": SPEC,
    "docs/specs/search.yml": "same:\n  - [order, request]\nsections:\n  guide/a.md#part: [piece]\n",
    "docs/specs/questions/all.yml": QUESTIONS,
    "docs/specs/hosts.yml": HOSTS,
    "docs/samples/csv/index.yml": INDEX,
    "docs/samples/csv/one.csv": "City\nAnytown\n",
    **DATA,
}

CHANGES: dict[str, list[str | bytes | None]] = {
    "docs/guide/.a.md.swp": [b"open in vim", None],
    "docs/index.md": [
        HOME.replace("An EMR", "An EMR and more"),
        HOME.replace("guide/a.md", "guide/c.md"),
        HOME.replace("Home", "Start"),
        HOME.replace("```questions\n```", ""),
        HOME.replace("```questions\n```\n\n```blocking-questions\nguide\n```\n", ""),
        HOME.replace("blocking-questions\nguide", "blocking-questions\nguild"),
        HOME.replace("hosts\nlive", "hosts\nlife"),
        HOME.replace("Payers", "Clinics"),
    ],
    "docs/guide/a.md": [
        A.replace("part", "other"),
        A.replace("nav_order: 2", "nav_order: 0"),
        A.replace("title: A", "title: Z & <b>z</b>"),
        A.replace("/old/", "/older/"),
        A.replace("piece.md", "piece2.md"),
        A.replace("orders", "ordres"),
        A.replace("title: A", "title: A: B"),
        A.replace("# A", "# A\n\n### Deep"),
        A.replace("title: A", "title: A\nmark: 1"),
        A.replace("title: A", "title: A\nsearch: {exclude: true}"),
        A.encode("utf-16"),
        b"\xef\xbb\xbf" + A.encode(),
        "",
        None,
    ],
    "docs/guide/b.md": [
        B.replace("csv/one", "csv/oen"),
        B.replace("*title*", "other"),
        B.replace("Call us.", "Call us soon."),
        B.replace("waiting", "pausing"),
        B.replace("how-long", "how-short"),
        B + "\n```csv-fields\norders\n```\n",
        B + "\n<!-- allow: missing-page — later -->\n[x](x.md)\n",
        None,
    ],
    "docs/guide/c.md": ["# C\n\n[b](b.md#waiting) EMR\n", "---\ntitle: C\n---\n\n[a](a.md)\n", None],
    "docs/old.md": ["# Old\n", None],
    "docs/guide/index.md": ["# Guide\n", "---\ntitle: Guide\nnav_exclude: true\n---\n", None],
    "docs/changes.md": ["---\ntitle: Changes\n---\n\n## 2026-01-03: Two\n\nMore.\n", None],
    "docs/draft.md": ["# Draft\n\nmore\n", None],
    "docs/parts/piece.md": ["Another piece [x](gone.md).\n", None],
    "docs/piece.md": ["---\ntitle: Piece\n---\nA piece before the other.\n", None],
    "docs/words.md": ["*[EMR]: emergency\n*[A]: letter\n", None],
    "docs/dot.svg": ["<svg/>", None],
    "docs/own.css": ["p { background: url(gone.svg) }\n", None],
    "docs/check.md": ["# Check\n\n```message-checker\n```\n", "# Check\n\n/// nte\nText.\n///\n", None],
    "docs/raw.html": ['<html><body><a href="guide/a/#other">x</a></body></html>', None],
    "docs/specs/csv/orders.yml": [
        SPEC.replace("Where it is", "The town"),
        SPEC.replace("City", "Town"),
        SPEC.replace("title", "titel"),
        BROKEN,
        None,
    ],
    "docs/specs/search.yml": [
        "same:\n  - [order, demand]\n",
        "sections:\n  guide/a.md#nope: [x]\n",
        BROKEN,
        None,
    ],
    "docs/specs/questions/all.yml": [
        QUESTIONS.replace("a sender wait", "a sender really wait"),
        QUESTIONS.replace("go-live", "first message"),
        QUESTIONS.replace("id: city-name", "id: town-name"),
        QUESTIONS.replace("#csv-city", "#csv-town"),
        QUESTIONS.replace(
            "    who: product\n", "    who: product\n    answer: Yes.\n    answered: 2026-02-01\n"
        ),
        BROKEN,
        None,
    ],
    "docs/specs/hosts.yml": [
        HOSTS.replace("a.example.com", "b.example.com"),
        HOSTS.replace("id: live", "id: test"),
        HOSTS.replace("#waiting", "#gone"),
        BROKEN,
        None,
    ],
    "docs/samples/csv/index.yml": [
        INDEX.replace("One", "First"),
        INDEX.replace("one.csv", "two.csv"),
        BROKEN,
        None,
    ],
    "docs/samples/csv/one.csv": ["City\nBigtown\n", "Twon\nx\n", None],
    "docs/samples/csv/two.csv": ["City\nTwotown\n", None],
    "theme/main.html": [
        MAIN.replace("<main>", '<main id="m">'),
        LIST,
        MAIN.replace('"next"', '"next" id="part"'),
    ],
    "mkdocs.yml": [
        CONFIG.replace("search: true", "search: false"),
        CONFIG.replace("Mini", "Maxi"),
        CONFIG.replace("orphan-page: problem", "orphan-page: note"),
        CONFIG.replace("draft_docs: draft.md\n", ""),
        CONFIG.replace("  /hidden.md\n", ""),
    ],
    **DATA_CHANGES,
}
"""What each file may become; None is that it is removed. What it was at first is added to all."""
