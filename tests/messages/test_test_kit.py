"""The test kit: every sample in its case, and an archive whose bytes depend on the samples alone."""

import csv
import io
import json
import zipfile

import pytest
import yaml
from docsite.messages import test_kit
from docsite.messages.json_schema import results
from lxml import html

from tests.support.mini_sites import Mini, Outcome
from tests.support.project import ROOT
from tests.support.xpath import select

PEOPLE = """\
patients:
  - {family: DOE, given: JANE, birth: "19620803", sex: F, mrn: MRN1}
staff: []
cases:
  - {id: jane, order: ORD1, mrn: MRN1, title: Normal, shows: Nothing is found.}
"""
FOLDERS = ("hl7/", "json/", "csv/")
PAGE = "# Kit\n\n```test-kit\ndownload\n```\n\n```test-kit\ncases\n```\n\n```test-kit\nresults\n```\n"


@pytest.fixture(scope="module")
def kit(real: Outcome) -> zipfile.ZipFile:
    return zipfile.ZipFile(real.site / test_kit.FILE)


def table(kit: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(kit.read(name).decode())))


def test_every_sample_is_in_the_archive_once(kit: zipfile.ZipFile) -> None:
    samples = {
        path.name
        for form in ("hl7", "json", "csv")
        for path in (ROOT / "docs/samples" / form).iterdir()
        if path.name != "index.yml"
    }
    packed = [
        name.rpartition("/")[2] for name in kit.namelist() if name.startswith(("hl7/", "json/", "csv/"))
    ]

    assert sorted(packed) == sorted(samples)
    assert kit.namelist() == sorted(kit.namelist())


def test_every_sample_belongs_to_a_case(kit: zipfile.ZipFile) -> None:
    listed = {file for case in table(kit, "cases.csv") for file in case["files"].split()}

    assert listed == {name for name in kit.namelist() if name.startswith(FOLDERS)}


def test_segments_end_with_a_carriage_return(kit: zipfile.ZipFile) -> None:
    for name in (each for each in kit.namelist() if each.startswith("hl7/")):
        message = kit.read(name)
        framed = kit.read(name.replace("hl7/", "mllp/", 1).removesuffix("hl7") + "mllp")

        assert b"\n" not in message
        assert message.startswith(b"MSH|")
        assert message.endswith(b"\r")
        assert not message.endswith(b"\r\r")
        assert framed == b"\x0b" + message + b"\x1c\r"


def test_json_is_that_of_the_guide(kit: zipfile.ZipFile) -> None:
    for name in (each for each in kit.namelist() if each.startswith("json/")):
        source = ROOT / "docs/samples/json" / name.rpartition("/")[2]
        assert json.loads(kit.read(name)) == json.loads(source.read_text("utf-8"))


def test_results_are_those_of_the_samples(kit: zipfile.ZipFile) -> None:
    expected = {
        (each["order"], each["file"].rpartition("/")[2]): each for each in table(kit, "expected-results.csv")
    }

    full = expected["ORD100002", "result-full.json"]
    assert full["right eye"].startswith("Diabetic Retinopathy: Moderate; Macular Edema: Positive; Suspected")
    assert (full["severity in HL7"], full["ICD-10-CM"]) == ("CRITICAL", "E113311 E113592")
    assert expected["ORD100003", "result-ungradable.json"]["left eye"].startswith("not gradable: ")
    assert expected["ORD100005", "result-single-eye.json"]["left eye"] == "no images: Enucleation"


def test_the_page_links_every_sample_and_tells_the_size(real: Outcome) -> None:
    page = html.fromstring(real.html("test-kit/index.html"))
    index = yaml.safe_load((ROOT / "docs/samples/hl7/index.yml").read_text("utf-8"))["samples"]
    titles = {*select(page, "//table[contains(@class, 'case-table')]//li/a")}

    assert {each["title"] for each in index} <= titles
    size = (real.site / test_kit.FILE).stat().st_size
    assert f"{size / 1000:.0f} kB" in "".join(select(page, "//article"))


def test_bytes_depend_on_the_samples_alone(mini: Mini) -> None:
    files = {"docs/index.md": PAGE, "docs/specs/people.yml": PEOPLE}
    settings = {"exclude_docs": "/specs/"}
    first, again = (
        (mini(files, site_url=url, **settings).site / test_kit.FILE).read_bytes()
        for url in ("https://example.com/", "https://example.com/other/")
    )

    assert first == again
    assert {each.date_time[:3] for each in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {(1980, 1, 1)}


def test_a_table_that_is_not_there_is_told(mini: Mini) -> None:
    outcome = mini({"docs/index.md": "# Kit\n\n```test-kit\ncase\n```\n", "docs/specs/people.yml": PEOPLE})

    assert outcome.lines == [
        "docs/index.md:3:1: the test kit has no table 'case'. Did you mean 'cases'? [unknown-table]"
    ]


def test_a_site_without_cases_has_no_kit(mini: Mini) -> None:
    outcome = mini({"docs/index.md": "# Home\n"})

    assert outcome.lines == []
    assert not (outcome.site / test_kit.FILE).exists()


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (
            {"Gradable": False, "UngradableReasons": [1, {"a": 2}, "Media Opacity"]},
            "not gradable: Media Opacity",
        ),
        ({"Gradable": False, "UngradableReasons": 5}, "not gradable"),
        ({"Gradable": True, "Findings": ["a", {"Finding": 5}, {"Finding": "DR", "Result": ["a"]}]}, "DR"),
        ({"Gradable": True, "Findings": "none"}, ""),
    ],
)
def test_an_eye_of_a_broken_sample_is_told_as_far_as_it_is_text(value: dict[str, object], told: str) -> None:
    assert results._eye(value, "") == told
