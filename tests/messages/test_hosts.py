"""Hosts and ports: one data file for the tables of all pages and a file for each environment."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.mini_sites import Mini

DATA = """\
lists:
  - id: live
    title: Live
    hosts:
      - {from: Proxy, host: a.example.com, port: 443, protocol: HTTPS, purpose: "Files, both ways",
         question: index.md#ask}
      - {from: Browsers, host: "*.example.com", port: 5671, protocol: AMQP, purpose: News}
"""
PLACE = "docs/specs/hosts.yml:5:"
PAGE = "# Home\n\n```hosts\nlive\n```\n\n## Ask\n"


def test_a_list_is_a_table_and_a_file(mini: Mini) -> None:
    outcome = mini({"docs/index.md": "# Home\n\n## Ask\n", "docs/a/b.md": PAGE, "docs/specs/hosts.yml": DATA})
    text = outcome.html("a/b/index.html")

    assert outcome.lines == []
    assert '<a href="../../hosts/live.csv" download>' in text
    assert "<td><code>a.example.com</code></td><td>443</td><td>HTTPS</td><td>Outbound</td>" in text
    assert '<a href="../../#ask">Confirm with IRIS</a>' in text
    assert outcome.html("hosts/live.csv").splitlines() == [
        "From,Host,Port,Protocol,Direction,Purpose",
        'Proxy,a.example.com,443,HTTPS,Outbound,"Files, both ways"',
        "Browsers,*.example.com,5671,AMQP,Outbound,News",
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "live\n```",
            "life\n```",
            "docs/index.md:3:1: there is no list of hosts 'life'. Did you mean 'live'? [unknown-table]",
        ),
        (
            "port: 443",
            "port: 70000",
            PLACE
            + "50: 'port' must be a port, 1 to 65535, not the number 70000. Correct it. [unknown-value]",
        ),
        (
            "protocol: HTTPS",
            "protocol: HTTP",
            PLACE
            + "65: 'protocol' must be 'HTTPS' or 'AMQP', not 'HTTP'. Did you mean 'HTTPS'? [unknown-value]",
        ),
        (
            "index.md#ask",
            "idnex.md#ask",
            (
                "docs/specs/hosts.yml:6:20: link to 'idnex.md#ask', which does not exist. "
                "Did you mean 'index.md#ask'? [missing-page]"
            ),
        ),
        (
            "index.md#ask",
            "index.md#asks",
            (
                "docs/specs/hosts.yml:6:20: link to 'index.md#asks', but 'index.md' has no anchor 'asks'. "
                "Did you mean 'index.md#ask'? [missing-anchor]"
            ),
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_place(mini: Mini, old: str, new: str, expected: str) -> None:
    files = {"docs/index.md": PAGE, "docs/specs/hosts.yml": DATA}
    outcome = mini({path: text.replace(old, new) for path, text in files.items()})

    assert outcome.lines == [expected]


def test_without_data_the_word_is_any_language(mini: Mini) -> None:
    assert mini({"docs/index.md": "# Home\n\n```hosts\n127.0.0.1 localhost\n```\n"}).lines == []


@pytest.mark.parametrize("path", ["emr/proxy/", "devices/dicom-proxy/", "emr/security-review/"])
def test_a_table_is_copied_as_its_file_has_it(browser: Browser, server: str, site: Path, path: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(server + path)
    page.get_by_role("button", name="Copy all").first.click()
    expect(page.locator(".hosts [role=status]").first).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    rows = list(csv.reader((site / "hosts/production.csv").read_text("utf-8").splitlines()))

    assert [line.split("\t") for line in copied.splitlines()] == [row[1:] for row in rows]
    assert len(rows) > 1


def test_a_table_is_whole_without_script(browser: Browser, server: str, site: Path) -> None:
    text = (site.parent / "docs/emr/proxy.md").read_text("utf-8")
    lists = re.findall(r"^```hosts\n(\S+)$", text, re.MULTILINE)
    rows = sum(len((site / f"hosts/{each}.csv").read_text("utf-8").splitlines()) - 1 for each in lists)
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{server}emr/proxy/")
    expect(page.locator(".hosts tbody tr")).to_have_count(rows)
    expect(page.get_by_role("button", name="Copy all").first).to_be_hidden()
