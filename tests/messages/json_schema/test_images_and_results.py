"""The programs that upload images and read results, run offline against a stand-in for queue and storage."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from docsite.messages.json_schema import downloads
from docsite.messages.judge import json_schema

from tests.support import npm, typescript
from tests.support.cloud_direct import SITE, judge, load, reference
from tests.support.project import DOCS

FAKE = Path(__file__).with_name("fake_azure")
CODE = DOCS / "samples" / "code"
SAMPLES = DOCS / "samples" / "json"
BUNDLE = "order-request.bundle.schema.json"
PAGES = {
    "upload": (DOCS / "cloud-direct/images.md").read_text("utf-8"),
    "read": (DOCS / "cloud-direct/receive-results.md").read_text("utf-8"),
}
FILES = {
    ("upload", "python"): CODE / "python/upload_images.py",
    ("upload", "typescript"): CODE / "typescript/upload-images.ts",
    ("read", "python"): CODE / "python/read_results.py",
    ("read", "typescript"): CODE / "typescript/read-results.ts",
}
SETTINGS = {
    "IRIS_CLIENT_GUID": "11111111-2222-4333-8444-555555555555",
    "IRIS_SITE": "POC01",
    "IRIS_STORAGE_STRING": "storage",
    "IRIS_CONTAINER": "images",
    **{f"IRIS_{queue}_{what}": what for queue in ("ORDERS", "RESULTS") for what in ("STRING", "QUEUE")},
}
LANGUAGES = ("python", "typescript")
AJV = ("ajv", "ajv-formats", "fast-deep-equal", "fast-uri", "json-schema-traverse", "require-from-string")


class Reader:
    """A reader's folder with the programs, and the stand-in for IRIS's side."""

    def __init__(self, folder: Path, language: str) -> None:
        self.language, self.azure, self.kept = language, folder / "azure", folder / "kept"
        self.folder = folder / "reader"
        self.folder.mkdir()
        self.kept.mkdir()
        (self.azure / "blobs/images").mkdir(parents=True)
        published = dict(downloads.files(reference().catalog, SITE))
        (text,) = (text for path, text in published.items() if path.endswith(BUNDLE))
        (self.folder / BUNDLE).write_text(text, "utf-8")
        if language == "typescript":
            compiled = typescript.compiled()
            shutil.copytree(compiled, self.folder, dirs_exist_ok=True)
            shutil.copytree(FAKE / "node", self.folder / "node_modules")
            for package in (
                "ajv",
                "ajv-formats",
                "fast-deep-equal",
                "fast-uri",
                "json-schema-traverse",
                "require-from-string",
            ):
                (self.folder / "node_modules" / package).symlink_to(
                    compiled.parent / "node_modules" / package
                )
            (self.folder / "package.json").write_text('{"type": "module"}', "utf-8")
        else:
            for file in (CODE / "python").glob("*.py"):
                shutil.copy2(file, self.folder)

    def run(self, python: str, script: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith("IRIS_")}
        fake = {
            "FAKE_AZURE": str(self.azure),
            "FAKE_KEPT": str(self.kept),
            "PYTHONPATH": str(FAKE / "python"),
        }
        program = [npm.commands()[0], script] if self.language == "typescript" else [sys.executable, python]
        return subprocess.run(
            [*program, *arguments],
            cwd=self.folder,
            env=own | SETTINGS | fake,
            capture_output=True,
            text=True,
            check=False,
        )

    def upload(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run("upload_images.py", "upload-images.js", *arguments)

    def read(self, *messages: str) -> str:
        """Deliver messages, and return what the program prints."""
        deliver = self.azure / "deliver"
        shutil.rmtree(deliver, ignore_errors=True)
        deliver.mkdir()
        for number, text in enumerate(messages):
            (deliver / f"{number}.json").write_text(text, "utf-8")
        done = self.run("read_results.py", "read-results.js", self.kept)
        assert (done.stderr, done.returncode) == ("", 0)
        return done.stdout

    @property
    def sent(self) -> list[Any]:
        folder = self.azure / "sent"
        return [load(file) for file in sorted(folder.iterdir())] if folder.is_dir() else []


@pytest.fixture(params=LANGUAGES)
def reader(request: pytest.FixtureRequest, tmp_path: Path) -> Reader:
    return Reader(tmp_path, request.param)


def image(reader: Reader, name: str) -> str:
    (reader.folder / name).write_bytes(name.encode())
    return name


def sample(name: str, **changes: Any) -> str:
    return json.dumps(load(SAMPLES / f"{name}.json") | changes)


# Images


def test_images_are_uploaded_first_and_listed_in_the_order(reader: Reader) -> None:
    done = reader.upload("ORD100003", f"OD={image(reader, 'right.JPG')}", f"OS={image(reader, 'left.dcm')}")

    assert (done.stderr, done.returncode) == ("", 0)
    (order,) = reader.sent
    listed = order["Camera"]["Images"]
    blobs = {file.name: file.read_bytes() for file in (reader.azure / "blobs/images").iterdir()}
    assert [blobs[each["AzureBlobStorage"]["FileName"]] for each in listed] == [b"right.JPG", b"left.dcm"]
    assert [each["Laterality"] for each in listed] == ["OD", "OS"]
    assert sorted(Path(name).suffix for name in blobs) == [".dcm", ".jpg"]
    assert list(json_schema.causes(judge("order-request"), order)) == []


@pytest.mark.parametrize("fault", ["no container", "no file"])
def test_no_order_is_sent_where_an_image_is_not_in_place(reader: Reader, fault: str) -> None:
    if fault == "no container":
        (reader.azure / "blobs/images").rmdir()
    done = reader.upload(
        "ORD100003", "OD=missing.jpg" if fault == "no file" else f"OD={image(reader, 'a.jpg')}"
    )

    assert done.returncode != 0
    assert reader.sent == []


# Results


def test_each_result_is_stored_as_it_arrived_before_it_leaves_the_queue(reader: Reader) -> None:
    texts = [sample("result-full"), sample("result-normal")]
    reader.read(*texts)

    assert sorted(file.read_text("utf-8") for file in reader.kept.iterdir()) == sorted(texts)
    assert (reader.azure / "log").read_text("utf-8").split() == ["1", "2"]


def test_a_result_that_is_delivered_twice_is_kept_once(reader: Reader) -> None:
    text = sample("result-full")
    said = reader.read(text, text) + reader.read(text)

    assert [line for line in said.splitlines() if line in ("new", "duplicate")] == [
        "new",
        "duplicate",
        "duplicate",
    ]
    assert len(list(reader.kept.iterdir())) == 1
    assert (reader.azure / "log").read_text("utf-8").split() == ["1", "1", "1"]  # each leaves the queue


def test_a_correction_is_a_version_of_its_own(reader: Reader) -> None:
    later = {"ResultCode": "C", "Timestamp": "2025-03-13T08:00:00.0000000+00:00"}
    reader.read(sample("result-full"), sample("result-full", **later))

    assert len(list(reader.kept.iterdir())) == 2


SAYS = """\
new
Order ORD100002, result code F
Urgent: act on it now
Right eye: Diabetic Retinopathy Moderate, Macular Edema Positive, Suspected Dry AMD
Left eye: Diabetic Retinopathy Proliferative, Macular Edema None, Suspected Vein Occlusion, Suspected Macular Hole
Care plan: Sample plan: see a specialist
"""


def test_a_result_is_told_eye_by_eye(reader: Reader) -> None:
    assert reader.read(sample("result-full")) == SAYS


@pytest.mark.parametrize(
    ("eye", "says"),
    [
        (None, "no images (no reason given)"),
        ({"MissingEyeReason": "Prosthetic"}, "missing (Prosthetic)"),
        ({"Gradable": False, "UngradableReasons": ["Media opacity"]}, "not gradable (Media opacity)"),
        ({"Gradable": False}, "not gradable (no reason given)"),
        ({"Findings": [{"Finding": "Macular Edema", "Result": "None"}]}, "not gradable (no reason given)"),
        ({"Gradable": True, "Findings": None}, "no findings"),
        ({"gradable": True, "findings": [{"finding": "Moon dust", "result": 7, "New": {}}]}, "Moon dust 7"),
    ],
)
def test_an_eye_without_findings_is_never_read_as_normal(reader: Reader, eye: Any, says: str) -> None:
    gradings = {"OD": eye, "OS": eye, "Tomorrow": [1]}
    said = reader.read(sample("result-normal", Gradings=gradings, Unknown={"a": 1}, ResultCode="Z"))

    assert f"Right eye: {says}\nLeft eye: {says}\n" in said


@pytest.mark.parametrize("text", ["", "not json", "[]", "7", '"text"', "{}", '{"Order": 3, "Gradings": []}'])
def test_what_is_no_result_is_kept_for_a_person(reader: Reader, text: str) -> None:
    said = reader.read(text)

    assert said.startswith("new\n")
    assert [file.read_text("utf-8") for file in reader.kept.iterdir()] == [text]


# What the pages say


@pytest.mark.parametrize(("job", "language"), FILES)
def test_the_page_shows_and_offers_the_whole_program(job: str, language: str) -> None:
    file = FILES[job, language]
    path = file.relative_to(DOCS).as_posix()
    sections = [line for line in file.read_text("utf-8").splitlines() if "--8<-- [start:" in line]

    assert f"(../{path})" in PAGES[job]
    assert all(
        f'--8<-- "{path}:{each.partition("start:")[2].rstrip("]")}"' in PAGES[job] for each in sections
    )
