"""Long names break between their words, on pages alone."""

import pytest
from docsite.outputs.whole_names import breakable

from tests.support.mini_sites import Mini

NAME = "iris-organization-notification-prod.servicebus.windows.net"
BROKEN = NAME.replace(".", ".<wbr>")  # browsers break after a hyphen


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (NAME, BROKEN),
        ("OrderCreationReceipt", "Order<wbr>Creation<wbr>Receipt"),
        ("PlanPrimaryCareProviderNPI", "Plan<wbr>Primary<wbr>Care<wbr>Provider<wbr>NPI"),
        ("IRISOrderManager", "IRIS<wbr>Order<wbr>Manager"),
        ("IRIS_ORDERS_STRING", "IRIS_<wbr>ORDERS_<wbr>STRING"),
        ("docs/contributing/index.md", "docs/<wbr>contributing/<wbr>index.<wbr>md"),
        ("[[HEALTHPLAN_MEMBERID]]", "[[HEALTHPLAN_<wbr>MEMBERID]]"),
        ("version-2026-11-28", "version-<wbr>2026-<wbr>11-<wbr>28"),
        ("RIGHTDIABRETIN", "RIGHTDIABRETIN"),
        ("Acknowledgment.", "Acknowledgment."),
        ("SiteLocalId", "SiteLocalId"),  # short
        ("PID-3.1", "PID-3.1"),
    ],
)
def test_a_long_name_may_break_between_its_words(name: str, expected: str) -> None:
    assert breakable(f"<td><code>{name}</code></td>") == f"<td><code>{expected}</code></td>"


@pytest.mark.parametrize(
    "html",
    [
        f'<a href="https://{NAME}/" title="a > {NAME}">a</a>',
        f"<pre><code><span>{NAME}</span></code></pre>",
        f"<svg><text>{NAME}</text></svg>",
        f"<!-- {NAME} --><script>{NAME}</script>",
        f"<textarea>{NAME}</textarea>",
    ],
)
def test_addresses_code_blocks_and_drawings_stay_as_they_are(html: str) -> None:
    assert breakable(html) == html
    assert breakable(f"{html} {NAME}") == f"{html} {BROKEN}"


def test_pages_have_the_breaks_and_no_other_file_has_them(mini: Mini) -> None:
    files = {"docs/index.md": f"# Home\n\n## {NAME}\n\nUse `{NAME}`.\n"}
    extra = {"docsite": {"markdown": True, "search": True, "whole_names": True}}
    outcome = mini(files, site_url="https://example.com/", extra=extra)

    assert f"<code>{BROKEN}</code>" in outcome.html("index.html")
    others = [file for file in outcome.site.rglob("*") if file.is_file() and file.name != "404.html"]
    assert [file.name for file in others if "<wbr>" in file.read_text("utf-8", "ignore")] == ["index.html"]
    assert f"`{NAME}`" in outcome.html("index.md")


def test_a_site_that_does_not_ask_for_it_has_none(mini: Mini) -> None:
    assert "<wbr>" not in mini({"docs/index.md": f"# Home\n\nUse `{NAME}`.\n"}).html("index.html")
