"""The data of the small site that is served, besides what its pages show by name, and what an author may do to it."""

from tests.support.mini_sites import Files

PEOPLE = """\
patients:
  - {family: DOE, given: JANE, birth: "19620803", sex: F, mrn: M1}
staff: []
cases:
  - {id: jane, order: O1, mrn: M1, title: Normal, shows: Nothing is found.}
"""
TEAM = """\
---
title: Team
description: Who is asked.
---
# Team

![dot](dot.svg){ .big }

Write to team@clinic.net. The town sends it. Look at [the hidden page](hidden.md) and [the old one](/guide/older/).

--8<-- "deep/deeper.md"

```text
PID|1||M1||DOE^JANE
```

```words
```

```test-kit
cases
```

```message-checker
```
"""
WORDS = (
    "words:\n  - {write: city, not: [town]}\nexceptions:\n  - {file: samples/csv/one.csv, reason: As sent}\n"
)
CHECK = "levels: {missing-field: warning}\ncsv:\n  - {id: orders, title: The orders}\n"
ADDRESSES = (
    "# Kept.\n/\n/changes/\n/draft/\n/guide/\n/guide/a/\n/guide/b/\n/old/\n/piece/\n/quality/\n/team/\n"
)
STYLE = "main { background: url(dot.svg) }\n"
BROKEN = "title: [\n"

DATA: Files = {
    "docs/team.md": TEAM,
    "docs/hidden.md": "---\ntitle: Hidden\n---\n# Hidden\n\n[a](guide/a.md#nope)\n",
    "docs/parts/deep/deeper.md": "From deep below, [home](index.md).\n",
    "docs/specs/people.yml": PEOPLE,
    "docs/specs/site.yml": "author: A team\nhosts: [clinic.org]\ncontacts: [team@clinic.net]\nkinds: [orders]\n",
    "docs/specs/words.yml": WORDS,
    "docs/specs/check.yml": CHECK,
    "docs/specs/addresses.txt": ADDRESSES,
    "theme/partials/foot.html": "<footer>{{ page.meta.description }} {{ config.site_name }}</footer>\n",
    "theme/assets/theme.css": STYLE,
    "theme/assets/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
}
DATA_CHANGES: dict[str, list[str | bytes | None]] = {
    "docs/team.md": [
        TEAM.replace("Who is asked", "Who is asked first"),
        TEAM.replace("description: Who is asked.\n", "tags: [a]\n"),
        TEAM.replace("DOE^JANE", "ROE^JAMIE"),
        TEAM.replace("The town", "The city"),
        TEAM.replace("cases", "samples"),
        TEAM.replace("deeper", "deepest"),
        TEAM.replace("title: Team", "title: Team\nredirect_from: [/guide/older/]"),
        None,
    ],
    "docs/hidden.md": ["# Hidden\n\nThe town.\n", "---\ntitle: [\n---\n", None],
    "docs/parts/deep/deeper.md": ["From below: a town, [x](gone.md).\n", None],
    "docs/specs/people.yml": [
        PEOPLE.replace("DOE", "ROE"),
        PEOPLE.replace("Normal", "Usual"),
        PEOPLE.partition("cases")[0],
        BROKEN,
        None,
    ],
    "docs/specs/site.yml": [
        "author: B team\n",
        "contacts: [x@clinic.net]\nhosts: [clinic.net]\n",
        BROKEN,
        None,
    ],
    "docs/specs/words.yml": [
        WORDS.replace("town", "carries"),
        WORDS.replace("one.csv", "none.csv"),
        WORDS.replace("write: city", "instead: a better word"),
        BROKEN,
        None,
    ],
    "docs/specs/check.yml": [
        CHECK.replace("warning", "error"),
        CHECK.replace("The orders", "All orders"),
        CHECK.replace("id: orders", "id: ordres"),
        BROKEN,
        None,
    ],
    "docs/specs/addresses.txt": [
        ADDRESSES.replace("/draft/\n", ""),
        ADDRESSES.replace("/quality/", "/qualify/"),
        None,
    ],
    "theme/partials/foot.html": ["<footer>{{ page.title }}</footer>\n"],
    "theme/assets/theme.css": [STYLE.replace("dot", "gone"), None],
    "theme/assets/dot.svg": ["<svg/>", None],
}
