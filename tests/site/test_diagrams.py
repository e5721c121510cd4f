"""Diagrams: readable on a phone, in words for who cannot see them, and their boxes lead to what explains them."""

import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.support.accessibility import SCRIPT, axe, to_scheme
from tests.support.kept_tab import renew
from tests.support.mini_sites import Mini
from tests.support.project import ROOT

pytestmark = pytest.mark.usefixtures("browser")  # which takes the picture of a test that failed

DRAWINGS = sorted((ROOT / "docs/assets/diagrams").glob("*.svg"))
PAGES = {
    "basic": "basic/",
    "cloud-direct": "cloud-direct/",
    "cloud-direct-sequence": "cloud-direct/",
    "cloud-emr": "cloud-emr/",
    "devices": "devices/",
    "emr": "emr/",
    "entities": "concepts/",
    "mllp": "hl7/",
    "results": "results/",
}
VIEWS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((1280, "dark"), (390, "light"))
DRAWINGS_SHOWN = """() => [...document.querySelectorAll(".diagram svg")].map((drawing) => {
  const texts = [...drawing.querySelectorAll("text")];
  const outer = drawing.getBoundingClientRect();
  return {
    sizes: texts.map((text) =>
      parseFloat(getComputedStyle(text).fontSize) * drawing.clientWidth / drawing.viewBox.baseVal.width),
    cut: texts.filter((text) => {
      const inner = text.getBoundingClientRect();
      return inner.left < outer.left - 1 || inner.right > outer.right + 1;
    }).map(({ textContent }) => textContent),
    boxes: [...drawing.querySelectorAll("a")].map((link) => {
      const { width, height } = link.getBoundingClientRect();
      return [link.textContent, Math.min(width, height)];
    }),
  };
})"""


@pytest.mark.parametrize("file", DRAWINGS, ids=lambda file: file.stem)
def test_a_drawing_is_in_words_and_its_links_name_sections(file: Path, site: Path) -> None:
    text = file.read_text("utf-8")
    targets = re.findall(r'href="([^"]*)"', text)
    page = (site / PAGES[file.stem] / "index.html").read_text("utf-8")

    assert f'aria-labelledby="{file.stem}-title" aria-describedby="{file.stem}-desc"' in text
    assert len(targets) > 2
    assert [each for each in targets if f'id="{each.removeprefix("#")}"' not in page] == []


@pytest.fixture
def page(kept_tab: Page, server: str) -> Page:
    renew(kept_tab, server, 1280, 800, scheme="dark", motion="reduce")
    return kept_tab


@pytest.mark.parametrize("path", sorted(set(PAGES.values())))
def test_a_drawing_is_read_at_its_size_and_its_boxes_are_large_enough_to_tap(page: Page, path: str) -> None:
    page.goto(path)
    for width, scheme in VIEWS:
        page.set_viewport_size({"width": width, "height": 800})
        to_scheme(page, scheme)
        drawings = page.evaluate(DRAWINGS_SHOWN)
        assert drawings
        for drawing in drawings:
            assert min(drawing["sizes"]) > 11
            assert drawing["cut"] == []
            assert [name for name, side in drawing["boxes"] if side <= 23.9] == []


def test_a_box_leads_to_its_section_by_keyboard(page: Page) -> None:
    page.goto("basic/")
    page.evaluate(SCRIPT)
    box = page.locator(".diagram").get_by_role("link", name="Your SFTP site")
    box.focus()
    assert page.evaluate("audit.judgeFocus().faults") == []
    page.keyboard.press("Enter")
    assert page.url.endswith("/basic/#sftp")
    expect(page.locator("#sftp")).to_be_in_viewport()
    assert axe(page) == []


def test_a_wrong_link_of_a_drawing_is_a_problem_at_its_line(mini: Mini) -> None:
    links = '<a class="d-link" href="#gone"><text>x</text></a>\n<a href="#here"><text>y</text></a>\n'
    page = '# Home\n\n<figure class="diagram">\n--8<-- "assets/a.svg"\n</figure>\n\n## Here\n'
    files = {"docs/index.md": page, "docs/assets/a.svg": f'<svg viewBox="0 0 9 9">\n{links}</svg>\n'}
    outcome = mini(files, markdown_extensions=[{"pymdownx.snippets": {"base_path": ["docs"]}}, "toc"])

    assert outcome.lines == [
        (
            "docs/assets/a.svg:2:19: link to '#gone', but this page has no anchor 'gone'. "
            "Correct it, or give a heading that id. [missing-anchor]"
        )
    ]
