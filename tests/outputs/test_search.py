"""The search box answers what readers ask, loads nothing before a reader is about to open it, and stays light."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from docsite import __main__ as shell
from docsite.links.html_links import parse
from docsite.outputs.search import coded
from docsite.outputs.search.passages import Passage, read
from docsite.sources.problems import line
from playwright.sync_api import Browser, Page, Response, Route, expect

from tests.support.mini_sites import Mini
from tests.support.project import DOCS, data

QUESTIONS: dict[str, list[str]] = data(DOCS / "specs/searches.yml")
SEARCH = 'button[aria-haspopup="dialog"]'
RESULT = "dialog.search ol li > a"
ASK = """([questions, results]) => {
  const [input, list] = ["input", ".search__results"].map((name) => document.querySelector(`dialog ${name}`));
  list.hidden = true;
  const found = questions.map((question) => {
    input.value = question;
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    return [...document.querySelectorAll(results)].map(({ href }) => href);
  });
  list.hidden = false;
  return found;
}"""
"""Hides the results meanwhile: the browser needs more time to lay them out than the search to find them."""
SHOWN = 3
HEAVIEST = 200_000  # bytes of gzip before the first result


def hrefs(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all(RESULT, "all => all.map(({ href }) => href)")
    return found


@pytest.fixture(scope="module")
def open_box(running_browser: Browser, server: str) -> Iterator[Page]:
    """Open the search on the home page and wait until it is ready."""
    page = running_browser.new_page()
    page.goto(server)
    page.click(SEARCH)
    page.fill("dialog input", "order")
    with page.expect_response("**/search/more.js"):
        page.wait_for_selector(RESULT)
    page.wait_for_function("globalThis.searchMore")
    yield page
    page.close()


@pytest.fixture
def box(open_box: Page, browser: Browser) -> Page:
    """Return the open search, of which a test that fails leaves a picture."""
    assert open_box.context in browser.contexts
    return open_box


@pytest.fixture(scope="module")
def answers(open_box: Page) -> dict[str, list[str]]:
    """Return where the results of each question lead, all asked in one go."""
    found: list[list[str]] = open_box.evaluate(ASK, [[*QUESTIONS], RESULT])
    return dict(zip(QUESTIONS, found, strict=True))


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_among_the_first_three_results(
    box: Page, answers: dict[str, list[str]], server: str, question: str
) -> None:
    found = [href.removeprefix(server) for href in answers[question][:SHOWN]]
    is_answered = bool(set(found) & set(QUESTIONS[question]))
    if not is_answered:
        box.fill("dialog input", question)  # for the picture
    assert is_answered, found


@pytest.mark.parametrize("verb", ["can't", "can\u2019t", "cannot", "cant"])
def test_a_verb_with_not_is_no_word_of_its_own(box: Page, server: str, verb: str) -> None:
    box.fill("dialog input", "we can not sign in")
    spelled_out = hrefs(box)
    box.fill("dialog input", f"we {verb} sign in")

    assert hrefs(box) == spelled_out
    assert f"{server}trouble/#no-invitation" in spelled_out[:SHOWN]


def test_there_are_enough_questions() -> None:
    assert len(QUESTIONS) >= 60


def test_nothing_is_loaded_before_a_reader_is_about_to_open_it_and_little_before_the_first_result(
    browser: Browser, server: str
) -> None:
    page = browser.new_page()
    responses: list[Response] = []

    def keep(response: Response) -> None:
        responses.append(response)

    page.on("response", keep)
    page.goto(server, wait_until="networkidle")
    before = [response.url for response in responses]
    responses.clear()
    page.route("**/search/more.js", lambda route: route.abort())  # comes after the first result
    page.click(SEARCH)
    page.keyboard.type("payer batch")
    page.wait_for_selector(RESULT)
    weight = sum(len(gzip.compress(response.body())) for response in responses)
    loaded = [response.url.removeprefix(server) for response in responses]

    assert [url for url in before if "search" in url or "ranking" in url or "stemmer" in url] == []
    assert sorted(loaded) == [
        "assets/javascripts/ranking.js",
        "assets/javascripts/search.js",
        "assets/javascripts/stemmer.min.js",
        "search/index.js",
    ]
    assert weight <= HEAVIEST


def test_a_question_in_the_address_opens_the_search(browser: Browser, server: str) -> None:
    page = browser.new_page()
    page.goto(f"{server}?q=SFTP+password")
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()
    expect(page.locator(RESULT).first).to_have_attribute("href", f"{server}basic/#sftp")


def test_a_result_shows_page_section_and_an_excerpt_with_marks(box: Page) -> None:
    box.fill("dialog input", "inbound ports")
    result = box.locator('dialog li a[href$="emr/security-review/#inbound"]')

    expect(result.locator("small")).to_have_text("Guide: Security review: EMR integration")
    expect(result.locator("span")).to_have_text("Which ports open inward?")
    expect(result.locator("span mark")).to_have_text("ports")
    expect(result.locator("p mark").first).to_have_text("port")


def test_search_works_in_pages_opened_from_a_folder(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    page.click(SEARCH)
    page.keyboard.type("kiosk")
    expect(page.locator(RESULT).first).to_be_visible()


def test_results_stand_in_groups_after_the_best_three_and_name_their_kind(box: Page) -> None:
    box.fill("dialog input", "ungradable")
    headings = box.locator("dialog.search h2").all_text_contents()
    kinds = {
        each.split(":")[0] for each in box.locator("dialog section:first-child small").all_text_contents()
    }

    assert headings[0] == "Best matches"
    assert {"Guides", "Symptoms", "Samples"} <= set(headings[1:])
    assert box.locator("dialog section:first-child ol > li").count() == SHOWN
    assert kinds <= {"Guide", "Field", "Code", "Sample", "Symptom", "Term", "Open question"}


def test_a_field_that_several_messages_have_is_one_result(box: Page) -> None:
    box.fill("dialog input", "OBX-11")
    names = box.locator("dialog ol li > a > span").all_text_contents()

    assert names.count("OBX-11 Observation Result Status") == 1
    assert box.locator("dialog .search__more").first.text_content() != ""


def test_unused_fields_are_found_by_their_number_only(box: Page) -> None:
    def unused() -> int:
        return box.locator('dialog ol li > a[href$="#pv1-21"]').count()

    box.fill("dialog input", "charge price indicator pricing")
    by_word = unused()
    box.fill("dialog input", "PV1-21")

    assert (by_word, unused()) == (0, 1)


@pytest.mark.parametrize("code", ["E113411", "E11.3411", "e11 3411"])
def test_a_code_opens_the_row_that_has_it(browser: Browser, server: str, code: str) -> None:
    page = browser.new_page()
    page.goto(server)
    page.click(SEARCH)
    page.fill("dialog input", code)
    page.locator(RESULT).first.click()

    row = page.locator("tr:target")
    expect(row).to_contain_text("E113411")
    expect(row).to_be_in_viewport()


def test_before_a_question_stand_examples_and_where_nothing_is_found_next_steps(
    browser: Browser, server: str
) -> None:
    page = browser.new_page()
    page.goto(server)
    page.click(SEARCH)
    page.get_by_role("button", name="PID-5").click()
    expect(page.locator(RESULT).first).to_be_visible()
    expect(page.locator("dialog input").first).to_be_focused()
    page.fill("dialog input", "qqqqqqqqqq")
    expect(page.get_by_role("status").first).to_have_text("Nothing found for “qqqqqqqqqq”")

    links = page.locator("dialog .search__nothing a")
    assert links.count() >= 3
    for address in links.evaluate_all("all => all.map(({ href }) => href)"):
        assert page.request.get(address).ok


def test_a_lost_connection_can_be_tried_again(browser: Browser, server: str) -> None:
    page = browser.new_page()

    def lose(route: Route) -> None:
        route.abort()

    page.goto(server)
    page.route("**/search/index.js", lose)
    page.click(SEARCH)
    page.keyboard.type("firewall")
    expect(page.locator(".search__status")).to_have_text("The search could not be loaded. Are you online?")
    page.unroute("**/search/index.js")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(RESULT).first).to_be_visible()


def test_one_slash_opens_and_one_escape_closes(browser: Browser, server: str) -> None:
    page = browser.new_page()
    page.goto(server)
    page.keyboard.press("/")
    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog).to_be_visible()
    page.keyboard.type("a/b")
    expect(page.locator("dialog input").first).to_have_value("a/b")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.click(SEARCH)
    page.fill("dialog input", "")
    page.get_by_label("Open search with the / key").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("/")
    expect(dialog).to_be_hidden()


def test_letters_on_a_result_go_into_the_question(browser: Browser, server: str) -> None:
    page = browser.new_page()
    page.goto(server)
    page.click(SEARCH)
    page.keyboard.type("fire")
    expect(page.locator(RESULT).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator(RESULT).first).to_be_focused()
    page.keyboard.type("wall")
    expect(page.locator("dialog input").first).to_have_value("firewall")


def test_an_excerpt_is_made_of_sentences(box: Page) -> None:
    box.fill("dialog input", "Which ports open outward?")

    assert box.locator("dialog ol li > a > p").first.text_content() == (
        "Ports 443 (HTTPS) and 5671 (AMQP) open from the proxy's host to the seven hosts of each environment: "
        "production and test."
    )


def test_no_file_of_the_theme_is_published_that_no_page_loads(site: Path) -> None:
    assert [path.name for path in site.rglob("*.map")] == []
    assert not (site / "assets/javascripts/workers").exists()
    assert not (site / "assets/javascripts/lunr").exists()


# Passages


def passages(html: str) -> list[Passage]:
    root = parse(html)
    assert root is not None
    return list(read(root))


def test_text_belongs_to_the_heading_above_it() -> None:
    assert passages(
        '<h1 id="a">A <abbr title="x">B</abbr><a class="headerlink" href="#a">¶</a></h1><p>One<b>two</b>.</p>'
        '<h2 id="c">C</h2><ul><li>x</li><li>y</li></ul>tail<div><h3 id="d">D</h3><p>z</p></div><p>after</p>'
    ) == [
        Passage("", "A B", "Onetwo."),
        Passage("c", "C", "x. y. tail"),
        Passage("d", "D", "z. after"),
    ]


def test_rows_and_terms_with_an_id_are_entries() -> None:
    assert passages(
        '<h2 id="p">Patient</h2><table class="field-table"><thead><tr><th>Field</th></tr></thead><tbody>'
        '<tr id="pid-5"><th>PID-5</th><td>Patient Name</td><td>R</td></tr><tr><td>plain</td></tr>'
        "</tbody></table>"
        '<dl><dt id="mrn">MRN</dt><dd>number</dd><dd>of a patient</dd><dt>other</dt><dd>thing</dd></dl>'
    ) == [
        Passage("", "", ""),
        Passage("p", "Patient", "plain. other: thing"),
        Passage("pid-5", "PID-5", "Patient Name, R", "Patient"),
        Passage("mrn", "MRN", "number. of a patient", "Patient"),
    ]


def test_what_ends_is_separated_as_a_reader_would() -> None:
    assert passages(
        "<p>One.</p><ul><li>two</li><li>three?</li></ul><table><thead><tr><th>Head</th></tr></thead><tbody>"
        '<tr><th scope="row">a</th><td>b<br>c</td><td><p>d</p><p>e</p></td></tr></tbody></table>'
        '<div class="tabbed-labels"><label>C#</label></div><a download href="x">Download</a><p>f</p>'
    ) == [Passage("", "", "One. two. three? a: b, c. d. e. f")]


def test_a_page_names_the_kind_of_rows_and_of_the_section_around_a_figure() -> None:
    assert passages(
        '<h2 id="s">S</h2><div><figure data-search-kind="sample"><p>x</p></figure></div>'
        '<h2 id="t">T</h2><table><tr id="r" data-search-kind="code"><th>R</th><td>y</td></tr></table>'
        '<table><tbody data-search-rows="field"><tr id="u"><th>U</th><td>z</td></tr></tbody></table>'
    ) == [
        Passage("", "", ""),
        Passage("s", "S", "x", None, "sample"),
        Passage("t", "T", ""),
        Passage("r", "R", "y", "T", "code"),
        Passage("u", "U", "z", "T", "field"),
    ]


def test_whole_messages_and_diagrams_are_left_out() -> None:
    assert passages("<p>a</p><pre><code>MSH|</code></pre><svg><text>b</text></svg><!-- c --><p>d</p>") == [
        Passage("", "", "a. d")
    ]


# The index


PAGES = {
    "docs/index.md": "# Home\n\nText.\n\n## Start { #start }\n\nHere.\n",
    "docs/a.md": "---\nsearch:\n  exclude: true\n---\n# A\n",
    "docs/b.md": "---\nredirect_from: [/old/]\n---\n# B\n",
}
EXTENSIONS = {"markdown_extensions": ["attr_list"]}


def test_comments_and_processing_instructions_of_a_page_are_no_text() -> None:
    html = "<!-- a --><h2 id='b'>B<!-- c --></h2>d<!-- e -->f<?g?><div><h3 id='h'>H</h3><!-- i -->j</div>"
    assert passages(html) == [
        Passage("", "", ""),
        Passage("b", "B", "df"),
        Passage("h", "H", "j"),
    ]


def test_the_index_has_pages_without_excluded_ones_and_redirects(mini: Mini) -> None:
    outcome = mini(
        {
            **PAGES,
            "docs/specs/search.yml": "sections:\n  index.md#start: [begin]\nkinds:\n  term: [b.md]\n"
            "examples: [x y]\nnext:\n  b.md: See B\n",
        },
        extra={"docsite": {"search": True}},
        **EXTENSIONS,
    )

    assert outcome.lines == []
    assert outcome.html("search/index.js") == (
        'globalThis.searchIndex = {"same":[],"also":[[1,"begin"]],"kinds":{"b/":"term"},'
        '"examples":["x y"],"next":[["b/","See B"]],"texts":[],"pages":['
        '["","Home",[["","Home","Text."],[0,"Start","Here."]]],["b/","B",[["","B",""]]]]};\n'
    )
    assert outcome.html("search/more.js") == 'globalThis.searchMore = {"pages":[]};\n'


def test_a_site_without_the_setting_has_no_index(mini: Mini) -> None:
    outcome = mini({**PAGES, "docs/specs/search.yml": "nonsense"})

    assert not (outcome.site / "search").exists()


def test_words_for_what_search_does_not_have_are_problems(mini: Mini) -> None:
    words = (
        "sections:\n  indx.md: [x]\n  a.md: [x]\n  index.md#strat: [x]\n"
        "kinds:\n  term: [b.md, c.md]\nnext:\n  b.md#x: y\n"
    )
    lines = mini(
        {**PAGES, "docs/specs/search.yml": words}, extra={"docsite": {"search": True}}, **EXTENSIONS
    ).lines

    assert [
        line.removeprefix("docs/specs/search.yml:").removesuffix(" [unknown-section]") for line in lines
    ] == [
        "2:3: search has no page 'indx.md'. Did you mean 'index.md'?",
        "3:3: page 'a.md' is left out of the search. Remove it here, or 'search' from the front matter of the page.",
        "4:12: 'index.md' has no section 'strat'. Did you mean 'start'?",
        "6:16: search has no page 'c.md'. Did you mean 'b.md'?",
        "8:8: 'b.md' has no section 'x'. Write the anchor of one of its sections or rows.",
    ]


ANSWERS = """\
how: [b/, 'old/#x', "#strat"]
who: [a/, c/, '#start', "#n\\x6f"]
"""


def test_answers_that_search_does_not_have_are_problems(mini: Mini) -> None:
    outcome = mini(
        {**PAGES, "docs/specs/searches.yml": ANSWERS}, extra={"docsite": {"search": True}}, **EXTENSIONS
    )
    lines = [
        line.removeprefix("docs/specs/searches.yml:").removesuffix(" [unknown-section]")
        for line in outcome.lines
    ]
    page = "Write one that the site has."

    assert lines == [
        "1:12: search has no page 'old/'. Did you mean 'b/'?",
        "1:23: 'index.md' has no section 'strat'. Did you mean 'start'?",
        "2:7: page 'a.md' is left out of the search. Remove it here, or 'search' from the front matter of the page.",
        f"2:11: search has no page 'c/'. {page}",
        "2:25: 'index.md' has no section 'no'. Write the anchor of one of its sections or rows.",
    ]
    told = [line(each) for each in shell.check(outcome.root / "mkdocs.yml")]
    assert told == [each for each in outcome.lines if "has no section" not in each]


def test_what_means_the_same_is_words_without_marks(mini: Mini) -> None:
    words = "same:\n  - [one, two words, four-marked]\n"
    (line,) = mini(
        {**PAGES, "docs/specs/search.yml": words}, extra={"docsite": {"search": True}}, **EXTENSIONS
    ).lines

    fact = "an item of 'same' must be one to four words of letters and digits, not 'four-marked'."
    assert line == f"docs/specs/search.yml:2:22: {fact} Correct it. [unknown-value]"


def test_a_build_of_changed_pages_keeps_the_others(mini: Mini) -> None:
    mini(PAGES, extra={"docsite": {"search": True}}, **EXTENSIONS)
    outcome = mini(
        {"docs/b.md": "# B\n\nNew.\n"}, dirty=True, extra={"docsite": {"search": True}}, **EXTENSIONS
    )

    assert '["","B","New."]' in outcome.html("search/index.js")
    assert '[0,"Start","Here."]' in outcome.html("search/index.js")


ROWS = (
    Passage("", "Page", "Not used.", None),
    Passage("pid-5-1", "PID-5.1 Family Name", "Not used.", "PID", "field"),
    Passage("family-name", "Family Name", "Short", "PID"),
    Passage("x", "Other", "Short", None, "question"),
)


def test_passages_are_written_without_what_they_repeat_and_read_as_they_were() -> None:
    texts = coded.repeated(ROWS)
    rows = list(coded.rows(ROWS, {"Not used.": 0}))

    assert texts == ["Not used."]
    assert rows == [
        ("", "Page", 0),
        "PID",
        (0, "PID-5.1 Family Name", 0, "field"),
        (1, "Family Name", "Short"),
        None,
        ("x", "Other", "Short", "question"),
    ]
    assert tuple(coded.passages(rows, texts)) == ROWS


def test_open_questions_and_unused_fields_are_found_soon_after_the_first_result(
    box: Page, server: str
) -> None:
    box.fill("dialog input", "SOP classes of the DICOM conformance statement")
    question = box.locator("dialog li a", has=box.locator("small", has_text="Open question")).first

    expect(question).to_have_attribute("href", f"{server}open-questions/#dicom-conformance")


@pytest.mark.parametrize(
    ("written", "meant"), [("OBX 11", "OBX-11"), ("servicebus trouble", "Service Bus trouble")]
)
def test_words_are_found_however_they_are_joined(box: Page, written: str, meant: str) -> None:
    box.fill("dialog input", meant)
    expected = hrefs(box)[:SHOWN]
    box.fill("dialog input", written)

    assert set(expected) & set(hrefs(box)[:SHOWN])


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("rotate keys", "cloud-direct/credentials/#rotation"),
        ("patient date of birth json", "cloud-direct/reference/order-request/#patient-dob"),
    ],
)
def test_what_has_a_name_all_of_whose_words_are_asked_comes_first(
    box: Page, server: str, question: str, named: str
) -> None:
    box.fill("dialog input", question)

    assert hrefs(box)[0] == f"{server}{named}"


@pytest.mark.parametrize("question", ["what does LocalId mean?", "LocalId meaning", "define LocalId"])
def test_a_question_for_a_meaning_is_answered_by_the_term(box: Page, server: str, question: str) -> None:
    box.fill("dialog input", question)

    assert hrefs(box)[0] == f"{server}glossary/#local-id"


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("order went to wrong clinic", "trouble/#wrong-site"),  # a symptom before a guide
        ("urgent order flag", "cloud-direct/reference/order-request/#order-urgent"),  # not another flag
        (
            "IrisOrderId vs PatientOrderId",
            "cloud-direct/reference/order-result/#order-patientorderid",
        ),  # no open question
    ],
)
def test_what_a_question_is_about_comes_first(box: Page, server: str, question: str, answer: str) -> None:
    box.fill("dialog input", question)

    assert hrefs(box)[0] == f"{server}{answer}"
