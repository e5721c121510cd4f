"""A docs tree that knows nothing of this project: the hook reports nothing that is not wrong."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support import examples
from tests.support.mini_sites import Files, Mini, build, complete, made, write
from tests.support.project import ROOT

CASES = examples.sections(Path(__file__).with_name("foreign.md").read_text("utf-8"))
HOOK = str(ROOT / "hooks" / "main.py")

EXTENSIONS = [
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "meta", "smarty", "tables"),
    *("pymdownx.details", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.superfences"),
    *("pymdownx.snippets", "pymdownx.tasklist", "pymdownx.keys", "pymdownx.caret", "pymdownx.mark"),
    {"pymdownx.tabbed": {"alternate_style": True}},
    {"toc": {"permalink": True}},
]

HOME = """\
# A *foreign* project & its docs

[Guide](guide/README.md), [absolute](/guide/), [anchor](guide/setup.md#step-2), [file](files/data.csv),
[here](#a-foreign-project-its-docs), [top](#top), <https://example.org>, <me@example.com>,
[mail](mailto:me@example.com?subject=x), [call](tel:+15550100),
[reference], [named][reference], ![](img/dot.svg).

[reference]: guide/README2.md "Titled"

<p><a href="guide/"><img src="img/dot.svg" srcset="img/dot.svg 2x" alt=""></a><a id="here"></a></p>

<a name="old"></a>[old](#old) [foot][^1] [ ] [not a link]

- [x] done
- [ ] to do

[^1]: A note with a [link](other.md).

*[HTML]: Hyper Text

Code:

    [code](nowhere.md)

`[span](nowhere.md)` <!-- [comment](nowhere.md) -->
"""
CODE = """\
---
title: "Code: all kinds"
description: |
  Two
  lines
tags:
  - one
  - 2
hide:
  - toc
icon: material/file
status: new
search:
  boost: 2
---
# Code

```json title="data.json" linenums="1" hl_lines="2"
{
  "a": [1, 2, // a comment
}
```

```csv
a,b
1,2
```

``` { .yaml .annotate #codes }
key: value # (1)!
```

1.  An annotation with [a link](index.md).

~~~hl7
PID|1
~~~

=== "Tab"

    ```routing-number
    1
    ```

!!! note

    ```xml
    <a href="nowhere.html"/>
    ```

--8<-- "docs/part.txt"
"""
POST = """\
---
date: 2026-01-31
categories: [x]
---
# One

Text

<!-- more -->

[home](../../index.md)
"""
OWN = """\
---
title: Home
owner: [me]
nav_exclude: true
routing: {sector: [], technology: []}
---
# Home

[zeta](zeta.md) [other](other.md) <a id="here"></a>

```routing
```
"""
TREE: Files = {
    "docs/index.md": HOME,
    "docs/guide/README.md": "Guide\n=====\n\n[up](..) [up](../) [a](setup.md) [b](setup/) [c](README.md)\n",
    "docs/guide/setup.md": "## Step 1\n\n## Step 2\n\n[a]( <../index.md> 'T') [b](../index.md?q=1#here)\n",
    "docs/guide/README2.md": "Title: In the old style\nSummary: Without dashes\n    around it\n\n# Other\n",
    "docs/other.md": "---\n\n# After a rule\n\n---\n\nText: with a colon\n",
    "docs/rule.md": "---\nA rule, then text\n\n---\n\n- a\n- b\n\n---\n",
    "docs/quote.md": "> --- \n> title: no front matter\n> ---\n",
    "docs/code.md": CODE,
    "docs/part.txt": "[snippet](index.md)\n",
    "docs/empty.md": "",
    "docs/blank.md": "\n\n\n",
    "docs/crlf.md": "---\r\ntitle: From Windows\r\n---\r\n# From Windows\r\n\r\n[home](index.md)\r\n",
    "docs/übung/größe.md": "# Größe {: #größe }\n\n[a](#größe) [b](größe.md) [c](gr%C3%B6%C3%9Fe.md)\n",
    "docs/a b/c d.md": "# Spaces\n\n[e](<c d.md>) [f](c%20d.md)\n",
    "docs/deep/er/and/deeper.md": "# Deep\n\n[up](../../../index.md) [x](../../../files/data.csv)\n",
    "docs/page.html": '<!doctype html><title>x</title><a href="guide/">x</a><a href="files/data.csv">y</a>',
    "docs/files/data.csv": "a,b\n",
    "docs/files/messages.json": '{"a": 1,}',
    "docs/specs/csv.md": "# A page in a folder that has a meaning elsewhere\n",
    "docs/samples/any.json": "not json",
    "docs/samples/csv/any.csv": "a,b\n1,2\n",
    "docs/schemas/any.schema.json": "{}",
    "docs/img/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "docs/templates/page.md": "---\ntitle: {{ title }}\n---\n[x]({{ link }})\n",
    "docs/.hidden/page.md": "---\na: b: c\n---\n",
}


@pytest.mark.parametrize(
    ("theme", "site_url", "use_directory_urls"),
    [
        ("mkdocs", None, True),
        ("mkdocs", "https://example.com/base/", False),
        ("readthedocs", "https://example.com/base/", True),
        ("material", "https://example.com/", True),
        ("material", "https://example.com/base/", True),
        ("material", None, False),
    ],
)
def test_nothing_is_reported_that_is_not_wrong(
    mini: Mini, theme: str, site_url: str | None, use_directory_urls: bool
) -> None:
    files = dict(TREE)
    if not use_directory_urls:
        files["docs/guide/README.md"] = "# Guide\n\n[up](../index.html) [html](setup.html)\n"
        files["docs/page.html"] = '<a href="guide/setup.html">x</a>'
    if site_url and site_url.endswith("base/"):
        files["docs/index.md"] = HOME.replace("(/guide/)", "(/base/guide/)")
    outcome = mini(
        files,
        theme=theme,
        site_url=site_url,
        use_directory_urls=use_directory_urls,
        markdown_extensions=EXTENSIONS,
        plugins=["search"],
    )

    assert [line for line in outcome.lines if not line.endswith("[carriage-return]")] == []
    assert not outcome.failed


def test_materials_own_plugins_are_left_alone(mini: Mini) -> None:
    files = {
        "docs/index.md": "---\ntags: [a]\n---\n# Home\n\n[post](blog/posts/one.md) [tags](tags.md)\n",
        "docs/tags.md": "# Tags\n\n<!-- material/tags -->\n",
        "docs/blog/index.md": "# Blog\n",
        "docs/blog/posts/one.md": POST,
    }
    rules = {"docsite": {"rules": {"unknown-key": "ignore"}}}  # a blog has keys of its own
    outcome = mini(
        files,
        theme={
            "name": "material",
            "features": ["navigation.indexes", "navigation.instant", "navigation.prune"],
        },
        plugins=["search", "tags", "blog", "offline", "meta"],
        extra=rules,
    )

    assert outcome.lines == []
    assert (outcome.site / "blog/category/x.html").is_file()


def test_without_the_extensions_of_this_project(mini: Mini) -> None:
    outcome = mini({"docs/index.md": "# Home\n\n```json\n{}\n```\n\n```csv\na\n```\n"}, theme="mkdocs")

    assert outcome.lines == []
    assert '<code class="language-json">' in outcome.html("index.html")


def strict(root: Path, settings: str, *options: str) -> str:
    """Build a site by the command line and return what it says."""
    ran = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", *options],
        cwd=root,
        input=settings,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    assert "Traceback" not in ran.stderr
    return ran.stderr


def closure(names: Iterable[str]) -> dict[str, metadata.Distribution]:
    """Return the distributions of these names, and what they need in turn on this machine."""
    found: dict[str, metadata.Distribution] = {}
    waiting = [*names]
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name not in found:
            found[name] = metadata.distribution(name)
            needs = map(Requirement, found[name].requires or ())
            waiting += [each.name for each in needs if not each.marker or each.marker.evaluate({"extra": ""})]
    return found


def environment(folder: Path, names: Iterable[str]) -> Path:
    """Return a folder in which just these distributions and what they need can be imported from."""
    folder.mkdir()
    for distribution in closure(names).values():
        for top in {
            each.parts[0] for each in distribution.files or () if each.parts[0] not in ("..", "__pycache__")
        }:
            if not (folder / top).exists():
                (folder / top).symlink_to(Path(str(distribution.locate_file(top))))
    return folder


@pytest.mark.parametrize("theme", ["mkdocs", "material"])
def test_the_folder_hooks_and_what_its_page_names_are_enough_and_change_nothing(
    tmp_path: Path, theme: str
) -> None:
    shutil.copytree(ROOT / "hooks", tmp_path / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    assert "pip install -r hooks/requirements.txt" in (ROOT / "docs/contributing/adopt.md").read_text("utf-8")
    listed = (tmp_path / "hooks/requirements.txt").read_text("utf-8").splitlines()
    needed = [line for line in listed if not line.startswith("#")]
    packages = environment(
        tmp_path / "packages", ["mkdocs", *needed, *(["mkdocs-material"] * (theme == "material"))]
    )
    settings = f"site_name: X\ntheme: {theme}\nextra_css: [site.css]\n"
    more = {path: TREE[path] for path in ("docs/other.md", "docs/guide/setup.md", "docs/files/messages.json")}
    files = {
        "bare.yml": settings,
        "hooked.yml": f"{settings}hooks: [hooks/main.py]\n",
        "docs/index.md": OWN,
        "docs/zeta.md": "---\nnav_order: 1\nredirect_from: [/old/]\n---\n# Alpha\n\n```sample\nx.json\n```\n",
        "docs/site.css": "a { background: url(img.png) }\n",
        "docs/img.png": b"png",
        "docs/samples/json/index.yml": "[]\n",
        "docs/specs/hl7/x.yml": "a: b\n",
        **more,
    }
    write(tmp_path, files)
    run = f"import sys; sys.path.insert(0, {str(packages)!r}); from mkdocs.__main__ import cli; cli()"
    said = {}
    for name in ("bare", "hooked"):
        ran = subprocess.run(
            [sys.executable, "-I", "-S", "-c", run, "build", "--strict", "-f", f"{name}.yml", "-d", name],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            env={"PATH": os.environ["PATH"], "NO_MKDOCS_2_WARNING": "1"},
        )
        assert ran.returncode == 0, ran.stderr
        said[name] = ran.stderr

    assert "docsite" not in said["hooked"]
    assert "WARNING" not in said["hooked"]
    assert made(tmp_path / "hooked") == made(tmp_path / "bare")


def test_settings_may_come_through_a_pipe(tmp_path: Path) -> None:
    write(tmp_path, {"docs/index.md": "# Home\n\n[x](gone.md)\n"})
    said = strict(tmp_path, f"site_name: X\nhooks: [{ROOT}/hooks/main.py]\n", "--config-file", "-")

    assert "docs/index.md:3:1: link to 'gone.md', which does not exist." in said


@pytest.mark.parametrize("name", CASES)
def test_of_other_peoples_sites_what_is_broken_is_reported_at_its_place(tmp_path: Path, name: str) -> None:
    (said,) = [part.text for part in CASES[name] if part.language == "text" and not part.title]
    files: dict[str, str | bytes] = {
        path: text.replace("HOOK", HOOK) for path, text in examples.files(CASES[name]).items()
    }
    assert build(tmp_path, complete(files)).lines == said.splitlines()
