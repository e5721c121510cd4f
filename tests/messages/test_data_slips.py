"""An author's slips in this project's own data, each told once at its place: what is named and not there, or twice."""

import re

import pytest
from docsite.sources.wording import short

from tests.support import places
from tests.support.sources import Sources, told

CHECK, HOSTS = "docs/specs/check.yml", "docs/specs/hosts.yml"
FIELDS, SAMPLES = "docs/specs/csv/order-intake.yml", "docs/samples/json/index.yml"

HOST = """\
    title: More
    hosts:
      - {from: Proxy, host: a.example.com, port: 443, protocol: HTTPS, purpose: Files}
"""

SLIPS = [
    # file, old text, new text with the mark where the problem is expected, message
    (
        "docs/specs/questions/codes.yml",
        "may_be: (?:RIGHT|LEFT)[A-Z]+",
        "may_be: ⟦unknown-value⟧(?:RIGHT|LEFT[A-Z]+",
        (
            "'may_be' must be a regular expression for the whole of each value that it leaves open, "
            "not '(?:RIGHT|LEFT[A-Z]+'. Correct it."
        ),
    ),
    (
        CHECK,
        "  wrong-case: warning",
        "  ⟦unknown-key⟧wrong-caes: warning",
        "unknown key 'wrong-caes'. Did you mean 'wrong-case'?",
    ),
    (
        CHECK,
        "  invalid-hl7.blank: warning",
        "  ⟦unknown-key⟧invalid-hl7.emptiness: warning",
        "unknown key 'invalid-hl7.emptiness'. Remove it.",
    ),
    (
        CHECK,
        "  segment-order: order",
        "  ⟦unknown-key⟧unused-sample: order",
        "unknown key 'unused-sample'. Remove it.",
    ),
    (
        CHECK,
        "{id: mdm-t02, title",
        "{id: ⟦unknown-spec⟧mdm-t03, title",
        "there is no message 'mdm-t03'. Did you mean 'mdm-t02'?",
    ),
    (
        CHECK,
        "options: [option-2]",
        "options: [⟦unknown-value⟧option-3]",
        "dft-p03 has no option 'option-3'. Use 'option-1', 'option-1-cpt2', 'option-2', or 'conformant'.",
    ),
    (
        CHECK,
        "id: dft-p03-2, spec",
        "id: ⟦duplicate-key⟧dft-p03-1, spec",
        "duplicate 'id' 'dft-p03-1'; 'Charge, option 1' has it too. Give each row of 'hl7' its own.",
    ),
    (
        CHECK,
        "rows: [MSA-2]",
        "rows: [⟦unknown-row⟧MSA-9]",
        "there is no row 'MSA-9'. Correct or remove it.",
    ),
    (
        CHECK,
        "rows: [ErrorMessage]",
        "rows: [⟦unknown-row⟧ErrorMesage]",
        "there is no row 'ErrorMesage'. Did you mean 'ErrorMessage'?",
    ),
    (
        CHECK,
        "coded: OBX-3.1",
        "coded: ⟦unknown-row⟧OBXX-3.1",
        "there is no row 'OBXX-3.1'. Correct or remove it.",
    ),
    (
        CHECK,
        "of: OBX report-link",
        "of: ⟦unknown-segment⟧OBX reportlink",
        "segment OBX has no variant 'reportlink'. Did you mean 'OBX report-link'?",
    ),
    (
        HOSTS,
        "icemr-api.retinal",
        "⟦duplicate-key⟧icd-api.retinal",
        "duplicate host 'icd-api.retinalscreenings.com' with port 443. Delete one.",
    ),
    (
        HOSTS,
        "  - id: browsers",
        f"  - id: ⟦duplicate-key⟧test\n{HOST}  - id: browsers",
        "duplicate list of hosts 'test'. Give each its own 'id'.",
    ),
    (
        HOSTS,
        "  - id: browsers",
        f"  - id: ⟦unused-table⟧more\n{HOST}  - id: browsers",
        "no page shows list of hosts 'more'. Show it with a 'hosts' fence that names 'more', or delete it.",
    ),
    (
        FIELDS,
        "example: 2.3.1",
        "example: ⟦invalid-example⟧two",
        "the example does not fit its own row: Version must be a version as 2.3.1, not 'two'. Correct it.",
    ),
]


@pytest.mark.parametrize(("path", "old", "new", "message"), SLIPS)
def test_a_slip_is_told_once_at_its_place(
    path: str, old: str, new: str, message: str, sources: Sources
) -> None:
    text, found = places.unmarked(sources.text(path).replace(old, new, 1))
    lines = told(sources, {path: text})
    expected = places.lines(path, found, [message])
    assert [each for each in lines if each in expected] == expected
    assert [each for each in lines if each.startswith(path)] == expected


def test_two_samples_of_a_specification_have_titles_of_their_own(sources: Sources) -> None:
    text = sources.text(SAMPLES)
    titles = re.findall(r"spec: order-request\n    title: (.*)\n", text)
    lines = told(sources, {SAMPLES: text.replace(f"title: {titles[1]}\n", f"title: {titles[0]}\n", 1)})
    assert [re.sub("; '.*' has", "; '' has", each.partition(": ")[2]) for each in lines] == [
        f"duplicate title '{short(titles[0])}'; '' has it too. Give each sample its own. [duplicate-key]"
    ]
