"""Every file of the site that no author writes: those made of the sources, and those made of all built pages."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from docsite import shown_data
from docsite.build import Build
from docsite.links import tally
from docsite.links.built_page import BuiltPage
from docsite.messages import hosts, test_kit
from docsite.messages.linker import QUESTIONS
from docsite.messages.questions import files as question_files
from docsite.outputs import archive, checker, csp, feed, llms, print_page, quality, redirect_map, site_folder
from docsite.outputs.search import index
from docsite.pages import redirects
from docsite.render import render
from docsite.sources import fixes
from docsite.sources.paths import OutputPath
from docsite.sources.problems import Problem

_TOP = re.compile(r"<(?:body|main|article)\b[^<>]*>")


def before_pages(build: Build) -> Iterator[tuple[OutputPath, str | bytes]]:
    """Yield path and content of each file that is made of the sources."""
    for path, content in _files(build):
        file = OutputPath(path)
        yield file, protected(build, file, content) if isinstance(content, str) else content


def _files(build: Build) -> Iterator[tuple[str, str | bytes]]:
    project = build.project
    yield from _redirects(build)
    if project.redirects:
        yield redirect_map.FILE, redirect_map.text(project)
    if build.settings.feed:
        yield from _feed(build)
    for known in project.messages.formats.values():
        yield from known.format.downloads(known.reference, build.around.about.url, project.messages.asked)
    yield from hosts.downloads(project.messages.hosts)
    if page := project.messages.shown_on.get((QUESTIONS, "")):
        address = f"{build.around.about.url}{project.address(page)}"
        yield from question_files.files(project.messages.questions, address)
    yield from checker.files(project)
    for sample in project.messages.samples.values():
        if sample.sent:
            yield sample.sent, f"{sample.source.text.strip()}\n".replace("\n", "\r")
    if project.messages.people.cases:
        yield test_kit.FILE, archive.pack(test_kit.files(project.messages, build.around.templates))


def _redirects(build: Build) -> Iterator[tuple[str, str]]:
    project, url = build.project, build.around.about.url
    titles = {address: title for title, address in project.pages.values()}
    for path, link, address in redirects.outputs(project.redirects, project.addresses, project.outputs):
        values = {"link": link, "canonical": f"{url}{address}" if url else link, "title": titles[address]}
        yield path, render(build.around.templates, "redirect.html", **values)


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
    known = quality.Built(
        tally.links(build.around.base, others.values()),
        sum(len(page.content.anchors) for page in others.values()),
        {path: page.output for path, page in others.items()},
    )
    project, around = build.project, build.around
    sources = [source for path, source in project.sources.items() if project.files[path].is_built]
    report = quality.report(project, build.settings.levels, [*sources, *around.texts], known)
    site_folder.write(around.site_dir / quality.FILE, quality.text(report))
    shown = {
        path: _filled(build.pages[path], quality.page(report, build.pages[path].address, around.templates))
        for path in asking
    }
    return replace(build, pages={**build.pages, **shown})


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
        about = build.around.about
        texts = {path: page.content.readings[llms.OUTPUT] for path, page in build.pages.items()}
        llms.write(
            build.project, texts, build.navigation, about, build.around.site_dir, build.around.templates
        )


def _write_guides(build: Build) -> None:
    """Write the guides that the site wants whole on one page."""
    around, printed = build.around, dict(build.printed)
    for file in build.guides:
        if file in printed:
            html = print_page.page(build.project, file, printed[file], around.about, around.templates)
            site_folder.write(around.site_dir / file, protected(build, file, html))
        elif (around.site_dir / file).is_file():  # of an earlier build, and still what its pages make
            (around.site_dir / file).touch()


def _write_search(build: Build) -> Sequence[Problem]:
    """Write what the site's search loads, if it has one, and return what is wrong with the words for it."""
    if not build.settings.search:
        return ()
    found = {path: page.content.readings[index.FILE] for path, page in build.pages.items()}
    unsure = shown_data.unsure(build.project)
    made = index.make(build.project, found, build.navigated, build.around.site_dir, unsure)
    index.write(made, build.project, build.around.site_dir)
    return made.problems


def save_problems(found: Sequence[Problem]) -> None:
    """Save the problems for the process that has started this build to fix them, if one has."""
    if file := os.environ.get(fixes.VARIABLE):
        fixes.save(found, Path(file))


def show_problems(build: Build, found: Sequence[Problem]) -> None:
    """Write each page's problems on top of its content in the built site: its own, and those of the data it shows."""
    by_path: dict[str, list[Problem]] = {}
    for problem in found:
        by_path.setdefault(problem.path, []).append(problem)
    shown = shown_data.files_of_pages(build.project, by_path)
    for path, page in build.pages.items():
        own = [
            *by_path.get(page.source.path, ()),
            *(each for file in shown.get(path, ()) for each in by_path[file]),
        ]
        if own and page.built.is_file():
            html, banner = page.output, render(build.around.templates, "problems.html", problems=own)
            top = html.find(page.html) if page.html else -1
            if top < 0:  # an empty page, or one whose HTML another plugin has changed
                top = max((match.end() for match in _TOP.finditer(html)), default=0)
            site_folder.write(page.built, html[:top] + banner + html[top:])
