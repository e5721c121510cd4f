"""What we rely on inside of MkDocs, Markdown and pymdown-extensions: a release that changes it fails here, by name.

The table of `docs/contributing/decisions.md` has a line for each test, with where our code relies on it.
"""

import logging
import os
import re
from pathlib import Path
from typing import Any

import markdown
import pytest
from docsite.links.rendering import Recorder
from docsite.pages import files as docs_files
from docsite.pages.front_matter import FrontMatter
from docsite.pages.headings import headings
from docsite.pages.titles import title
from docsite.sources.paths import DocsPath
from docsite.sources.source import FRONT_MATTER, Source
from markdown.extensions import Extension
from markdown.extensions.toc import slugify
from mkdocs import utils
from mkdocs.commands.build import _build_page, _populate_page, build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure import files as mkdocs_files
from mkdocs.structure.files import File, InclusionLevel, get_files
from mkdocs.structure.pages import Page, _AbsoluteLinksValidationValue, _RelativePathTreeprocessor
from mkdocs.utils import meta
from mkdocs.utils.yaml import RelativeDirPlaceholder
from pymdownx.superfences import SuperFencesException  # type: ignore[import-untyped]  # it has no types

from tests.support.mini_sites import write
from tests.support.project import ROOT

PAGE = ROOT / "docs/contributing/decisions.md"


def site(root: Path, files: dict[str, str], **settings: Any) -> MkDocsConfig:
    """Return the configuration of a site without our hook."""
    write(root, {"mkdocs.yml": "site_name: X\n", "theme/main.html": "{{ page.content }}", **files})
    theme = {"name": None, "custom_dir": str(root / "theme")}
    return load_config(str(root / "mkdocs.yml"), plugins=[], theme=theme, **settings)


def built(config: MkDocsConfig, path: str) -> str:
    build(config)
    return Path(config.site_dir, path).read_text("utf-8")


class Double(Extension):
    """Writes the text of a page twice."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802  # Markdown calls it so
        md.preprocessors.register(_Twice(md), "twice", 100)


class _Twice(markdown.preprocessors.Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return [*lines, *lines]


def test_an_extension_may_be_an_object(tmp_path: Path) -> None:
    config = site(tmp_path, {"docs/index.md": "a\n"})
    config.markdown_extensions.append(Double())  # type: ignore[arg-type]

    assert built(config, "index.html") == "<p>a</p>\n<p>a</p>"


def test_fences_may_be_added_after_the_configuration_is_read(tmp_path: Path) -> None:
    config = site(tmp_path, {"docs/index.md": "```x\na\n```\n"}, markdown_extensions=["pymdownx.superfences"])
    fence = {"name": "x", "class": "x", "format": lambda source, *_, **__: f"<i>{source}</i>"}
    config.mdx_configs.setdefault("pymdownx.superfences", {})["custom_fences"] = [fence]

    assert built(config, "index.html") == "<p><i>a</i></p>"


def test_only_one_exception_leaves_a_fence() -> None:
    def shown(error: Exception) -> str:
        def formatter(*_: Any, **__: Any) -> str:
            raise error

        settings = {"custom_fences": [{"name": "x", "class": "x", "format": formatter}]}
        extension = "pymdownx.superfences"
        return markdown.markdown(
            "```x\na\n```\n", extensions=[extension], extension_configs={extension: settings}
        )

    assert "a" in shown(KeyError("lost"))
    with pytest.raises(SuperFencesException):
        shown(SuperFencesException())


def test_links_are_rewritten_in_place_after_all_other_tree_processors(tmp_path: Path) -> None:
    config = site(tmp_path, {"docs/index.md": "[a](b.md) [c](c)\n", "docs/b.md": "b\n"})
    recorder = Recorder()
    config.markdown_extensions.append(recorder)  # type: ignore[arg-type]
    files = get_files(config)
    file = files.get_file_from_path("index.md")
    assert file
    page = Page(None, file, config)
    page.read_source(config)
    page.render(config, files)

    assert recorder.take().rewritten == {"b.md": "b/"}


def test_the_path_of_an_included_file_comes_from_one_method(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "a\n", "b.md": "b\n"})
    extension = "pymdownx.snippets"
    settings = {extension: {"base_path": [str(tmp_path)], "check_paths": True}}
    converter = markdown.Markdown(extensions=[extension], extension_configs=settings)
    processor: Any = converter.preprocessors["snippet"]
    assert processor.get_snippet_path("a.md") == str(tmp_path / "a.md")
    processor.get_snippet_path = lambda path: str(tmp_path / path.replace("a", "b"))

    assert converter.convert('--8<-- "a.md"\n') == "<p>b</p>"


def test_a_tag_asks_for_the_current_page(tmp_path: Path) -> None:
    config = site(tmp_path, {"docs/a/b.md": "b\n"})
    file = get_files(config).get_file_from_path("a/b.md")
    assert file
    config._current_page = Page(None, file, config)

    assert os.fspath(RelativeDirPlaceholder(config)) == str(tmp_path / "docs/a") + "/"


def test_levels_of_validation_are_those_of_logging_but_one(tmp_path: Path) -> None:
    config = site(tmp_path, {"docs/index.md": ""})
    links = config.validation.links
    levels = {links.not_found, links.anchors, links.unrecognized_links, links.absolute_links}
    levels |= {config.validation.nav.not_found, config.validation.nav.absolute_links}

    assert levels == {logging.INFO, logging.WARNING}
    assert [each.value for each in _AbsoluteLinksValidationValue] == [-1]


@pytest.mark.parametrize("name", ["mkdocs", "mkdocs.hooks.docsite"])
def test_a_warning_of_any_logger_below_mkdocs_fails_a_strict_build(tmp_path: Path, name: str) -> None:
    hook = f"import logging\ndef on_post_build(config):\n    logging.getLogger({name!r}).warning('x')\n"
    config = site(
        tmp_path, {"docs/index.md": "a\n", "hook.py": hook}, strict=True, hooks=[str(tmp_path / "hook.py")]
    )

    with pytest.raises(Abort):
        build(config)


def test_a_hook_imports_from_its_own_folder(tmp_path: Path) -> None:
    files = {
        "hooks/main.py": "import beside_it\n",
        "hooks/beside_it.py": "",
        "docs/index.md": "a\n",
    }
    config = site(tmp_path, files, hooks=[str(tmp_path / "hooks/main.py")])

    assert len(config.hooks) == 1


TREE = [
    *(
        "README.md",
        "index.md",
        "a/README.md",
        "b.md",
        "b/index.md",
        "b/c.markdown",
        "b/c.md",
        "d/e.html",
        "d/e.md",
    ),
    *("d é/f g.md", "d/x.txt", "f/README.html", ".x/a.md", "templates/a.md", "d/templates/a.md"),
    *("g/a.mkdn", "g/b.mkd", "g/c.mdown", "g/README.mkdn"),
]


@pytest.mark.parametrize("flat", [False, True])
def test_files_have_the_order_addresses_and_clashes_that_we_expect(
    tmp_path: Path, flat: bool, caplog: pytest.LogCaptureFixture
) -> None:
    config = site(tmp_path, {f"docs/{path}": "x\n" for path in TREE}, use_directory_urls=not flat)
    with caplog.at_level(logging.WARNING, "mkdocs"):
        theirs = list(get_files(config))
    ours, clashes = docs_files.files(tmp_path, {"use_directory_urls": not flat})

    assert [(file.path, file.output, file.address, file.is_page, file.is_built) for file in ours] == [
        (
            file.src_uri,
            file.dest_uri,
            "" if file.url == "./" else file.url,
            file.is_documentation_page(),
            file.inclusion.is_included(),
        )
        for file in theirs
    ]
    warned = "Excluding '{}' from the site because it conflicts with '{}'."
    assert [record.getMessage() for record in caplog.records] == [
        warned.format(path, other) for path, other in clashes.items()
    ]
    assert len(clashes) == 2 + flat


def test_pages_and_what_is_left_out_by_default_are_known_by_the_same_names() -> None:
    assert set(docs_files.PAGE_EXTENSIONS) == set(utils.markdown_extensions)
    assert [each.pattern for each in mkdocs_files._default_exclude.patterns] == list(docs_files.NEVER)


def test_nothing_is_said_of_a_clash_with_a_file_that_is_excluded(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    patterns = "\n".join(map(docs_files.pattern, [DocsPath("a b/README.md")]))
    config = site(tmp_path, {"docs/a b/README.md": "a\n", "docs/a b/index.md": "b\n"}, exclude_docs=patterns)
    with caplog.at_level(logging.INFO, "mkdocs"):
        files = get_files(config)

    assert [file.src_uri for file in files] == ["a b/index.md"]
    assert caplog.records == []


def test_a_file_may_be_made_left_out_or_kept_from_the_navigation_when_files_are_known(tmp_path: Path) -> None:
    hook = """
from mkdocs.structure.files import File, InclusionLevel
def on_files(files, config):
    files.append(File.generated(config, "made.txt", content="made"))
    files.remove(files.get_file_from_path("b.md"))
    files.get_file_from_path("c.md").inclusion = InclusionLevel.NOT_IN_NAV
    files.get_file_from_path("d.md").content_string = "mended"
    config.nav = ["index.md", "d.md"]
"""
    pages = {f"docs/{name}.md": "a\n" for name in ("index", "b", "c", "d")}
    files = {
        **pages,
        "hook.py": hook,
        "theme/main.html": "{{ nav.items | map(attribute='title') | join }}{{ page.content }}",
    }
    config = site(tmp_path, files, hooks=[str(tmp_path / "hook.py")], strict=True)

    assert built(config, "d/index.html") == "HomeD<p>mended</p>"
    made = [
        file.relative_to(config.site_dir).as_posix()
        for file in Path(config.site_dir).rglob("*")
        if file.is_file()
    ]
    assert {"made.txt", "c/index.html"} < set(made)
    assert "b/index.html" not in made


def test_inclusion_has_the_levels_that_we_ask_for(tmp_path: Path) -> None:
    asked = [
        (level.name, level.is_included(), level.is_in_nav(), level.is_in_serve()) for level in InclusionLevel
    ]

    assert asked == [
        ("EXCLUDED", False, False, False),
        ("DRAFT", False, False, True),
        ("NOT_IN_NAV", True, False, True),
        ("UNDEFINED", True, True, True),
        ("INCLUDED", True, True, True),
    ]
    assert File("a.md", str(tmp_path), str(tmp_path), True).inclusion is InclusionLevel.UNDEFINED


HEADS = [
    *("---\na: 1\n---\nb\n", "--- \t\na: 1\n... \nb\n", "---\na: 1\n--- x\nb\n---\n"),
    *("----\na: 1\n---\n", "\n---\na: 1\n---\n", "---\n---\n"),
]


@pytest.mark.parametrize("text", HEADS)
def test_front_matter_ends_where_we_expect(text: str) -> None:
    theirs, ours = meta.YAML_RE.match(text), FRONT_MATTER.match(text)

    assert (theirs and theirs.span()) == (ours and ours.span())


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a-b_c.md", "text\n"),
        ("Ab.md", "text\n"),
        ("index.md", ""),
        ("README.md", "# A *b* & `c` <i>d</i> ![e](f.png) #\n"),
        ("a.md", "A\n===\n\n# B\n"),
        ("a.md", "\n\n# A { #x }\n"),
        ("a.md", "## A\n\n# B\n"),
        ("a.md", "[x]: y.md\n\n# A\n"),
        ("a.md", "title: Bare\n\n# A\n"),
    ],
)
def test_a_page_has_the_title_that_we_expect(tmp_path: Path, path: str, text: str) -> None:
    config = site(tmp_path, {f"docs/{path}": text}, markdown_extensions=["attr_list"])
    files = get_files(config)
    file = files.get_file_from_path(path)
    assert file
    page = Page(None, file, config)
    page.read_source(config)
    page.render(config, files)
    bare = re.match(r"title: (.*)", text)

    assert title(path, Source(path, text), FrontMatter(title=bare[1] if bare else None)) == page.title


@pytest.mark.parametrize(
    "text",
    [
        "# A\n\n## B ##\n\n#C\n\n####### D\n\n\\# none\n",
        "text\n## A\nB\n---\ntext\n---\n\n---\n",
        "`A`\n---\n\nB\n=\n\n# C\n---\n",
        "text\ntext\n---\n\na | b\n--- | ---\nc | d\n",
        "```md\n# none\n```\n\ntext\n\n    # none\n\n    none\n    ---\n",
        "<!--\n# none\n-->\n\n<div>\n# none\n\n## none\n</div>\n\n## A\n",
        '<div class="x" markdown>\n\n## A\n\n</div>\n\n<b>b</b>\n\n### B\n',
        "# A\n\n<div>\n\n### none\n",
    ],
)
def test_markdown_has_the_headings_that_we_expect(text: str) -> None:
    html = markdown.markdown(text, extensions=["attr_list", "md_in_html", "pymdownx.superfences", "tables"])
    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]

    assert [each.level for each in headings(Source("docs/a.md", text))] == levels


def test_a_theme_shows_the_content_of_a_page_as_it_is(tmp_path: Path) -> None:
    hook = """
def on_post_page(output, page, config):
    assert page.content and output.count(page.content) == 1
    return output + "<!-- seen -->"
"""
    text = "# A & b\n\n<b>c</b> ünï ' \" {{ x }}\n"
    write(tmp_path, {"docs/index.md": text, "hook.py": hook, "mkdocs.yml": "site_name: X\n"})
    for theme in ("mkdocs", "readthedocs", "material"):
        config = load_config(
            str(tmp_path / "mkdocs.yml"), plugins=[], theme=theme, hooks=[str(tmp_path / "hook.py")]
        )
        assert built(config, "index.html").endswith("<!-- seen -->")


def test_a_page_is_rendered_between_its_two_events(tmp_path: Path) -> None:
    hook = """
def on_page_markdown(markdown, page, **_):
    return markdown + "\\nfrom the first"
def on_page_content(html, page, **_):
    assert "from the first" in html and page.content == html
    return html + "<p>from the second</p>"
"""
    files = {"docs/index.md": "a\n", "hook.py": hook}
    config = site(tmp_path, files, hooks=[str(tmp_path / "hook.py")])

    assert built(config, "index.html").endswith("<p>from the second</p>")


@pytest.mark.parametrize("heading", ["2026-11-24: first edition", "What's new? `x`", "Größe & co"])
def test_a_heading_has_the_id_that_we_expect(heading: str) -> None:
    text = re.sub("`", "", heading)

    assert f'id="{slugify(text, "-")}"' in markdown.markdown(f"## {heading}\n", extensions=["toc"])


def test_a_page_may_be_rendered_by_another_function(tmp_path: Path) -> None:
    hook = """
def on_page_markdown(markdown, page, **_):
    def render(config, files):
        page.content, page.toc, page._title_from_render, page.present_anchor_ids = "<p>mine</p>", [], "T", set()
    vars(page)["render"] = render
def on_page_content(html, page, **_):
    return f"{html} {page.title}"
"""
    files = {"docs/index.md": "# A\n", "hook.py": hook}
    config = site(tmp_path, files, hooks=[str(tmp_path / "hook.py")])

    assert built(config, "index.html") == "<p>mine</p> T"


def test_an_address_comes_from_one_method(tmp_path: Path) -> None:
    config = site(tmp_path, {"docs/index.md": "a\n", "docs/b/c.md": "c\n"})
    files = get_files(config)
    pages = {file.src_uri: Page(None, file, config) for file in files.documentation_pages()}
    rewriter = _RelativePathTreeprocessor(pages["index.md"].file, files, config)

    links = ["b/c.md", "b/c.md#x", "gone.md", "https://example.com/", "#x"]
    assert [rewriter.path_to_url(link) for link in links] == ["b/c/", "b/c/#x", *links[2:]]


def test_templates_may_come_from_something_else(tmp_path: Path) -> None:
    hook = """
from types import SimpleNamespace
def on_env(env, **_):
    def get_template(name):
        return SimpleNamespace(render=lambda context: name + context["page"].content + str(len(context["pages"])))
    return SimpleNamespace(get_template=get_template)
"""
    config = site(tmp_path, {"docs/index.md": "a\n", "hook.py": hook}, hooks=[str(tmp_path / "hook.py")])
    config.theme.static_templates = set()

    assert built(config, "index.html") == "main.html<p>a</p>1"


def test_one_page_can_be_built_alone(tmp_path: Path) -> None:
    config = site(tmp_path, {"docs/index.md": "a\n", "docs/b.md": "b\n"})
    kept: list[Any] = []
    config.plugins.events["nav"].append(lambda nav, files, **_: kept.extend((nav, files)))
    config.plugins.events["env"].append(lambda env, **_: kept.append(env))
    config.plugins.events["page_content"].append(lambda html, page, **_: f"{html}{page.file.src_uri}")
    build(config)
    nav, files, env = kept
    (tmp_path / "docs/b.md").write_text("c\n")
    page = files.get_file_from_path("b.md").page

    _populate_page(page, config, files)
    _build_page(page, config, files.documentation_pages(), nav, env, excluded=False)

    site_dir = Path(config.site_dir)
    assert (site_dir / "b/index.html").read_text() == "<p>c</p>b.md"
    assert (site_dir / "index.html").read_text() == "<p>a</p>index.md"


def test_the_builder_of_a_server_may_be_replaced() -> None:
    done: list[str] = []
    server = LiveReloadServer(lambda: done.append("first"), "127.0.0.1", 0, "/")

    def second() -> None:
        done.append("second")
        server.shutdown()

    server.builder = second
    assert server._wanted_epoch == server._visible_epoch
    server._want_rebuild = True

    server._build_loop()

    assert done == ["second"]
    assert server._wanted_epoch == server._visible_epoch


def test_the_page_of_decisions_names_each_of_these_tests() -> None:
    section = PAGE.read_text("utf-8").partition("{ #internals }")[2].partition("\n## ")[0]
    named = re.findall(r"`(test_\w+)`", section)
    tests = {name for name in globals() if name.startswith("test_")}

    assert sorted(named) == sorted(tests - {"test_the_page_of_decisions_names_each_of_these_tests"})
