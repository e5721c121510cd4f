"""`make pdf`: each whole guide as a PDF with page numbers, contents and bookmarks, printed from its page of the site.

Usage: python -m tests.pdf SITE FOLDER. The browser of the tests prints `emr/print.html` of a built site to
`FOLDER/emr/emr-guide.pdf`. The page is opened at the address at which readers have it, from the files of the site, so
that a link to what is not in the guide leads to the web. It is printed twice: only a print says on which page a
section begins, and the contents have these numbers in the second one.
"""

import io
import mimetypes
import re
import sys
from collections.abc import Mapping
from html import escape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Page, Route, sync_playwright
from pypdf import PdfReader

from tests.support import chromium

PRINTED = "print.html"
NUMBER = """(pages) => {
  for (const link of document.querySelectorAll(".whole__contents a")) {
    const number = Object.assign(document.createElement("span"), { className: "whole__page" });
    number.textContent = pages[link.hash.slice(1)] ?? "000";
    link.querySelector(".whole__page")?.remove();
    link.append(number);
  }
}"""
FOOTER = """<div style="display: flex; justify-content: space-between; width: 100%; margin: 0 16mm;
font: 8pt sans-serif; color: #333"><span>{title}{revision}</span>
<span><span class="pageNumber"></span> of <span class="totalPages"></span></span></div>"""

_DATE = re.compile(rb"\(D:\d{14}\+00'00'\)")  # when the browser printed
_CELL = re.compile(rb"\(node\d{8}\)")  # by the count of all that the browser has shown
_REVISION = re.compile(r"Revision of (\d{4}-\d{2}-\d{2})")


def main(site: Path, folder: Path) -> int:
    """Write the PDF of each whole guide of a built site; return 1 where no browser starts."""
    with sync_playwright() as playwright:
        started = chromium.start(playwright)
        if not started:
            sys.stderr.write(f"{chromium.MISSING}\n")
            return 1
        browser, _ = started
        for printed in sorted(site.glob(f"*/{PRINTED}")):
            name = printed.parent.name
            target = folder / name / f"{name}-guide.pdf"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(pdf(browser, site, f"{name}/{PRINTED}"))
            sys.stdout.write(f"{target}\n")
        browser.close()
    return 0


def pdf(browser: Browser, site: Path, path: str) -> bytes:
    """Return a whole guide as PDF; raise ValueError where the contents would have a wrong page number."""
    text = (site / path).read_text("utf-8")
    address = home(text)
    page = browser.new_page(bypass_csp=True)  # the numbers of the contents are ours, not the page's
    page.route("**/*", lambda route: _answer(route, site, address))
    page.goto(address + path, wait_until="networkidle")
    found = re.search(_REVISION, text)
    page.evaluate(NUMBER, {})
    pages = starts(_print(page, found[1] if found else ""))
    page.evaluate(NUMBER, pages)
    content = _print(page, found[1] if found else "")
    page.close()
    if starts(content) != pages:
        raise ValueError(f"{path}: the contents with their numbers move the pages")
    return content


def home(text: str) -> str:
    """Return the address of the site that a printed page names."""
    found = re.search(r'class="whole__site" href="([^"]+)"', text)
    if found is None:
        raise ValueError("a PDF links to the site, and needs site_url in mkdocs.yml")
    return found[1]


def starts(content: bytes) -> Mapping[str, int]:
    """Return the page on which each anchor of a PDF is, the first being 1."""
    reader = PdfReader(io.BytesIO(content))
    found = reader.named_destinations.items()
    numbers = {name.removeprefix("/"): reader.get_destination_page_number(each) for name, each in found}
    return {name: number + 1 for name, number in numbers.items() if number is not None}


def _print(page: Page, revision: str) -> bytes:
    title = page.locator("h1").inner_text()
    footer = FOOTER.format(title=escape(title), revision=f", revision of {revision}" if revision else "")
    content = page.pdf(
        format="Letter",
        prefer_css_page_size=True,
        print_background=True,
        tagged=True,
        outline=True,
        display_header_footer=True,
        header_template="<span></span>",
        footer_template=footer,
    )
    return _dateless(content, revision.replace("-", "") or "19700101")


def _dateless(content: bytes, date: str) -> bytes:
    """Return a PDF with a date of ours, and its cells numbered from 0, so that the same guide gives the same bytes."""
    cells = {old: b"(node%08d)" % new for new, old in enumerate(sorted({*_CELL.findall(content)}))}
    content = _CELL.sub(lambda match: cells[match[0]], content)
    return _DATE.sub(f"(D:{date}000000+00'00')".encode(), content)


def _answer(route: Route, site: Path, address: str) -> None:
    """Answer a request with a file of the site."""
    asked = route.request.url
    file = site / unquote(urlsplit(asked).path.removeprefix(urlsplit(address).path))
    if asked.startswith(address) and file.is_file():
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        route.fulfill(body=file.read_bytes(), content_type=kind)
    else:
        route.abort()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
