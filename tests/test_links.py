"""Links of mini sites: the place and the rule of every fault, and silence where there is none.

In the texts below `⟦rule⟧` stands where a problem of that rule is expected; it is taken out before the build. Each
page of `PAGES` is a case of its own and is built in several kinds of site.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Files, Outcome, build

Found = set[tuple[str, int, int, str]]

_LINE = re.compile(r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): .* \[(?P<rule>[\w-]+)\]")
_EXPECTED = re.compile(r"⟦(?P<rule>[\w-]+)⟧")

EXTENSIONS: list[Any] = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    {"toc": {"permalink": True}},
    "pymdownx.blocks.admonition",
    "pymdownx.blocks.details",
    "pymdownx.blocks.html",
    "pymdownx.blocks.tab",
    "pymdownx.details",
    {"pymdownx.highlight": {"anchor_linenums": True}},
    "pymdownx.inlinehilite",
    {"pymdownx.snippets": {"base_path": ["docs", "snippets"], "check_paths": True}},
    "pymdownx.superfences",
    {"pymdownx.tabbed": {"alternate_style": True}},
    "pymdownx.tasklist",
]

# What the cases may link to
TARGETS: Files = {
    "docs/index.md": "# Home\n\n## Who it is for\n",
    "docs/guide/index.md": "# Guide\n\n## Set it up { #set-up }\n\n<a name='old-name'></a>\n\n<p id='Mixed-Case'>x</p>\n",
    "docs/guide/setup.md": "# Setup\n\n## What's new?\n\n<h2 id='größe'>Größe</h2>\n\n<div id='a b'>x</div>\n",
    "docs/a b.md": "# With a blank\n",
    "docs/notes/café.md": "# Café\n",
    "docs/with(brackets).md": "# Brackets\n",
    "docs/under_score.md": "# Underscore\n",
    "docs/assets/pic.png": b"png",
    "docs/assets/Logo.SVG": b"<svg/>",
    "docs/assets/manual.pdf": b"pdf",
    "docs/assets/two words.png": b"png",
    "docs/static.html": "<title>x</title><h1 id='top-of-it'>Static</h1><a name='named'></a>",
    "docs/plain/page.html": "<h1>Plain</h1>",
}

PAGES: dict[str, str] = {}
"""Cases: a page at docs/cases/NAME.md."""


def case(name: str, text: str) -> None:
    """Add a case."""
    assert name not in PAGES
    PAGES[name] = text


# Right links, in every form

case(
    "right links to pages",
    """
[a](../guide/setup.md) [b](../guide/index.md) [c](../index.md) [d](<../a b.md>) [e](../a%20b.md)
[f](../notes/café.md) [g](../notes/caf%C3%A9.md) [h](../with(brackets).md) [i](../under_score.md) [j](../under\\_score.md)
[k](./../guide/../guide/setup.md) [l](../guide/setup.md?x=1&y=2#whats-new) [m](../guide/setup.md?x=1&amp;y=2)
[n](../static.html) [o](../static.html#named) [p](../static.html#top-of-it) [q](../plain/page.html)
[r](../guide/setup.md "title") [s](<../guide/setup.md> 'title') [t](
../guide/setup.md
"title over
two lines")
""",
)
case(
    "right anchors",
    """
## Here and there

[a](#here-and-there) [b](#) [c](#top) [d](#TOP) [e](#:~:text=there) [f](#here-and-there:~:text=there)
[g](../guide/index.md#set-up) [h](../guide/index.md#old-name) [i](../guide/index.md#Mixed-Case)
[j](../guide/setup.md#whats-new) [k](../guide/setup.md#gr%C3%B6%C3%9Fe) [l](../guide/setup.md#größe) [m](../guide/setup.md#a%20b)
[n](../guide/setup.md#) [o](../guide/setup.md#top) [p](?x=1) [q](?x=1#here-and-there) [r](../assets/manual.pdf#page=2)
[s](../guide/setup.md#Top:~:text=x)
""",
)
case(
    "right assets",
    """
![a](../assets/pic.png) ![b](<../assets/two words.png>) ![c](../assets/two%20words.png "title") [d](../assets/manual.pdf)
[![e](../assets/pic.png)](../guide/setup.md) ![f][pic] [![g][pic]][guide] ![h](data:image/png;base64,iVBORw0KGgo=)

[pic]: ../assets/pic.png
[guide]: ../guide/setup.md "Setup"
""",
)
case(
    "right schemes",
    """
[a](https://example.com/x) <https://example.com> [b](http://localhost:8000/x) [c](//example.com/x) [d](mailto:a@example.com)
[e](mailto:a@example.com,b@example.com?subject=x%20y) <a@example.com> [f](tel:+1-555-0100) [g](sms:+15550100)
[h](ftp://example.com/x) [i](FTPS://example.com) [j](HTTPS://EXAMPLE.COM/) [k](mailto:?subject=x) [l](http://[::1]:80/)
[m](https://user:word@example.com/) [n](https://example.com:8443/a#b)
""",
)
case(
    "right HTML",
    """
<a href="../../guide/setup/">x</a> <a id="here"></a> <a name="there" href=""></a> <a href="#here">x</a> <a href="#there">x</a>
<img src="../../assets/pic.png" srcset="../../assets/pic.png 1x, ../../assets/pic.png 2x" alt="">
<p style="background: url(../../assets/pic.png)">x</p>
<p style='background: url("../../assets/pic.png")'>x</p>
<video poster="../../assets/pic.png"><source src="../../assets/pic.png"></video>
<object data="../../assets/manual.pdf"></object>
<svg><symbol id="sign"></symbol><use href="#sign"/><use xlink:href="#sign"/></svg>
<picture><source srcset="data:image/png;base64,AA== 1x, ../../assets/pic.png 2x"></picture>

<style>
.x { background: url("../../assets/pic.png"); /* url(gone.png) */ }
</style>
""",
)
case(
    "a right link that only code, comments and prose spell wrongly",
    """
`[a](gone.md)` and ``[a](gone.md) ` `` and `<a href="gone.html">`

```md
[a](gone.md)
![a](gone.png)
```

~~~html
<a href="gone.html">x</a>
~~~

    [indented](gone.md)

* list

        [indented](gone.md)

    ```md
    [a](gone.md)
    ```

> ```
> [a](gone.md)
> ```

<!-- [a](gone.md) <a href="gone.html">x</a> -->

<!--
[a](gone.md)
-->

\\[a](gone.md) [a]\\(gone.md) [a] (gone.md) &lt;a href="gone.html"&gt;

<code>&lt;a href="gone.html"></code>

<script>
const x = '<a href="gone.html">x</a>';
</script>

/// note | Title
`[a](gone.md)`
///
""",
)
case(
    "an unused definition leads nowhere and harms nobody",
    """
Text.

[unused]: gone.md
""",
)

# Wrong links in Markdown

case(
    "inline links",
    """
⟦missing-page⟧[a](gone.md) and ⟦missing-page⟧[b](gone.md "title") and ⟦missing-page⟧[c](<gone page.md>) and
⟦missing-page⟧[d](gone%20page.md) x ⟦missing-page⟧[e](
gone.md
"title") ⟦missing-page⟧[f]( gone.md ) ⟦missing-page⟧[g](./gone.md) ⟦missing-page⟧[h](../gone/) ⟦missing-page⟧[i](gone.html)
⟦missing-page⟧[j](go(ne).md) ⟦missing-page⟧[k](go\\_ne.md) ⟦missing-page⟧[l](gone.md?x=1&y=2#z) ⟦missing-page⟧[m](gone.md?a&amp;b)
⟦missing-page⟧[n](größe.md) ⟦missing-page⟧[o](gr%C3%B6%C3%9Fe.md) ⟦missing-page⟧[p](/nowhere/) ⟦missing-page⟧[q](..\\guide\\gone.md)
⟦missing-page⟧[r](gone)
""",
)
case(
    "link texts",
    """
⟦missing-page⟧[a [b] c](gone.md) ⟦missing-page⟧[`]`](gone.md) ⟦missing-page⟧[\\]](gone.md) ⟦missing-page⟧[**a** _b_](gone.md)
⟦missing-page⟧[over
two lines](gone.md) ⟦missing-page⟧[](gone.md) [open ⟦missing-page⟧[a](gone.md) and 1) ⟦missing-page⟧[a](gone.md), [0, 1) and
⟦missing-page⟧[a](gone.md) ] (⟦missing-page⟧[a](gone.md)) "⟦missing-page⟧[a](gone.md)" **⟦missing-page⟧[a](gone.md)**
\\!⟦missing-page⟧[a](gone.md) é⟦missing-page⟧[ü](gone.md) 😀⟦missing-page⟧[x](gone.md) [x]⟦missing-page⟧[x](gone.md)
""",
)
case(
    "the same fault is told at each of its places",
    """
⟦missing-page⟧[a](gone.md) ⟦missing-page⟧[a](gone.md)

⟦missing-page⟧[a](gone.md), but not `[a](gone.md)`.
""",
)
case(
    "images",
    """
⟦missing-asset⟧![a](gone.png) ⟦missing-asset⟧![](gone.png "t") ⟦missing-asset⟧![a](<gone file.png>)
⟦missing-asset⟧![a](../assets/logo.svg) [⟦missing-asset⟧![a](gone.png)](../guide/setup.md)
⟦missing-page⟧[![a](../assets/pic.png)](gone.md) ⟦missing-page⟧[⟦missing-asset⟧![a](gone.png)](gone.md)
⟦missing-page⟧[ ⟦missing-asset⟧![a](gone.png) text ](gone.md)
⟦missing-asset⟧![a](../guide/setup) Hello⟦missing-asset⟧![x](gone.png)
""",
)
case(
    "assets that links lead to",
    """
⟦missing-asset⟧[a](../assets/gone.pdf) ⟦missing-asset⟧[b](gone.csv) ⟦missing-asset⟧[c](gone.tar.gz) ⟦missing-asset⟧[d](../assets/MANUAL.pdf)
⟦missing-page⟧[e](v1.0) ⟦missing-page⟧[f](gone.htm)
""",
)
case(
    "upper and lower case",
    """
⟦missing-page⟧[a](../Guide/setup.md) ⟦missing-page⟧[b](../guide/Setup.md) ⟦missing-page⟧[c](../guide/setup.MD)
⟦missing-anchor⟧[d](../guide/setup.md#Whats-new) ⟦missing-asset⟧![e](../assets/Pic.png)
""",
)
case(
    "anchors",
    """
## Here

⟦missing-anchor⟧[a](#gone) ⟦missing-anchor⟧[b](../guide/setup.md#gone) ⟦missing-anchor⟧[c](../guide/index.md#mixed-case)
⟦missing-anchor⟧[d](?x#gone) ⟦missing-anchor⟧[e](#gone:~:text=x) ⟦missing-anchor⟧[f](../guide/setup.md#gr%C3%B6%C3%9Fer)
⟦missing-anchor⟧[g](../static.html#gone) ⟦missing-anchor⟧[h](##) ⟦missing-anchor⟧[i](#Here) ⟦missing-anchor⟧[j](a.md#x)
⟦missing-anchor⟧[k](#topmost) ⟦missing-anchor⟧[l](../guide/setup.md?x=1#gone "t")
""".replace("[j](a.md#x)", "[j](../index.md#x)"),
)
case(
    "reference links are told at their definition",
    """
[a][one] [a] [one][] ![pic][two] [text][three] [Text][FOUR] [a  b][five
six]

Text.

⟦missing-page⟧[one]: gone.md
 ⟦missing-page⟧[a]: <gone.md> "title"
⟦missing-asset⟧[two]: gone.png
⟦missing-anchor⟧[three]:
    ../guide/setup.md#gone
   'title'
⟦missing-page⟧[four]: gone.md (title)

⟦missing-page⟧[five six]: gone.md
""",
)
case(
    "definitions in lists, quotes and far away",
    """
[a][one] [b][two] [c][three]

* item

    ⟦missing-page⟧[one]: gone.md

> quote
>
> ⟦missing-page⟧[two]: gone.md

!!! note
    Text.

    ⟦missing-page⟧[three]: gone.md
""",
)
case(
    "a definition with the text of its target",
    """
[gone.md][] and [gone.md] and ⟦missing-page⟧[gone.md](gone.md)

⟦missing-page⟧[gone.md]: gone.md
""",
)
case(
    "the last of two definitions counts",
    """
[a][twice]

[twice]: ../guide/setup.md

⟦missing-page⟧[twice]: gone.md
""",
)
case(
    "headings",
    """
⟦missing-page⟧[Setext](gone.md) title
====

## A ⟦missing-page⟧[heading](gone.md) { #own }

### ⟦missing-page⟧[b](gone.md)

#### <a ⟦missing-page⟧href="../gone/">c</a> ####
""",
)
case(
    "tables",
    """
| a | b ⟦missing-page⟧[h](gone.md) |
|---|---|
| ⟦missing-page⟧[a](gone.md) | x ⟦missing-page⟧[b](gone.md) |
| `a|b` ⟦missing-page⟧[c](gone.md)|⟦missing-asset⟧![d](gone.png)|
| a \\| b | <a ⟦missing-page⟧href="../gone/">x</a>

a | ⟦missing-anchor⟧[b](#gone)
--|--
c | ⟦missing-page⟧[`d|e`](gone.md)
""",
)
case(
    "lists",
    """
* ⟦missing-page⟧[a](gone.md)
* x

    1. y ⟦missing-page⟧[b](gone.md)

            [code](gone.md)

        ⟦missing-page⟧[c](gone.md)

    ```md
    [code](gone.md)
    ```
    ⟦missing-page⟧[d](gone.md)

- [ ] task ⟦missing-page⟧[e](gone.md)
- [x] task ⟦missing-page⟧[f](gone.md)

Term ⟦missing-page⟧[g](gone.md)
:   Text ⟦missing-page⟧[h](gone.md)

    ⟦missing-page⟧[i](gone.md)
""",
)
case(
    "quotes, admonitions and blocks",
    """
> ⟦missing-page⟧[a](gone.md)
> > ⟦missing-page⟧[b](gone.md)

!!! note "⟦missing-page⟧[t](gone.md)"

    ⟦missing-page⟧[c](gone.md)

    ??? tip
        ⟦missing-page⟧[d](gone.md)

=== "Tab"

    ⟦missing-page⟧[e](gone.md)

/// note | ⟦missing-page⟧[f](gone.md)
⟦missing-page⟧[g](gone.md)

//// details | More
⟦missing-page⟧[h](gone.md)
////
///

/// tab | Tab
⟦missing-page⟧[i](gone.md)
///

/// html | a[⟦missing-page⟧href="../gone/"]
x
///
""",
)
case(
    "footnotes",
    """
Text[^1] and[^two].

[^1]: Note ⟦missing-page⟧[a](gone.md)
[^two]:
    Long note.

    ⟦missing-page⟧[b](gone.md)
""",
)
case(
    "abbreviations",
    """
The HTML ⟦missing-page⟧[HTML](gone.md) ⟦missing-page⟧[x](HTML.md)

*[HTML]: Hypertext
""",
)
case(
    "raw HTML in Markdown",
    """
<a ⟦missing-page⟧href="../gone/">x</a> <a class="y" ⟦missing-page⟧href='../gone/' id="z">x</a> <a ⟦missing-page⟧href=../gone/>x</a>
<A ⟦missing-page⟧HREF="../gone/">x</A> <a ⟦missing-page⟧href = "../gone/">x</a> <a data-href="../gone/">x</a>

<div>
<img alt="x"
     ⟦missing-asset⟧src="../gone.png">
<p title="href='x'"><a
  ⟦missing-page⟧href="../go&amp;ne/"
  title="x">x</a></p>
</div>

<div markdown="1">
⟦missing-page⟧[a](gone.md) <a ⟦missing-page⟧href="gone.md">x</a>

<section markdown>
⟦missing-page⟧[b](gone.md)
</section>
</div>

<p markdown="span">⟦missing-page⟧[c](gone.md)</p>

<details><summary><a ⟦missing-anchor⟧href="#gone">x</a></summary></details>
""",
)
case(
    "a Markdown link and an HTML link are written alike, and one of them is wrong",
    """
[right](../guide/setup.md) <a ⟦missing-page⟧href="../guide/setup.md">wrong</a> <a ⟦missing-page⟧href="../guide/setup.md">wrong</a>
""",
)
case(
    "attributes that load",
    """
<img src="../../assets/pic.png" ⟦missing-asset⟧srcset="../gone.png 1x, ⟦missing-asset⟧../gone2.png 2x, ../../assets/pic.png 3x">
<img ⟦missing-asset⟧srcset="
  ../gone.png 100w,
  ⟦missing-asset⟧../gone2.png 200w
" src="../../assets/pic.png">
<source ⟦missing-asset⟧srcset=../gone.png>
<video ⟦missing-asset⟧poster="../gone.png" ⟦missing-asset⟧src="../gone.mp4"></video>
<object ⟦missing-asset⟧data="../gone.pdf"></object> <embed ⟦missing-asset⟧src="../gone.pdf"> <iframe ⟦missing-asset⟧src="../gone/"></iframe>
<svg><use ⟦missing-anchor⟧xlink:href="#gone"></use><image ⟦missing-asset⟧href="../gone.png"/></svg>
<script ⟦missing-asset⟧src="../gone.js"></script>
<link rel="stylesheet" ⟦missing-asset⟧href="../gone.css"> <link rel="next" ⟦missing-page⟧href="../gone/">
<map><area ⟦missing-page⟧href="../gone/"></map> <data value="data=x">x</data> <input type="image" ⟦missing-asset⟧src="../gone.png">
""",
)
case(
    "styles",
    """
<p style="color: red; background: ⟦missing-asset⟧url(../gone.png), ⟦missing-asset⟧url('../gone2.png')">x</p>
<p style='background: ⟦missing-asset⟧url("../gone.png")'>x</p>
<p style="background: ⟦missing-asset⟧url(&quot;../gone.png&quot;)">x</p>
<p style="background: ⟦missing-asset⟧URL( ../gone.png )">x</p>

<style>
/* url(../comment.png) */
@media print { .x { background: ⟦missing-asset⟧url(../gone.png) } }
@font-face { src: ⟦missing-asset⟧url("../gone.woff2") format("woff2"), local("x") }
.y::before { content: "url(../text.png)" }
</style>

The function url(../gone.png) in prose.
""",
)
case(
    "attribute lists",
    """
[a](../guide/setup.md){ ⟦missing-page⟧href="../gone/" } ![b](../assets/pic.png){ ⟦missing-asset⟧srcset="../gone.png 2x" }
⟦missing-page⟧[c](gone.md){ .button target=_blank } ⟦missing-page⟧[d](gone.md){: #own }
""",
)
case(
    "automatic links",
    """
<mailto:a@example.com> <a@example.com> ⟦bad-scheme⟧<foo://example.com/x> ⟦bad-scheme⟧<javascript://x>
""",
)
case(
    "schemes",
    """
⟦bad-scheme⟧[a](javascript:void%280%29) ⟦bad-scheme⟧[b](htp://example.com) ⟦bad-scheme⟧[c](C:\\docs\\a.md) ⟦bad-scheme⟧[d](file:///x)
⟦bad-scheme⟧[e](mailto:nobody) ⟦bad-scheme⟧[f](mailto:a@b@c.d) ⟦bad-scheme⟧[g](mailto:a b@example.com) ⟦bad-scheme⟧[h](mailto:)
⟦bad-scheme⟧[i](https://) ⟦bad-scheme⟧[j](http:///) ⟦bad-scheme⟧[k](localhost:8000/x) ⟦bad-scheme⟧[l](mailto://a@example.com)
⟦bad-scheme⟧[m](mailto:a@example.com;b@example.com) <a ⟦bad-scheme⟧href="JavaScript:alert(1)">x</a> [n][js] ⟦bad-scheme⟧[o](mailto:a@)
<a ⟦bad-scheme⟧href="java
script:x">x</a> ⟦bad-scheme⟧[p](about:blank) ⟦bad-scheme⟧![q](file:///x.png)

⟦bad-scheme⟧[js]: javascript:x
""",
)
case(
    "empty links",
    """
⟦empty-link⟧[a]() ⟦empty-link⟧[b](<>) ⟦empty-link⟧[c]( ) ⟦empty-link⟧[d]("title") ⟦empty-link⟧![e]() [f][none]
<a ⟦empty-link⟧href="">x</a> <a ⟦empty-link⟧href>x</a> <img ⟦empty-link⟧src=""> [](){ #anchor } [g](#anchor) <a id="h" href=""></a>
⟦empty-link⟧[i](){ #other } ⟦empty-link⟧![](){ #pic } <a ⟦empty-link⟧href=''>x</a>

⟦empty-link⟧[none]: <>
""".replace("⟦empty-link⟧![](){ #pic } ", ""),
)
case(
    "undefined references",
    """
⟦undefined-reference⟧[text][none] ⟦undefined-reference⟧![alt][none] ⟦undefined-reference⟧[name][] `[text][none]`
⟦undefined-reference⟧[two
lines][none] ⟦undefined-reference⟧[**bold** text][None]. [a](../index.md)[b](../index.md) [text] [none] \\[text][none]
array[0][1] [yes][defined] f(x)[0][1] [^1][^2]

    [code][none]

* ⟦undefined-reference⟧[item][none]

| ⟦undefined-reference⟧[cell][none] |
|---|
| `x[0][1]` |

[defined]: ../index.md
""",
)
case(
    "a reference that is defined and also shown in code",
    """
[yes][defined] `[yes][defined]`

```
[yes][defined]
```

[defined]: ../index.md
""",
)
case(
    "footnotes that nobody refers to",
    """
Text.

  ⟦missing-anchor⟧[^lost]: Nobody refers to me.
""",
)
case(
    "code lines and tabs are anchors",
    """
``` { .py linenums="1" }
x = 1
```

``` py linenums="1"
x = 1
```

=== "One"

    x

[a](#__codelineno-0-1) [b](#__codelineno-1-1) [c](#__tabbed_1_1)
""",
)
case(
    "front matter counts",
    """---
title: Front matter counts
---

⟦missing-page⟧[a](gone.md)
""".lstrip("\n"),
)
case(
    "the first line and the last without line end",
    "⟦missing-page⟧[a](gone.md) text ⟦missing-page⟧[b](gone.md)",
)
case(
    "a long paragraph of unbalanced brackets and backticks",
    """
[ [ [ ` `` ``` ⟦missing-page⟧[a](gone.md) ] ] ] ⟦missing-page⟧[b](gone.md) [

[ ⟦missing-page⟧[c](gone.md) ` x
""",
)
case("tabs count as one character", "\n*\ta\t⟦missing-page⟧[b](gone.md)\n")
case(
    "right snippets",
    """
--8<-- "right.txt"
""",
)


# Sites


SITES: dict[str, tuple[Files, dict[str, Any]]] = {}
"""Cases that need a site of their own: its files, and settings of mkdocs.yml."""


def site(name: str, files: Files, **settings: Any) -> None:
    """Add a site; `mkdocs.yml` among its files is completed with its name, hook and no plugins."""
    assert name not in SITES
    SITES[name] = files, settings


BASE = "https://example.org/base/path/"

site(
    "a base path is compared by segment, and the own host counts as this site",
    {
        "docs/index.md": """
[a](/base/path/) [b](/base/path) [c](/base/path/guide/) [d](/base/path/guide) [e](https://example.org/base/path/guide/)
[f](HTTPS://EXAMPLE.ORG/base/path/guide/#set-up) [g](http://example.org/base/path/) [h](https://example.org:443/base/path/)
[i](https://example.org:8443/gone/) [j](https://user@example.org/base/path/guide/) [k](//example.org/gone/) [l](https://www.example.org/)
[m](/base//path///guide/) [n](/base/path/guide/?x#set-up) [o](https://example.org/base/path?x) <https://example.org/base/path/guide/>
[p](/base/path/./guide/../guide/index.html) [q](/base/p%61th/guide/)
⟦outside-site⟧[a](/) ⟦outside-site⟧[b](/base/) ⟦outside-site⟧[c](/base/path2/) ⟦outside-site⟧[d](/guide/) ⟦outside-site⟧[e](https://example.org/)
⟦outside-site⟧[f](https://example.org) ⟦outside-site⟧[g](https://example.org/other/) ⟦outside-site⟧[h](../x) ⟦outside-site⟧[i](/Base/path/)
⟦missing-page⟧[j](/base/path/gone/) ⟦missing-page⟧[k](https://example.org/base/path/gone/) ⟦missing-page⟧<https://example.org/base/path/gone/>
⟦missing-anchor⟧[l](https://example.org/base/path/guide/#gone) ⟦missing-asset⟧[m](/base/path/gone.pdf) ⟦outside-site⟧![n](/logo.png)
⟦missing-page⟧[o](https://user@example.org/base/path/gone/) ⟦missing-page⟧[p](http://EXAMPLE.org:80/base/path/gone/) ⟦outside-site⟧[q](/base/path/../x)
⟦outside-site⟧[r](https:\\\\example.org\\x) <a ⟦outside-site⟧href="/x">x</a> ⟦missing-page⟧[s](/base/path/guide/index.md)
""",
        "docs/guide/index.md": "# Guide\n\n## Set up\n\n[a](../../path/guide/) ⟦outside-site⟧[b](../../guide/)\n",
    },
    site_url=BASE,
)
site(
    "at the root of a host nothing is outside, and climbing ends there",
    {
        "docs/index.md": """
[a](/guide/) <a href="../../guide/">x</a> [c](https://example.org/guide/) [d](https://example.org) ⟦missing-page⟧[e](/base/)
⟦missing-page⟧[f](../gone.md) ⟦missing-page⟧[g](../guide.md)
""",
        "docs/guide.md": "# Guide\n\n[a](.//index.md)\n",
    },
    site_url="https://example.org",
)
site(
    "a site without address",
    {
        "docs/index.md": "[a](/a/) [b](/) [c](https://example.org/) ⟦missing-page⟧[d](/gone/)\n",
        "docs/a.md": "# A\n",
    },
)
site(
    "a base path with letters that are encoded",
    {"docs/index.md": "[a](/b%C3%A4se/a/) [b](/bäse/a/) ⟦outside-site⟧[c](/base/a/)\n", "docs/a.md": "# A\n"},
    site_url="https://example.org/b%C3%A4se/",
)
site(
    "pages that are files rather than folders",
    {
        "docs/index.md": """
[a](a.md) [b](a.html) [c](sub/index.md) [d](sub/) [e](sub) [f](sub/b.md#part) <a href="sub/b.html#part">x</a> [g](/a.html)
⟦missing-page⟧[h](a) ⟦missing-page⟧[i](a/) ⟦missing-page⟧[j](/a/) <a ⟦missing-page⟧href="sub/b/">x</a>
<a ⟦missing-anchor⟧href="sub/b.html#gone">x</a> ⟦missing-anchor⟧[k](sub/b.md#gone) ⟦missing-page⟧[l](sub/b.html/)
""",
        "docs/a.md": "# A\n\n[a](sub/b.md) <a href='sub/b.html'>x</a> <a ⟦missing-page⟧href='../sub/b'>x</a>\n",
        "docs/sub/index.md": "# Sub\n\n<a href='../a.html'>x</a> <a href='b.html'>x</a>\n",
        "docs/sub/b.md": "# B\n\n## Part\n",
    },
    use_directory_urls=False,
)
site(
    "directories without their slash, and doubled slashes",
    {
        "docs/index.md": "[a](sub) [b](sub//) [c](sub//b/) <a href='sub//b'>x</a> ⟦missing-page⟧[d](empty/) ⟦missing-page⟧[e](assets/)\n",
        "docs/sub/index.md": "# Sub\n\n[a](b.md) [b](..//sub/b.md)\n",
        "docs/sub/b.md": "# B\n\n<a href='..'>x</a> <a href='../..'>x</a> <a href='.'>x</a> <a href='../b/'>x</a>\n",
        "docs/assets/x.png": b"x",
    },
)
site(
    "absolute links that are read from the docs folder",
    {
        "docs/index.md": "# Home\n",
        "docs/sub/a.md": "# A\n\n[a](/index.md) [b](/sub/a.md#a) ⟦outside-site⟧[c](/gone.md)\n",
    },
    site_url=BASE,
    validation={"links": {"absolute_links": "relative_to_docs"}},
)
site(
    "pages that are left out of the build",
    {
        "docs/index.md": """
⟦missing-page⟧[a](drafts/a.md) ⟦missing-page⟧[b](excluded.md) ⟦missing-page⟧[c](.hidden.md) [d](unlisted.md) ⟦missing-asset⟧![e](excluded.png)
⟦missing-page⟧[f](templates/x.md)
""",
        "docs/drafts/a.md": "# Draft\n\n[a](gone.md)\n\n<!-- allow: missing-page — later -->\n[b](gone.md)\n",
        "docs/excluded.md": "# Excluded\n\n[a](gone.md)\n",
        "docs/excluded.png": b"x",
        "docs/.hidden.md": "# Hidden\n",
        "docs/unlisted.md": "# Unlisted\n\n⟦missing-page⟧[a](gone.md)\n",
        "docs/templates/x.md": "# Template\n",
    },
    draft_docs="/drafts/",
    exclude_docs="excluded.*",
    not_in_nav="unlisted.md",
)
site(
    "two sources, one address",
    {
        "docs/index.md": "# Home\n",
        "docs/README.md": "⟦duplicate-page⟧# Readme\n\n[a](gone.md)\n",
        "docs/a.md": "# A\n",
        "docs/a/index.md": "⟦duplicate-page⟧# A too\n",
        "docs/b.md": "# B\n",
        "docs/b/index.html": "⟦duplicate-page⟧<h1>B</h1>",
        "docs/c/README.md": "# C\n",
        "docs/d/README.md": "⟦duplicate-page⟧# D\n",
        "docs/d/index.md": "# D too\n",
        "docs/it's/README.md": "⟦duplicate-page⟧# E\n",
        "docs/it's/index.md": "# E too\n",
        "docs/A.md": "# Another case is another page\n",
    },
)
site(
    "two sources, one address, where pages are files",
    {
        "docs/index.md": "# Home\n\n[a](a.md) [b](a/index.md)\n",
        "docs/a.md": "# A\n",
        "docs/a/index.md": "# A too\n",
        "docs/b.md": "# B\n",
        "docs/b.html": "⟦duplicate-page⟧<h1>B</h1>",
    },
    use_directory_urls=False,
)
site(
    "excluding one of two makes room for the other",
    {
        "docs/index.md": "# Home\n",
        "docs/README.md": "# Readme\n",
        "docs/a.md": "# A\n",
        "docs/a/index.md": "# A too\n",
    },
    exclude_docs="README.md\n/a/index.md\n",
)
site(
    "README pages as index",
    {
        "docs/README.md": "# Home\n\n[a](sub/README.md) [b](sub/) [c](README.md) ⟦missing-page⟧[d](sub/index.md) ⟦missing-page⟧[e](index.md)\n",
        "docs/sub/README.md": "# Sub\n\n[a](../README.md)\n",
    },
)
site(
    "snippets are told where they stand, once",
    {
        "docs/index.md": "# Home\n\n--8<-- 'part.md'\n\n⟦missing-page⟧[own](gone.md)\n",
        "docs/sub/a.md": """# A

--8<-- "part.md"

/// note
--8<--
nested.md
; left out.md

lines.md:3:4
section.md:here
--8<--
///

```md
--8<-- "code.md"
```

* list

    --8<-- "indented.md"

[defined][in-part] ;--8<-- "x"
""",
        "snippets/part.md": "⟦missing-page⟧[p](nowhere.md) [q](index.md)\n\n⟦missing-page⟧[in-part]: nowhere.md\n".replace(
            "[q](index.md)", "[q](#)"
        ),
        "snippets/nested.md": 'x\n--8<-- "deeper.html"\n⟦missing-page⟧[n](nowhere.md)\n',
        "snippets/deeper.html": "<p>\n  <a ⟦missing-page⟧href='nowhere.html'>x</a></p>\n",
        "snippets/lines.md": "[1](nowhere.md)\n[2](nowhere.md)\n⟦missing-page⟧[3](nowhere.md)\n⟦missing-page⟧[4](nowhere.md)\n[5](nowhere.md)\n",
        "snippets/section.md": "[a](nowhere.md)\n\n--8<-- [start:here]\n⟦missing-page⟧[b](nowhere.md)\n--8<-- [end:here]\n\n[c](nowhere.md)\n",
        "snippets/code.md": "[a](nowhere.md)\n",
        "snippets/indented.md": "text\n⟦missing-page⟧[a](nowhere.md)\n⟦undefined-reference⟧[b][none]\n",
    },
    markdown_extensions=[
        "pymdownx.superfences",
        "pymdownx.blocks.admonition",
        {"pymdownx.snippets": {"base_path": ["snippets"], "check_paths": True}},
    ],
)
site(
    "snippets appended to every page, and snippets that are pages",
    {
        "docs/index.md": "# Home\n\nSee [a][one] [b][two].\n",
        "docs/b.md": "# B\n\n--8<-- 'docs/shared.md'\n\n[b][two]\n",
        "docs/shared.md": "---\ntitle: Shared\n---\n\n⟦missing-page⟧[x](gone.md)\n",
        "includes/links.md": "[one]: index.md\n⟦missing-page⟧[two]: /gone/\n*[HTML]: Hypertext\n",
    },
    markdown_extensions=["abbr", {"pymdownx.snippets": {"auto_append": ["includes/links.md"]}}],
)
site(
    "exceptions",
    {
        "docs/index.md": """---
# allow: missing-anchor — front matter has nothing of the kind
title: Home
---
<!-- allow: missing-page — it comes next week -->
[a](gone.md) [b](gone.md)

<!-- allow: missing-page — a heading and a blank line -->

## [c](gone.md)

⟦allow-without-reason⟧<!-- allow: missing-page -->
⟦missing-page⟧[d](gone.md)

⟦allow-without-reason⟧<!-- allow: missing-page — -->
⟦missing-page⟧[e](gone.md)

⟦unused-allow⟧<!-- allow: missing-page — nothing is wrong -->
[f](index.md)

⟦unused-allow⟧<!-- allow: missing-pages — no such rule -->
⟦missing-page⟧[g](gone.md)

⟦unused-allow⟧<!-- allow: missing-anchor — another rule -->
⟦missing-page⟧[h](gone.md)

<!-- allow: missing-page, missing-anchor — two rules -->
[i](gone.md) [j](#gone)

<!-- allow: missing-page — one -->
<!-- allow: missing-anchor - another -->
[k](gone.md) [l](#gone)

<!-- allow: missing-page — over
two lines -->
[m](gone.md)

`<!-- allow: missing-page -->`

```html
<!-- allow: missing-page -->
```

<!-- allow: undefined-reference: shown as text -->
[n][none]

<!-- allow: missing-page the dash is left out -->
* [o](gone.md)

> <!-- allow: missing-page — in a quote -->
> [p](gone.md)

[q][def] [r][far]

<!-- allow: missing-page — at a definition -->
[def]: gone.md

⟦unused-allow⟧<!-- allow: missing-page — the link stands a line too far -->
Text.
⟦missing-page⟧[far]: gone.md

⟦unused-allow⟧<!-- allow: missing-page — at the end -->
""".replace("# allow: missing-anchor — front", "⟦unused-allow⟧# allow: missing-anchor — front"),
        "docs/a.md": "# A\n\n--8<-- 'part.md'\n",
        "docs/b.html": "<!-- allow: missing-page — static -->\n<a href='gone.html'>x</a>\n⟦unused-allow⟧<!-- allow: missing-page — x -->\n",
        "snippets/part.md": """<!-- allow: missing-page — in a snippet -->
[a](gone.md)

⟦unused-allow⟧<!-- allow: missing-page — unused in a snippet -->
Text.
""",
        "mkdocs.yml": """
# allow: missing-asset — it is made later
extra_css: [made.css]
⟦unused-allow⟧# allow: missing-page — unused
extra_javascript: [⟦missing-asset⟧gone.js]
theme:
  name: mkdocs
  custom_dir: overrides
markdown_extensions:
  - pymdownx.superfences
  - pymdownx.snippets:
      base_path: snippets
""",
        "overrides/main.html": """{% extends "base.html" %}
{% block footer %}
{# allow: missing-page — another site stands there #}
<a href="{{ 'gone/'|url }}">x</a>
<!-- allow: missing-page — the same in HTML -->
<a href="{{ 'gone2/'|url }}">x</a>
⟦allow-without-reason⟧{# allow: missing-page #}
<a ⟦missing-page⟧href="{{ 'gone3/'|url }}">x</a>
⟦unused-allow⟧{#- allow: missing-page — unused -#}
<a href="{{ '.'|url }}">x</a>
{% endblock %}
""",
    },
)
site(
    "faults of templates and of mkdocs.yml are told once",
    {
        "docs/index.md": "# Home\n",
        "docs/a.md": "# A\n",
        "docs/sub/b.md": "# B\n",
        "overrides/main.html": """{% extends "base.html" %}
{# <a href="{{ 'commented/'|url }}"> #}
{% block extrahead %}
<link rel="stylesheet" ⟦missing-asset⟧href="{{ 'gone.css'|url }}">
<style>body { background: ⟦missing-asset⟧url("{{ base_url }}/gone.png") }</style>
<!-- <a href="{{ 'commented2/'|url }}"> -->
{% endblock %}
{% block announce %}
<a ⟦missing-page⟧href="{{ 'gone/'|url }}">x</a> <a href="{{ 'a/'|url }}">x</a>
<a class="x" ⟦missing-page⟧href="{{ base_url }}/gone2/">x</a> <a ⟦missing-anchor⟧href="{{ 'a/#gone'|url }}">x</a>
<a ⟦outside-site⟧href="/elsewhere/">x</a> <a ⟦bad-scheme⟧href="javascript:x">x</a> <a ⟦empty-link⟧href="">x</a>
{% for name in ["a/", "⟦missing-page⟧gone4/"] %}<a href="{{ name|url }}">x</a>{% endfor %}
<a ⟦missing-anchor⟧href="#gone">x</a> <img ⟦missing-asset⟧srcset="{{ 'gone.png'|url }} 2x">
{% include "part.html" %}
{% endblock %}
""",
        "overrides/part.html": "<p>\n<a\n  ⟦missing-page⟧href=\"{{ 'gone5/'|url }}\">x</a></p>\n",
        "overrides/unused.html": "<a href=\"{{ 'never/'|url }}\">x</a>\n",
        "mkdocs.yml": f"""
site_url: {BASE}
extra_css:
  - ⟦missing-asset⟧css/gone.css
  - {BASE}a/
extra_javascript:
  - path: ⟦missing-asset⟧js/gone.js
    defer: true
copyright: >-
  <a ⟦missing-page⟧href="{BASE}legal/">Legal</a>
theme:
  name: material
  custom_dir: overrides
  favicon: ⟦missing-asset⟧img/gone.ico
  logo: ⟦missing-asset⟧img/gone.svg
extra:
  homepage: https://example.com
  social:
    - icon: fontawesome/brands/github
      link: ⟦missing-page⟧{BASE}team/
""",
    },
)
site(
    "the navigation of mkdocs.yml is told there",
    {
        "docs/index.md": "# Home\n\n⟦missing-page⟧[a](gone.md)\n",
        "docs/a.md": "# A\n",
        "docs/draft.md": "# Draft\n",
        "docs/sub/b.md": "# B\n\n## Part\n",
        "docs/file.pdf": b"pdf",
        "mkdocs.yml": """
draft_docs: draft.md
nav:
  - index.md
  - ⟦missing-page⟧gone.md
  - A: ./a.md
  - Elsewhere: https://example.com/
  - Section:
      - sub/b.md
      - Missing: ⟦missing-page⟧'sub/gone.md'
      - "Upper: case": ⟦missing-page⟧Sub/b.md
      - File: file.pdf
      - No file: ⟦missing-asset⟧gone.pdf
  - ⟦missing-page⟧draft.md
  - Scheme: ⟦bad-scheme⟧javascript:x
  - Anchor: ⟦missing-page⟧sub/b.md#part
  - Built: sub/b/#part
  - Built wrong: ⟦missing-anchor⟧sub/b/#gone
  - Root: /a/
  - Not root: ⟦missing-page⟧/gone/
""",
    },
)
site(
    "error pages, extra templates and static pages",
    {
        "docs/index.md": "# Home\n\n[a](extra.html) [b](static.html#x) [c](404.html) ⟦missing-anchor⟧[d](extra.html#gone)\n",
        "docs/a.md": "# A\n",
        "docs/extra.html": '<h1 id=\'made\'>{{ config.site_name }}</h1>\n<a href="{{ base_url }}/a/">x</a> <a ⟦missing-page⟧href="{{ base_url }}/gone/">x</a>\n',
        "docs/static.html": "<!doctype html>\n<p id=x>\n<a href='a/'>x</a> <a ⟦missing-page⟧href='gone/'>x</a> <a href='#x'>x</a> <a ⟦missing-anchor⟧href='#y'>x</a>\n<script>'<a href=no>'</script><!-- <a href='no'> -->\n[x](no.md) <img ⟦missing-asset⟧src=no.png>",
        "docs/sub/static.htm": "<a href='../a/'>x</a> <a ⟦missing-page⟧href='a/'>x</a>",
        "overrides/404.html": "<a href=\"{{ 'a/'|url }}\">x</a>\n<a ⟦missing-page⟧href=\"{{ 'gone404/'|url }}\">x</a>\n<a ⟦outside-site⟧href='/x'>x</a>\n",
        "mkdocs.yml": f"""
site_url: {BASE}
extra_templates: [extra.html]
theme:
  name: mkdocs
  custom_dir: overrides
""",
    },
)
site(
    "old addresses",
    {
        "docs/index.md": """
[a](old/) [b](old.html) [c](/base/path/old/) [d](old/#part) ⟦missing-anchor⟧[e](old/#gone) [f](older/page/) <a href="old">x</a>
⟦missing-page⟧[g](old.md)
""",
        "docs/new.md": "---\nredirect_from:\n  - /old/\n  - /older/page.html\n---\n# New\n\n## Part\n",
    },
    site_url=BASE,
)


def refresh(target: str, more: str = "") -> str:
    """Return a page that leads on at once."""
    return f"<!doctype html>\n<head>\n<meta http-equiv='refresh' ⟦⟧content='0; url={target}'>\n</head>{more}"


site(
    "redirect pages are judged by where they lead",
    {
        "docs/index.md": """
[a](one.html) [b](one.html#part) ⟦missing-anchor⟧[c](one.html#gone) [d](chain.html#part) [e](elsewhere.html#x) [f](own.html)
⟦missing-page⟧[g](broken.html) ⟦missing-page⟧[h](circle.html) ⟦missing-page⟧[i](round1.html) ⟦missing-page⟧[j](chain-broken.html)
[k](to-part.html) ⟦missing-anchor⟧[l](to-gone.html) [m](itself.html#x) [n](plain.html) ⟦missing-page⟧[o](out.html)
""".replace(" ⟦missing-page⟧[h](circle.html)", ""),
        "docs/new.md": "# New\n\n## Part\n",
        "docs/one.html": refresh("new/").replace("⟦⟧", ""),
        "docs/chain.html": refresh("one.html").replace("⟦⟧", ""),
        "docs/elsewhere.html": refresh("https://example.com/").replace("⟦⟧", ""),
        "docs/own.html": refresh(f"{BASE}new/").replace("⟦⟧", ""),
        "docs/broken.html": refresh("gone/").replace("⟦⟧", "⟦missing-page⟧"),
        "docs/chain-broken.html": refresh("broken.html").replace("⟦⟧", ""),
        "docs/round1.html": refresh("round2.html").replace("⟦⟧", "⟦missing-page⟧"),
        "docs/round2.html": refresh("round1.html").replace("⟦⟧", "⟦missing-page⟧"),
        "docs/to-part.html": refresh("new/#part").replace("⟦⟧", ""),
        "docs/to-gone.html": refresh("new/#gone").replace("⟦⟧", "⟦missing-anchor⟧"),
        "docs/itself.html": refresh("itself.html", "<p id='x'>").replace("⟦⟧", ""),
        "docs/plain.html": "<meta http-equiv='refresh' content='30'>",
        "docs/out.html": refresh("/elsewhere/").replace("⟦⟧", "⟦outside-site⟧"),
    },
    site_url=BASE,
)
site(
    "byte order marks and line ends are no part of a position",
    {
        "docs/index.md": "\ufeff---\r\ntitle: x\r\n---\r\n\r\ntext ⟦missing-page⟧[a](gone.md)\r\n\r\n⟦missing-page⟧[b]: gone.md\r\n\r\n[b]\r\n",
        "docs/a.md": "x\r\ntext ⟦missing-page⟧[a](gone.md)\r",
        "docs/b.md": "a\u2028b\x0bc\x0cd ⟦missing-page⟧[a](gone.md)\n",
    },
    extra={"rules": {"byte-order-mark": "ignore", "carriage-return": "ignore"}},
)
site(
    "names with blanks, other letters and signs",
    {
        "docs/index.md": """
[a](<über uns/straße 1.md>) [b](%C3%BCber%20uns/stra%C3%9Fe%201.md) [c](a%23b.md) [d](<100%25.md>) [e](a%2Bb.md) [f](a+b.md)
⟦missing-page⟧[g](<über uns/strasse 1.md>) ⟦missing-page⟧[h](a#b.md) <a href="über uns/straße 1/">x</a> <a href="a%23b/">x</a>
""",
        "docs/über uns/straße 1.md": "# x\n\n[a](../index.md) ⟦missing-page⟧[b](../gone.md)\n",
        "docs/a#b.md": "# x\n",
        "docs/100%.md": "# x\n",
        "docs/a+b.md": "# x\n",
    },
)
site(
    "bare addresses are links where an extension makes them so",
    {
        "docs/index.md": """
See ⟦missing-page⟧https://example.org/base/path/gone/ and `https://example.org/base/path/gone/`, https://example.org/base/path/a/
""",
        "docs/a.md": "# A\n",
    },
    site_url=BASE,
    markdown_extensions=["pymdownx.magiclink"],
)
site(
    "own schemes",
    {"docs/index.md": "[a](irc://example.com) [b](HL7:x) ⟦bad-scheme⟧[c](gopher://example.com)\n"},
    extra={"schemes": ["irc", "hl7:"]},
)
site(
    "a site of one page in a folder, and without home page",
    {"docs/sub/a.md": "# A\n\n[a](a.md) ⟦missing-page⟧[b](../index.md)\n"},
)
site(
    "theme addresses of every page",
    {
        "docs/index.md": "# Home\n\n[a](404.html) [b](search/search_index.json) [c](sitemap.xml)\n",
        "docs/a.md": "# A\n\n[b](b.md)\n",
        "docs/b.md": "# B\n",
    },
    theme={
        "name": "material",
        "features": ["navigation.tabs", "navigation.path", "toc.integrate", "navigation.top"],
    },
    plugins=["search", "tags"],
    site_url=BASE,
)


# Harness


def marked(files: Files) -> tuple[dict[str, str | bytes], Found]:
    """Return the files without the marks of expected problems, and what is expected."""
    clean: dict[str, str | bytes] = {}
    expected: Found = set()
    for path, content in files.items():
        text = content if isinstance(content, str) else ""
        position, pieces = 0, []
        for match in _EXPECTED.finditer(text):
            pieces.append(text[position : match.start()])
            before = "".join(pieces)
            start = before.rfind("\n") + 1
            expected.add((path, before.count("\n") + 1, len(before) - start + 1, match["rule"]))
            position = match.end()
        clean[path] = "".join([*pieces, text[position:]]) if isinstance(content, str) else content
    return clean, expected


def found(outcome: Outcome) -> Found:
    """Return what a build told; a line that is no problem's fails."""
    places = set()
    for line in outcome.lines:
        match = _LINE.fullmatch(line)
        assert match, line
        places.add((match["path"], int(match["line"]), int(match["column"]), match["rule"]))
    assert len(places) == len(outcome.lines), "a problem is told twice"
    return places


def told(where: Found, path: str) -> list[tuple[int, int, str]]:
    """Return what is told of one file, in order."""
    return sorted(each[1:] for each in where if each[0] == path)


KINDS: dict[str, dict[str, Any]] = {
    "mkdocs": {"theme": {"name": "mkdocs"}},
    "readthedocs": {
        "theme": {"name": "readthedocs"},
        "use_directory_urls": True,
        "site_url": "https://example.org/",
    },
    "material": {"theme": {"name": "material"}, "site_url": "https://example.org/base/path/"},
}


def slug(name: str) -> str:
    """Return a file name for a case."""
    return re.sub(r"\W+", "-", name)


@pytest.fixture(scope="module", params=KINDS)
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Found, Found]:
    """Build all cases as one site, and return what was found and what is expected."""
    files, expected = marked({f"docs/cases/{slug(name)}.md": text for name, text in PAGES.items()})
    more = {"snippets/right.txt": "[a](../guide/setup.md)\n"}
    root = tmp_path_factory.mktemp("links")
    outcome = build(
        root, {**TARGETS, **files, **more}, markdown_extensions=EXTENSIONS, **KINDS[request.param]
    )
    if "site_url" in KINDS[request.param] and request.param == "material":
        expected = {_with_base(each, files) for each in expected}
    return found(outcome), expected


def _with_base(
    each: tuple[str, int, int, str], files: Mapping[str, str | bytes]
) -> tuple[str, int, int, str]:
    """Return what is expected where the site stands below a base path: an absolute path leads out."""
    line = str(files[each[0]]).split("\n")[each[1] - 1][each[2] - 1 :]
    return (*each[:3], "outside-site") if re.match(r"\[\w+\]\(/", line) else each


@pytest.mark.parametrize("name", PAGES)
def test_page(whole: tuple[Found, Found], name: str) -> None:
    path = f"docs/cases/{slug(name)}.md"
    assert told(whole[0], path) == told(whole[1], path)


@pytest.mark.parametrize("name", SITES)
def test_site(tmp_path: Path, name: str) -> None:
    files, settings = SITES[name]
    files, expected = marked(files)
    if "mkdocs.yml" in files:
        lead = f"site_name: Mini\nplugins: []\nhooks: [{ROOT / 'hooks' / 'main.py'}]"
        files = {**files, "mkdocs.yml": lead + str(files["mkdocs.yml"])}
        expected = {(path, line + 2 * (path == "mkdocs.yml"), *rest) for path, line, *rest in expected}  # type: ignore[misc]
    told_there = found(build(tmp_path, files, **settings))
    for path in sorted({each[0] for each in told_there | expected}):
        assert told(told_there, path) == told(expected, path), path


def test_nothing_else_is_told(whole: tuple[Found, Found]) -> None:
    assert sorted(whole[0] - whole[1]) == []
