"""Every file of the site that no author writes: those made of the sources, and those made of all built pages."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from docsite.build import Build
from docsite.checks import shown_data
from docsite.links import tally
from docsite.links.built_page import BuiltPage
from docsite.messages import hosts, test_kit
from docsite.messages.linker import QUESTIONS
from docsite.messages.questions import files as question_files
from docsite.outputs import (
    archive,
    checker,
    csp,
    feed,
    llms,
    markdown_links,
    print_page,
    quality,
    redirect_map,
    site_folder,
)
from docsite.outputs.search import index
from docsite.pages import redirects
from docsite.render import render
from docsite.sources import fixes
from docsite.sources.memory import remember
from docsite.sources.paths import OutputPath
from docsite.sources.problems import Problem

WRITTEN = "written"
"""The name under which a memory has what was written into the site after its pages; a build of all forgets it."""


def before_pages(build: Build) -> Iterator[tuple[OutputPath, str | bytes]]:
    """Yield path and content of each file that is made of the sources."""
    for path, content in _files(build):
        file = OutputPath(path)
        yield file, protected(build, file, content) if isinstance(content, str) else content


def _files(build: Build) -> Iterator[tuple[str, str | bytes]]:
    project, url = build.project, build.around.about.url

    def made(name: str, inputs: object, make: Callable[[Build], Iterable[tuple[str, str | bytes]]]) -> Any:
        return remember(build.memory, (f"made {name}", ""), inputs, lambda: list(make(build)))

    yield from made(
        "redirects", (project.redirects, project.pages, project.addresses, project.outputs), _redirects
    )
    if build.settings.feed:
        yield from _feed(build)
    for known in project.messages.formats.values():
        files = partial(known.format.downloads, known.reference, url, project.messages.asked)
        told = known, project.messages.questions, project.messages.shown_on
        yield from made(known.format.name, told, lambda _: files())  # noqa: B023  # called at once
    yield from hosts.downloads(project.messages.hosts)
    if page := project.messages.shown_on.get((QUESTIONS, "")):
        asked = project.messages.questions
        yield from question_files.files(asked, url, project.address(page), project.pages)
    yield from made("checker", (project.messages, project.addresses), lambda _: checker.files(project))
    for sample in project.messages.samples.values():
        if sample.sent:
            yield sample.sent, f"{sample.source.text.strip()}\n".replace("\n", "\r")
    yield from project.downloads.items()
    if project.messages.people.cases:
        yield from made("test kit", project.messages, _test_kit)


def _test_kit(build: Build) -> Iterator[tuple[str, bytes]]:
    yield test_kit.FILE, archive.pack(test_kit.files(build.project.messages, build.around.templates))


def _redirects(build: Build) -> Iterator[tuple[str, str]]:
    """Yield a page for each old address, and the map of them."""
    project, url = build.project, build.around.about.url
    titles = {address: title for title, address in project.pages.values()}
    for path, link, address in redirects.outputs(project.redirects, project.addresses, project.outputs):
        values = {"link": link, "canonical": f"{url}{address}" if url else link, "title": titles[address]}
        yield path, render(build.around.templates, "redirect.html", **values)
    if project.redirects:
        yield redirect_map.FILE, redirect_map.text(project)


def _feed(build: Build) -> Iterator[tuple[str, str]]:
    project, url = build.project, build.around.about.url
    source = project.sources.get(feed.PAGE)
    entries = list(feed.entries(source)) if source and url and feed.PAGE in project.pages else []
    if entries:
        title, address = project.pages[feed.PAGE]
        author = project.messages.site.author or title
        values = {"entries": entries, "title": title, "page": f"{url}{address}", "author": author}
        yield feed.FILE, render(build.around.templates, "feed.xml", feed=f"{url}{feed.FILE}", **values)


def protected(build: Build, file: OutputPath, html: str, content: str = "") -> str:
    """Return a page with its Content-Security-Policy if the site asks for one, and other files as they are.

    `html` is as its template made it, and `content` what its author's text became in it.
    """
    if not build.settings.content_security_policy or not file.endswith((".html", ".htm")):
        return html
    around = build.around
    return csp.protect(
        html,
        content,
        around.templates,
        planted=build.planted_scripts,
        serving=around.is_serving,
        connects=checker.MARK not in content,
    )


def with_report(build: Build) -> Build:
    """Return the build with the guide's report on itself where a page asks for it, and write it for programs."""
    asking = [path for path, page in build.pages.items() if quality.MARK in page.html]
    if not asking:
        return build
    others = {path: page for path, page in build.pages.items() if path not in asking}
    counted = [
        remember(build.memory, ("tally", path), page.content, partial(tally.links, build.around.base, [page]))
        for path, page in others.items()
    ]
    known = quality.Built(
        {kind: sum(each[kind] for each in counted) for kind in tally.KINDS},
        sum(len(page.content.anchors) for page in others.values()),
        {
            path: remember(build.memory, ("size", path), (page,), partial(_size, page))
            for path, page in others.items()
        },
    )
    project, around = build.project, build.around
    report = quality.report(project, build.settings.levels, build.sources, known)
    site_folder.write(around.site_dir / quality.FILE, quality.text(report))
    shown = {
        path: _filled(build.pages[path], quality.page(report, build.pages[path].address, around.templates))
        for path in asking
    }
    return replace(build, pages={**build.pages, **shown})


def _size(page: BuiltPage) -> int:
    return quality.size(page.output)


def _filled(page: BuiltPage, report: str) -> BuiltPage:
    """Return a page with the report in it, and write it."""
    site_folder.write(page.built, page.output.replace(quality.MARK, report))
    return replace(page, html=page.html.replace(quality.MARK, report))


def after_pages(build: Build) -> Sequence[Problem]:
    """Write what is made of all built pages, and return what is wrong with the words for the search."""
    _write_markdown(build)
    _write_guides(build)
    return _write_search(build)


def _write_markdown(build: Build) -> None:
    """Write each page as Markdown and the list of them, if the site asks for it."""
    if build.settings.markdown:
        about, templates = build.around.about, build.around.templates
        for path, page in build.pages.items():
            if path in build.project.files and page.file.output.endswith("index.html"):
                entry, text = (
                    llms.entry(build.project, path, about),
                    page.content.readings[markdown_links.NAME],
                )
                output = OutputPath(f"{page.file.output.removesuffix('index.html')}{markdown_links.NAME}")
                made = partial(llms.page, entry, text, templates)
                _write(build, output, remember(build.memory, ("markdown", path), (entry, text), made))
        _write(build, OutputPath(llms.FILE), llms.index(build.project, build.navigation, about, templates))


def _write_guides(build: Build) -> None:
    """Write the guides that the site wants whole on one page."""
    around, printed = build.around, dict(build.printed)
    for file in build.guides:
        if file in printed:
            html = print_page.page(build.project, file, printed[file], around.about, around.templates)
            _write(build, file, protected(build, file, html))
        elif (around.site_dir / file).is_file():  # of an earlier build, and still what its pages make
            (around.site_dir / file).touch()


def _write_search(build: Build) -> Sequence[Problem]:
    """Write the index for the search, if the site asks for it, and return what is wrong with its words."""
    if not build.settings.search:
        return ()
    found = {path: page.content.readings[index.FILE] for path, page in build.pages.items()}
    unsure = shown_data.unsure(build.project)
    made = index.make(build.project, found, build.navigated, build.around.site_dir, unsure, build.memory)
    for file, text in index.texts(made, build.project).items():
        _write(build, OutputPath(file), text)
    return made.problems


def _write(build: Build, file: OutputPath, text: str) -> None:
    """Write a file of the site, where it does not have that text already."""
    if build.memory is None:
        site_folder.write(build.around.site_dir / file, text)
    else:
        remember(
            build.memory,
            (WRITTEN, file),
            text,
            partial(site_folder.write, build.around.site_dir / file, text),
        )


def save_problems(found: Sequence[Problem]) -> None:
    """Save the problems for the process that has started this build to fix them, if one has."""
    if file := os.environ.get(fixes.VARIABLE):
        fixes.save(found, Path(file))
