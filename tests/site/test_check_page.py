"""The page that checks a message: what it finds and says, and that nothing leaves it."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docsite.outputs import checker
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, expect

from tests.support.accessibility import SCHEMES, axe, to_scheme
from tests.support.kept_tab import renew
from tests.support.project import DOCS

HEAVIEST = 120_000  # bytes of gzip: scripts and data of this page
SCRIPTS = "assets/javascripts/check/"
SAMPLE = "hl7/oru-r01-discrete.hl7"
PATIENT = "QUIXOTE"

pytestmark = pytest.mark.usefixtures("browser")  # which takes the picture of a test that failed


def sample(name: str) -> str:
    return (DOCS / "samples" / name).read_text("utf-8")


def broken() -> str:
    """Return a result with an error, a warning, and a value that a question leaves open."""
    text = sample(SAMPLE).replace("|19581012|M|", "|19581012|X|").replace("PUBLIC^JOHN", f"{PATIENT}^JOHN")
    return text.replace("ORC|RE", "ZZZ|1\nORC|RE").replace("CRITICAL", "ALERT")


@pytest.fixture
def page(kept_tab: Page, server: str, faults: list[str]) -> Iterator[Page]:
    """Open the page in the tab that is kept; an error of a script fails."""

    def failed(error: Error) -> None:
        faults.append(str(error))

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(message.text)

    renew(kept_tab, server, 1280, 720)
    kept_tab.on("pageerror", failed)
    kept_tab.on("console", said)
    kept_tab.goto(f"{server}check/")
    yield kept_tab
    kept_tab.remove_listener("pageerror", failed)
    kept_tab.remove_listener("console", said)


def findings(page: Page) -> list[list[str]]:
    found: list[list[str]] = page.eval_on_selector_all(
        "ol#findings > li",
        "all => all.map(({ dataset: { level, rule, line, column } }) => [level, rule, line, column])",
    )
    return found


def said(page: Page) -> dict[str, str]:
    rows: list[list[str]] = page.eval_on_selector_all(
        ".checker__tables tbody tr", "all => all.map((row) => [...row.cells].map((cell) => cell.innerText))"
    )
    return {label: f"{value} / {place.split()[0]}" for label, value, place in rows}


def test_a_broken_message_has_its_findings_with_level_rule_line_and_column(page: Page) -> None:
    page.fill("#message", broken())

    assert findings(page) == [
        ["error", "unknown-code", "2", "57"],
        ["warning", "unknown-segment", "4", "1"],
        ["open", "unknown-code", "7", "27"],
    ]
    expect(page.locator(".checker__status")).to_have_text("Result: 1 error, 1 warning, 1 open.")
    first = page.locator("#findings > li").first
    expect(first).to_contain_text("PID-8 must be 'F' or 'M', not 'X'.")
    expect(first.get_by_role("link")).to_have_attribute(
        "href", f"{page.url.removesuffix('check/')}hl7/results/#pid-8"
    )


def test_findings_and_lines_below_the_window_can_be_read_too(page: Page) -> None:
    page.fill("#message", sample(SAMPLE) + "DG1|9|I9|x\n" * 30)
    found = page.locator("#findings > li")
    expect(found.nth(30)).to_be_attached()

    assert found.all_inner_texts() == [text for text in found.all_inner_texts() if text.strip()]
    lines = page.locator(".checker__line").all_inner_texts()
    assert lines == [text for text in lines if text.strip()]


def test_a_level_has_a_sign_and_a_bar_that_can_be_seen(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.fill("#message", broken())
    for scheme in SCHEMES:
        to_scheme(page, scheme)
        seen = page.eval_on_selector_all(
            "#findings > li",
            """all => all.map((each) => {
              const sign = each.querySelector(".checker__sign");
              const { color, backgroundColor } = getComputedStyle(sign);
              const { borderLeftWidth, borderLeftColor } = getComputedStyle(each);
              const isSeen = color !== backgroundColor && backgroundColor === borderLeftColor;
              return [sign.textContent, isSeen, parseFloat(borderLeftWidth) > 2];
            })""",
        )
        assert seen == [["✕", True, True], ["!", True, True], ["?", True, True]], scheme


def test_what_only_iris_can_settle_is_open_and_links_to_the_question(page: Page) -> None:
    page.fill("#message", sample("hl7/orm-o01-new-order.hl7").replace("|F|", "|U|"))

    assert findings(page) == [["open", "unknown-code", "2", "61"]]
    expect(page.locator(".checker__status")).to_have_text("Order: 1 open.")
    question = page.locator("#findings a").last
    expect(question).to_contain_text("Open question")
    expect(question).to_have_attribute("href", re.compile("/open-questions/#pid-8"))


@pytest.mark.parametrize(
    "name", [SAMPLE, "hl7/orm-o01-new-order.hl7", "json/order-new-full.json", "csv/order-intake.csv"]
)
def test_a_right_message_has_none_and_the_page_says_what_was_and_was_not_checked(
    page: Page, name: str
) -> None:
    page.fill("#message", sample(name))

    assert findings(page) == []
    expect(page.locator(".checker__status")).to_contain_text("no findings")
    clean = page.locator(".checker__clean > div:visible")
    expect(clean).to_contain_text("Checked:")
    expect(clean).to_contain_text("What can't be checked here:")


def test_it_says_what_a_result_says_and_where_it_is_written(page: Page) -> None:
    page.fill("#message", sample(SAMPLE))
    rows = said(page)

    assert rows["Patient"] == "JOHN PUBLIC / PID-5.2"
    assert rows["Order number"] == "ORD100002 / ORC-2.1"
    assert rows["Severity"] == "CRITICAL AA (Critical) / OBX-5"
    assert rows["Left eye: diabetic retinopathy"] == "Proliferative AA (Critical) / OBX-5"
    assert rows["Sex"] == "M (Male) / PID-8"


def test_it_says_what_an_order_in_json_and_a_row_of_csv_say(page: Page) -> None:
    page.fill("#message", sample("json/order-new-full.json"))
    assert said(page)["Patient"] == "John Public / Patient.Name.First"
    page.fill("#message", sample("csv/order-intake.csv"))
    assert said(page)["Patient"] == "Avery Testpatient / PatientFirstName"


def test_it_says_what_the_chosen_row_or_message_says(page: Page) -> None:
    which = page.get_by_role("spinbutton", name="Row")
    header, row = sample("csv/order-intake.csv").strip().split("\n")[:2]
    expect(which).to_be_hidden()
    page.fill("#message", "\n".join([header, row, row.replace("Avery", "Robin")]))
    expect(page.locator(".checker__count")).to_have_text("of 2")
    assert said(page)["Patient"] == "Avery Testpatient / PatientFirstName"
    which.fill("2")
    assert said(page)["Patient"] == "Robin Testpatient / PatientFirstName"
    which.fill("7")  # there is none
    assert said(page)["Patient"] == "Robin Testpatient / PatientFirstName"

    order = sample("hl7/orm-o01-new-order.hl7").strip()
    page.fill("#message", f"{order}\n{order.replace('ORD100001', 'ORD100009')}\n")
    assert said(page)["Order number"] == "ORD100001 / ORC-2.1"
    page.get_by_role("spinbutton", name="Message").fill("2")
    assert said(page)["Order number"] == "ORD100009 / ORC-2.1"
    page.fill("#message", order)
    expect(page.locator(".checker__which")).to_be_hidden()


def test_a_finding_goes_to_its_mark_and_back_with_the_keyboard(page: Page) -> None:
    page.fill("#message", broken())
    page.locator("#findings button").first.press("Enter")
    mark = page.locator("mark:focus")
    expect(mark).to_have_text("X")
    mark.press("Escape")
    expect(page.locator("#findings button").first).to_be_focused()


def test_the_kind_can_be_chosen(page: Page) -> None:
    page.fill("#message", sample(SAMPLE))
    page.select_option(".checker select", "mdm-t02")
    assert "missing-segment" in {rule for _, rule, _, _ in findings(page)}
    page.select_option(".checker select", "")
    assert findings(page) == []


def test_a_file_is_judged_by_its_bytes(page: Page) -> None:
    data = sample(SAMPLE).replace("JOHN", "JÖHN").encode("iso-8859-1")
    page.set_input_files(".checker__input", {"name": "a.hl7", "mimeType": "", "buffer": data})
    expect(page.locator("#findings > li")).to_have_count(2)

    assert [rule for _, rule, _, _ in findings(page)] == ["invalid-hl7", "not-utf-8"]
    expect(page.locator("#message")).to_have_value(sample(SAMPLE).replace("JOHN", "JÖHN"))


def test_a_file_can_be_dropped(page: Page) -> None:
    page.evaluate(
        """text => {
          const carried = new DataTransfer();
          carried.items.add(new File([text], "a.hl7"));
          const drop = new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true });
          document.querySelector("#message").dispatchEvent(drop);
        }""",
        broken(),
    )
    expect(page.locator("#findings > li").first).to_be_visible()


DROP = """([files, place]) => {
  const carried = new DataTransfer();
  for (const [name, text] of files) carried.items.add(new File([text], name));
  const over = new DragEvent("dragover", { dataTransfer: carried, bubbles: true, cancelable: true });
  const drop = new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true });
  const target = document.querySelector(place);
  return [target.dispatchEvent(over), target.dispatchEvent(drop)];
}"""
"""Drops files on a place of the page; false where the browser would not open them in place of the page."""


def test_a_file_that_misses_the_field_is_checked_and_of_several_the_first(page: Page) -> None:
    files = [["a.hl7", sample(SAMPLE).replace("\n", "\r")], ["b.hl7", broken()]]
    assert page.evaluate(DROP, [files, "footer"]) == [False, False]
    expect(page.locator(".checker__status")).to_have_text("Result: no findings.")
    expect(page.locator(".checker__hint")).to_have_text(
        "Of 2 files, only a.hl7 is checked: take one at a time."
    )
    page.fill("#message", broken())
    expect(page.locator(".checker__hint")).to_have_text("Paste or type it, or drop a file here.")


def long(segments: int) -> str:
    """Return a result of so many segments, with a finding in the second one and in the last."""
    lines = broken().splitlines()
    more = (f"OBX|{number}|ST|Result^^IRIS|001|text||||||F" for number in range(len(lines), segments))
    return "\n".join([*lines, *more, "ZZZ|1"])


@pytest.mark.parametrize("way", ["pasted", "set", "file"])
def test_a_message_that_would_block_the_field_is_checked_from_memory(page: Page, way: str) -> None:
    text = long(20_000)
    if way == "pasted":
        page.locator("#message").focus()
        page.keyboard.insert_text(text)
    elif way == "set":
        paste(page, text)
    else:
        page.set_input_files(
            ".checker__input", {"name": "a.hl7", "mimeType": "", "buffer": text.replace("\n", "\r").encode()}
        )

    expect(page.locator(".checker__status")).to_contain_text("Result: ", timeout=60_000)
    expect(page.locator("#message")).to_have_value("")
    named = "a.hl7" if way == "file" else "Your text"
    expect(page.locator(".checker__hint")).to_contain_text(
        f"{named} has 20,001 lines, too many to show and edit here. It's checked from memory"
    )
    assert findings(page)[0] == ["error", "unknown-code", "2", "57"]
    expect(page.locator(".checker__lines")).to_contain_text("ALERT")
    page.fill("#message", sample(SAMPLE))
    expect(page.locator(".checker__status")).to_have_text("Result: no findings.")
    expect(page.locator(".checker__hint")).to_have_text("Paste or type it, or drop a file here.")


def test_what_is_pasted_into_a_message_is_checked_with_it(page: Page) -> None:
    page.fill("#message", sample(SAMPLE))
    page.locator("#message").press("Control+End")
    page.keyboard.insert_text("NTE|1||text\n" * 4_000)

    expect(page.locator(".checker__hint")).to_contain_text("Your text has 4,0")
    assert said(page)["Patient"] == "JOHN PUBLIC / PID-5.2"


def test_a_file_that_is_too_large_or_cannot_be_read_is_refused_with_what_to_do(page: Page) -> None:
    page.fill("#message", broken())
    large = """() => {
      Object.defineProperty(File.prototype, "size", { get: () => 20_000_001, configurable: true });
    }"""
    page.evaluate(large)
    page.evaluate(DROP, [[["a.hl7", "MSH|"]], "#message"])
    expect(page.locator(".checker__status")).to_have_text(
        "Not checked: a.hl7 has more than 20 MB, the most that this page takes. "
        "Split it, or check it in a shell, as the end of this page says."
    )
    assert findings(page) == []
    expect(page.locator(".checker__result")).to_be_hidden()

    page.evaluate("""() => {
      Object.defineProperty(File.prototype, "size", { get: () => 1 });
      File.prototype.arrayBuffer = () => Promise.reject(new DOMException("", "NotFoundError"));
    }""")
    page.evaluate(DROP, [[["folder", ""]], "#message"])
    expect(page.locator(".checker__status")).to_have_text(
        "Not checked: folder can't be read. It may be a folder, or it was moved. Choose a file."
    )


@pytest.mark.parametrize("segments", [0, 2_000])
def test_a_bug_is_said_and_looks_like_no_answer(browser: Browser, server: str, segments: int) -> None:
    page = browser.new_page()
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error.name)))
    page.goto(f"{server}check/")
    page.fill("#message", sample(SAMPLE))
    expect(page.locator(".checker__status")).to_have_text("Result: no findings.")
    page.evaluate("() => { delete checkRules.hl7.messages['oru-r01'].segments; }")
    text = long(segments) if segments else broken()
    page.fill("#message", text)

    expect(page.locator(".checker__status")).to_have_text("Not checked: this page has a bug.")
    expect(page.locator(".checker__failed")).to_contain_text("Your message is not checked.")
    expect(page.locator(".checker__error")).to_have_text(re.compile(r"^TypeError at hl7[a-z-]*\.js:\d+:\d+$"))
    expect(page.locator(".checker__result")).to_be_hidden()
    expect(page.locator("#message")).to_have_value(text)
    assert thrown == ["TypeError"]
    page.fill("#message", sample("json/order-new-full.json"))
    expect(page.locator(".checker__status")).to_have_text("Cloud Direct order: no findings.")
    expect(page.locator(".checker__failed")).to_be_hidden()


def test_the_link_beside_a_sample_opens_it_and_the_address_forgets_it(page: Page, server: str) -> None:
    page.goto("hl7/results-samples/")
    page.get_by_role("link", name="Check a changed copy").first.click()
    expect(page.locator("#message")).not_to_have_value("")
    expect(page.locator(".checker__status")).to_contain_text("Result")
    assert page.url == f"{server}check/"


@pytest.mark.parametrize(
    "name",
    [
        "oru-r01-custom-observations",
        "oru-r01-pdf-ed-conformant-v26",
        "mdm-t02-conformant",
        "dft-p03-option2-conformant",
    ],
)
def test_a_sample_of_a_kind_that_is_only_chosen_comes_with_its_kind(page: Page, name: str) -> None:
    page.goto(f"{page.url}?sample=hl7/{name}.hl7")
    expect(page.locator(".checker__status")).to_contain_text("no findings")
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(".checker select")).to_have_value("")


def storage(context: BrowserContext, page: Page) -> str:
    own = page.evaluate(
        """async () => JSON.stringify([
          Object.entries(localStorage), Object.entries(sessionStorage), history.state, location.href, document.cookie,
          await indexedDB.databases(), window.name,
        ])"""
    )
    return f"{own}{json.dumps(context.storage_state())}"


def test_nothing_is_requested_stored_or_written_into_the_address(browser: Browser, server: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{server}check/", wait_until="networkidle")
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    before = storage(context, page)
    length = page.evaluate("history.length")
    page.fill("#message", broken())
    page.locator("#findings button").first.click()
    page.keyboard.press("Enter")
    page.select_option(".checker select", "oru-r01")
    page.set_input_files(".checker__input", {"name": "a.hl7", "mimeType": "", "buffer": broken().encode()})
    expect(page.locator("#findings > li").first).to_be_visible()
    page.wait_for_timeout(1_000)

    assert [
        url for url in asked if not url.endswith("favicon.svg")
    ] == []  # which comes when the browser likes
    assert storage(context, page) == before
    assert PATIENT not in before
    assert page.evaluate("history.length") == length
    assert page.url == f"{server}check/"
    page.reload()
    expect(page.locator("#message")).to_have_value("")


def test_the_policy_of_the_page_alone_forbids_every_connection(browser: Browser, server: str) -> None:
    page = browser.new_page()
    reach = "fetch(location.href).then(() => 'reached', () => 'refused')"
    page.goto(f"{server}check/")
    assert page.evaluate(reach) == "refused"
    assert page.evaluate("navigator.sendBeacon(location.href) && 'reached'") in (False, "reached")
    page.goto(f"{server}test-kit/")
    assert page.evaluate(reach) == "reached"


def test_it_works_in_pages_opened_from_a_folder(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "check/index.html").as_uri())
    page.fill("#message", broken())
    assert len(findings(page)) == 3


def test_without_scripts_it_says_what_to_use_instead(browser: Browser, server: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{server}check/")
    expect(page.locator(".checker__instead")).to_be_visible()
    expect(page.locator(".checker__instead")).to_contain_text("python -m docsite message FILE")
    expect(page.locator("#message")).to_be_hidden()


def test_scripts_and_data_are_light_and_loaded_on_this_page_alone(site: Path) -> None:
    files = [*(site / SCRIPTS).iterdir(), site / checker.RULES, site / checker.SAMPLES]
    html = (site / "check/index.html").read_text("utf-8")
    others = [
        page
        for page in site.rglob("*.html")
        if page.parent.name != "check" and SCRIPTS in page.read_text("utf-8")
    ]

    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= HEAVIEST
    assert all(file.name in html for file in files)
    assert others == []


@pytest.mark.parametrize("width", [1280, 320])
def test_the_page_with_findings_is_accessible(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    page.fill("#message", broken())

    for scheme in SCHEMES:
        to_scheme(page, scheme)
        assert axe(page) == [], scheme
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = page.eval_on_selector_all(
        ".checker :is(button, select, .checker__links a, .checker__table a)",
        """all => all.filter((each) => each.offsetParent && each.getBoundingClientRect().height < 24)
          .map((each) => each.outerHTML)""",
    )
    assert small == []


def test_what_is_typed_while_a_large_message_is_judged_comes_first(page: Page) -> None:
    lines = sample(SAMPLE).splitlines()
    text = "\n".join(
        [*lines, *(f"OBX|{number}|ST|Result^^IRIS|001|text||||||F" for number in range(10, 10_001))]
    )
    paste = """text => {
      const field = document.querySelector("#message");
      field.value = text;
      field.dispatchEvent(new Event("input"));
    }"""
    page.evaluate(paste, text)
    page.fill("#message", broken())

    assert len(findings(page)) == 3
    page.wait_for_timeout(600)
    assert len(findings(page)) == 3
    page.evaluate(paste, text)
    expect(page.locator(".checker__more")).to_be_visible()
    expect(page.locator(".checker__more")).to_contain_text("first 500")
    rows = page.locator(".checker__tables tbody tr")
    assert rows.count() == 201
    expect(rows.last).to_contain_text(re.compile("^And [0-9,]+ more values.$"))


def paste(page: Page, text: str) -> None:
    """Put a text into the field at once, as a paste does, without waiting for the answer."""
    page.evaluate(
        """text => {
          const field = document.querySelector("#message");
          field.value = text;
          field.dispatchEvent(new Event("input"));
        }""",
        text,
    )


def test_a_segment_of_very_many_fields_has_its_findings(page: Page) -> None:
    segments = sample(SAMPLE).strip()
    paste(page, f"{segments}{'|a' * 200_000}")

    expect(page.locator(".checker__more")).to_contain_text("first 500", timeout=60_000)
    assert findings(page)[0][:3] == ["warning", "unknown-field", str(len(segments.splitlines()))]


def test_json_of_more_faults_than_the_validator_can_list_has_the_first_ones(page: Page) -> None:
    order = json.loads(sample("json/order-new-full.json"))
    image = {**order["Camera"]["Images"][0], "Laterality": "XX", "Taken": "yesterday", "GroupId": "1"}
    order["Camera"]["Images"] = [{**image, "Extra": 1, "ImageContext": None} for _ in range(4_000)]
    paste(page, json.dumps(order))

    expect(page.locator(".checker__status")).to_have_text(re.compile(", and more.$"), timeout=60_000)
    assert len(findings(page)) == 500


STILL = """() => new Promise((done) => {
  let [place, frames] = [NaN, 0];
  const look = () => {
    const { top } = document.activeElement.getBoundingClientRect();
    [place, frames] = [top, top === place ? frames + 1 : 0];
    if (frames === 12) done();
    else requestAnimationFrame(look);
  };
  look();
})"""
"""Waits until what has the focus has stayed where it is for a fifth of a second."""


@pytest.mark.parametrize("width", [1280, 320])
def test_each_place_of_a_long_message_comes_into_sight_and_back(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    more = [f"OBX|{number}|SX|Result{number}^^IRI|001|te\\zxt||||x||Q" for number in range(10, 1_000)]
    paste(page, "\n".join([*sample(SAMPLE).splitlines(), *more]))
    expect(page.locator(".checker__more")).to_be_visible()
    buttons = page.locator("#findings button")
    for number in (0, 250, 499):
        buttons.nth(number).evaluate("button => button.focus()")
        page.keyboard.press("Enter")
        page.evaluate(STILL)
        expect(page.locator("mark:focus")).to_be_in_viewport()
        page.keyboard.press("Escape")
        page.evaluate(STILL)
        expect(buttons.nth(number)).to_be_focused()
        expect(buttons.nth(number)).to_be_in_viewport()
