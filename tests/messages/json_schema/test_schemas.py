"""The schemas: what is published decides as what is authored does, and a second validator agrees."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docsite.messages.json_schema import dialect, downloads, schemas, tables
from docsite.messages.json_schema import reference as schema_reference
from docsite.messages.json_schema.format import FORMAT
from docsite.messages.json_schema.spec import Key
from docsite.render import environment
from docsite.sources import json_text
from docsite.sources.problems import line
from docsite.sources.schema import SCHEMAS
from docsite.sources.source import Source
from jsonschema import Draft202012Validator, FormatChecker

from tests.support import messages, npm
from tests.support.cloud_direct import SITE, files, judge, kind, load, reference

AJV = Path(__file__).with_name("ajv")
ADDRESS = f"{SITE}schemas/cloud-direct/2.3.1/"
ANNOTATIONS = {"x-required-when", "x-code-system", "x-reader", "x-set-by", "x-see"}
ANNOTATIONS |= {"x-address", "x-kind", "x-known-by", "x-person", "x-echo"}
ALL = [(folder, file) for folder in ("samples", "valid", "negative") for file in files(folder)]


def published() -> dict[str, dict[str, Any]]:
    """Return every published schema by its address."""
    found = {path: json.loads(text) for path, text in downloads.files(reference().catalog, SITE)}
    assert {SITE + path for path in found} == {schema["$id"] for schema in found.values()}
    return {schema["$id"]: schema for schema in found.values()}


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from keys(inner)


@pytest.mark.parametrize("name", sorted(reference().catalog.documents))
def test_schema_is_one_of_json_schema_2020_12(name: str) -> None:
    Draft202012Validator.check_schema(reference().catalog.documents[name])


def test_formats_are_checked_at_all() -> None:
    formats = FormatChecker()
    wrong = {"uuid": "x", "date-time": "2025-13-01", "date": "2025-02-30", "email": "x", "uri": "not a uri"}

    assert [name for name, text in wrong.items() if formats.conforms(text, name)] == []


def test_annotations_are_those_that_tables_use() -> None:
    used = {
        key
        for document in reference().catalog.documents.values()
        for key in keys(document)
        if key.startswith("x-")
    }

    assert used == ANNOTATIONS


def test_folder_of_the_published_schemas_has_the_version_of_the_model() -> None:
    common = reference().catalog.documents["common"]

    assert common["x-address"] == f"schemas/cloud-direct/{common['$defs']['ModelVersion']['default']}/"


def changed(value: Any, name: str, new: str) -> Iterator[Any]:
    """Yield a message with another value in one of the properties of a name."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        for other in [new] if key == name and isinstance(each, str) else changed(each, name, new):
            yield (
                {**value, key: other} if isinstance(value, dict) else [*value[:key], other, *value[key + 1 :]]
            )


def test_a_code_that_iris_alone_sets_is_refused_in_messages_to_iris_and_known_in_others() -> None:
    own = [
        (each.name, code.value)
        for each in reference().enumerations.values()
        for code in each.codes
        if code.set_by
    ]
    assert len(own) > 1
    for name, code in own:
        for is_sent, kinds in ((True, ("order-request", "grading-submission")), (False, ("order-result",))):
            tried = [
                judge(kind(file)).validator.is_valid(value)
                for file in files("samples")
                if kind(file) in kinds
                for value in changed(load(file), name, code)
            ]
            assert {*tried} == {not is_sent}, (name, code)


def test_published_schemas_carry_no_annotation() -> None:
    assert [key for schema in published().values() for key in keys(schema) if key.startswith("x-")] == []


def test_published_schemas_say_whose_they_are() -> None:
    texts = [schema["description"] for schema in published().values()]

    assert all("Schema of the IRIS Integration Guide, not of IRIS" in text for text in texts)


def test_bundle_refers_to_nothing_outside_itself() -> None:
    bundles = [schema for address, schema in published().items() if address.endswith(downloads.BUNDLE)]
    references = [value for bundle in bundles for value in _references(bundle)]

    assert len(bundles) == len(reference().catalog.messages)
    assert references
    assert [each for each in references if not each.startswith("#/$defs/")] == []


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from [value["$ref"]] if isinstance(value.get("$ref"), str) else []
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _references(inner)


@pytest.mark.parametrize(("folder", "file"), ALL, ids=lambda each: getattr(each, "stem", each))
def test_bundle_decides_as_the_schema_does(folder: str, file: Path) -> None:
    bundle = Draft202012Validator(
        published()[f"{ADDRESS}{kind(file)}{downloads.BUNDLE}"], format_checker=FormatChecker()
    )

    assert bundle.is_valid(load(file)) == (folder != "negative")
    assert judge(kind(file)).validator.is_valid(load(file)) == (folder != "negative")


def test_a_second_validator_agrees_on_every_message() -> None:
    documents = published()
    cases = [
        {"schema": f"{ADDRESS}{kind(file)}{suffix}", "value": load(file)}
        for _, file in ALL
        for suffix in (schemas.SUFFIX, downloads.BUNDLE)
    ]
    run = subprocess.run(
        [npm.commands()[0], AJV / "validate.mjs", npm.install(AJV)],
        input=json.dumps({"schemas": list(documents.values()), "cases": cases}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stderr == ""
    verdicts = [errors == [] for errors in json.loads(run.stdout)]

    assert verdicts == [folder != "negative" for folder, _ in ALL for _ in range(2)]


# Every table has a page


def test_every_object_list_and_form_is_shown_on_a_page() -> None:
    found = reference()
    wanted = {("json-object", key.names) for key in found.tables}
    wanted |= {("json-enumeration", name) for name in found.enumerations}
    wanted |= {("json-forms", each.document) for each in found.formats.values()}

    assert wanted - set(messages.real().shown_on) == set()


def test_rows_of_a_page_have_addresses_of_their_own() -> None:
    found, shown_on = reference(), messages.real().shown_on
    rows: dict[str, list[str]] = {}
    for key, table in found.tables.items():
        page = shown_on["json-object", key.names]
        rows.setdefault(page, []).extend(row.id for row in table.rows)
    for enumeration in found.enumerations.values():
        page = shown_on["json-enumeration", enumeration.name]
        rows.setdefault(page, []).extend(code.id for code in enumeration.codes)

    assert [page for page, ids in rows.items() if len(set(ids)) != len(ids)] == []


def test_tables_tell_what_is_required_and_when() -> None:
    def told(document: str, name: str) -> dict[str, str]:
        rows = reference().tables[Key(document, name)].rows
        return {row.name: "required" if row.is_required else row.condition for row in rows}

    assert told("order-request", "")["Patient"] == "OrderControlCode is NW or XO"
    assert told("order-request", "Order")["EvaluationTypes"] == "OrderControlCode is NW or XO"
    assert told("order-request", "Order")["LocalId"] == "required"
    assert told("order-request", "Patient")["Genders"] == "required"
    assert told("order-request", "Patient")["Gender"] == ""
    assert told("order-request", "Patient.Name") == {"First": "required", "Last": "required"}
    assert told("order-event", "ImageReceipt")["IrisOrderId"] == "Success is true"
    assert told("order-event", "OrderCancelled")["IrisOrderId"] == "required"
    assert told("grading-submission", "")["OD"] == "there is no OS"


def test_a_list_of_its_own_narrows_the_one_that_a_property_inherits() -> None:
    row = reference().tables[Key("order-request", "Image")].row("Laterality")

    assert row is not None
    assert (row.codes, row.values) == ("Laterality", ("OD", "OS"))


def test_required_properties_come_first_and_deprecated_ones_last() -> None:
    for table in reference().tables.values():
        ranks = [
            3 if row.is_deprecated else 0 if row.is_required else 1 if row.condition else 2
            for row in table.rows
        ]
        assert ranks == sorted(ranks)


# What is wrong in a schema file


def schema_lines(**texts: str) -> list[str]:
    paths = {f"docs/schemas/{name}.schema.json": text for name, text in texts.items()}
    _, problems = schema_reference.read({path: Source(path, text) for path, text in paths.items()})
    return [line(problem) for problem in problems]


def test_a_reference_that_leads_nowhere_is_told_at_its_place() -> None:
    text = '{\n  "$ref": "common.schema.json#/$defs/Giud"\n}'

    assert schema_lines(order=text, common='{"$defs": {"Guid": {"type": "string"}}}') == [
        (
            "docs/schemas/order.schema.json:2:11: 'common.schema.json#/$defs/Giud' does not point to a "
            "schema. Did you mean 'common.schema.json#/$defs/Guid'? [unknown-table]"
        )
    ]


def test_a_schema_that_is_no_json_is_told_and_nothing_else() -> None:
    text = '{\n  "type": "object",\n}'

    assert schema_lines(order=text) == [
        (
            "docs/schemas/order.schema.json:3:1: not JSON: expected a property name, found '}'. Is "
            "there an extra comma on line 2? [invalid-json]"
        )
    ]


SLIPS = [
    # a schema, what is told of it
    (
        '{"type": "strng"}',
        (
            "10: 'type' must be 'array', 'boolean', 'integer', 'null', 'number', 'object', or 'string', not 'strng'."
            " Did you mean 'string'? [unknown-value]"
        ),
    ),
    (
        '{"type": ["strin", "null"]}',
        (
            "11: an item of 'type' must be 'array', 'boolean', 'integer', 'null', 'number', 'object', or 'string',"
            " not 'strin'. Did you mean 'string'? [unknown-value]"
        ),
    ),
    ('{"type": 5}', "10: 'type' must be an array or text, not the number 5. Put it in quotes. [wrong-type]"),
    (
        '{"pattern": "^([0-9]{10}$"}',
        "13: 'pattern' is not a regular expression: missing ), unterminated subpattern. Correct it. [wrong-form]",
    ),
    (
        '{"pattern": "a{99999999999999999999}"}',
        "13: 'pattern' is not a regular expression: it is too large. Correct it. [wrong-form]",
    ),
    (
        '{"maxLength": "64"}',
        "15: 'maxLength' must be a whole number, not the text '64'. Remove the quotes. [wrong-type]",
    ),
    (
        '{"maxLength": -1}',
        "15: 'maxLength' has the wrong format: the number -1. Expected: A whole number, 0 or more. [wrong-form]",
    ),
    (
        '{"required": "LocalId"}',
        "14: 'required' must be an array, not the text 'LocalId'. Correct or remove it. [wrong-type]",
    ),
    (
        '{"properties": {"Local": {"description": "A"}}, "required": ["Lokal"]}',
        "62: 'required' has 'Lokal', which is not a property of the object. Did you mean 'Local'? [unknown-value]",
    ),
    ('{"minLenght": 1}', "2: unknown property 'minLenght'. Did you mean 'minLength'? [unknown-key]"),
    (
        '{"properties": {"A": {"tpye": "string"}}}',
        "23: unknown property 'tpye'. Did you mean 'type'? [unknown-key]",
    ),
    (
        '{"properties": {"A": true}}',
        "22: 'A' must be an object, not true. Correct or remove it. [wrong-type]",
    ),
    ('{"$id": "a"}', "2: unknown property '$id'. Remove it. [unknown-key]"),
    ('{"allOf": {}}', "11: 'allOf' must be an array, not an object. Correct or remove it. [wrong-type]"),
    (
        '{"$ref": "common.schema.json"}',
        (
            "10: '$ref' has the wrong format: 'common.schema.json'. Expected: '#/$defs/NAME', or"
            " 'FILE.schema.json#/$defs/NAME' for a definition of another file. [wrong-form]"
        ),
    ),
    ("[]", "1: the file has no schema. Write one between '{' and '}'. [wrong-type]"),
    ('{"x-raeder": "ai"}', "2: unknown property 'x-raeder'. Did you mean 'x-reader'? [unknown-key]"),
    ('{"x-reader": "robot"}', "14: 'x-reader' must be 'ai' or 'human', not 'robot'. [unknown-value]"),
    (
        '{"x-see": "Gender", "$defs": {"Genders": {}}}',
        "11: there is no list 'Gender'. Did you mean 'Genders'? [unknown-table]",
    ),
    (
        '{"properties": {"A": {"type": "string"}}}',
        "17: property 'A' has no 'description'. Add it: what it is, in a sentence or two. [missing-key]",
    ),
    (
        '{"properties": {"A": {"type": "string", "description": "A", "examples": ["a", 7]}}}',
        "79: the example does not fit its own row: 'A' must be text, not the number 7. Correct it. [invalid-example]",
    ),
    (
        '{"$defs": {"Id": {"type": "string", "maxLength": 2, "examples": ["abc"]}}}',
        (
            "66: the example does not fit its own row: 'Id' has 3 characters; the limit is 2."
            " Correct it. [invalid-example]"
        ),
    ),
]


@pytest.mark.parametrize(("text", "told"), SLIPS)
def test_a_slip_in_a_schema_is_told_at_its_place(text: str, told: str) -> None:
    assert schema_lines(order=text) == [f"docs/schemas/order.schema.json:1:{told}"]


def test_a_property_needs_no_description_where_it_refines_one_or_is_a_part_of_a_condition() -> None:
    kept = '{"properties": {"A": {"type": "string", "description": "A."}}}'
    text = (
        '{"allOf": [{"$ref": "#/$defs/B"}, {"if": {"properties": {"A": {"const": "x"}}}}],'
        f' "properties": {{"A": {{"maxLength": 2}}}}, "$defs": {{"B": {kept}}}}}'
    )
    assert schema_lines(order=text) == []


def test_an_object_a_list_and_a_form_that_no_page_shows_are_told() -> None:
    known = messages.real().formats["json"].reference
    names = [
        ("json-object", "order-request"),
        ("json-object", "order-request Site"),
        ("json-enumeration", "Gender"),
    ]
    shown_on = {key: page for key, page in messages.real().shown_on.items() if key not in names}
    assert [line(each).partition(": ")[2] for each in FORMAT.unshown(known, messages.real().shown_on)] == []
    assert [line(each).partition(": ")[2] for each in FORMAT.unshown(known, shown_on)] == [
        f"no page shows {noun}. Show it with a '{fence}' fence that names '{names}', or delete it. [unused-table]"
        for noun, fence, names in (
            ("object 'order-request'", "json-object", "order-request"),
            ("object 'Site'", "json-object", "order-request Site"),
            ("list 'Gender'", "json-enumeration", "Gender"),
        )
    ]


@pytest.mark.parametrize(
    "texts",
    [
        {"a": '{"$ref": "#/$defs/A", "$defs": {"A": {"$ref": "#/$defs/A"}}}'},
        {
            "b": '{"$defs": {"B": {"allOf": [{"$ref": "a.schema.json#/$defs/A"}]}}}',
            "a": '{"$defs": {"A": {"anyOf": [{"type": "null"}, {"if": {"$ref": "b.schema.json#/$defs/B"}}]}}}',
        },
    ],
)
def test_references_in_a_circle_are_told_where_it_closes(texts: dict[str, str]) -> None:
    (told,) = schema_lines(**texts)

    assert told.startswith("docs/schemas/a.schema.json:1:")
    assert told.endswith(
        " points back to the schema that it is in. Remove it, or refer to another definition. [circular-reference]"
    )


def test_an_object_that_holds_its_like_is_no_circle() -> None:
    person = '{"type": ["object", "null"], "properties": {"Parent": {"$ref": "#/$defs/A"}}, "required": ["Parent"]}'
    person = person.replace('"}}', '", "description": "Theirs."}}')
    refined = person.replace("Parent", "B").replace('"}}', '", "properties": {"C": {"description": "C."}}}}')
    text = f'{{"type": "object", "$ref": "#/$defs/A", "$defs": {{"A": {person}, "B": {refined}}}}}'
    found, problems = schema_reference.read({"schemas/a.schema.json": Source("a", text)})
    linker = tables.JsonLinker(environment(None), found, {}, {}, {}, str, "a.md")

    assert [*problems] == []
    assert "Parent" in tables.required(linker, "a")


def test_what_refers_to_a_schema_with_a_fault_is_not_told() -> None:
    other = '{"$ref": "common.schema.json#/$defs/Guid"}'

    assert schema_lines(order=other, common='{"$defs": {"Guid": {"tpye": "string"}}}') == [
        "docs/schemas/common.schema.json:1:21: unknown property 'tpye'. Did you mean 'type'? [unknown-key]"
    ]
    assert len(schema_lines(order=other, common='{"$defs": {"Guid": {},}}')) == 1


VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1.5,
    "",
    "x",
    "string",
    "^(",
    "#/$defs/a",
    [],
    ["x"],
    [{}],
    {},
    {"x": {}},
    {"x": 1},
)


@pytest.mark.parametrize(
    "keyword", json.loads((SCHEMAS / "message-schema.schema.json").read_text("utf-8"))["properties"]
)
def test_what_a_schema_may_say_is_json_schema_too(keyword: str) -> None:
    """Compare our schema of schemas with the metaschema of JSON Schema 2020-12: it never takes more."""
    official = Draft202012Validator(Draft202012Validator.META_SCHEMA)
    for value in VALUES:
        document, _ = json_text.load(Source("a", json.dumps({keyword: value})))
        assert document is not None
        if not list(dialect.check(document)):
            assert official.is_valid({keyword: value}), value
