"""The shape of message formats is one: a fourth format is a value in one module, and all else follows."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from docsite import build, fences, publish, reading, render, settings
from docsite.fences import RenderContext
from docsite.links.rendering import Renderer
from docsite.messages import test_kit
from docsite.messages.format import Format, Spec, TableFence
from docsite.messages.linker import Linker
from docsite.messages.sample import Identity, RowKey, Sample, Value
from docsite.outputs.llms import About
from docsite.pages import files
from docsite.project import Project
from docsite.reading import FORMATS
from docsite.sources.paths import DocsPath, OutputPath
from docsite.sources.problems import Checked, Problem, line, settle
from docsite.sources.source import Source
from docsite.sources.yaml_text import Document
from markdown import Markdown

from tests.support.mini_sites import write

# The format: a sample has a `key=value` on each line, its specification a `key: description`.

Reference = Mapping[str, Mapping[str, str]]
LINE = re.compile(r"^(?P<key>\w+)=(?P<value>.*)$", re.MULTILINE)
PERSON = {"Given": "given", "Family": "family"}


def read(found: Mapping[str, Source]) -> Checked[Reference]:
    texts = {path.rpartition("/")[2].removesuffix(".txt"): source.text for path, source in found.items()}
    return Checked({name: dict(re.findall(r"(\w+): (.*)", text)) for name, text in texts.items()})


def values(keys: Reference, sample: Sample) -> Iterator[Value]:
    for match in sample.content:
        key, text = match["key"], match["value"]
        if key in keys[sample.spec]:
            person = Identity("patient", {PERSON[key]: text}, is_patient=True) if key in PERSON else None  # type: ignore[dict-item]  # a part
            yield Value(
                key,
                RowKey("ini-keys", sample.spec, key.lower()),
                match.start("value"),
                text,
                match.span("key"),
                keys[sample.spec][key],
                person,
                echo="case order" if key == "Order" else "",
            )


def check(keys: Reference, sample: Sample) -> Iterator[Problem]:
    for match in sample.content:
        if match["key"] not in keys[sample.spec]:
            facts = {"name": "the key", "value": match["key"], "form": "one of the specification"}
            yield sample.source.problem(match.start(), "wrong-form.cell", **facts)


def show(linker: Linker[Reference], name: str) -> str:
    rows = linker.reference.get(name, {})
    used = {key: linker.used_in(RowKey("ini-keys", name, key.lower()), name) for key in rows}
    cells = (f'<p id="{key.lower()}">{key} {used[key][0]} {used[key][1]}</p>' for key in rows)
    return "".join(cells)


INI = Format(
    name="ini",
    title="INI files",
    noun="key file",
    where="docs/specs/ini/",
    wants=lambda path: path.startswith("specs/ini/"),
    read=read,
    specs=lambda keys: dict.fromkeys(keys, Spec("orders")),
    parse=lambda _, sample: Checked([*LINE.finditer(sample.source.text)]),
    values=values,
    check=check,
    tables={"ini-keys": TableFence("key table", "docs/specs/ini/", lambda keys: keys, show)},
    is_pasted=lambda _, fence: fence.name == "ini" and "Order=" in fence.content,
    downloads=lambda keys, *_: ((f"ini/{name}.txt", "\n".join(rows)) for name, rows in keys.items()),
)

PEOPLE = """\
patients:
  - {family: DOE, given: JANE, birth: "19620803", sex: F, mrn: MRN1}
staff: []
cases:
  - {id: jane, order: ORD1, mrn: MRN1, title: Normal, shows: Nothing is found.}
"""
SITE = {
    "docs/index.md": "# Home\n\n```sample\nini/one.ini\n```\n",
    "docs/keys.md": "# Keys\n\n```ini-keys\nperson\n```\n\n```test-kit\ncases\n```\n",
    "docs/specs/ini/person.txt": "Given: Given name.\nFamily: Family name.\nOrder: Order number.\n",
    "docs/specs/people.yml": PEOPLE,
    "docs/samples/ini/index.yml": "samples:\n  - {file: one.ini, spec: person, title: One & all, case: jane}\n",
    "docs/samples/ini/one.ini": "Given=Jane\nFamily=Doe\nOrder=ORD1\n",
}


def site(root: Path, changes: Mapping[str, str] = {}) -> Project:  # it is only read
    """Return the project of a site that has the fourth format."""
    write(root, {**SITE, **changes})
    found, clashes = files.files(root, {"exclude_docs": "/specs/\n/samples/*/index.yml\n"})
    return reading.read(found, settings.read({"docsite": {"fences": True}}, []), clashes, (*FORMATS, INI))


def told(found: Project) -> list[str]:
    levels = settings.read({"docsite": {"fences": True}}, []).levels
    return [line(each) for each in settle([*found.problems, *fences.check(found)], levels)]


def page(found: Project, path: str) -> str:
    """Return a page as its fences make it."""
    context = RenderContext(render.environment(None), lambda: (found, DocsPath(path)))
    custom = fences.custom(context, (*FORMATS, INI))
    configs = {"pymdownx.superfences": {"custom_fences": custom}}
    return Markdown(extensions=["pymdownx.superfences"], extension_configs=configs).convert(
        found.sources[DocsPath(path)].text
    )


def test_its_sample_is_shown_with_links_to_its_rows(tmp_path: Path) -> None:
    html = page(site(tmp_path), "index.md")

    assert '<figure class="sample sample--ini" id="one" data-search-kind="sample">' in html
    assert '<span class="sample__title" data-search-exclude>One &amp; all</span>' in html
    assert (
        '<span class="sample__line"><a href="keys/#given" title="Given name.">Given</a>=Jane</span>\n'
        '<span class="sample__line"><a href="keys/#family" title="Family name.">Family</a>=Doe</span>\n'
        '<span class="sample__line"><a href="keys/#order" title="Order number.">Order</a>=ORD1</span>\n'
    ) in html


def test_its_table_and_kit_name_the_sample(tmp_path: Path) -> None:
    html = page(site(tmp_path), "keys.md")

    assert '<p id="given">Given  []</p>' in html
    assert '<li><a href="../#one">One &amp; all</a> <code>one.ini</code></li>' in html


def test_its_sample_is_in_the_archive_and_its_files_are_offered(tmp_path: Path) -> None:
    found, templates = site(tmp_path), render.environment(None)
    kit = test_kit.files(found.messages, templates)
    around = build.Surroundings(
        tmp_path,
        tmp_path / "docs",
        tmp_path / "site",
        About("Mini", "", ""),
        [Document(None, Source("mkdocs.yml", ""), {})],
        None,
        (),
        templates,
        Renderer([], {}, lambda _: None),
    )
    offered = dict(
        publish.before_pages(build.Build(settings.read({"docsite": {"fences": True}}, []), found, around))
    )

    assert kit["ini/orders/one.ini"] == "Given=Jane\nFamily=Doe\nOrder=ORD1\n"
    assert "ini/orders/one.ini" in kit["cases.csv"]
    assert offered[OutputPath("ini/person.txt")] == "Given\nFamily\nOrder"


FAULTS: list[tuple[Mapping[str, str], list[str]]] = [
    ({}, []),
    (
        {"docs/samples/ini/one.ini": "Given=Ann\nFamily=Doe\nOrder=ORD1\n"},
        [
            (
                "docs/samples/ini/one.ini:1:7: 'Ann Doe' is not in docs/specs/people.yml. Use one of the"
                " fictitious people listed there. [unlisted-person]"
            )
        ],
    ),
    (
        {"docs/samples/ini/one.ini": "Given=Jane\nFamily=Doe\nOrder=ORD2\n"},
        [
            (
                "docs/samples/ini/one.ini:3:7: Order must be 'ORD1', the order of case 'jane' in "
                "docs/specs/people.yml, not 'ORD2'. Correct one of the two. [broken-echo]"
            )
        ],
    ),
    (
        {"docs/samples/ini/one.ini": "Given=Jane\nFamily=Doe\nColor=red\n"},
        [
            (
                "docs/samples/ini/one.ini:3:1: the key must be one of the specification, not 'Color'."
                " Correct it. [wrong-form]"
            )
        ],
    ),
    (
        {"docs/samples/ini/one.ini": "Given=Jane\nFamily=Doe\nOrder=ORD1 call 425-234-5678\n"},
        [
            (
                "docs/samples/ini/one.ini:3:17: phone number '425-234-5678' may be real."
                " Use 555-0100 to 555-0199. [real-contact]"
            )
        ],
    ),
    (
        {"docs/samples/ini/two.ini": "Order=ORD1\n"},
        [
            (
                "docs/samples/ini/two.ini:1:1: the sample is not in docs/samples/ini/index.yml. Add it there"
                " with its title and what it is checked against, or delete it. [unlisted-sample]"
            )
        ],
    ),
    (
        {"docs/samples/ini/index.yml": "samples:\n  - {file: one.ini, spec: persons, title: One}\n"},
        [
            (
                "docs/samples/ini/index.yml:2:27: there is no key file 'persons'. Did you mean 'person'?"
                " [unknown-spec]"
            )
        ],
    ),
    (
        {"docs/index.md": "# Home\n\n~~~ sample\nini/on.ini\n~~~\n\n``` ini-keys\npersn\n```\n"},
        [
            (
                "docs/index.md:3:1: there is no sample 'ini/on.ini'. Did you mean 'ini/one.ini'?"
                " [unknown-sample]"
            ),
            "docs/index.md:7:1: there is no key table 'persn'. Did you mean 'person'? [unknown-table]",
            (
                "docs/samples/ini/one.ini:1:1: no page shows this sample. Show it with a 'sample' fence,"
                " or delete it. [unused-sample]"
            ),
        ],
    ),
    (
        {"docs/more.md": "# More\n\n```ini\nOrder=ORD1\n```\n"},
        [
            (
                "docs/more.md:3:1: the page has a whole message. Move it to docs/samples/ini/ and show it"
                " with a 'sample' fence, so that it is checked. [pasted-sample]"
            )
        ],
    ),
]


@pytest.mark.parametrize(("changes", "expected"), FAULTS)
def test_it_is_checked_as_all_are(tmp_path: Path, changes: Mapping[str, str], expected: list[str]) -> None:
    assert told(site(tmp_path, changes)) == expected
