"""What the audit asks a page in each view: equal colors are judged once, and none that differ is missed."""

import pytest
from playwright.sync_api import Browser, Page

from tests.support.accessibility import AXE, AXE_RULES, SCRIPT
from tests.support.views import VIEWS_SCRIPT, violations

PAGE = """
<!doctype html><html lang="en"><title>Page</title><style>
  body {{ color: #222; background: #fff; }}
  [data-md-color-scheme=slate] .dim {{ color: #444; background: #222; }}
  {style}
</style><body data-md-color-scheme="default"><main><h1>Page</h1>{text}</main>
<script>
  const media = matchMedia("(prefers-color-scheme: dark)");
  const set = () => document.body.setAttribute("data-md-color-scheme", media.matches ? "slate" : "default");
  media.addEventListener("change", set);
</script></body></html>
"""
ROWS = "".join(f"<p>Row {number}</p>" for number in range(20))


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_page(viewport={"width": 1280, "height": 800})


def found(page: Page, text: str, style: str = "") -> list[str]:
    page.route(
        "**/*",
        lambda route: route.fulfill(body=PAGE.format(text=text, style=style), content_type="text/html"),
    )
    page.goto("http://pages.test/")
    for script in (SCRIPT, AXE, VIEWS_SCRIPT):
        page.evaluate(script)
    return [each.partition(" Fix")[0] for each in violations(page)]


@pytest.mark.parametrize(
    ("text", "style", "expected"),
    [
        (ROWS, "", []),
        (ROWS, "p:nth-of-type(17) { color: #bbb; }", ["light: color-contrast: <p>Row 16</p>"] * 2),
        (ROWS, "p:nth-of-type(17) { background: #333; }", ["light: color-contrast: <p>Row 16</p>"] * 2),
        (
            f'{ROWS}<div style="background-image: linear-gradient(#fff, #fff)"><p>Shown</p></div>',
            "p:nth-of-type(9) { opacity: .3; }",
            ["light: color-contrast: <p>Row 8</p>"] * 2,
        ),
        (f'{ROWS}<p class="dim">Dim</p>', "", ['dark: color-contrast: <p class="dim">Dim</p>']),
        ('<p>Read <a href="/">this</a> first.</p>' * 9, "a { color: #224; }", []),
        (
            '<p>Read <a href="/">this</a> first.</p>' * 3 + '<p>Read <a class="b" href="/">this</a> too.</p>',
            "a.b { color: #444; text-decoration: none; }",
            ['light: link-in-text-block: <a class="b" href="/">this</a>'] * 2,
        ),
        ("<img src='/x.png'>", "", ['light: image-alt: <img src="/x.png">']),
    ],
    ids=["none", "color", "ground", "opacity", "dark", "links", "link", "structure"],
)
def test_each_violation_is_found(page: Page, text: str, style: str, expected: list[str]) -> None:
    expected = [
        each if number == 0 else each.replace("light", "dark") for number, each in enumerate(expected)
    ]

    assert found(page, text, style) == expected


def test_colors_that_have_passed_are_not_judged_again(page: Page) -> None:
    assert found(page, ROWS) == []
    page.reload()
    for script in (SCRIPT, AXE, VIEWS_SCRIPT):
        page.evaluate(script)
    page.evaluate(
        "globalThis.runs = 0; axe.run = ((run) => (...all) => (runs += 1, run(...all)))(axe.run); null"
    )

    assert page.evaluate("views.colors()") == []
    assert page.evaluate("runs") == 0


def test_axe_is_asked_for_the_rules_that_the_guide_promises() -> None:
    assert {"wcag22aa", "best-practice"} <= set(AXE_RULES)
