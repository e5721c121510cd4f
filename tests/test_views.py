"""What the audit asks a page in each view: equal colors are judged once, and none that differ is missed."""

import pytest
from playwright.sync_api import Browser, Page

from tests.support.accessibility import AXE_RULES, SCRIPT, axe, load
from tests.support.views import violations

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
WATCH = """(() => {
  globalThis.judged = []; // how many texts each run of axe is given
  const { run } = axe;
  axe.run = (...all) => (judged.push(document.querySelectorAll("[data-text-colors]").length), run(...all));
})()"""
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
    page.evaluate(SCRIPT)
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
        (
            ROWS.replace("<p>Row 16", '<div class="box"></div><p>Row 16'),
            ".box { height: 50px; margin-bottom: -50px; background: #333; } p { position: relative; z-index: 2; }",
            ["light: color-contrast: <p>Row 16</p>"] * 2,
        ),
        (
            f'<div class="box">{ROWS}</div>',
            ".box { height: 700px; color: #eee; background: #222; } p:nth-of-type(20) { margin-top: 200px; }",
            ["light: color-contrast: <p>Row 19</p>"] * 2,
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
    ids=["none", "color", "ground", "opacity", "behind", "out", "dark", "links", "link", "structure"],
)
def test_each_violation_is_found(page: Page, text: str, style: str, expected: list[str]) -> None:
    expected = [
        each if number == 0 else each.replace("light", "dark") for number, each in enumerate(expected)
    ]

    assert found(page, text, style) == expected


def test_colors_that_have_passed_are_not_judged_again(page: Page) -> None:
    assert found(page, ROWS) == []
    page.reload()
    load(page)
    page.evaluate(WATCH)

    assert axe(page) == []
    assert page.evaluate("judged") == [0]


def test_all_rules_run_again_where_more_than_colors_has_changed(page: Page) -> None:
    assert found(page, ROWS) == []
    page.evaluate(WATCH)
    assert axe(page) == []
    assert page.evaluate("judged") == []
    page.evaluate("document.querySelector('p').setAttribute('aria-hidden', 'flase'); null")
    assert [each.partition(":")[0] for each in axe(page)] == ["aria-valid-attr-value"]


def test_axe_is_asked_for_the_rules_that_the_guide_promises() -> None:
    assert {"wcag22aa", "best-practice"} <= set(AXE_RULES)
