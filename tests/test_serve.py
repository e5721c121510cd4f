"""`mkdocs serve`: a page shows its own problems on top while they last."""

import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.support.mini_sites import Files, build, configuration, write
from tests.support.preview import save, serving, until
from tests.support.project import ROOT, copy_project

SITE: Files = {
    "docs/index.md": "---\ntitle: Home\nnav_order: 1\n---\n# Home\n\n[A](a.md#part)\n",
    "docs/a.md": "---\ntitle: A\n---\n# A\n\n## Part\n",
    "docs/b.md": "---\ntitle: B\n---\n# B\n",
    "docs/draft.md": "---\ntitle: Draft\n---\n# Draft\n\n[x](gone.md)\n",
    "theme/main.html": '{% extends "base.html" %}{% block footer %}<p>first edition</p>{% endblock %}',
}
SETTINGS = {
    "theme": {"name": "mkdocs", "custom_dir": "theme"},
    "site_url": "https://example.com/guide/",
    "draft_docs": "draft.md",
    "watch": ["theme"],
}
LINK = "docs/index.md:9:1</code> link to &#39;gone.md&#39;, which does not exist."


def test_a_page_shows_its_problems_until_they_are_mended(tmp_path: Path) -> None:
    write(tmp_path, configuration(SITE, SETTINGS))
    home = str(SITE["docs/index.md"])
    with serving(tmp_path, path="/guide/") as get:
        until(lambda: "Home" in get(""))
        assert "Problems on this page" not in get("")

        save(tmp_path, "docs/index.md", f"{home}\n[B](gone.md)\n")
        until(lambda: "Problems on this page" in get(""))
        page = get("")
        assert LINK in page
        assert page.index("Problems on this page") < page.index('<h1 id="home">')
        assert "Problems on this page" not in get("a/")

        save(tmp_path, "docs/index.md", home)
        until(lambda: "Problems on this page" not in get(""))

        # An edit of front matter moves a page in the navigation.
        assert get("").index('href="a/"') < get("").index('href="b/"')
        save(tmp_path, "docs/b.md", "---\ntitle: B\nnav_order: 2\n---\n# B\n")
        until(lambda: get("").index('href="b/"') < get("").index('href="a/"'))

        # An empty page, and one that cannot be read, have a place for their problems.
        save(tmp_path, "docs/a.md", "---\ntitle: A: B\n---\n")
        until(lambda: "front matter is not YAML" in get("a/"))
        save(tmp_path, "docs/a.md", "---\nlayout: x\n---\n")
        until(lambda: "unknown key &#39;layout&#39;" in get("a/"))
        assert get("a/").lstrip().startswith("<!DOCTYPE html>")

        # A draft is shown, with its problems, to its author only.
        assert "docs/draft.md:6:1" in get("draft/")
        assert 'href="draft/"' not in get("")

        # An edit of a template rebuilds.
        save(tmp_path, "theme/main.html", str(SITE["theme/main.html"]).replace("first", "second"))
        until(lambda: "second edition" in get(""))
    assert "Traceback" not in (tmp_path / "serve.log").read_text()


def test_a_dirty_preview_judges_the_page_that_changed(tmp_path: Path) -> None:
    write(tmp_path, configuration(SITE, SETTINGS))
    with serving(tmp_path, "--dirty", path="/guide/") as get:
        until(lambda: "Home" in get(""))

        save(tmp_path, "docs/b.md", "# B\n\n[right](a.md#part) [wrong](a.md#gone) [also](c.md)\n")
        until(lambda: "Problems on this page" in get("b/"))
        page = get("b/")
        assert "docs/b.md:3:20</code> link to &#39;a.md#gone&#39;" in page
        assert "docs/b.md:3:39</code> link to &#39;c.md&#39;" in page
        assert "docs/b.md:3:1<" not in page

        save(tmp_path, "docs/b.md", "# B\n\n[right](a.md#part)\n")
        until(lambda: "Problems on this page" not in get("b/"))
    assert "Traceback" not in (tmp_path / "serve.log").read_text()


def test_a_dirty_build_knows_what_earlier_builds_left(tmp_path: Path) -> None:
    files = {
        "docs/index.md": "# Home\n",
        "docs/a.md": "# A\n\n## Part\n\n[gone](gone.md)\n",
        "docs/old.md": "# Old\n",
        "docs/old.txt": "old",
    }
    first = build(tmp_path, files, theme="mkdocs")
    assert len(first.lines) == 1

    (tmp_path / "docs/old.md").unlink()
    (tmp_path / "docs/old.txt").unlink()
    links = "[a](a.md#part) [b](a.md#no)\n[c](old.md) <a href='old/'>c</a>\n[d](old.txt) [e](/404.html)\n"
    save(tmp_path, "docs/index.md", f"# Home\n\n{links}")
    second = build(tmp_path, {}, theme="mkdocs", dirty=True)

    assert (tmp_path / "site/old/index.html").is_file()
    assert [each.partition(",")[0] for each in second.lines[1:]] == [
        "docs/index.md:3:16: link to 'a.md#no'",
        "docs/index.md:4:1: link to 'old.md'",
        "docs/index.md:4:16: link to 'old/'",
        "docs/index.md:5:1: link to 'old.txt'",
    ]


def test_a_page_under_the_real_settings_and_templates_can_be_edited_while_it_is_served(
    tmp_path: Path,
) -> None:
    copy_project(tmp_path, docs=("assets", "includes", "glossary.md"))
    write(tmp_path, {"docs/index.md": "# Home\n\n[Glossary](glossary.md)\n"})
    page = tmp_path / "docs/glossary.md"
    text = page.read_text("utf-8")
    with serving(tmp_path, path="/IntegrationDocumentation/") as get:
        until(lambda: "<h1" in get("glossary/"))
        before = get("glossary/").count('class="problems"')

        save(tmp_path, "docs/glossary.md", f"{text}\n[gone](no-such-page.md)\n")
        until(lambda: "no-such-page.md" in get("glossary/"))
        assert "link to &#39;no-such-page.md&#39;, which does not exist." in get("glossary/")

        save(tmp_path, "docs/glossary.md", text)
        until(lambda: "no-such-page.md" not in get("glossary/"))
        assert get("glossary/").count('class="problems"') == before
    assert "Traceback" not in (tmp_path / "serve.log").read_text()


def said(root: Path, what: str) -> int:
    return (root / "serve.log").read_text().count(what)


def test_what_is_broken_is_said_in_a_line_and_takes_no_page_away(tmp_path: Path) -> None:
    spec = "title: Orders\ndescription: Of an order.\nfields:\n  - {name: City, required: true, description: Town.}\n"
    page = "# Fields\n\n```csv-fields\norders\n```\n"
    write(
        tmp_path,
        configuration({**SITE, "docs/specs/csv/orders.yml": spec, "docs/fields.md": page}, SETTINGS),
    )
    config, main = (tmp_path / "mkdocs.yml").read_text(), str(SITE["theme/main.html"])
    with serving(tmp_path, path="/guide/") as get:
        until(lambda: "Town." in get("fields/"))

        # Data that cannot be read, and a fence that names what is not there.
        save(tmp_path, "docs/specs/csv/orders.yml", spec.replace("fields:", "fields: ["))
        until(lambda: said(tmp_path, "docs/specs/csv/orders.yml:"))
        assert "orders" in get("fields/")
        save(tmp_path, "docs/specs/csv/orders.yml", spec)
        until(lambda: "Town." in get("fields/"))
        save(tmp_path, "docs/fields.md", page.replace("orders", "ordres"))
        until(lambda: "Did you mean &#39;orders&#39;?" in get("fields/"))

        # A template and a configuration that cannot be read: the site stays as it was.
        save(tmp_path, "theme/main.html", f"{main}{{% if %}}")
        until(lambda: said(tmp_path, "theme/main.html:1: "))
        assert "first edition" in get("a/")
        save(tmp_path, "theme/main.html", main.replace("first", "second"))
        until(lambda: "second edition" in get("a/"))
        save(tmp_path, "mkdocs.yml", f"{config}\nnav: [\n")
        until(lambda: said(tmp_path, "mkdocs.yml:"))
        assert "second edition" in get("a/")
        save(tmp_path, "mkdocs.yml", config.replace("Mini", "Maxi"))
        until(lambda: "Maxi" in get("a/"))
    assert "Traceback" not in (tmp_path / "serve.log").read_text()


def test_saves_at_once_are_one_build_and_none_is_lost(tmp_path: Path) -> None:
    slow = "import time\ndef on_page_markdown(markdown, **_):\n    time.sleep(0.3 if 'slow' in markdown else 0)\n"
    hooks = [*configuration_hooks(), "slow.py"]
    write(tmp_path, configuration({**SITE, "slow.py": slow}, {**SETTINGS, "hooks": hooks}))
    with serving(tmp_path, path="/guide/") as get:
        until(lambda: "Home" in get(""))
        before = said(tmp_path, "Documentation built")
        for name in "abcdef":
            save(tmp_path, f"docs/new-{name}.md", f"# New {name}\n")
        until(lambda: "New f" in get("new-f/"))
        time.sleep(2)  # for a second build, had there been one
        assert said(tmp_path, "Documentation built") == before + 1

        save(tmp_path, "docs/a.md", "# A\n\n## Part\n\nslow\n")
        until(lambda: said(tmp_path, "Detected file changes") > 1)
        save(tmp_path, "docs/b.md", "# B\n\nwhile the other was built\n")
        until(lambda: "while the other" in get("b/"))
        assert "slow" in get("a/")


def configuration_hooks() -> list[str]:
    return [str(ROOT / "hooks" / "main.py")]


def test_a_port_in_use_is_said_before_anything_is_built(tmp_path: Path) -> None:
    write(tmp_path, configuration(SITE, SETTINGS))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
        done = subprocess.run(command, check=False, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    words = f"Port {port} of 127.0.0.1 is in use. Take another: mkdocs serve --dev-addr 127.0.0.1:{port + 1}"
    lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]

    assert done.returncode == 1
    assert [line for line in lines if "Building" not in line] == [words]


def test_an_edited_hook_asks_for_a_restart(tmp_path: Path) -> None:
    copy_project(tmp_path, docs=("assets", "includes", "glossary.md"))
    write(tmp_path, {"docs/index.md": "# Home\n"})
    with serving(tmp_path, path="/IntegrationDocumentation/") as get:
        until(lambda: "<h1" in get(""))
        save(tmp_path, "hooks/docsite/render.py", (tmp_path / "hooks/docsite/render.py").read_text() + "\n")
        words = "hooks/docsite/render.py has changed. Restart 'mkdocs serve' to use it."
        until(lambda: said(tmp_path, words))
        assert "<h1" in get("")
