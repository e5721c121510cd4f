"""A build with faults tells each once, in order, and fails; the mended tree builds."""

import gc
import os
import re
import subprocess
import sys
from pathlib import Path

from mkdocs.config import load_config

from tests.support.mini_sites import Files, configuration, write

HOME = """\
---
title: Home
routing:
  sector:
    - label: Payers
      guides:
        - page: guide/index.md
          purpose: all
  technology:
    - label: Files
      guides:
        - page: guide/index.md
          purpose: all
---
# Home

```routing
```
"""
B = """\
---
title: B
nav_order: 1
redirect_from:
  - /old/a/
---

[x](a.md)
[y](index.md#home)
"""
C = """\
---
title: C
---

![Gone](picture.png)
[two](guide/index.md) [three](mailto:me@example.com)
"""
MENDED: Files = {
    "docs/index.md": HOME,
    "docs/a.md": "---\ntitle: 'A: b'\n---\n\n[one](a.md)\n",
    "docs/b.md": B,
    "docs/c.md": C,
    "docs/picture.png": b"",
    "docs/guide/index.md": "# Guide\n\n[](../a.md)\n",
}
FAULTY: Files = {
    "docs/index.md": HOME.replace("title:", "titel: Home\ntitle:").replace("guide/index", "guides/index", 1),
    "docs/a.md": "---\ntitle: A: b\n---\n\n[one](a.md)\n",
    "docs/b.md": B.replace("1", "'1'")
    .replace("/old/a/", "/a/")
    .replace("(a.md", "(gone.md")
    .replace("#home", "#no"),
    "docs/c.md": C.replace("picture.png", "gone.png").replace("mailto:", "mail:"),
    "docs/guide/index.md": "# Guide\n\n[](../a.md)\n[empty]()\n",
}
EXPECTED = """\
docs/a.md:2:9: front matter is not YAML: second ':' in 'title: A: b'. \
Put the value in quotes. [invalid-yaml]
docs/b.md:3:12: 'nav_order' must be a number, not the text '1'. Remove the quotes. [wrong-type]
docs/b.md:5:5: '/a/' is the address of 'docs/a.md'. Remove it, or rename that file. [redirect-over-page]
docs/b.md:8:1: link to 'gone.md', which does not exist. Correct or remove it. [missing-page]
docs/b.md:9:1: link to 'index.md#no', but 'index.md' has no anchor 'no'. \
Correct it, or give a heading that id. [missing-anchor]
docs/c.md:5:1: link to 'gone.png', which does not exist. Correct or remove it. [missing-asset]
docs/c.md:6:23: link to 'mail:me@example.com', which begins with 'mail:'. \
Use one of: data, ftp, ftps, http, https, mailto, sms, tel. [bad-scheme]
docs/guide/index.md:4:1: the link has no target. Add one, or remove the link. [empty-link]
docs/index.md:2:1: unknown key 'titel'. Did you mean 'title'? [unknown-key]
docs/index.md:8:17: guide 'guides/index.md' is not a page of this site. \
Did you mean 'guide/index.md'? [unknown-page]
"""


def mkdocs(root: Path) -> tuple[int, list[str]]:
    """Return exit status and the problems of a strict build by the command line."""
    ran = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in ran.stderr
    marked = [line for line in ran.stderr.splitlines() if re.search(r"\[|problems? in|notes? in", line)]
    return ran.returncode, [line.split("-", 1)[1].strip() for line in marked]


def test_ten_faults_are_ten_lines_and_the_mended_tree_builds(tmp_path: Path) -> None:
    settings = {"theme": "material", "markdown_extensions": ["pymdownx.superfences"]}
    write(tmp_path, configuration(FAULTY, settings))
    status, lines = mkdocs(tmp_path)

    assert lines == [*EXPECTED.splitlines(), "10 problems in 5 files. 'make fix' can fix 4."]
    assert status == 1

    write(tmp_path, MENDED)
    assert mkdocs(tmp_path) == (0, [])


def test_a_note_is_told_and_does_not_fail(tmp_path: Path) -> None:
    settings = {"theme": "mkdocs", "extra": {"docsite": {"rules": {"unknown-key": "note"}}}}
    write(tmp_path, configuration({"docs/index.md": "---\nlayout: x\n---\n# Home\n"}, settings))

    message = "docs/index.md:2:1: unknown key 'layout'. Remove it. [unknown-key]"
    assert mkdocs(tmp_path) == (0, [message, "1 note in 1 file."])


def test_python_looks_for_cycles_rarely_until_mkdocs_ends(tmp_path: Path) -> None:
    write(tmp_path, configuration({"docs/index.md": "# Home\n"}, {}))
    plugins = load_config(str(tmp_path / "mkdocs.yml")).plugins
    before = gc.get_threshold()

    plugins.on_startup(command="build", dirty=False)
    assert gc.get_threshold() == (10_000, *before[1:])

    plugins.on_shutdown()
    assert gc.get_threshold() == before
